//! The user's actions in a form: typing, selecting, clicking, and pasting.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use thirtyfour::action_chain::ActionChain;
use thirtyfour::prelude::*;

use crate::{Engine, Page, Result};

/// Shift, Control, Alt, and Meta. They stay pressed until the end of a command only if an element
/// gets the keys: <https://www.w3.org/TR/webdriver2/#keyboard-actions>
const MODIFIERS: [char; 4] = ['\u{E008}', '\u{E009}', '\u{E00A}', '\u{E03D}'];

impl Page {
    /// Replaces the text of a field. Emoji are pasted, because not all drivers can type them.
    ///
    /// # Errors
    /// The form has no such field, or it takes no typing.
    pub async fn fill(&self, field: &str, text: &str) -> Result {
        if self.engine() == Engine::Chromium {
            return self.insert(field, text).await;
        }
        if text.chars().any(|character| character > '\u{FFFF}') {
            return self.paste(field, text).await;
        }
        self.clear(field).await?;
        if text.is_empty() {
            Ok(())
        } else {
            self.type_into(field, text).await
        }
    }

    /// Replaces the text of a field. In Chromium, this inserts the text like an input method,
    /// because its driver exchanges a dozen messages with the browser for each key. The other
    /// engines get the keys.
    async fn insert(&self, field: &str, text: &str) -> Result {
        let was_empty = self.call("selectAll", &[field.into()]).await? == true;
        if !text.is_empty() {
            self.accept(text).await?;
        } else if !was_empty {
            self.press(Key::Backspace + "").await?;
        }
        Ok(())
    }

    /// Composes a text in the focused control, like an input method before the user accepts its
    /// suggestion. Only Chromium's protocol supports this: see [`Step::Compose`](crate::Step).
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn compose(&self, text: &str) -> Result {
        let end = text.encode_utf16().count();
        let composition = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        self.devtools("Input.imeSetComposition", composition).await
    }

