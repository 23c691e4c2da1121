//! What a person must see is scrolled into sight, and no further than that.

use js_sys::Object;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::form::state::SkillForm;

/// Scrolls whatever scrolls around an element by as little as shows it; not at all, where it is in
/// sight.
pub(crate) fn scroll_into_view(element: &Element) {
    // Without a prototype: a page may have put options on every object's.
    let options: ScrollIntoViewOptions =
        Object::create(JsValue::NULL.unchecked_ref::<Object>()).unchecked_into();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls a list alone, which is what its items are positioned in, by as little as shows one of
/// them: what stands around the list stays in sight.
pub(crate) fn scroll_list_to(list: &Element, item: &HtmlElement) {
    let (top, bottom) = (item.offset_top(), item.offset_top() + item.offset_height());
    let shown = list.scroll_top();
    if top < shown {
        list.set_scroll_top(top);
    } else if bottom > shown + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

impl SkillForm {
    /// Shows what became of a skill, and what can be done now, to a person who is in the form:
    /// Enter in its first field sends a form whose end may be far below the window's.
    pub(crate) fn show_outcome(&self) {
        if !self.has_focus() {
            return;
        }
        let form = self.clone();
        spawn_local(async move {
            // Until the view has followed.
            tick().await;
            tick().await;
            let form_element = form.inner.view.form_element.get();
            let find = |selector| {
                form_element
                    .as_ref()
                    .and_then(|form| form.query_selector(selector).ok().flatten())
            };
            // The text last: where not all of it fits, it is what must be read first.
            for element in ["[part=next-steps]", ".status:has(p)", ".alert:has(p)"]
                .into_iter()
                .filter_map(find)
            {
                scroll_into_view(&element);
            }
        });
    }
}
