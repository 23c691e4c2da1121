//! The language of what is around an element: the nearest `lang`, through shadow roots, then the document's, then the reader's.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

use crate::i18n::Language;

/// What is around an element.
pub(super) struct Around {
    /// The language's tag.
    pub tag: String,
    /// Whether a `dir` is as near as the `lang`, or nearer: then the page says itself in which direction the form is read.
    pub has_direction: bool,
}

/// Looks outwards from an element
/// ([the language of a node](https://html.spec.whatwg.org/multipage/dom.html#language)).
pub(super) fn around(host: &HtmlElement) -> Around {
    let mut has_direction = false;
    let mut next = Some(Element::from(host.clone()));
    while let Some(element) = next {
        has_direction |= element.has_attribute("dir");
        if let Some(tag) = element.get_attribute("lang") {
            // An empty `lang` says that the language is not known.
            let tag = if tag.trim().is_empty() { readers() } else { tag };
            return Around { tag, has_direction };
        }
        next = outer(&element);
    }
    Around { tag: readers(), has_direction }
}

fn outer(element: &Element) -> Option<Element> {
    element.parent_element().or_else(|| Some(element.get_root_node().dyn_into::<ShadowRoot>().ok()?.host()))
}

/// The first of the reader's own languages that there are words in, or their first.
fn readers() -> String {
    let tags: Vec<String> = window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
    let spoken = tags.iter().find(|tag| Language::of(tag).is_some()).or(tags.first());
    spoken.cloned().unwrap_or_default()
}
