//! Where a web link leads: its host as the browser will ask for it, and a way to look before it is
//! sent.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::state::SkillForm;
use crate::i18n::{Key, Ui};
use crate::platform;
use crate::skill::FieldPath;

/// The host that the link leads to, in ASCII where it is internationalized, so that a look-alike
/// shows; only while the link keeps the rules, so that nothing but http and https can be opened.
pub(crate) fn destination(form: &SkillForm, field: FieldPath) -> El {
    let form = form.clone();
    let contents = move || {
        url(&form, field)
            .map(|url| shown(&form, &url))
            .unwrap_or_default()
    };
    el!(p class="hint" part="destination").each(contents)
}

/// Tracked.
fn url(form: &SkillForm, field: FieldPath) -> Option<platform::Url> {
    let entry = form.entry(field);
    let checked = form
        .inner
        .options
        .with(|options| options.constraints.check(field, &entry.read()));
    platform::url(checked.ok()??.as_str()?, None)
}

fn shown(form: &SkillForm, url: &platform::Url) -> Vec<Item> {
    let text = form.text(&Key::Ui(Ui::Destination));
    let (before, after) = text.split_once("{host}").unwrap_or((&text, ""));
    let host = el!(bdi class="host" part="host").text(&url.host);
    let link = el!(a part="open" target="_blank")
        .attr("rel", "noopener noreferrer")
        .attr("href", &url.href);
    vec![
        el!(span)
            .text_node(before)
            .child(host)
            .text_node(after)
            .text_node(" ")
            .into(),
        link.text(&form.text(&Key::Ui(Ui::OpenLink))).into(),
    ]
}
