//! Where in a page a secret is left.

use serde_json::Value;

use crate::{Page, Result};

/// Everything of a page in which a token could be left.
const EVERYWHERE: &str = "
  const trees = [document, ...[...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot).filter(Boolean)];
  const nodes = trees.map((tree) => new XMLSerializer().serializeToString(tree));
  const values = trees.flatMap((tree) => [...tree.querySelectorAll('input, select')].map(({ value }) => value));
  const databases = (await indexedDB.databases()).map(({ name }) => name);
  const urls = performance.getEntries().map(({ name }) => name);
  const storage = [{ ...sessionStorage }, { ...localStorage }, document.cookie, window.name, history.state, databases];
  const skills = [...document.querySelectorAll('add-skill')].map(({ skill }) => skill);
  return JSON.stringify([nodes, values, urls, storage, skills, location.href]);";

impl Page {
    /// Every place with this text in it, its surroundings, the events and the console among them, as it stands there. The lines of
    /// the console are taken.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn traces_of(&self, secret: &str) -> Result<Vec<String>> {
        let everywhere = self.run(EVERYWHERE, &[]).await?.to_string();
        let events = Value::Array(self.events().await?).to_string();
        let console = self.console().await?.join("\n");
        Ok([everywhere, events, console].into_iter().filter(|place| place.contains(secret)).collect())
    }
}
