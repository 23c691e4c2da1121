//! Descriptions of the members of an enumeration: a sentence about the selected one, and a list of
//! all for users who have not decided yet.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::state::SkillForm;
use crate::i18n::Key;
use crate::skill::{EnumMember, Enumeration, FieldPath};

/// Returns a sentence about the selected member. The control's `aria-describedby` refers to it.
pub(crate) fn choice_hint(form: &SkillForm, field: FieldPath, enumeration: Enumeration) -> El {
    let texts = form.clone();
    let hint =
        el!(p class="hint" part="choice-description").attr("id", &form.id(field, "-description"));
    hint.text(move || sentence(&texts, field, enumeration))
}

/// Returns the sentence. Tracked.
///
/// There is none for several members, separated by commas, and for unknown members.
fn sentence(form: &SkillForm, field: FieldPath, enumeration: Enumeration) -> String {
    let entry = form.entry(field);
    let entry = entry.read();
    let selected = entry.text().trim();
    let key = if selected.is_empty() {
        Key::none_selected(enumeration)
    } else {
        enumeration.member(selected).map(Key::MemberHint)
    };
    key.map(|key| form.text(&key)).unwrap_or_default()
}

/// Returns a list that describes all members, and the button that opens it. Returns nothing if the
/// enumeration has no such list.
///
/// It is a button and not `<details>`, because pages find "More details" by that element.
pub(crate) fn explanations(
    form: &SkillForm,
    field: FieldPath,
    enumeration: Enumeration,
) -> Vec<El> {
    let Some(heading) = Key::explanations(enumeration) else {
        return Vec::new();
    };
    let is_open = ArcRwSignal::new(false);
    let (expanded, hidden, shown, texts) = (
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
        let is_rendered = shown.get() || texts.inner.view.details_rendered.get();
        if is_rendered {
            texts
                .selectable(enumeration)
                .into_iter()
                .map(|member| description(&texts, member))
                .collect()
        } else {
            Vec::new()
        }
    });
    vec![button, list]
}

/// Returns the description of a member. Tracked.
fn description(form: &SkillForm, member: EnumMember) -> Item {
    let (name, sentence) = (
        form.text(&Key::Member(member)),
        form.text(&Key::MemberHint(member)),
    );
    el!(div)
        .child(el!(dt).text(&name))
        .child(el!(dd).text(&sentence))
        .into()
}
