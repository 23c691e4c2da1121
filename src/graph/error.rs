//! Graph's error object.

use crate::skill::{FieldPath, Map, Value};

/// The longest code or id that is passed on, in characters.
const MAX: usize = 128;

/// What a service said of an error, so far as it may be shown: codes, ids, and the properties that
/// it names. Its `message` is for developers, is not translated, and may say anything: it is not
/// read ([error responses](https://learn.microsoft.com/graph/errors)).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct GraphError {
    /// The codes, from the outermost to the innermost, without empty ones.
    pub codes: Vec<String>,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// Whether it names any property, with a field or without.
    pub has_target: bool,
    /// The properties that it names and that have a field, each once.
    pub fields: Vec<FieldPath>,
}

impl GraphError {
    /// Reads `{error: {code, target?, details?: [{target?}], innerError: {code?, request-id?,
    /// innerError?}}}`, in the spellings `innerError` and `innererror`. Anything else reads as
    /// nothing said.
    pub fn read(body: &Value) -> Self {
        let mut read = Self::default();
        let mut level = body.get("error").and_then(Value::as_object);
        // Every level is within a body whose depth is bounded.
        while let Some(error) = level {
            let text = |name: &str| error.get(name).and_then(Value::as_str).and_then(clean);
            read.codes.extend(text("code"));
            read.request_id = read.request_id.take().or_else(|| text("request-id"));
            let details = error
                .get("details")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_object);
            for target in [error]
                .into_iter()
                .chain(details)
                .filter_map(|named| named.get("target")?.as_str())
            {
                read.has_target |= !target.trim().is_empty();
                read.fields
                    .extend(field(target).filter(|field| !read.fields.contains(field)));
            }
            level = inner(error);
        }
        read
    }

    /// The innermost code: the most exact one. `UnknownError` says nothing and gives way to any
    /// other.
    pub fn code(&self) -> Option<&str> {
        let exact = |code: &&String| *code != "UnknownError";
        self.codes
            .iter()
            .rev()
            .find(exact)
            .or(self.codes.last())
            .map(String::as_str)
    }

    /// Whether any level has this code, in any letter case.
    pub fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|own| own.eq_ignore_ascii_case(code))
    }
}

/// The field of a property that an error names by its path, with points or slashes between its
/// parts
/// ([details](https://github.com/microsoft/api-guidelines/blob/vNext/graph/articles/errorResponses.md)),
/// or of one of its items.
fn field(target: &str) -> Option<FieldPath> {
    let path = target.trim_start_matches('/').replace('/', ".");
    let path = path.split_once('[').map_or(&*path, |(list, _)| list);
    FieldPath::ALL
        .iter()
        .copied()
        .find(|field| field.path().eq_ignore_ascii_case(path))
}

fn inner(error: &Map) -> Option<&Map> {
    error
        .get("innerError")
        .or_else(|| error.get("innererror"))?
        .as_object()
}

/// A code or an id that can be shown and logged: visible ASCII, not longer than others are, and
/// nothing like a token.
pub(super) fn clean(text: &str) -> Option<String> {
    let text: String = text
        .chars()
        .filter(|character| character.is_ascii_graphic() || *character == ' ')
        .take(MAX)
        .collect();
    let text = text.trim();
    let is_token = text.contains("eyJ") || text.to_ascii_lowercase().contains("bearer");
    (!text.is_empty() && !is_token).then(|| text.to_owned())
}
