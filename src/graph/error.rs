//! Graph's error object.

use crate::skill::{FieldPath, Map, Value};

/// The maximum length of a code or an id, in characters.
const MAX: usize = 128;

/// The parts of an error response that the form may show: codes, ids, and the names of properties.
///
/// The `message` is ignored, because it is untranslated, intended for developers, and may contain
/// anything ([error responses](https://learn.microsoft.com/graph/errors)).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct GraphError {
    /// The non-empty codes, from the outermost to the innermost.
    pub codes: Vec<String>,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// Whether the error names any property, even one without a field.
    pub has_target: bool,
    /// The named properties that have a field, without duplicates.
    pub fields: Vec<FieldPath>,
}

impl GraphError {
    /// Reads `{error: {code, target?, details?: [{target?}], innerError: {code?, request-id?,
    /// innerError?}}}`.
    ///
    /// The spelling `innererror` is accepted too. For any other body, the result is empty.
    pub fn read(body: &Value) -> Self {
        let mut read = Self::default();
        let mut level = body.get("error").and_then(Value::as_object);
        // The body's depth is limited, so the loop ends.
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

    /// Returns the innermost code, which is the most specific one.
    ///
    /// `UnknownError` is unspecific, so it is returned only if there is no other code.
    pub fn code(&self) -> Option<&str> {
        let exact = |code: &&String| *code != "UnknownError";
        self.codes
            .iter()
            .rev()
            .find(exact)
            .or(self.codes.last())
            .map(String::as_str)
    }

    /// Returns whether any level has this code, ignoring ASCII case.
    pub fn has(&self, code: &str) -> bool {
        self.codes
            .iter()
            .any(|other| other.eq_ignore_ascii_case(code))
    }
}

/// Returns the field of a property, or of one of its items, that an error names by its path
/// ([details](https://github.com/microsoft/api-guidelines/blob/vNext/graph/articles/errorResponses.md)).
///
/// Periods or slashes separate the parts of the path.
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

/// Returns a code or an id that is safe to show and log: visible ASCII of limited length that does
/// not resemble a token.
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
