//! The language that an element inherits: the nearest `lang`, across shadow roots and up to the
//! document, or else the user's.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

use crate::i18n::{Direction, Language};

/// The language and direction that an element inherits.
pub(crate) struct Inherited {
    /// The language tag.
    pub tag: String,
    /// The direction that the page sets, by a `dir` as near as the `lang` or nearer.
    pub direction: Option<Direction>,
}

/// Returns the language and direction that an element inherits ([the language of a
/// node](https://html.spec.whatwg.org/multipage/dom.html#language)).
pub(crate) fn inherited(host: &HtmlElement) -> Inherited {
    let mut has_direction = false;
    let mut next = Some(Element::from(host.clone()));
    while let Some(element) = next {
        has_direction |= element.has_attribute("dir");
        if let Some(tag) = element.get_attribute("lang") {
            // An empty `lang` means that the language is unknown.
            let tag = if tag.trim().is_empty() {
                preferred_language()
            } else {
                tag
            };
            return Inherited {
                tag,
                direction: has_direction.then(|| direction(host)).flatten(),
            };
        }
        next = parent_or_host(&element);
    }
    Inherited {
        tag: preferred_language(),
        direction: has_direction.then(|| direction(host)).flatten(),
    }
}

/// Returns the direction that `dir` resolves to, which may be inherited or `auto`.
fn direction(host: &HtmlElement) -> Option<Direction> {
    let style = window().get_computed_style(host).ok().flatten()?;
    match &*style.get_property_value("direction").ok()? {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    }
}

fn parent_or_host(element: &Element) -> Option<Element> {
    element.parent_element().or_else(|| {
        Some(
            element
                .get_root_node()
                .dyn_into::<ShadowRoot>()
                .ok()?
                .host(),
        )
    })
}

/// Returns the first of the user's preferred languages that has a catalog, or else the first one.
fn preferred_language() -> String {
    let tags: Vec<String> = window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .collect();
    let preferred = tags
        .iter()
        .find(|tag| Language::of(tag).is_some())
        .or(tags.first());
    preferred.cloned().unwrap_or_default()
}
