//! What a choice means: a sentence about the level or the audience that is chosen, and one about each level for those who
//! are still choosing.

use leptos::ev;
use leptos::prelude::*;

use crate::i18n::{Key, Ui};
use crate::skill::{AllowedAudiences, FieldPath, SkillProficiencyLevel};

use super::live::{handler, live};
use super::model::SkillForm;

/// One sentence about what is chosen. The control is described by it.
pub(super) fn choice_hint(form: &SkillForm, field: FieldPath) -> AnyView {
    let words = form.clone();
    let sentence = live(move || sentence(&words, field));
    view! { <p class={"hint"} part={"explained"} id={form.id(field, "-explained")}>{sentence}</p> }.into_any()
}

/// Tracked. An answer may name several audiences, or a later member: what this version cannot explain, it does not.
fn sentence(form: &SkillForm, field: FieldPath) -> String {
    let entry = form.entry(field);
    let entry = entry.read();
    let chosen = entry.text().trim();
    let key = if field == FieldPath::Proficiency {
        chosen.parse().ok().map(Key::LevelHint)
    } else if chosen.is_empty() {
        Some(Key::Ui(Ui::AudienceNotSaid))
    } else {
        chosen.parse::<AllowedAudiences>().ok().map(Key::AudienceHint)
    };
    key.map(|key| form.text(&key)).unwrap_or_default()
}

/// All levels with their sentences, for who asks. A button and not `<details>`: that is "More details", which pages look for.
pub(super) fn levels(form: &SkillForm) -> AnyView {
    let level = |level| {
        let (name, sentence) = (form.words(Key::Level(level)), form.words(Key::LevelHint(level)));
        view! { <div><dt>{name}</dt><dd>{sentence}</dd></div> }.into_any()
    };
    let levels = SkillProficiencyLevel::offered().map(level).collect::<Vec<_>>();
    let is_open = ArcRwSignal::new(false);
    let (expanded, hidden) = (is_open.clone(), is_open.clone());
    let id = form.id(FieldPath::Proficiency, "-levels");
    view! {
        <button
            type={"button"}
            class={"disclosure"}
            part={"levels-summary"}
            disabled={form.disabled()}
            aria-controls={id.clone()}
            aria-expanded={live(move || Some(if expanded.get() { "true" } else { "false" }))}
            on:click={handler(move |_: ev::MouseEvent| is_open.update(|is_open| *is_open = !*is_open))}
        >
            {form.words(Key::Ui(Ui::Levels))}
        </button>
        <dl class={"levels"} part={"levels"} id={id} hidden={live(move || !hidden.get())}>{levels}</dl>
    }
    .into_any()
}
