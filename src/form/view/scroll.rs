//! Scrolls elements into view that the user must see, as little as possible.

use leptos::task::{spawn_local, tick};
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::form::state::SkillForm;
use crate::platform::options;

/// Scrolls the ancestors of an element as little as possible. Does not scroll if the element is
/// visible.
pub(crate) fn scroll_into_view(element: &Element) {
    let options: ScrollIntoViewOptions = options();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls a list as little as possible to show one of its items. The elements around the list do
/// not move.
///
/// The list must be the offset parent of its items.
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
    /// Scrolls the outcome and the next steps into view if the form has the focus.
    ///
    /// Enter in the first field submits a form whose end may be far below the viewport.
    pub(crate) fn show_outcome(&self) {
        if !self.has_focus() {
            return;
        }
        let form = self.clone();
        spawn_local(async move {
            // The view is updated after these ticks.
            tick().await;
            tick().await;
            let form_element = form.inner.view.form_element.get();
            let find = |selector| {
                form_element
                    .as_ref()
                    .and_then(|form| form.query_selector(selector).ok().flatten())
            };
            // The text is last, because it must be visible if not everything fits.
            for element in ["[part=next-steps]", ".status:has(p)", ".alert:has(p)"]
                .into_iter()
                .filter_map(find)
            {
                scroll_into_view(&element);
            }
        });
    }
}
