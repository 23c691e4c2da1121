//! The states of a form, and how to reach them.

use serde_json::{Value, json};

use crate::{Page, Result};

/// A state of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Empty.
    Empty,
    /// The default fields are filled in, with categories.
    Filled,
    /// The levels are described, and the name has suggestions.
    Helped,
    /// "More details" is open, and the parsed score differs from the input.
    DetailsOpen,
    /// A draft was restored after a reload.
    Restored,
    /// Each field has an error, and the summary lists them.
    EveryError,
    /// The skill is being sent.
    Submitting,
    /// The form waits for the next retry.
    Waiting,
    /// The response was lost, and the collection cannot be read.
    Unchecked,
    /// The service has rejected the skill, possibly because of its level.
    Rejected,
    /// The skill was added. The user can undo that.
    Success,
    /// The profile contains a skill with this name, and the user must decide.
    Exists,
    /// The level of the existing skill is being changed.
    Updating,
    /// The level was changed.
    Updated,
    /// The level was not changed.
    NotUpdated,
    /// The added skill was removed again.
    Undone,
    /// The form is disabled.
    Disabled,
    /// The form is read-only.
    Readonly,
    /// The module has crashed.
    Crashed,
}

/// The number of visible suggestions.
const OFFERED: &str = "return element.shadowRoot.querySelectorAll('[part~=suggestion]').length;";
/// The text of the countdown.
const COUNTDOWN: &str =
    "return element.shadowRoot.querySelector('[part~=countdown]')?.textContent ?? null;";
impl State {
    /// All states.
    pub const ALL: [Self; 19] = [
        Self::Empty,
        Self::Filled,
        Self::Helped,
        Self::DetailsOpen,
        Self::Restored,
        Self::EveryError,
        Self::Submitting,
        Self::Waiting,
        Self::Unchecked,
        Self::Rejected,
        Self::Success,
        Self::Exists,
        Self::Updating,
        Self::Updated,
        Self::NotUpdated,
        Self::Undone,
        Self::Disabled,
        Self::Readonly,
        Self::Crashed,
    ];
}

impl Page {
    /// Reloads the page, and brings the form into a state, in a language and its direction.
    ///
    /// # Errors
    /// The form does not get there.
    pub async fn show(&self, state: State, language: &str) -> Result {
        self.run("element.draft = 'off'; sessionStorage.clear();", &[])
            .await?;
        for skill in self.stored().await? {
            let id = skill["id"].as_str().unwrap_or_default();
            self.endpoint().remove(id).await?;
        }
        self.reload().await?;
        let direction = if matches!(language, "ar" | "he") {
            "rtl"
        } else {
            "ltr"
        };
        let speak = "document.documentElement.lang = element.lang = given[0]; document.documentElement.dir = given[1];";
        if state == State::Restored {
            self.fill_everyday().await?;
            self.until("the draft is kept", async || {
                Ok(self.run("return sessionStorage.length;", &[]).await? != 0)
            })
            .await?;
            self.reload().await?;
        }
        self.run(speak, &[language.into(), direction.into()])
            .await?;
        let spoken = "return element.shadowRoot.querySelector('form').lang === given[0];";
        self.until("the texts are in the language", async || {
            Ok(self.run(spoken, &[language.into()]).await? == true)
        })
        .await?;
        self.reach(state).await?;
        self.settled().await
    }

