//! Crashes of the module: `calls.js` learns of a panic, and shows the user an error message.

use std::panic;
use std::sync::Once;

use web_sys::HtmlElement;

use crate::i18n::{Key, Messages, Ui};

use super::js;

/// Reports panics to `calls.js`. A panic hook that an app has set runs first.
pub(super) fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            before(panic);
            let (file, line) = panic
                .location()
                .map_or(("", 0), |location| (location.file(), location.line()));
            js::panicked(file, line);
        }));
        js::watch();
    });
}

/// Passes an element's texts to `calls.js`, because they are not available after a panic.
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
