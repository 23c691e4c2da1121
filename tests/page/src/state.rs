//! The states that a form can be seen in, and how each comes about.

use serde_json::{Value, json};

use crate::{Page, Result};

/// What a form shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is filled in.
    Empty,
    /// Everyday fields are filled in, with categories.
    Filled,
    /// The levels are explained, and completions of the name are offered.
    Helped,
    /// "More details" is open, and a score is understood in another way than it was typed.
    DetailsOpen,
    /// What was typed before a reload is back.
    Restored,
    /// Every field has an error, and the summary lists them.
    EveryError,
    /// The skill is on its way.
    Submitting,
    /// The service is busy, and is asked again in a while.
    Waiting,
    /// The answer was lost, and the collection cannot be read.
    Unchecked,
    /// The service has refused it.
    Rejected,
    /// It was added.
    Success,
    /// The page has disabled the form.
    Disabled,
    /// It can be read only.
    Readonly,
    /// The module has ended by an error of its own.
    Crashed,
}

/// How many completions are in sight.
const OFFERED: &str = "return element.shadowRoot.querySelectorAll('[part~=suggestion]').length;";
/// The words of the countdown.
const COUNTDOWN: &str =
    "return element.shadowRoot.querySelector('[part~=countdown]')?.textContent ?? null;";
impl State {
    /// All of them.
    pub const ALL: [Self; 14] = [
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
        Self::Disabled,
        Self::Readonly,
        Self::Crashed,
    ];
}

impl Page {
    /// Loads the page anew and brings the form into a state, in a language and its direction.
    ///
    /// # Errors
    /// The form does not get there.
    pub async fn show(&self, state: State, language: &str) -> Result {
        self.run("element.draft = 'off'; sessionStorage.clear();", &[])
            .await?;
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
        self.until("it speaks the language", async || {
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
                self.answer_with(json!({ "status": 429, "headers": { "Retry-After": "100" } }))
                    .await?;
                self.fill_everyday().await?;
                self.submit().await?;
                self.until("the time is told", async || {
                    Ok(!self.run(COUNTDOWN, &[]).await?.is_null())
                })
                .await?;
            }
            State::Unchecked => {
                self.run("element.verify = 'off';", &[]).await?;
                self.answer_with(json!({ "status": 500 })).await?;
                self.call("refuseReading", &[]).await?;
                self.fill_everyday().await?;
                self.submit().await?;
                self.event("skill-failed").await?;
            }
            State::Rejected => {
                self.answer_with(
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

    /// By a script, as extensions fill in forms: a state is looked at here, and typing is the
    /// subject of other tests.
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

    /// Waits until nothing moves any longer, and the next picture is drawn. What never ends by
    /// itself, such as a spinner, does not count.
    ///
    /// # Errors
    /// The page does not answer.
    pub(crate) async fn settled(&self) -> Result {
        // What is not drawn does not go on.
        let still = "const ends = ({ effect }) => Number.isFinite(effect.getComputedTiming().endTime) && effect.target.checkVisibility();
            let running;
            do {
              await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
              running = [document, element.shadowRoot].flatMap((root) => root.getAnimations()).filter(ends).filter(({ playState }) => playState === 'running');
              await Promise.allSettled(running.map(({ finished }) => finished));
            } while (running.length > 0);";
        self.run(still, &[]).await.map(drop)
    }
}

/// A skill of which no property is right.
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
