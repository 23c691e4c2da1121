//! The page, and the form that it mounts and unmounts.

use add_skill::skill::{FieldPath, SkillProficiency};
use add_skill::{AccessToken, AddSkillForm, Failure, STYLE, TokenError, TokenRequest};
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
    // Created in this component, because Leptos keeps a part of each effect as long as the signals
    // that it has read.
    let is_readonly = RwSignal::new(false);
    let is_held = RwSignal::new(false);
    let tell = move |event: String| events.update(|events| events.push(event));

    let mut prefill = SkillProficiency::default();
    prefill.display_name = Some(String::from("Leptos"));

    view! {
        <label><input id="readonly" type="checkbox" bind:checked=is_readonly /> " Read-only"</label>
        <label><input id="hold" type="checkbox" bind:checked=is_held /> " Hold"</label>
        <AddSkillForm
            endpoint="/beta/me/profile/skills"
            fields=vec![FieldPath::DisplayName, FieldPath::Proficiency]
            skill=prefill
            readonly=is_readonly
            get_access_token=acquire_token
            on_submit=move |skill: SkillProficiency| {
                tell(format!("submit {}", name(&skill)));
                !is_held.get_untracked()
            }
            on_added=move |skill: SkillProficiency| tell(format!("added {}", name(&skill)))
            on_failed=move |(failure, _): (Failure, String)| {
                tell(format!("failed {}", <&str>::from(failure.kind)));
            }
        />
    }
}

/// An application would call its identity provider.
async fn acquire_token(_: TokenRequest) -> Result<AccessToken, TokenError> {
    AccessToken::new(String::from("CANARY-host"))
}

fn name(skill: &SkillProficiency) -> &str {
    skill.display_name.as_deref().unwrap_or_default()
}
