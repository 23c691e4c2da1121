//! The preview of a link: its host as the browser will request it, and a link to open it before
//! submission.

use leptos::prelude::*;

use crate::form::el::{El, Item, el};
use crate::form::state::SkillForm;
use crate::i18n::{Key, Ui};
use crate::platform;
use crate::skill::FieldPath;

/// Returns the preview of a valid link.
///
/// An internationalized host is in ASCII, which reveals look-alike characters. An invalid link has
/// no preview, so that only `http` and `https` URLs can be opened.
pub(crate) fn destination(form: &SkillForm, field: FieldPath) -> El {
    let form = form.clone();
    let contents = move || {
        url(&form, field)
            .map(|url| preview(&form, &url))
            .unwrap_or_default()
    };
    el!(p class="hint" part="destination").each(contents)
}

/// Returns the URL, if it is valid. Tracked.
fn url(form: &SkillForm, field: FieldPath) -> Option<platform::Url> {
    let entry = form.entry(field);
    let checked = form
        .inner
        .options
        .with(|options| options.constraints.check(field, &entry.read()));
    platform::url(checked.ok()??.as_str()?, None)
}

fn preview(form: &SkillForm, url: &platform::Url) -> Vec<Item> {
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
