//! The whole form, from top to bottom.

use std::cell::RefCell;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

use crate::i18n::{Group, Key, Ui};
use crate::skill::FieldPath;

#[cfg(feature = "ssr")]
use super::callbacks::Callbacks;
use super::el::{El, Item, NodeRef, ORDER, Source, View, el};
use super::errors::error_summary;
use super::fields::{field, group};
use super::options::Options;
use super::state::SkillForm;
use super::submission::{Countdown, button, live_regions, next_steps};
use super::view::SsrInput;

/// A form that adds a skill to a person's profile.
///
/// ```no_run
/// use std::rc::Rc;
/// use add_skill::form::{AddSkillForm, Callbacks, Options, SkillForm};
/// use add_skill::graph::AccessToken;
/// use leptos::prelude::*;
///
/// #[component]
/// fn Profile() -> impl IntoView {
///     let callbacks = Callbacks::new(Rc::new(|request| {
///         Box::pin(async move { AccessToken::new(acquire_token(request.scopes).await) })
///     }));
///     let form = SkillForm::new(Options::default(), callbacks);
///     view! { <style>{add_skill::form::STYLE}</style> <AddSkillForm form /> }
/// }
/// # async fn acquire_token(_: Vec<String>) -> String { String::new() }
/// ```
#[component]
pub fn AddSkillForm(
    /// The form's state. It may outlive the view, and be shown again.
    form: SkillForm,
) -> impl IntoView {
    View::new(FormView::new(form))
}

/// Renders an empty form as HTML on a server, in the language of a tag such as `de-AT`.
///
/// `<add-skill>` and [`AddSkillForm`] take its elements over in a browser.
///
/// ```
/// # #[cfg(feature = "ssr")] {
/// use add_skill::form::{Options, to_html};
///
/// let html = to_html(&Options::default(), "de");
/// assert!(html.starts_with("<form "));
/// # }
/// ```
#[cfg(feature = "ssr")]
pub fn to_html(options: &Options, language: &str) -> String {
    use crate::graph::TokenError;

    // No request is made on a server.
    let callbacks = Callbacks::new(std::rc::Rc::new(|_| {
        Box::pin(std::future::ready(Err(TokenError::Removed)))
    }));
    let form = SkillForm::new(options.clone(), callbacks);
    form.set_language(language, None);
    form.to_html()
}

#[cfg(feature = "ssr")]
impl SkillForm {
    /// Renders the form as HTML on a server, with its values.
    ///
    /// Numbers and counts are formatted as in English if the server has no `Intl`. A browser
    /// replaces them.
    pub fn to_html(&self) -> String {
        use leptos::tachys::view::RenderHtml;

        View::new(FormView::new(self.clone())).to_html()
    }
}

/// The form in an element's shadow root. It takes over what a server has rendered there.
pub(crate) fn view_in(form: SkillForm, root: &ShadowRoot) -> impl IntoView + use<> {
    let selector = ["form[", ORDER, "]"].concat();
    let rendered = root.query_selector(&selector).ok().flatten();
    let view = FormView::new(form);
    if rendered.is_none() {
        // Another form, written by hand: it is replaced.
        view.adopt(root.unchecked_ref());
    }
    let mut child = root.first_child();
    while let Some(node) = child {
        child = node.next_sibling();
        if rendered
            .as_ref()
            .is_none_or(|form| !node.contains(Some(form)))
        {
            // A child can be removed.
            let _ = root.remove_child(&node);
        }
    }
    View::new(view).hydrating(rendered)
}

/// The form, and the user's input in what a server has rendered.
struct FormView {
    form: SkillForm,
    input: RefCell<SsrInput>,
}

impl FormView {
    fn new(form: SkillForm) -> Self {
        Self {
            form,
            input: RefCell::default(),
        }
    }
}

impl Source for FormView {
    fn make(&self) -> El {
        view(&self.form)
    }

    fn adopt(&self, form: &Element) {
        let input = SsrInput::read(form);
        input.put(&self.form);
        self.input.replace(input);
    }

    fn restore(&self) {
        self.form.restore_draft();
        // It is newer than what was stored.
        self.input.borrow().put(&self.form);
    }

    fn refocus(&self, form: &Element) {
        self.input.borrow().focus(form);
    }
}

fn view(form: &SkillForm) -> El {
    let countdown = Countdown::new(form);
    let (live_regions, detailed, stepping) =
        (live_regions(form, &countdown), form.clone(), form.clone());
    let reference = NodeRef::default();
    let view = el!(form class="add-skill" part="form" novalidate autocomplete="off")
        .lang_and_dir(form)
        .delegate_field_events(form)
        .render_details_lazily(form)
        .track_pointer(form)
        .submit_on_enter(form)
        .child(error_summary(form))
        .child(notice(form))
        .child(visible(form))
        .each(move || in_details(&detailed))
        .child(actions(form))
        .child(live_regions)
        .effect(countdown.ticking())
        .each(move || next_steps(&stepping, &countdown))
        .node_ref(&reference);
    form.set_form_element(reference.get().cloned().map(JsCast::unchecked_into));
    if cfg!(feature = "ssr") {
        return view;
    }
    let gone_from = SendWrapper::new(form.clone());
    on_cleanup(move || {
        // Another form may be shown at once, and looks for what was typed in this one.
        gone_from.flush_draft();
        gone_from.set_form_element(None);
    });
    view
}

