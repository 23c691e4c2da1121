//! What a person did in the form that a server has rendered in the element's declarative shadow
//! root, before the module was there.

use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, ShadowRoot};

use crate::form::{SkillForm, field_of};
use crate::skill::{Entry, FieldPath, Kind};

/// What was typed, and where the caret stood.
#[derive(Default)]
pub(crate) struct SsrInput {
    entries: Vec<(FieldPath, Entry)>,
    /// The control that had the focus, by its name, and its selection.
    focused: Option<(String, Option<(u32, u32)>)>,
}

impl SsrInput {
    /// Reads the controls, known by the names that the form's own have. What a server has filled in
    /// is no one's typing.
    pub fn read(root: &ShadowRoot) -> Self {
        let Some(controls) = root
            .query_selector_all("[name]")
            .ok()
            .filter(|controls| controls.length() > 0)
        else {
            return Self::default();
        };
        let mut entries = Vec::<(FieldPath, Entry)>::new();
        for control in (0..controls.length()).filter_map(|index| controls.get(index)) {
            let control: Element = control.unchecked_into();
            let Some((field, value)) = typed(&control) else {
                continue;
            };
            match entries.iter_mut().find(|(own, _)| *own == field) {
                Some((_, Entry::List(items))) => items.push(value),
                Some((_, held)) => *held = Entry::Text(value),
                None if field.kind() == Kind::CollaborationTags => {
                    entries.push((field, Entry::List(vec![value])));
                }
                None => entries.push((field, Entry::Text(value))),
            }
        }
        Self {
            entries,
            focused: root.active_element().and_then(|active| focused(&active)),
        }
    }

    /// Puts it into the form that stands there now.
    pub fn put(self, form: &SkillForm, root: &ShadowRoot) {
        for (field, entry) in self.entries {
            form.type_in(field, entry);
        }
        let (Some((name, selection)), root) = (self.focused, root.clone()) else {
            return;
        };
        spawn_local(async move {
            // Until the control holds it.
            tick().await;
            let control = root
                .query_selector(&["[name='", &name, "']"].concat())
                .ok()
                .flatten();
            let Some(control) = control.map(JsCast::unchecked_into::<HtmlInputElement>) else {
                return;
            };
            // A control that cannot have the focus leaves it where it is.
            let _ = control.focus();
            if let Some((start, end)) = selection {
                let _ = control.set_selection_range(start, end);
            }
        });
    }
}

/// The field of a control and what a person has put there, if it is another value than the
/// server's.
fn typed(control: &Element) -> Option<(FieldPath, String)> {
    let field = field_of(control)?;
    if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        let option = |selector| select.query_selector(selector).ok().flatten();
        // Where none is marked, the browser selects the first.
        let servers = option("option[selected]").or_else(|| option("option"));
        let servers = servers.map(|option| option.unchecked_into::<HtmlOptionElement>().value());
        return Some((field, select.value())).filter(|(_, value)| servers.as_ref() != Some(value));
    }
    let input = control.dyn_ref::<HtmlInputElement>()?;
    let is_typed = match &*input.type_() {
        "radio" => input.checked() && !input.default_checked(),
        "checkbox" => input.checked(),
        _ => input.value() != input.default_value(),
    };
    is_typed.then(|| (field, input.value()))
}

fn focused(control: &Element) -> Option<(String, Option<(u32, u32)>)> {
    let name = control.get_attribute("name")?;
    let input = control.dyn_ref::<HtmlInputElement>();
    let selection = input
        .and_then(|input| Some((input.selection_start().ok()??, input.selection_end().ok()??)));
    Some((name, selection))
}
