//! Explanations of the members of an enumeration: a sentence about the selected one, and a list of
//! all for users who are still choosing.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::state::SkillForm;
use crate::i18n::Key;
use crate::skill::{EnumMember, Enumeration, FieldPath};

/// One sentence about what is chosen. The control is described by it.
pub(crate) fn choice_hint(form: &SkillForm, field: FieldPath, enumeration: Enumeration) -> El {
    let words = form.clone();
    let hint =
        el!(p class="hint" part="choice-description").attr("id", &form.id(field, "-description"));
    hint.text(move || sentence(&words, field, enumeration))
}

/// Tracked. Several members, joined by commas, and future members have no sentence.
fn sentence(form: &SkillForm, field: FieldPath, enumeration: Enumeration) -> String {
    let entry = form.entry(field);
    let entry = entry.read();
    let chosen = entry.text().trim();
    let key = if chosen.is_empty() {
        Key::none_selected(enumeration)
    } else {
        enumeration.member(chosen).map(Key::MemberHint)
    };
    key.map(|key| form.text(&key)).unwrap_or_default()
}

/// The list that explains all members, with the button that opens it. None if the enumeration has
/// no such list.
///
/// It is a button and not `<details>`, because pages look for "More details" by that element.
pub(crate) fn explanations(
    form: &SkillForm,
    field: FieldPath,
    enumeration: Enumeration,
) -> Vec<El> {
    let Some(heading) = Key::explanations(enumeration) else {
        return Vec::new();
    };
    let is_open = ArcRwSignal::new(false);
    let (expanded, hidden, shown, words) = (
        is_open.clone(),
        is_open.clone(),
        is_open.clone(),
        form.clone(),
    );
    let id = form.id(field, "-levels");
    let button = el!(button type="button" class="disclosure" part="levels-summary")
        .attr("aria-controls", &id)
        .bind_disabled(form)
        .attr("aria-expanded", move || {
            if expanded.get() { "true" } else { "false" }
        })
        .on("click", move |_| {
            is_open.update(|is_open| *is_open = !*is_open);
        })
        .bind_text(form, heading);
    let list = el!(dl class="levels" part="levels")
        .attr("id", &id)
        .attr("hidden", move || !hidden.get());
    let list = list.each(move || {
        let are_there = shown.get() || words.inner.view.details_rendered.get();
        if are_there {
            words
                .selectable(enumeration)
                .into_iter()
                .map(|member| explained(&words, member))
                .collect()
        } else {
            Vec::new()
        }
    });
    vec![button, list]
}

/// Tracked.
fn explained(form: &SkillForm, member: EnumMember) -> Item {
    let (name, sentence) = (
        form.text(&Key::Member(member)),
        form.text(&Key::MemberHint(member)),
    );
    el!(div)
        .child(el!(dt).text(&name))
        .child(el!(dd).text(&sentence))
        .into()
}
