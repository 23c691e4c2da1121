//! What the page around the form does: it gives tokens, and its `fetch` answers as a test wants.

use std::time::Duration;

use serde_json::{Value, json};

use crate::endpoint::SKILLS;
use crate::{Engine, Page, Result};

impl Page {
    /// Gives this token whenever the form asks for one.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn give_token(&self, token: impl Into<Value>) -> Result {
        self.call("giveToken", &[token.into()]).await.map(drop)
    }

    /// Rejects whenever the form asks for a token.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn refuse_token(&self, reason: &str) -> Result {
        self.call("refuseToken", &[reason.into()]).await.map(drop)
    }

    /// Lets the form wait for its tokens, until [`Page::release_token`].
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn hold_token(&self) -> Result {
        self.call("holdToken", &[]).await.map(drop)
    }

    /// Gives a token to all who wait for one, and to all who ask from now on.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn release_token(&self, token: &str) -> Result {
        self.call("releaseToken", &[token.into()]).await.map(drop)
    }

    /// How often the form has asked for a token since the page was loaded.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn tokens_asked(&self) -> Result<u64> {
        Ok(self
            .call("tokensAsked", &[])
            .await?
            .as_u64()
            .unwrap_or_default())
    }

    /// Lets time go by this many times as fast in the page, from now on and until it is loaded
    /// again: what it waits for comes sooner, and its clock goes with it. The service's time stays
    /// as it is.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn hurry(&self, times: u32) -> Result {
        self.call("hurry", &[times.into()]).await.map(drop)
    }

    /// What the sleep of a machine is to a page: its timers have stood still, its clock has gone
    /// on, and it is in sight again.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn sleep(&self, asleep: Duration) -> Result {
        self.call("sleep", &[u64::try_from(asleep.as_millis())?.into()])
            .await
            .map(drop)
    }

    /// Has the form send to another origin, which may have the token.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn send_to(&self, origin: &str) -> Result {
        let name = "element.tokenHosts = given[0]; element.endpoint = given[0] + given[1];";
        self.run(name, &[origin.into(), SKILLS.into()])
            .await
            .map(drop)
    }

    /// Makes the WebAssembly module panic, as a defect in it would, and waits until the form says
    /// so.
    ///
    /// # Errors
    /// It goes on.
    pub async fn panic(&self) -> Result {
        self.call("panic", &[]).await?;
        self.has_crashed().await
    }

    /// Waits until the form says that it has ended.
    ///
    /// # Errors
    /// It does not say so in time.
    pub async fn has_crashed(&self) -> Result {
        self.until("the form says that it has ended", async || {
            Ok(!self.said_of_the_crash().await?.is_empty())
        })
        .await
    }

    /// Takes the network away from the page, or gives it back: its `fetch` fails, and it is told
    /// so. Chromium's driver tells it, and lets requests to this machine through.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn set_offline(&self, offline: bool) -> Result {
        if self.engine() == Engine::Chromium {
            let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
            self.browser
                .session
                .cdp()
                .send_raw("Network.emulateNetworkConditions", conditions)
                .await?;
        }
        self.call("setOffline", &[offline.into()]).await?;
        let online = format!("return navigator.onLine === {};", !offline);
        self.until("the page knows of its network", async || {
            Ok(self.run(&online, &[]).await? == true)
        })
        .await
    }

    /// Writes down all requests from now on.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn watch_requests(&self) -> Result {
        self.call("watch", &[]).await.map(drop)
    }

    /// Answers the next POST, and each after it for which there is an answer too, in the endpoint's
    /// place: `{status, headers, body, breaks}`, or what `fetch` `throws`, `rejects` with or
    /// `returns`.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn answer_with(&self, answer: Value) -> Result {
        self.call("answer", &[Value::Array(vec![answer])])
            .await
            .map(drop)
    }

    /// The requests since [`Page::watch_requests`] or [`Page::answer_with`].
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn requests(&self) -> Result<Vec<Value>> {
        Ok(self
            .call("requests", &[])
            .await?
            .as_array()
            .cloned()
            .unwrap_or_default())
    }

    /// Those of them that would add a skill.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn posts(&self) -> Result<Vec<Value>> {
        let mut requests = self.requests().await?;
        requests.retain(|request| request["method"] == "POST");
        Ok(requests)
    }
}
