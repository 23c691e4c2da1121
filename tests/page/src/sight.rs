//! The visible and announced state of a form.

use anyhow::bail;
use serde_json::Value;

use crate::{Engine, Page, Result};

impl Page {
    /// Returns the value of a field. For radio buttons, see [`Page::checked`].
    ///
    /// # Errors
    /// The form has no such field.
    pub async fn value(&self, field: &str) -> Result<String> {
        text(self.call("value", &[field.into()]).await?)
    }

    /// Returns the value of the checked radio button.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn checked(&self, field: &str) -> Result<Option<String>> {
        Ok(self
            .call("checked", &[field.into()])
            .await?
            .as_str()
            .map(str::to_owned))
    }

    /// Returns the categories in the list.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn categories(&self) -> Result<Vec<String>> {
        texts(self.call("items", &[]).await?)
    }

    /// Returns the error in a field's description.
    ///
    /// # Errors
    /// The form has no such field, or its description is broken.
    pub async fn error(&self, field: &str) -> Result<Option<String>> {
        Ok(self
            .call("error", &[field.into()])
            .await?
            .as_str()
            .map(str::to_owned))
    }

    /// Returns whether the field has `aria-invalid`.
    ///
    /// # Errors
    /// The form has no such field.
    pub async fn is_marked_invalid(&self, field: &str) -> Result<bool> {
        Ok(self.call("isMarkedInvalid", &[field.into()]).await? == true)
    }

    /// Returns a field's label.
    ///
    /// # Errors
    /// The form has no such field.
    pub async fn label(&self, field: &str) -> Result<String> {
        text(self.call("label", &[field.into()]).await?)
    }

    /// Returns the lines of the error summary.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn summary(&self) -> Result<Vec<String>> {
        texts(self.call("summary", &[]).await?)
    }

    /// Returns the text of the polite live region.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn status(&self) -> Result<String> {
        text(self.call("says", &["status".into()]).await?)
    }

    /// Returns the text of the assertive live region.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn alert(&self) -> Result<String> {
        text(self.call("says", &["alert".into()]).await?)
    }

    /// Returns all texts of both live regions since the page has recorded them, including
    /// short-lived ones: see [`Scenario`](crate::Scenario).
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn shown_messages(&self) -> Result<Vec<String>> {
        texts(self.call("heard", &[]).await?)
    }

    /// Returns the notice about the draft.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn notice(&self) -> Result<String> {
        text(self.call("says", &["notice".into()]).await?)
    }

    /// Returns the message that replaces a crashed form, or an empty text.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn crash_message(&self) -> Result<String> {
        text(self.call("crash", &[]).await?)
    }

    /// Starts to record the texts of the form's live regions, until the page is reloaded.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn watch_announcements(&self) -> Result {
        self.call("announce", &[]).await.map(drop)
    }

    /// Returns the announcements since then or since the last call, including repeated ones.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn announcements(&self) -> Result<Vec<String>> {
        texts(self.call("takeAnnouncements", &[]).await?)
    }

    /// Returns whether "More details" is open.
    ///
    /// # Errors
    /// The form has none.
    pub async fn details_are_open(&self) -> Result<bool> {
        Ok(self.call("isOpen", &[]).await? == true)
    }

    /// Returns the name of the focused control, or otherwise its part.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn focused(&self) -> Result<String> {
        text(self.call("focused", &[]).await?)
    }

    /// Waits until an element has the focus.
    ///
    /// # Errors
    /// It does not arrive in time.
    pub async fn focus_arrives(&self, place: &str) -> Result {
        self.until(&format!("the focus is in {place}"), async || {
            Ok(self.focused().await? == place)
        })
        .await
    }

    /// Returns the events of the page's elements so far: `{type, target, detail}`.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn events(&self) -> Result<Vec<Value>> {
        list(self.call("events", &[]).await?)
    }

    /// Waits for the next event of a type, and returns its detail.
    ///
    /// # Errors
    /// It does not come in time.
    pub async fn event(&self, kind: &str) -> Result<Value> {
        let look = async || {
            Ok(Some(self.call("takeEvent", &[kind.into()]).await?)
                .filter(|detail| !detail.is_null()))
        };
        self.eventually(&format!("there is a {kind}"), look).await
    }

    /// Asserts that nothing that persists in the page contains a token. [`Page::event`] does this
    /// each time.
    ///
    /// # Errors
    /// There is one, and where.
    pub async fn assert_no_token_is_left(&self) -> Result {
        self.call("assertNoTokenIsLeft", &[]).await.map(drop)
    }

    /// Returns the violations of the page's Content-Security-Policy.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn violations(&self) -> Result<Vec<Value>> {
        list(self.call("violations", &[]).await?)
    }

    /// Returns the console messages since the last call, each with its level. In each engine, they
    /// include the messages of the page's scripts, and in Chromium also those of the browser, for
    /// example about a missing file.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn console(&self) -> Result<Vec<String>> {
        let mut lines = texts(self.call("takeConsole", &[]).await?)?;
        if self.engine() == Engine::Chromium {
            let entries = self.browser.session.browser_log().await?;
            lines.extend(
                entries
                    .into_iter()
                    .map(|entry| format!("{}: {}", entry.level, entry.message)),
            );
        }
        Ok(lines)
    }

    /// Returns the console messages that report errors.
    ///
    /// # Errors
    /// As [`Page::console`].
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let mut lines = self.console().await?;
        lines.retain(|line| line.starts_with("error") || line.starts_with("SEVERE"));
        Ok(lines)
    }
}

fn text(value: Value) -> Result<String> {
    match value {
        Value::String(text) => Ok(text),
        other => bail!("{other} is no text"),
    }
}

fn texts(value: Value) -> Result<Vec<String>> {
    list(value)?.into_iter().map(text).collect()
}

fn list(value: Value) -> Result<Vec<Value>> {
    match value {
        Value::Array(items) => Ok(items),
        other => bail!("{other} is no list"),
    }
}
