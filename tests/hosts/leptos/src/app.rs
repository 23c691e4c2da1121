//! The page, and the form that it opens and closes.

use std::rc::Rc;

use add_skill::form::{AddSkillForm, Callbacks, Options, STYLE, SkillForm};
use add_skill::graph::AccessToken;
use add_skill::skill::{Draft, FieldPath, SkillProficiency};
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    let is_open = RwSignal::new(true);
    let events = RwSignal::new(Vec::new());

    view! {
        <style>{STYLE}</style>
        <main>
            <h1>"Leptos"</h1>
            <button id="toggle" on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)>
                {move || if is_open.get() { "Close" } else { "Open" }}
            </button>
            <Show when=move || is_open.get()>
                <NewSkill events />
            </Show>
            <output id="events">{move || events.get().join("\n")}</output>
        </main>
    }
}

#[component]
fn NewSkill(events: RwSignal<Vec<String>>) -> impl IntoView {
    // In here: Leptos keeps what is left of an effect as long as what it has read.
    let is_readonly = RwSignal::new(false);
    let is_held = RwSignal::new(false);
    let tell = move |event: String| events.update(|events| events.push(event));

    let mut options = Options::default();
    options.endpoint = String::from("/beta/me/profile/skills");
    options.fields = Some(vec![FieldPath::DisplayName, FieldPath::Proficiency]);

    // An application asks its identity provider.
    let mut callbacks = Callbacks::new(Rc::new(|_| {
        Box::pin(async { AccessToken::new("CANARY-host".to_owned()) })
    }));
    callbacks.on_submit = Rc::new(move |skill| {
        tell(format!("submit {}", name(skill)));
        !is_held.get_untracked()
    });
    callbacks.on_added = Rc::new(move |skill, _| tell(format!("added {}", name(skill))));
    callbacks.on_failed =
        Rc::new(move |failure, _| tell(format!("failed {}", <&str>::from(failure.kind))));

    let form = SkillForm::new(options, callbacks);
    let mut prefill = Draft::default();
    prefill.set_text(FieldPath::DisplayName, "Leptos");
    form.set_draft(&prefill);
    let shown = form.clone();
    Effect::new(move |_| shown.set_readonly(is_readonly.get()));

    view! {
        <label><input id="readonly" type="checkbox" bind:checked=is_readonly /> " Read-only"</label>
        <label><input id="hold" type="checkbox" bind:checked=is_held /> " Hold"</label>
        <AddSkillForm form />
    }
}

fn name(skill: &SkillProficiency) -> &str {
    skill.display_name.as_deref().unwrap_or_default()
}
