//! The memory of a page after garbage collection. Only Chromium reports it.

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::{Page, Result};

/// Keeps a reference to the module's memory, which only the glue has.
const FIND_MEMORY: &str = "
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const native = WebAssembly[name];
      WebAssembly[name] = async (...given) => {
        const made = await native.apply(WebAssembly, given);
        window.moduleMemory = (made.instance ?? made).exports.memory;
        return made;
      };
    }";

/// The quantities that can leak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// The bytes of the WebAssembly module's memory, which never shrinks.
    pub module: u64,
    /// The number of nodes, in the document or not.
    pub nodes: u64,
    /// The number of event listeners.
    pub listeners: u64,
    /// The bytes of JavaScript objects.
    pub heap: u64,
}

impl Page {
    /// Opens the page again, in a new tab without the memory of earlier pages, and keeps a reference
    /// to its module's memory.
    ///
    /// # Errors
    /// The page does not become ready again.
    pub async fn watch_memory(&self) -> Result {
        let url = self.browser.session.current_url().await?;
        self.browser.open_tab().await?;
        self.browser
            .alter()
            .send_raw(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": FIND_MEMORY }),
            )
            .await?;
        self.browser.session.goto(url.as_str()).await?;
        self.ready().await
    }

    /// Collects garbage, and returns the remaining quantities.
    ///
    /// # Errors
    /// The driver does not answer, or the memory is not watched.
    pub async fn memory(&self) -> Result<Memory> {
        let devtools = self.browser.session.cdp();
        // Collected JavaScript objects release objects of the module in a later task, which can
        // release more.
        for _ in 0..2 {
            devtools
                .send_raw("HeapProfiler.collectGarbage", json!({}))
                .await?;
            self.run("await new Promise((resolve) => setTimeout(resolve));", &[])
                .await?;
        }
        let module = self
            .run("return moduleMemory.buffer.byteLength;", &[])
            .await?;
        let counters = devtools
            .send_raw("Memory.getDOMCounters", json!({}))
            .await?;
        let heap = devtools.send_raw("Runtime.getHeapUsage", json!({})).await?;
        let number = |value: &Value| value.as_u64().context("it is no number");
        Ok(Memory {
            module: number(&module)?,
            nodes: number(&counters["nodes"])?,
            listeners: number(&counters["jsEventListeners"])?,
            heap: number(&heap["usedSize"])?,
        })
    }
}
