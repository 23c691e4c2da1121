//! The page, and the form that it opens and closes.

use std::rc::Rc;

use add_skill::form::{AddSkillForm, Callbacks, Options, STYLE, SkillForm};
use add_skill::graph::AccessToken;
use add_skill::skill::{Draft, FieldPath};
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    let is_open = RwSignal::new(true);
    let is_readonly = RwSignal::new(false);
    let is_held = RwSignal::new(false);
    let events = RwSignal::new(Vec::new());

    view! {
        <style>{STYLE}</style>
        <main>
            <h1>"Leptos"</h1>
            <button id="toggle" on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)>
                {move || if is_open.get() { "Close" } else { "Open" }}
            </button>
            <label><input id="readonly" type="checkbox" bind:checked=is_readonly /> " Read-only"</label>
            <label><input id="hold" type="checkbox" bind:checked=is_held /> " Hold"</label>
            <Show when=move || is_open.get()>
                <NewSkill is_readonly is_held events />
            </Show>
            <output id="events">{move || events.get().join("\n")}</output>
        </main>
    }
}

#[component]
fn NewSkill(is_readonly: RwSignal<bool>, is_held: RwSignal<bool>, events: RwSignal<Vec<String>>) -> impl IntoView {
    let tell = move |event: String| events.update(|events| events.push(event));

    let mut options = Options::default();
    options.endpoint = String::from("/beta/me/profile/skills");
    options.fields = Some(vec![FieldPath::DisplayName, FieldPath::Proficiency]);

    // An application asks its identity provider.
    let mut callbacks = Callbacks::new(Rc::new(|_| Box::pin(async { AccessToken::new("CANARY-host".to_owned()) })));
    callbacks.on_submit = Rc::new(move |skill| {
        tell(format!("submit {}", skill.display_name.as_deref().unwrap_or_default()));
        !is_held.get_untracked()
    });
    callbacks.on_added = Rc::new(move |skill, _| tell(format!("added {}", skill.display_name.as_deref().unwrap_or_default())));
    callbacks.on_failed = Rc::new(move |failure, _| tell(format!("failed {}", <&str>::from(failure.kind))));

    let form = SkillForm::new(options, callbacks);
    let mut draft = Draft::default();
    draft.set_text(FieldPath::DisplayName, "Leptos");
    form.set_draft(&draft);
    let shown = form.clone();
    Effect::new(move |_| shown.set_readonly(is_readonly.get()));

    view! { <AddSkillForm form /> }
}
