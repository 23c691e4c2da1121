//! The whole form, from top to bottom.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;

use crate::i18n::{Group, Key, Ui};
use crate::skill::FieldPath;

use super::countdown::Countdown;
use super::error_summary::error_summary;
use super::field::{field, group};
use super::focus::focus;
use super::live::{handler, live};
use super::model::SkillForm;
use super::next_steps::{button, next_steps};
use super::options::Options;
use super::said::said;

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
    form.restore_draft();
    let shown_as = NodeRef::<html::Form>::new();
    let (shown, gone_from) = (form.clone(), SendWrapper::new(form.clone()));
    shown_as.on_load(move |element| shown.set_shown_as(Some(element.unchecked_into())));
    on_cleanup(move || {
        // Another form may be shown at once, and looks for what was typed in this one.
        gone_from.keep_pending();
        gone_from.set_shown_as(None);
    });
    let summary = NodeRef::<html::Div>::new();
    let countdown = Countdown::new(&form);
    let fields = (error_summary(&form, summary), notice(&form), in_sight(&form), in_details(&form), actions(&form));
    let contents = (fields, said(&form, &countdown), next_steps(&form, &countdown));
    let (pressing, released, gone) = (form.clone(), form.clone(), form.clone());
    view! {
        <form
            node_ref={shown_as}
            class={"add-skill"}
            part={"form"}
            novalidate={true}
            autocomplete={"off"}
            lang={form.lang()}
            dir={form.direction()}
            on:pointerdown={handler(move |_: ev::PointerEvent| pressing.inner.local.pressed.set(true))}
            on:pointerup={handler(move |_: ev::PointerEvent| release(&released))}
            // Released elsewhere: no click follows here.
            on:pointerleave={handler(move |_: ev::PointerEvent| release(&gone))}
            on:submit={handler(move |event: ev::SubmitEvent| {
                event.prevent_default();
                submit(&form, summary);
            })}
        >
            {contents}
        </form>
    }
}

/// Sends the form, or leads to what is wrong with it.
fn submit(form: &SkillForm, summary: NodeRef<html::Div>) {
    let form = form.clone();
    spawn_local(async move {
        if form.submit().await == Err(super::SubmitError::Invalid) {
            tick().await;
            focus_summary(summary);
        }
    });
}

fn focus_summary(summary: NodeRef<html::Div>) {
    if let Some(summary) = summary.get_untracked() {
        focus(&summary);
    }
}

/// The click that follows has its target already: what was held back may now move the page.
fn release(form: &SkillForm) {
    if !form.inner.local.pressed.get() {
        return;
    }
    let form = form.clone();
    set_timeout(
        move || {
            form.inner.local.pressed.set(false);
            if let Some(field) = form.inner.local.left.take() {
                form.leave(field);
            }
        },
        std::time::Duration::ZERO,
    );
}

fn notice(form: &SkillForm) -> impl IntoView + use<> {
    let notice = form.inner.notice.clone();
    let form = form.clone();
    let words = move |notice| {
        let has_draft = notice != Ui::DraftNotKept;
        let buttons = has_draft.then(|| {
            let copy = matches!(notice, Ui::DraftUnreadable | Ui::RecordUnreadable)
                .then(|| button(&form, (Ui::CopyDraft, "copy", SkillForm::copy_unreadable)));
            let discard = button(&form, (Ui::DiscardDraft, "discard", SkillForm::discard_noticed));
            view! { <span class={"actions"}>{copy} {discard}</span> }
        });
        view! { <span>{form.text(&Key::Ui(notice))}</span> {buttons} }.into_any()
    };
    let words = live(move || notice.get().map(&words));
    view! { <div class={"notice"} part={"notice"} role={"status"}>{words}</div> }
}

fn in_sight(form: &SkillForm) -> impl IntoView + use<> {
    let form = form.clone();
    let options = form.inner.options.clone();
    // Only another choice of fields builds them anew.
    let revealed = form.inner.revealed.clone();
    let fields = Memo::new(move |_| in_sight_now(&options.read(), &revealed.read()));
    view! { <div class={"fields"} part={"fields"}>{live(move || grouped(&form, &fields.get()))}</div> }
}

/// The fields that the page shows, and those that it hides though they keep the form from being sent.
fn in_sight_now(options: &Options, revealed: &[FieldPath]) -> Vec<FieldPath> {
    let mut fields = options.in_sight();
    let shown = [fields.clone(), options.in_details()].concat();
    fields.extend(revealed.iter().filter(|field| !shown.contains(field)));
    fields
}

fn in_details(form: &SkillForm) -> impl IntoView + use<> {
    let form = form.clone();
    let options = form.inner.options.clone();
    let fields = Memo::new(move |_| options.read().in_details());
    let details = move || {
        let fields = fields.get();
        (!fields.is_empty()).then(|| details(&form, &fields))
    };
    live(details)
}

fn details(form: &SkillForm, fields: &[FieldPath]) -> AnyView {
    view! {
        <details class={"details"} part={"details"}>
            <summary part={"details-summary"}>{form.words(Key::Ui(Ui::MoreDetails))}</summary>
            <div class={"fields"}>{grouped(form, fields)}</div>
        </details>
    }
    .into_any()
}

/// The fields in order, those of one group that follow each other under the group's name.
fn grouped(form: &SkillForm, fields: &[FieldPath]) -> Vec<AnyView> {
    let mut views = Vec::new();
    for run in fields.chunk_by(|one, next| group(*one) == group(*next)) {
        let members = run.iter().map(|path| field(form, *path));
        match group(run[0]) {
            None => views.extend(members),
            Some(name) => views.push(group_view(form, name, members.collect())),
        }
    }
    views
}

fn group_view(form: &SkillForm, group: Group, members: Vec<AnyView>) -> AnyView {
    view! {
        <fieldset class={"group"} part={"group"}>
            <legend part={"group-title"}>{form.words(Key::Group(group))}</legend>
            <div class={"fields"}>{members}</div>
        </fieldset>
    }
    .into_any()
}

fn actions(form: &SkillForm) -> impl IntoView + use<> {
    let (busy, running) = (form.inner.status.clone(), form.inner.status.clone());
    let is_idle = Memo::new(move |_| !running.read().is_submitting());
    let stoppable = form.clone();
    let stop = live(move || (!is_idle.get()).then(|| button(&stoppable, (Ui::Stop, "stop", SkillForm::stop))));
    view! {
        <div class={"actions"} part={"actions"}>
            // Busy, it keeps its place, its name and the focus: `aria-disabled`, not `disabled`.
            <button
                type={"submit"}
                class={"primary"}
                part={"submit"}
                disabled={form.locked()}
                aria-disabled={live(move || busy.read().is_submitting().then_some("true"))}
            >
                {form.words(Key::Ui(Ui::Submit))}
            </button>
            {stop}
        </div>
    }
}
