//! How a submission ends, and what must hold whatever went wrong.

use anyhow::ensure;
use serde_json::{Value, json};

use crate::scenario::{CATEGORY, NAME, TOKEN};
use crate::{Result, Scenario};

/// What is kept of what was typed.
const DRAFT: &str = "
    const key = Object.keys(sessionStorage).find((key) => !key.endsWith(':sent'));
    return key ? JSON.parse(sessionStorage.getItem(key)).fields : null;";

/// What a person and the service are left with.
#[derive(Clone, Copy, Debug)]
pub struct Rest<'a> {
    /// `added`, or the `kind` of the failure.
    pub end: &'a str,
    /// Words of what is said in the end.
    pub says: &'a str,
    /// How many POSTs of the form's own have reached the service. What a browser repeats by itself
    /// is not its own.
    pub posts: usize,
    /// How many skills are stored.
    pub stored: usize,
}

/// The skill was added by the form's first POST.
pub const ADDED: Rest<'_> = Rest {
    end: "added",
    says: "was added to your profile",
    posts: 1,
    stored: 1,
};

/// The outcome of the POST is unknown, and the skill is not on the profile.
pub const NOT_FOUND: Rest<'_> = Rest {
    end: "unknown",
    says: "Your skill was not found on your profile",
    posts: 1,
    stored: 0,
};

/// What is said while the profile is checked for the skill.
pub const CHECKING: &str = "Checking your profile to see whether your skill was added";

impl Scenario {
    /// Waits until the submission is over, and holds it to what was expected and to what must hold
    /// of each:
    ///
    /// 1. What was typed stays in the fields and in storage until the skill was added.
    /// 2. There is one skill for one decision, or the doubles are told.
    /// 3. The token stands in one header of requests to the service, and nowhere else.
    /// 4. The form comes to rest, says so, and the focus is not lost.
    /// 5. That a skill was added is only said where it was.
    ///
    /// # Errors
    /// It does not come to rest.
    pub async fn rests(&self, rest: &Rest<'_>) -> Result<Value> {
        let was_added = rest.end == "added";
        let detail = self
            .event(if was_added {
                "skill-added"
            } else {
                "skill-failed"
            })
            .await?;
        ensure!(
            was_added || detail["kind"] == rest.end,
            "it ended as {detail}, and not as {rest:?}"
        );
        self.says(rest.says).await?;
        let submitting = "return element.matches(':state(submitting)');";
        self.until("the form is at rest", async || {
            Ok(self.run(submitting, &[]).await? == false)
        })
        .await?;
        ensure!(
            self.posts().await? == rest.posts,
            "{rest:?}: the service saw {:?}",
            self.seen("POST").await?
        );
        let stored = self.stored().await?;
        ensure!(
            stored.len() == rest.stored,
            "{rest:?}: stored is {stored:?}"
        );
        self.kept(rest.end).await?;
        if was_added && self.committed().await? > 1 {
            self.says("more than once").await?;
            self.offers("remove-duplicate").await?;
        }
        self.token_is_safe().await?;
        self.focus_is_kept().await?;
        let says_added = "return Boolean(element.shadowRoot.querySelector('[part~=added]'));";
        ensure!(
            self.run(says_added, &[]).await? == was_added,
            "{rest:?}: it says {:?}",
            self.heard().await?
        );
        ensure!(
            !was_added || !stored.is_empty(),
            "{rest:?}: it says that a skill was added, and none is there"
        );
        Ok(detail)
    }

    async fn kept(&self, end: &str) -> Result {
        let is_open = matches!(end, "unknown" | "throttled");
        // After success it stays until the look for doubles is over.
        let record = async || Ok(self.record().await?.is_object() == is_open);
        self.until(
            &format!("what is written down is as {end} leaves it"),
            record,
        )
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

    /// How many skills the POSTs have made.
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
        for method in ["GET", "POST", "DELETE"] {
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

    /// In this document, something of the form had the focus when the skill was sent.
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
