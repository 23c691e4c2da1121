//! Where a web link leads: its host as the browser will ask for it, and a way to look before it is sent.

use leptos::prelude::*;

use crate::i18n::{Key, Ui};
use crate::skill::{FieldPath, platform};

use super::live::live;
use super::model::SkillForm;

/// The host that the link leads to, in ASCII where it is internationalized, so that a look-alike shows; only while the link
/// keeps the rules, so that nothing but http and https can be opened.
pub(super) fn destination(form: &SkillForm, field: FieldPath) -> AnyView {
    let (form, entry) = (form.clone(), form.entry(field));
    // Typing in the path of a link does not build its host anew.
    let url = Memo::new({
        let form = form.clone();
        move |_| {
            let entry = entry.read();
            let checked = form.inner.options.with(|options| options.constraints.check(field, &entry)).ok().flatten()?;
            platform::url(checked.as_str()?, None).map(|url| (url.host, url.href))
        }
    });
    let host = Memo::new(move |_| url.read().as_ref().map(|(host, _)| host.clone()));
    let words = live(move || {
        let host = host.get()?;
        let text = form.text(&Key::Ui(Ui::Destination));
        let (before, after) = text.split_once("{host}").unwrap_or((&text, ""));
        let (before, after) = (before.to_owned(), after.to_owned());
        let href = live(move || url.read().as_ref().map(|(_, href)| href.clone()));
        let name = form.words(Key::Ui(Ui::OpenLink));
        Some(
            view! {
                <span>{before}<bdi class={"host"} part={"host"}>{host}</bdi>{after}</span>
                {" "}
                <a part={"open"} target={"_blank"} rel={"noopener noreferrer"} href={href}>{name}</a>
            }
            .into_any(),
        )
    });
    view! { <p class={"hint"} part={"destination"}>{words}</p> }.into_any()
}
