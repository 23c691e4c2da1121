//! The whole form, from top to bottom.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;

use crate::i18n::{Group, Key, Ui};
use crate::skill::FieldPath;

use super::error_summary::error_summary;
use super::field::{field, group};
use super::model::SkillForm;
use super::status::status;

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
    let summary = NodeRef::<html::Div>::new();
    let contents =
        (error_summary(&form, summary), notice(&form), in_sight(&form), in_details(&form), actions(&form), status(&form));
    let (pressing, released, gone) = (form.clone(), form.clone(), form.clone());
    view! {
        <form
            class={"add-skill"}
            part={"form"}
            novalidate={true}
            autocomplete={"off"}
            on:pointerdown={move |_: ev::PointerEvent| pressing.inner.local.pressed.set(true)}
            on:pointerup={move |_: ev::PointerEvent| release(&released)}
            // Released elsewhere: no click follows here.
            on:pointerleave={move |_: ev::PointerEvent| release(&gone)}
            on:submit={move |event: ev::SubmitEvent| {
                event.prevent_default();
                submit(&form, summary);
            }}
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
        // An element that is gone takes no focus.
        let _ = summary.unchecked_into::<web_sys::HtmlElement>().focus();
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

fn notice(form: &SkillForm) -> AnyView {
    let (words, discarding) = (form.clone(), form.clone());
    view! {
        <div class={"notice"} part={"notice"} role={"status"}>
            {move || words.inner.notice.get().map(|notice| {
                let discarding = discarding.clone();
                let discard = (notice == Ui::DraftRestored).then(|| view! {
                    <button type={"button"} class={"secondary"} part={"discard"} on:click={move |_| discarding.reset()}>
                        {words.text(&Key::Ui(Ui::DiscardDraft))}
                    </button>
                });
                view! { <span>{words.text(&Key::Ui(notice))}</span> {discard} }
            })}
        </div>
    }
    .into_any()
}

fn in_sight(form: &SkillForm) -> AnyView {
    let form = form.clone();
    let options = form.inner.options.clone();
    // Only another choice of fields builds them anew.
    let fields = Memo::new(move |_| options.read().in_sight());
    view! { <div class={"fields"} part={"fields"}>{move || grouped(&form, &fields.get())}</div> }.into_any()
}

fn in_details(form: &SkillForm) -> AnyView {
    let (form, words) = (form.clone(), form.clone());
    let options = form.inner.options.clone();
    let fields = Memo::new(move |_| options.read().in_details());
    view! {
        {move || {
            let (fields, words) = (fields.get(), words.clone());
            (!fields.is_empty()).then(|| view! {
                <details class={"details"} part={"details"}>
                    <summary part={"details-summary"}>{move || words.text(&Key::Ui(Ui::MoreDetails))}</summary>
                    <div class={"fields"}>{grouped(&form, &fields)}</div>
                </details>
            })
        }}
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
    let words = form.clone();
    view! {
        <fieldset class={"group"} part={"group"}>
            <legend part={"group-title"}>{move || words.text(&Key::Group(group))}</legend>
            <div class={"fields"}>{members}</div>
        </fieldset>
    }
    .into_any()
}

fn actions(form: &SkillForm) -> AnyView {
    let (words, stop_words, stopping) = (form.clone(), form.clone(), form.clone());
    let (disabled, readonly) = (form.inner.disabled.clone(), form.inner.readonly.clone());
    let (busy, stoppable) = (form.inner.status.clone(), form.inner.status.clone());
    view! {
        <div class={"actions"} part={"actions"}>
            // Busy, it keeps its place, its name and the focus: `aria-disabled`, not `disabled`.
            <button
                type={"submit"}
                class={"primary"}
                part={"submit"}
                disabled={move || disabled.get() || readonly.get()}
                aria-disabled={move || busy.read().is_submitting().then_some("true")}
            >
                {move || words.text(&Key::Ui(Ui::Submit))}
            </button>
            {move || stoppable.read().is_submitting().then(|| {
                let (words, stopping) = (stop_words.clone(), stopping.clone());
                view! {
                    <button type={"button"} class={"secondary"} part={"stop"} on:click={move |_| stopping.stop()}>
                        {move || words.text(&Key::Ui(Ui::Stop))}
                    </button>
                }
            })}
        </div>
    }
    .into_any()
}
