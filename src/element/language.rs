//! The language of what is around an element: the nearest `lang`, through shadow roots, then the
//! document's, then the reader's.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

use crate::i18n::{Direction, Language};

/// What is around an element.
pub(super) struct Inherited {
    /// The language's tag.
    pub tag: String,
    /// The direction that the page says itself: by a `dir` that is as near as the `lang`, or
    /// nearer.
    pub direction: Option<Direction>,
}

/// Looks outwards from an element
/// ([the language of a node](https://html.spec.whatwg.org/multipage/dom.html#language)).
pub(super) fn inherited(host: &HtmlElement) -> Inherited {
    let mut has_direction = false;
    let mut next = Some(Element::from(host.clone()));
    while let Some(element) = next {
        has_direction |= element.has_attribute("dir");
        if let Some(tag) = element.get_attribute("lang") {
            // An empty `lang` says that the language is not known.
            let tag = if tag.trim().is_empty() {
                readers()
            } else {
                tag
            };
            return Inherited {
                tag,
                direction: has_direction.then(|| direction(host)).flatten(),
            };
        }
        next = outer(&element);
    }
    Inherited {
        tag: readers(),
        direction: has_direction.then(|| direction(host)).flatten(),
    }
}

/// What an element's `dir`, or that of something around it, comes to; `auto` too.
fn direction(host: &HtmlElement) -> Option<Direction> {
    let style = window().get_computed_style(host).ok().flatten()?;
    match &*style.get_property_value("direction").ok()? {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    }
}

fn outer(element: &Element) -> Option<Element> {
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

/// The first of the reader's own languages that there are words in, or their first.
fn readers() -> String {
    let tags: Vec<String> = window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .collect();
    let lang_and_dir = tags
        .iter()
        .find(|tag| Language::of(tag).is_some())
        .or(tags.first());
    lang_and_dir.cloned().unwrap_or_default()
}
