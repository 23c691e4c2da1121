//! The end of a submission, and the invariants of all submissions.

use anyhow::ensure;
use serde_json::{Value, json};

use crate::scenario::{CATEGORY, NAME, TOKEN};
use crate::{Result, Scenario};

/// Returns the saved input.
const DRAFT: &str = "
    const key = Object.keys(sessionStorage).find((key) => !key.endsWith(':sent'));
    return key ? JSON.parse(sessionStorage.getItem(key)).fields : null;";

/// The final state for the user and the service.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// `added`, or the `kind` of the failure.
    pub end: &'a str,
    /// A part of the final message.
    pub message: &'a str,
    /// The number of the form's POSTs that reached the service, without those that the browser
    /// repeated.
    pub posts: usize,
    /// The number of stored skills.
    pub stored: usize,
}

/// Returns the end of a submission whose first POST added the skill.
pub const ADDED: Outcome<'_> = Outcome {
    end: "added",
    message: "was added to your profile",
    posts: 1,
    stored: 1,
};

/// Returns the end of a submission whose outcome is unknown, if the skill is not on the profile.
pub const NOT_FOUND: Outcome<'_> = Outcome {
    end: "unknown",
    message: "Your skill was not found on your profile",
    posts: 1,
    stored: 0,
};

/// The status while the profile is checked for the skill.
pub const CHECKING: &str = "Checking your profile to see whether your skill was added";

impl Scenario {
    /// Waits until the submission has ended. Asserts the expected end and the invariants of all
    /// submissions:
    ///
    /// 1. The user's input stays in the fields and in storage until the skill was added.
    /// 2. The collection contains one skill per decision of the user, or the duplicates are
    ///    reported.
    /// 3. The token is only in one header of requests to the service.
    /// 4. The submission ends and reports its result, and the focus is not lost.
    /// 5. The form reports success only if the skill was added.
    ///
    /// # Errors
    /// The submission does not end as expected.
    pub async fn ends_as(&self, outcome: &Outcome<'_>) -> Result<Value> {
        let was_added = outcome.end == "added";
        let detail = self
            .event(if was_added {
                "skill-added"
            } else {
                "skill-failed"
            })
            .await?;
        ensure!(
            was_added || detail["kind"] == outcome.end,
            "it ended as {detail} instead of {outcome:?}"
        );
        self.shows(outcome.message).await?;
        let submitting = "return element.matches(':state(submitting)');";
        self.until("the form is no longer submitting", async || {
            Ok(self.run(submitting, &[]).await? == false)
        })
        .await?;
        ensure!(
            self.posts().await? == outcome.posts,
            "{outcome:?}: the service saw {:?}",
            self.seen("POST").await?
        );
        let stored = self.stored().await?;
        ensure!(
            stored.len() == outcome.stored,
            "{outcome:?}: stored is {stored:?}"
        );
        self.kept(outcome.end).await?;
        if was_added && self.committed().await? > 1 {
            self.shows("more than once").await?;
            self.shows_button("remove-duplicate").await?;
        }
        self.token_is_safe().await?;
        self.focus_is_kept().await?;
        let says_added = "return Boolean(element.shadowRoot.querySelector('[part~=added]'));";
        ensure!(
            self.run(says_added, &[]).await? == was_added,
            "{outcome:?}: the messages are {:?}",
            self.shown_messages().await?
        );
        ensure!(
            !was_added || !stored.is_empty(),
            "{outcome:?}: the form reports an added skill, and none is stored"
        );
        Ok(detail)
    }

    async fn kept(&self, end: &str) -> Result {
        let is_open = matches!(end, "unknown" | "throttled");
        // After success, the record stays until the check for duplicates has ended.
        let record = async || Ok(self.record().await?.is_object() == is_open);
        self.until(&format!("the record matches {end}"), record)
            .await?;
        if end == "added" {
            let draft = async || Ok(self.run(DRAFT, &[]).await?.is_null());
            return self.until("the draft is kept no longer", draft).await;
        }
        ensure!(self.value("displayName").await? == NAME, "the name is gone");
        ensure!(
            self.categories().await? == [CATEGORY],
            "the category is gone"
        );
        let typed = json!({ "displayName": NAME, "categories": [CATEGORY] });
        self.until("what was typed is kept", async || {
            Ok(self.run(DRAFT, &[]).await? == typed)
        })
        .await
    }

    /// Returns the number of skills that the POSTs have created.
    async fn committed(&self) -> Result<usize> {
        let posts = self.seen("POST").await?;
        Ok(posts
            .iter()
            .filter_map(|post| post["committed"].as_array())
            .map(Vec::len)
            .sum())
    }

    async fn token_is_safe(&self) -> Result {
        self.assert_no_token_is_left().await?;
        let length = "Bearer ".len() + TOKEN.len();
        for method in ["GET", "POST", "PATCH", "DELETE"] {
            for request in self.seen(method).await? {
                ensure!(
                    request["authorization"]["length"] == length
                        && !request.to_string().contains(TOKEN),
                    "{request}"
                );
            }
        }
        Ok(())
    }

    /// Fails if the focus was lost, and the skill was sent in this document.
    async fn focus_is_kept(&self) -> Result {
        let is_sent_here = self
            .events()
            .await?
            .iter()
            .any(|event| event["type"] == "skill-submit");
        let is_kept = self
            .run("return document.activeElement === element;", &[])
            .await?
            == true;
        ensure!(is_kept || !is_sent_here, "the focus is lost");
        Ok(())
    }
}