    async fn reach(&self, state: State) -> Result {
        match state {
            State::Empty | State::Restored => {}
            State::Filled => self.fill_everyday().await?,
            State::Helped => {
                self.fill_everyday().await?;
                self.click("levels-summary").await?;
                self.run("element.suggest = async () => ['Rust', 'Rust for embedded systems', 'Trust building'];", &[]).await?;
                self.type_into("displayName", " f").await?;
                self.until("completions are offered", async || {
                    Ok(self.run(OFFERED, &[]).await? == 3)
                })
                .await?;
            }
            State::DetailsOpen => {
                self.fill_everyday().await?;
                self.open_details().await?;
                self.fill("inference.confidenceScore", "0,5").await?;
                self.fill("createdBy.user.displayName", "Adele").await?;
            }
            State::EveryError => {
                self.prefill(&wrong()).await?;
                self.fill("webUrl", "javascript:alert(1)").await?;
                self.open_details().await?;
                self.fill("inference.confidenceScore", "high").await?;
                self.submit().await?;
                self.focus_arrives("summary").await?;
            }
            State::Submitting => {
                self.hold_token().await?;
                self.fill_everyday().await?;
                self.submit().await?;
                self.until("the form says that it adds the skill", async || {
                    Ok(!self.status().await?.is_empty())
                })
                .await?;
            }
            State::Waiting => {
                self.respond_with(json!({ "status": 429, "headers": { "Retry-After": "100" } }))
                    .await?;
                self.fill_everyday().await?;
                self.submit().await?;
                self.until("the time is shown", async || {
                    Ok(!self.run(COUNTDOWN, &[]).await?.is_null())
                })
                .await?;
            }
            State::Unchecked => {
                self.run("element.verify = 'off';", &[]).await?;
                self.respond_with(json!({ "status": 500 })).await?;
                self.call("refuseReading", &[]).await?;
                self.fill_everyday().await?;
                self.submit().await?;
                self.event("skill-failed").await?;
            }
            State::Rejected => {
                self.respond_with(
                    json!({ "status": 400, "body": "{\"error\":{\"code\":\"skillInvalid\"}}" }),
                )
                .await?;
                self.fill_everyday().await?;
                self.submit().await?;
                self.event("skill-failed").await?;
            }
            State::Success => {
                self.fill_everyday().await?;
                self.submit().await?;
                self.event("skill-added").await?;
            }
            State::Exists
            | State::Updating
            | State::Updated
            | State::NotUpdated
            | State::Undone => self.reach_existing(state).await?,
            State::Crashed => {
                self.fill_everyday().await?;
                self.panic().await?;
            }
            State::Disabled | State::Readonly => {
                self.fill_everyday().await?;
                self.open_details().await?;
                let name = if state == State::Disabled {
                    "disabled"
                } else {
                    "readOnly"
                };
                self.run(&format!("element.{name} = true;"), &[]).await?;
            }
        }
        Ok(())
    }

    /// Brings the form into a state of an existing skill, or of an undone one.
    async fn reach_existing(&self, state: State) -> Result {
        if state == State::Undone {
            self.fill_everyday().await?;
            self.submit().await?;
            self.event("skill-added").await?;
            self.click("undo").await?;
            return self.event("skill-removed").await.map(drop);
        }
        self.ask().await?;
        match state {
            State::Updating => {
                self.hold_token().await?;
                self.click("change-level").await?;
                self.until("the form says that it changes the level", async || {
                    Ok(!self.status().await?.is_empty())
                })
                .await
            }
            State::Updated => {
                self.click("change-level").await?;
                self.event("skill-updated").await.map(drop)
            }
            State::NotUpdated => {
                self.respond_with(json!({ "status": 403 })).await?;
                self.click("change-level").await?;
                self.event("skill-failed").await.map(drop)
            }
            _ => Ok(()),
        }
    }

    /// Submits a skill that the profile contains with another level.
    async fn ask(&self) -> Result {
        let existing = json!({ "displayName": "rust", "proficiency": "generalProfessional" });
        self.endpoint().add(&existing).await?;
        self.fill_everyday().await?;
        self.submit().await?;
        self.event("skill-exists").await?;
        self.until("the form asks", async || {
            Ok(!self.alert().await?.is_empty())
        })
        .await
    }

    /// A script fills in the form, as browser extensions do. Other tests cover typing.
    async fn fill_everyday(&self) -> Result {
        let values = [
            ("displayName", "Rust"),
            ("proficiency", "expert"),
            ("webUrl", "https://example.com/certificates/rust"),
            ("allowedAudiences", "organization"),
        ];
        for (field, value) in values {
            self.call("put", &[field.into(), value.into()]).await?;
        }
        self.add_category("professional").await?;
        self.add_category("hobby").await
    }

    /// Waits until all finite animations have ended and the next frame is drawn.
    ///
    /// # Errors
    /// The page does not answer.
    pub(crate) async fn settled(&self) -> Result {
        // Animations of hidden elements do not progress.
        let still = "const ends = ({ effect }) => Number.isFinite(effect.getComputedTiming().endTime) && effect.target.checkVisibility({ contentVisibilityAuto: true });
            let running;
            do {
              await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
              running = [document, element.shadowRoot].flatMap((root) => root.getAnimations()).filter(ends).filter(({ playState }) => playState === 'running');
              await Promise.allSettled(running.map(({ finished }) => finished));
            } while (running.length > 0);";
        self.run(still, &[]).await.map(drop)
    }
}

/// Returns a skill in which each property is invalid.
fn wrong() -> Value {
    let identity = json!({ "id": "a\u{202E}b", "displayName": "\u{200B}" });
    let identities = json!({ "application": identity, "device": identity, "user": identity });
    json!({
        "displayName": "",
        "proficiency": "wizard",
        "categories": ["hobby", "hobby"],
        "allowedAudiences": "nobody",
        "inference": { "userHasVerifiedAccuracy": "maybe" },
        "id": "a\u{202E}b",
        "createdDateTime": "yesterday",
        "lastModifiedDateTime": "tomorrow",
        "createdBy": identities,
        "lastModifiedBy": identities,
    })
}
