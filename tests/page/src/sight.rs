//! What there is to see and to hear of a form.

use anyhow::bail;
use serde_json::Value;

use crate::{Engine, Page, Result};

impl Page {
    /// What a field holds. For radio buttons, see [`Page::checked`].
    ///
    /// # Errors
    /// The form has no such field.
    pub async fn value(&self, field: &str) -> Result<String> {
        text(self.call("value", &[field.into()]).await?)
    }

    /// The value of the radio button that is checked.
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

    /// The categories in the list.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn categories(&self) -> Result<Vec<String>> {
        texts(self.call("items", &[]).await?)
    }

    /// The error that a field is described by.
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

    /// Whether assistive technology is told that what the field holds is wrong.
    ///
    /// # Errors
    /// The form has no such field.
    pub async fn is_marked_invalid(&self, field: &str) -> Result<bool> {
        Ok(self.call("isMarkedInvalid", &[field.into()]).await? == true)
    }

    /// A field's label.
    ///
    /// # Errors
    /// The form has no such field.
    pub async fn label(&self, field: &str) -> Result<String> {
        text(self.call("label", &[field.into()]).await?)
    }

    /// The lines of the error summary.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn summary(&self) -> Result<Vec<String>> {
        texts(self.call("summary", &[]).await?)
    }

    /// What the polite live region says.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn status(&self) -> Result<String> {
        text(self.call("says", &["status".into()]).await?)
    }

    /// What the assertive live region says.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn alert(&self) -> Result<String> {
        text(self.call("says", &["alert".into()]).await?)
    }

    /// All that both have said since the page listens: see [`Scenario`](crate::Scenario). What was
    /// said for a moment only is there too.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn heard(&self) -> Result<Vec<String>> {
        texts(self.call("heard", &[]).await?)
    }

    /// What is said about the draft.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn notice(&self) -> Result<String> {
        text(self.call("says", &["notice".into()]).await?)
    }

    /// What is said in the place of a form that has ended; nothing while it goes on.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn said_of_the_crash(&self) -> Result<String> {
        text(self.call("crash", &[]).await?)
    }

    /// Writes down from now on what the form's live regions say, until the page is loaded again.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn watch_announcements(&self) -> Result {
        self.call("announce", &[]).await.map(drop)
    }

    /// What they have said since then, or since it was last asked for: each announcement, also one
    /// that repeats the last.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn announcements(&self) -> Result<Vec<String>> {
        texts(self.call("takeAnnouncements", &[]).await?)
    }

    /// Whether "More details" is open.
    ///
    /// # Errors
    /// The form has none.
    pub async fn details_are_open(&self) -> Result<bool> {
        Ok(self.call("isOpen", &[]).await? == true)
    }

    /// Where the focus is: the name of the control, or else of the part.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn focused(&self) -> Result<String> {
        text(self.call("focused", &[]).await?)
    }

    /// Waits until the focus is somewhere.
    ///
    /// # Errors
    /// It does not arrive in time.
    pub async fn focus_arrives(&self, place: &str) -> Result {
        self.until(&format!("the focus is in {place}"), async || {
            Ok(self.focused().await? == place)
        })
        .await
    }

    /// The events of the page's elements so far: `{type, target, detail}`.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn events(&self) -> Result<Vec<Value>> {
        list(self.call("events", &[]).await?)
    }

    /// Waits for the next event of a type and takes its detail.
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

    /// Finds no token in anything that a page could leave one in. [`Page::event`] does so each
    /// time.
    ///
    /// # Errors
    /// There is one, and where.
    pub async fn assert_no_token_is_left(&self) -> Result {
        self.call("assertNoTokenIsLeft", &[]).await.map(drop)
    }

    /// The violations of the page's Content-Security-Policy.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn violations(&self) -> Result<Vec<Value>> {
        list(self.call("violations", &[]).await?)
    }

    /// What was written to the console since it was last asked for, each line after its level. The
    /// page's own scripts are heard in every engine; what Chromium says itself, of a file that is
    /// missing for example, is there too.
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

    /// Those of its lines that tell of an error.
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