    /// Accepts a text instead of the one that is being composed.
    ///
    /// # Errors
    /// As [`Page::compose`].
    pub async fn accept(&self, text: &str) -> Result {
        self.devtools("Input.insertText", json!({ "text": text }))
            .await
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Result {
        let devtools = self.browser.session.cdp();
        devtools.send_raw(command, parameters).await?;
        Ok(())
    }

    /// Presses a key with Control, which is released at the end of the command, because only
    /// Chromium supports [`Key::Null`].
    async fn type_with_control(&self, field: &str, key: &str) -> Result {
        self.type_into(field, Key::Control + key).await
    }

    /// Types at the end of a field. The keys of [`Key`] work as on a keyboard.
    ///
    /// # Errors
    /// As [`Page::fill`].
    pub async fn type_into(&self, field: &str, keys: impl Into<TypingData>) -> Result {
        let keys = keys.into();
        if self.engine() == Engine::Chromium
            && !keys.as_vec().iter().any(|key| MODIFIERS.contains(key))
        {
            self.call("focusEnd", &[field.into()]).await?;
            return self.press(keys).await;
        }
        Ok(self
            .find("control", &[field.into()])
            .await?
            .send_keys(keys)
            .await?)
    }

    /// Clears a field with the keyboard.
    ///
    /// # Errors
    /// As [`Page::fill`].
    pub async fn clear(&self, field: &str) -> Result {
        self.type_with_control(field, "a").await?;
        // Not sent to the field, because Chromium's driver would first move the caret to its end,
        // and nothing would be selected.
        self.press(Key::Backspace + "").await
    }

    /// Replaces the text of a field from the clipboard.
    ///
    /// The text gets into the clipboard with the keys for copying: the page's handler of `copy`
    /// provides it. This needs no permission in any engine, and does not move the focus.
    ///
    /// # Errors
    /// As [`Page::fill`].
    pub async fn paste(&self, field: &str, text: &str) -> Result {
        self.call("copyNext", &[text.into()]).await?;
        self.type_with_control(field, "c").await?;
        ensure!(
            self.call("isCopied", &[]).await? == true,
            "the keys that copy do nothing in {field}"
        );
        self.clear(field).await?;
        self.type_with_control(field, "v").await
    }

    /// Selects an option of a list by its value.
    ///
    /// # Errors
    /// The form has no such field, or it does not offer that.
    pub async fn choose(&self, field: &str, value: &str) -> Result {
        if self.engine() == Engine::Chromium {
            // Does the same as Chromium's driver, with fewer messages.
            return self
                .call("choose", &[field.into(), value.into()])
                .await
                .map(drop);
        }
        let list = self.find("control", &[field.into()]).await?;
        Ok(list
            .find(By::Css(format!("option[value='{value}']")))
            .await?
            .click()
            .await?)
    }

    /// Selects the radio button with a value.
    ///
    /// # Errors
    /// The form has no such question or answer.
    pub async fn select_radio(&self, field: &str, value: &str) -> Result {
        self.click_found("radio", &[field.into(), value.into()])
            .await
    }

    /// Types a category and presses Enter.
    ///
    /// # Errors
    /// As [`Page::fill`].
    pub async fn add_category(&self, text: &str) -> Result {
        self.type_into("categories", text + Key::Enter).await
    }

    /// Clicks the button that removes a category.
    ///
    /// # Errors
    /// There is no such category.
    pub async fn remove_category(&self, item: &str) -> Result {
        self.click_found("removeButton", &[item.into()]).await
    }

    /// Opens "More details" if it is closed.
    ///
    /// # Errors
    /// The form has none.
    pub async fn open_details(&self) -> Result {
        if self.details_are_open().await? {
            Ok(())
        } else {
            self.click("details-summary").await
        }
    }

    /// Closes "More details" if it is open.
    ///
    /// # Errors
    /// The form has none.
    pub async fn close_details(&self) -> Result {
        if self.details_are_open().await? {
            self.click("details-summary").await
        } else {
            Ok(())
        }
    }

    /// Clicks the button that adds the skill.
    ///
    /// # Errors
    /// It cannot be clicked.
    pub async fn submit(&self) -> Result {
        self.click("submit").await
    }

    /// Clicks the part of the form with this name.
    ///
    /// # Errors
    /// There is none, or it cannot be clicked.
    pub async fn click(&self, part: &str) -> Result {
        self.click_found("part", &[part.into()]).await
    }

    /// Clicks the element that a function of `page.js` finds.
    async fn click_found(&self, function: &str, arguments: &[Value]) -> Result {
        if self.engine() != Engine::Chromium {
            if self.has_list() {
                let still = "await pageTests.still(selector, ...given);";
                self.run(still, &[function.into(), arguments.into()])
                    .await?;
            }
            let found = self.find(function, arguments).await?;
            return found
                .click()
                .await
                .with_context(|| format!("clicking {arguments:?}"));
        }
        // Chromium's driver exchanges sixty messages with the browser to find the position, and
        // four for the click. The form can still move, because it shows errors in a task after the
        // last click.
        let task = "return new Promise((resolve) => setTimeout(() => setTimeout(resolve)));";
        self.run(task, &[]).await?;
        let place = self
            .call("place", &[function.into(), arguments.into()])
            .await?;
        let along = |axis: &str| {
            place[axis]
                .as_i64()
                .with_context(|| format!("{arguments:?} is at {place}"))
        };
        Ok(self
            .at_once()
            .move_to(along("x")?, along("y")?)
            .click()
            .perform()
            .await?)
    }

    /// Double-clicks the part of the form with this name.
    ///
    /// # Errors
    /// As [`Page::click`].
    pub async fn double_click(&self, part: &str) -> Result {
        let part = self.find("part", &[part.into()]).await?;
        // Unlike a click, this does not scroll the element into view.
        part.scroll_into_view().await?;
        Ok(self.at_once().double_click_element(&part).perform().await?)
    }

    /// Clicks into a field with the pointer, because `WebKit`'s driver treats the inner element of
    /// a text field in a shadow tree as an obstacle to a click on the field.
    ///
    /// # Errors
    /// The form has no such field.
    pub async fn click_into(&self, field: &str) -> Result {
        let control = self.find("control", &[field.into()]).await?;
        control.scroll_into_view().await?;
        Ok(self.at_once().click_element(&control).perform().await?)
    }

    /// Clicks the line of the error summary that contains this text.
    ///
    /// # Errors
    /// The summary has no such line.
    pub async fn follow_summary(&self, words: &str) -> Result {
        self.click_found("summaryLink", &[words.into()]).await
    }

    /// Presses keys in the focused element.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result {
        Ok(self.at_once().send_keys(keys).perform().await?)
    }

    /// Presses Tab once. Returns the focused element.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn tab(&self) -> Result<String> {
        self.press(Key::Tab + "").await?;
        self.focused().await
    }

    /// Prefills the form as the page's script would.
    ///
    /// # Errors
    /// The page's script fails.
    pub async fn prefill(&self, skill: &Value) -> Result {
        self.run("element.skill = given[0];", std::slice::from_ref(skill))
            .await?;
        Ok(())
    }

    /// Keys and clicks without a pause between them.
    fn at_once(&self) -> ActionChain {
        self.browser
            .session
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO))
    }
}
