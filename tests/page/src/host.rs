//! Applications of tests/hosts that contain the form.

use std::ops::Deref;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{Endpoint, Page, Result, Site};

/// Waits for a condition between the page's tasks, without timers, which browsers delay by 4
/// milliseconds each.
const UNTIL: &str = "
    const { port1, port2 } = new MessageChannel();
    const until = async (holds) => {
      while (!holds()) {
        port1.postMessage(null);
        await new Promise((resolve) => { port2.onmessage = resolve; });
      }
    };";

/// Mounts and unmounts the form repeatedly.
const CLOSE_AND_OPEN: &str = "
    const [selector, times] = given;
    const toggle = document.querySelector('#toggle');
    for (let time = 0; time < times; time += 1) {
      toggle.click();
      await until(() => !document.querySelector(selector));
      toggle.click();
      await until(() => pageTests.isReady(selector));
    }";

/// Removes the element from the page and inserts it again.
const TAKE_OUT_AND_PUT_BACK: &str = "
    const [selector, times] = given;
    const { parentNode, nextSibling } = element;
    for (let time = 0; time < times; time += 1) {
      element.remove();
      await until(() => !element.matches(':state(ready)'));
      parentNode.insertBefore(element, nextSibling);
      await until(() => pageTests.isReady(selector));
    }";

/// An application in a browser. All are the same small page, written with different frameworks.
#[derive(Debug)]
pub struct Host {
    page: Page,
    form: &'static str,
}

impl Deref for Host {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Host {
    /// Opens an application of `make hosts`.
    ///
    /// # Errors
    /// It is not built, or its form does not become ready.
    pub async fn open(name: &str) -> Result<Self> {
        // A Leptos application has no element.
        let form = if name == "leptos" {
            "form.add-skill"
        } else {
            "add-skill"
        };
        let endpoint = Endpoint::start_with_faults(Site::of_host(name)?, None)?;
        let page = Page::open_on(endpoint, "/", form).await?;
        Ok(Self { page, form })
    }

    /// Opens an application whose WebAssembly module is held until the faults are replaced. Does not
    /// wait for the form.
    ///
    /// # Errors
    /// It is not built.
    pub async fn open_late(name: &str) -> Result<Self> {
        let endpoint = Endpoint::start_with_faults(Site::of_host(name)?, None)?;
        endpoint
            .simulate(&json!([{ "path": ".wasm", "delay": "held", "times": "always" }]))
            .await?;
        let page = Page::open_without_form(endpoint, "/").await?;
        Ok(Self {
            page,
            form: "add-skill",
        })
    }

    /// Clicks an element of the application, by its id.
    ///
    /// # Errors
    /// There is none, or it cannot be clicked.
    pub async fn click_own(&self, id: &str) -> Result {
        Ok(self
            .page
            .browser
            .session
            .find(By::Id(id))
            .await?
            .click()
            .await?)
    }

    /// Makes the application unmount its form.
    ///
    /// # Errors
    /// It stays.
    pub async fn close(&self) -> Result {
        self.click_own("toggle").await?;
        self.until("the form is gone", async || {
            Ok(self.run("return element;", &[]).await?.is_null())
        })
        .await
    }

    /// Makes the application mount a form again.
    ///
    /// # Errors
    /// There is none in time.
    pub async fn open_again(&self) -> Result {
        self.click_own("toggle").await?;
        self.ready().await
    }

    /// Mounts and unmounts the form this many times.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn close_and_open(&self, times: u32) -> Result {
        self.run(
            &[UNTIL, CLOSE_AND_OPEN].concat(),
            &[self.form.into(), times.into()],
        )
        .await
        .map(drop)
    }

    /// Removes the element from the page without the application, and inserts it at the same place,
    /// this many times.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn detach_and_reinsert(&self, times: u32) -> Result {
        self.run(
            &[UNTIL, TAKE_OUT_AND_PUT_BACK].concat(),
            &[self.form.into(), times.into()],
        )
        .await
        .map(drop)
    }

    /// Returns the events that the application has received.
    ///
    /// # Errors
    /// It shows none.
    pub async fn received_events(&self) -> Result<Vec<String>> {
        let shown = self
            .run("return document.querySelector('#events').textContent;", &[])
            .await?;
        Ok(shown
            .as_str()
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect())
    }

    /// Waits until these are all events that the application has received.
    ///
    /// # Errors
    /// They are others.
    pub async fn receives(&self, events: &[String]) -> Result {
        self.until(
            &format!("the application has received {events:?}"),
            async || Ok(self.received_events().await? == events),
        )
        .await
    }

    /// Returns whether the field for the skill's name is read-only.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn is_readonly(&self) -> Result<bool> {
        let field =
            "return (element.shadowRoot ?? element).querySelector('[name=displayName]').readOnly;";
        Ok(self.run(field, &[]).await? == Value::Bool(true))
    }
}
