//! The element's declarative shadow root, rendered on a server.

use leptos::logging::warn;

use crate::form::{Callbacks, STYLE, SkillForm, escape};
use crate::graph::{TokenError, no_token};
use crate::i18n::{CustomMessages, Direction};
use crate::platform::{parse_json, stringify};
use crate::skill::{Draft, Map, SkillProficiency, Value};

use super::attributes;

/// Renders the content of an element as a declarative shadow root.
///
/// `options` is a JSON object. Its members are the element's attributes, the properties `skill` and
/// `messages`, and how the stylesheet is included: inline with an optional `nonce`, or linked from
/// the URL `stylesheet`. Other text renders the default form. With `"details": "omitted"`, the
/// fields under "More details" are left out, as in the shell that the package renders.
///
/// The skill and the messages are part of the markup, so that the element starts with them.
///
/// ```
/// # #[cfg(feature = "ssr")] {
/// let html = add_skill::element::render(r#"{"lang": "de", "fields": "displayName"}"#);
/// assert!(html.starts_with("<template shadowrootmode=\"open\" shadowrootdelegatesfocus>"));
/// # }
/// ```
pub fn render(options: &str) -> String {
    let options = parse_json(options).unwrap_or_else(|| {
        warn!("<add-skill>: the options are not JSON, or nested too deeply.");
        Value::Null
    });
    let text = |name: &str| options.get(name).and_then(Value::as_str).map(str::to_owned);
    let object = |name: &str| match options.get(name) {
        Some(Value::Object(members)) => Some(members.clone()),
        Some(_) => {
            warn!("<add-skill>: {name} must be an object.");
            None
        }
        None => None,
    };
    let (skill, messages) = (object("skill"), object("messages"));

    // The ids are the same in each response: a shadow root has its own.
    let form = SkillForm::numbered(
        0,
        attributes::options(&text, ""),
        Callbacks::new(no_token(TokenError::Unusable)),
    );
    if let Some(messages) = &messages {
        form.set_messages(CustomMessages::from_json(messages.clone()));
    }
    let direction = match text("dir").as_deref() {
        Some("rtl") => Some(Direction::Rtl),
        Some("ltr") => Some(Direction::Ltr),
        _ => None,
    };
    form.set_language(&text("lang").unwrap_or_default(), direction);
    if let Some(skill) = &skill {
        form.set_draft(&Draft::from(SkillProficiency::from(skill.clone())));
    }
    form.set_readonly(text("readonly").is_some());
    form.set_disabled(text("disabled").is_some());
    if text("details").as_deref() == Some("omitted") {
        form.omit_details();
    }

    let properties = [("skill", skill), ("messages", messages)]
        .into_iter()
        .filter_map(|(name, members)| Some((name.to_owned(), Value::Object(members?))))
        .collect::<Map>();
    let mut html = form.to_html();
    if !properties.is_empty() {
        let mut attribute = String::from("<form data-properties=\"");
        escape(&stringify(&Value::Object(properties)), &mut attribute);
        attribute.push('"');
        html = html.replacen("<form", &attribute, 1);
    }
    [
        "<template shadowrootmode=\"open\" shadowrootdelegatesfocus>",
        &stylesheet(text("stylesheet"), text("nonce")),
        &html,
        "</template>",
    ]
    .concat()
}

fn stylesheet(url: Option<String>, nonce: Option<String>) -> String {
    let with = |before: &str, value: &str, after: &str| {
        let mut html = before.to_owned();
        escape(value, &mut html);
        html + after
    };
    match (url, nonce) {
        (Some(url), _) => with("<link rel=\"stylesheet\" href=\"", &url, "\">"),
        (None, Some(nonce)) => with("<style nonce=\"", &nonce, "\">") + STYLE + "</style>",
        (None, None) => ["<style>", STYLE, "</style>"].concat(),
    }
}
