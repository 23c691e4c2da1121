//! The host page: its tokens, and a mock of its `fetch`.

use std::time::Duration;

use serde_json::{Value, json};

use crate::endpoint::SKILLS;
use crate::{Engine, Page, Result};

impl Page {
    /// Makes the page return this token.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn give_token(&self, token: impl Into<Value>) -> Result {
        self.call("giveToken", &[token.into()]).await.map(drop)
    }

    /// Makes the page's `getAccessToken` reject.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn refuse_token(&self, reason: &str) -> Result {
        self.call("refuseToken", &[reason.into()]).await.map(drop)
    }

    /// Makes the page's `getAccessToken` wait for [`Page::release_token`].
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn hold_token(&self) -> Result {
        self.call("holdToken", &[]).await.map(drop)
    }

    /// Returns a token to all pending and later calls.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn release_token(&self, token: &str) -> Result {
        self.call("releaseToken", &[token.into()]).await.map(drop)
    }

    /// Returns the number of calls of `getAccessToken` since the page was loaded.
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

    /// Speeds up the page's timers and clock by this factor, until the page is reloaded. The
    /// service's time does not change.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn speed_up(&self, times: u32) -> Result {
        self.call("speedUp", &[times.into()]).await.map(drop)
    }

    /// Simulates the sleep of a machine: the page's timers stop, its clock advances, and it becomes
    /// visible again.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn sleep(&self, asleep: Duration) -> Result {
        self.call("sleep", &[u64::try_from(asleep.as_millis())?.into()])
            .await
            .map(drop)
    }

    /// Sets the form's endpoint to another origin, which may receive the token.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn send_to(&self, origin: &str) -> Result {
        let name = "element.tokenHosts = given[0]; element.endpoint = given[0] + given[1];";
        self.run(name, &[origin.into(), SKILLS.into()])
            .await
            .map(drop)
    }

    /// Lets the form add skills with the same name without a question, until the page is reloaded.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn allow_existing(&self) -> Result {
        self.run("element.existing = 'allow';", &[]).await.map(drop)
    }

    /// Makes the WebAssembly module panic, and waits until the form reports it.
    ///
    /// # Errors
    /// The module does not crash.
    pub async fn panic(&self) -> Result {
        self.call("panic", &[]).await?;
        self.has_crashed().await
    }

    /// Waits until the form reports a crash.
    ///
    /// # Errors
    /// It does not say so in time.
    pub async fn has_crashed(&self) -> Result {
        self.until("the form says that it has ended", async || {
            Ok(!self.crash_message().await?.is_empty())
        })
        .await
    }

    /// Sets the page offline or online: its `fetch` fails, and it gets the events. In Chromium, the
    /// driver dispatches the events, but does not block requests to localhost.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn set_offline(&self, offline: bool) -> Result {
        if self.engine() == Engine::Chromium {
            let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
            self.browser
                .alter()
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

    /// Starts to record all requests.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn watch_requests(&self) -> Result {
        self.call("watch", &[]).await.map(drop)
    }

    /// Responds to the next `POST`s and `PATCH`es instead of the endpoint, as often as there are
    /// responses: `{status, headers, body, breaks}`, or the value that `fetch` `throws`, `rejects` with, or
    /// `returns`.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn respond_with(&self, answer: Value) -> Result {
        self.call("answer", &[Value::Array(vec![answer])])
            .await
            .map(drop)
    }

    /// Returns the requests since [`Page::watch_requests`] or [`Page::respond_with`].
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

    /// Returns the POSTs among them.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn posts(&self) -> Result<Vec<Value>> {
        let mut requests = self.requests().await?;
        requests.retain(|request| request["method"] == "POST");
        Ok(requests)
    }
}
