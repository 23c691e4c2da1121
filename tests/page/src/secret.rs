//! Where a page has left what nobody must find.

use serde_json::Value;

use crate::{Page, Result};

/// Everything of a page in which a text can be left, but its console.
const EVERYWHERE: &str = "
  const trees = [document, ...[...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot).filter(Boolean)];
  const nodes = trees.map((tree) => new XMLSerializer().serializeToString(tree));
  const values = trees.flatMap((tree) => [...tree.querySelectorAll('input, select')].map(({ value }) => value));
  const databases = (await indexedDB.databases()).map(({ name }) => name);
  const urls = performance.getEntries().map(({ name }) => name);
  const storage = [{ ...sessionStorage }, { ...localStorage }, document.cookie, window.name, history.state, databases];
  return [nodes, values, urls, storage, element?.skill, location.href, pageTests.events()].map((found) => JSON.stringify(found));";

impl Page {
    /// Everything in which this text is left: what the page shows and holds, its storage, its events, its console.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn traces(&self, secret: &str) -> Result<Vec<String>> {
        let found = self.run(EVERYWHERE, &[]).await?;
        let places = found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        Ok(places.chain(self.console().await?).filter(|place| place.contains(secret)).collect())
    }
}