fn notice(form: &SkillForm) -> El {
    let form = form.clone();
    el!(div class="notice" part="notice" role="status").each(move || {
        let Some(notice) = form.inner.draft.notice.get() else {
            return Vec::new();
        };
        let words = el!(span).text(&form.text(&Key::Ui(notice)));
        if notice == Ui::DraftNotKept {
            return vec![words.into()];
        }
        let copy = matches!(notice, Ui::DraftUnreadable | Ui::RecordUnreadable)
            .then(|| button(&form, (Ui::CopyDraft, "copy", SkillForm::copy_unreadable)));
        let text = (notice == Ui::CopyManually)
            .then(|| form.unreadable_text())
            .flatten();
        let text = text.map(|text| {
            el!(textarea readonly rows="3" part="unreadable")
                .attr("aria-label", &form.text(&Key::Ui(notice)))
                .text(&text)
        });
        let discard = button(
            &form,
            (Ui::DiscardDraft, "discard", SkillForm::discard_notice),
        );
        let buttons = el!(span class="actions").children(copy.into_iter().chain([discard]));
        [Some(words), text, Some(buttons)]
            .into_iter()
            .flatten()
            .map(Item::from)
            .collect()
    })
}

fn visible(form: &SkillForm) -> El {
    let form = form.clone();
    el!(div class="fields" part="fields").each(move || {
        let fields = visible_fields(
            &form.inner.options.read(),
            &form.inner.view.fields_with_hidden_errors.read(),
        );
        grouped(&form, &fields)
    })
}

/// The fields that the page shows, and those that it hides though they keep the form from being
/// sent.
fn visible_fields(options: &Options, revealed: &[FieldPath]) -> Vec<FieldPath> {
    let mut fields = options.visible();
    let shown = [fields.clone(), options.in_details()].concat();
    fields.extend(revealed.iter().filter(|field| !shown.contains(field)));
    fields
}

/// Tracked.
fn in_details(form: &SkillForm) -> Vec<Item> {
    let form = form.clone();
    let is_there = !form.inner.options.read().in_details().is_empty();
    is_there
        .then(|| Item::keyed("details", move || details(&form)))
        .into_iter()
        .collect()
}

fn details(form: &SkillForm) -> El {
    let (fields, opened) = (form.clone(), form.clone());
    let summary = el!(summary part="details-summary").bind_text(form, Key::Ui(Ui::MoreDetails));
    let contents = move || {
        let is_rendered = fields.inner.view.details_rendered.get();
        if is_rendered {
            grouped(&fields, &fields.inner.options.read().in_details())
        } else {
            Vec::new()
        }
    };
    el!(details class="details" part="details")
        .child(summary)
        .child(el!(div class="fields").each(contents))
        .on("toggle", move |_| opened.render_details())
}

/// The fields in order, those of one group that follow each other under the group's name.
fn grouped(form: &SkillForm, fields: &[FieldPath]) -> Vec<Item> {
    let mut items = Vec::new();
    for run in fields.chunk_by(|one, next| group(*one) == group(*next)) {
        match group(run[0]) {
            None => items.extend(run.iter().map(|path| {
                let (form, path) = (form.clone(), *path);
                Item::keyed(path.path(), move || field(&form, path))
            })),
            Some(name) => {
                let (form, run) = (form.clone(), run.to_vec());
                let key = run
                    .iter()
                    .map(|path| path.path())
                    .collect::<Vec<_>>()
                    .join(" ");
                items.push(Item::keyed(key, move || group_view(&form, name, &run)));
            }
        }
    }
    items
}

fn group_view(form: &SkillForm, name: Group, members: &[FieldPath]) -> El {
    let title = el!(legend part="group-title").bind_text(form, Key::Group(name));
    let (form, members) = (form.clone(), members.to_vec());
    let fields = el!(div class="fields").each(move || {
        let item = |path: &FieldPath| {
            let (form, path) = (form.clone(), *path);
            Item::keyed(path.path(), move || field(&form, path))
        };
        members.iter().map(item).collect()
    });
    el!(fieldset class="group" part="group")
        .child(title)
        .child(fields)
}

fn actions(form: &SkillForm) -> El {
    let (busy, stoppable) = (form.clone(), form.clone());
    // Busy, it keeps its place, its name and the focus: `aria-disabled`, not `disabled`.
    let submit = el!(button type="submit" class="primary" part="submit")
        .bind_locked(form)
        .submit_on_click(form)
        .attr("aria-disabled", move || {
            busy.status().is_submitting().then_some("true")
        })
        .bind_text(form, Key::Ui(Ui::Submit));
    el!(div class="actions" part="actions")
        .child(submit)
        .each(move || {
            let is_busy = stoppable.status().is_submitting();
            is_busy
                .then(|| button(&stoppable, (Ui::Stop, "stop", SkillForm::stop)).into())
                .into_iter()
                .collect()
        })
}
