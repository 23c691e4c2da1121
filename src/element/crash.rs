//! The end of the module: a panic is told to the page's side, which tells the person.

use std::panic;
use std::sync::Once;

use web_sys::HtmlElement;

use crate::i18n::{Key, Messages, Ui};

use super::js;

/// Tells the page's side of a panic. A hook that an app has set before is called before.
pub(super) fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            before(panic);
            let (file, line) = panic
                .location()
                .map_or(("", 0), |place| (place.file(), place.line()));
            js::panicked(file, line);
        }));
        js::watch();
    });
}

/// Hands over what an element would say: after a panic there are no more words to be had.
pub(super) fn hand_over(host: &HtmlElement, messages: &Messages) {
    let text = |ui| messages.text(&Key::Ui(ui));
    js::set_words(
        host,
        messages.tag(),
        &text(Ui::Crashed),
        &text(Ui::CrashedUnkept),
        &text(Ui::Reload),
    );
}
