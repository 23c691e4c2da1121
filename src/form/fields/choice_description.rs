//! What a choice means: a sentence about the level or the audience that is chosen, and one about
//! each level for those who are still choosing.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::state::SkillForm;
use crate::i18n::{Key, Ui};
use crate::skill::{AllowedAudiences, FieldPath, SkillProficiencyLevel};

/// One sentence about what is chosen. The control is described by it.
pub(crate) fn choice_hint(form: &SkillForm, field: FieldPath) -> El {
    let words = form.clone();
    let hint =
        el!(p class="hint" part="choice-description").attr("id", &form.id(field, "-description"));
    hint.text(move || sentence(&words, field))
}

/// Tracked. An answer may name several audiences, or a later member: what this version cannot
/// explain, it does not.
fn sentence(form: &SkillForm, field: FieldPath) -> String {
    let entry = form.entry(field);
    let entry = entry.read();
    let chosen = entry.text().trim();
    let key = if field == FieldPath::Proficiency {
        chosen.parse().ok().map(Key::LevelHint)
    } else if chosen.is_empty() {
        Some(Key::Ui(Ui::AudienceDefault))
    } else {
        chosen
            .parse::<AllowedAudiences>()
            .ok()
            .map(Key::AudienceHint)
    };
    key.map(|key| form.text(&key)).unwrap_or_default()
}

/// All levels with their sentences, for who asks. A button and not `<details>`: that is "More
/// details", which pages look for.
pub(crate) fn levels(form: &SkillForm) -> [El; 2] {
    let is_open = ArcRwSignal::new(false);
    let (expanded, hidden, shown, words) = (
        is_open.clone(),
        is_open.clone(),
        is_open.clone(),
        form.clone(),
    );
    let id = form.id(FieldPath::Proficiency, "-levels");
    let button = el!(button type="button" class="disclosure" part="levels-summary")
        .attr("aria-controls", &id)
        .bind_disabled(form)
        .attr("aria-expanded", move || {
            if expanded.get() { "true" } else { "false" }
        })
        .on("click", move |_| {
            is_open.update(|is_open| *is_open = !*is_open);
        })
        .bind_text(form, Key::Ui(Ui::Levels));
    let levels = el!(dl class="levels" part="levels")
        .attr("id", &id)
        .attr("hidden", move || !hidden.get());
    let levels = levels.each(move || {
        let are_there = shown.get() || words.inner.view.details_rendered.get();
        if are_there {
            SkillProficiencyLevel::selectable()
                .map(|level| explained(&words, level))
                .collect()
        } else {
            Vec::new()
        }
    });
    [button, levels]
}

/// Tracked.
fn explained(form: &SkillForm, level: SkillProficiencyLevel) -> Item {
    let (name, sentence) = (
        form.text(&Key::Level(level)),
        form.text(&Key::LevelHint(level)),
    );
    el!(div)
        .child(el!(dt).text(&name))
        .child(el!(dd).text(&sentence))
        .into()
}
