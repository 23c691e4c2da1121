//! A page with an `<add-skills>`: a list of skills.
//!
//! The controls and buttons of a row have its number: `3/displayName` and `3/remove` are in row 3.
//! The text area is `text`.

use std::fmt;
use std::fs;
use std::ops::Deref;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::scenario::TOKEN;
use crate::{Endpoint, Page, Result, Scenario, Site, audit};

/// The selector of the list.
const LIST: &str = "add-skills";
const PATH: &str = "/list.html";

/// Restores the initial state after a reload: the speed of time and the token.
const SCRIPT: &str = "import { define } from './add-skills-element.js';
    import init, * as module from './add-skills.js';
    const element = document.querySelector('add-skills');
    const times = Number(location.search.slice(1));
    if (times) {
      const real = setTimeout;
      pageTests.speedUp('add-skills', times);
      const fast = setTimeout;
      // The browser grants a lock in real time. The list waits for that this long.
      window.setTimeout = (work, delay, ...given) => (delay === 1000 ? real : fast)(work, delay, ...given);
    }
    pageTests.giveToken('add-skills', 'CANARY-4e1d');
    await define({
      load: async () => { await init(); return module; },
      locate: (name) => new URL(`locales/${name}.json`, import.meta.url).href,
    });";

/// Creates files from `[name, bytes]`, and gives them to the page as the user would.
const FILES: &str = "
    const transfer = new DataTransfer();
    for (const [name, bytes] of given[0]) transfer.items.add(new File([new Uint8Array(bytes)], name));
    const input = element.shadowRoot.querySelector('[part~=file-input]');
    const area = element.shadowRoot.querySelector('[part~=text]');";
const CHOOSE: &str =
    "input.files = transfer.files; input.dispatchEvent(new Event('change', { bubbles: true }));";
const DROP: &str = "
    const drag = (type) => area.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true }));
    if (drag('dragover')) throw new Error('the list does not take the files');
    drag('drop');";

/// Records the files that the page saves, instead of saving them.
const RECORD_FILES: &str = "
    window.saved = [];
    const native = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.saved.push(blob); return native.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () { window.saved.at(-1).fileName = this.download; };";
const LAST_FILE: &str = "
    const blob = window.saved.at(-1);
    return { name: blob.fileName, type: blob.type, bytes: [...new Uint8Array(await blob.arrayBuffer())] };";

/// A page that contains only a list, with an endpoint that simulates faults.
#[derive(Debug)]
pub struct List {
    page: Page,
}

impl Deref for List {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

/// A row of a list, as the user sees it.
#[derive(Clone, Eq, PartialEq)]
pub struct Row {
    /// The number of the row.
    pub number: u64,
    /// The values of its controls.
    pub name: String,
    /// The level.
    pub level: String,
    /// The categories, as entered.
    pub categories: String,
    /// The link.
    pub link: String,
    /// Whether it will be added.
    pub is_selected: bool,
    /// Whether the user has removed it from the list.
    pub is_removed: bool,
    /// Whether it is being added.
    pub is_busy: bool,
    /// The lines of its status.
    pub status: String,
    /// The parts of its buttons.
    pub actions: Vec<String>,
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}. {:?} ({}, {:?}, {}){}{}{}: {:?} {:?}",
            self.number,
            self.name,
            self.level,
            self.categories,
            self.link,
            if self.is_selected { " selected" } else { "" },
            if self.is_removed { " removed" } else { "" },
            if self.is_busy { " busy" } else { "" },
            self.status,
            self.actions,
        )
    }
}

impl Row {
    fn of(row: &Value) -> Self {
        let text = |member: &str| row[member].as_str().unwrap_or_default().to_owned();
        let is = |member: &str| row[member] == true;
        let actions = row["actions"].as_array().into_iter().flatten();
        Self {
            number: row["number"].as_u64().unwrap_or_default(),
            name: text("name"),
            level: text("level"),
            categories: text("categories"),
            link: text("link"),
            is_selected: is("isSelected"),
            is_removed: is("isRemoved"),
            is_busy: is("isBusy"),
            status: text("status"),
            actions: actions
                .filter_map(|part| part.as_str().map(str::to_owned))
                .collect(),
        }
    }

    /// Returns what the user has entered and selected.
    #[must_use]
    pub fn entered(&self) -> (u64, &str, &str, &str, &str, bool, bool) {
        (
            self.number,
            &self.name,
            &self.level,
            &self.categories,
            &self.link,
            self.is_selected,
            self.is_removed,
        )
    }
}

impl List {
    /// Opens the page. Its time is faster by the factor [`Scenario::TIMES`].
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open() -> Result<Self> {
        Self::open_with("").await
    }

    /// Does the same with these attributes of the element.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_with(attributes: &str) -> Result<Self> {
        Self::open_at(Self::endpoint(attributes, None)?).await
    }

    /// Does the same with an endpoint of [`List::endpoint`].
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_at(endpoint: Endpoint) -> Result<Self> {
        Self::open_on(endpoint, &format!("{PATH}?{}", Scenario::TIMES)).await
    }

    /// Opens the page in real time, for a test that checks what the list shows before a late
    /// response: in the time of [`List::open`], the time limit of a request is 1.5 seconds.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_in_real_time() -> Result<Self> {
        Self::open_on(Self::endpoint("", None)?, PATH).await
    }

    /// Opens a page with a list at a path of the endpoint.
    ///
    /// # Errors
    /// As [`Page::open`].
    pub async fn open_on(endpoint: Endpoint, path: &str) -> Result<Self> {
        let page = Page::open_on(endpoint, path, LIST).await?;
        Ok(Self { page })
    }

    /// Starts an endpoint that serves the page, with the script for [`Page::audit`], and with a
    /// Content-Security-Policy if there is one.
    ///
    /// # Errors
    /// As [`Endpoint::start`].
    pub fn endpoint(attributes: &str, policy: Option<&str>) -> Result<Endpoint> {
        let site = Site::copy()?;
        let (name, script) = audit::file()?;
        site.add(name, &script)?;
        site.add("list.js", SCRIPT)?;
        // A policy can exclude it. Without it, Chromium reports a missing file.
        let icon = policy.map_or("<link rel=\"icon\" href=\"data:,\">\n", |_| "");
        let html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<title>Several skills</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n\
             {icon}<add-skills endpoint=\"/beta/me/profile/skills\" {attributes}>No WebAssembly</add-skills>\n\
             <script type=\"module\" src=\"list.js\"></script>\n"
        );
        site.add_page(PATH.trim_start_matches('/'), &html)?;
        Endpoint::start_with_faults(site, policy)
    }

    /// Returns the list in the current tab of the same page.
    #[must_use]
    pub fn of(&self, selector: &str) -> Self {
        Self {
            page: self.page.of(selector),
        }
    }

    /// Enters a text into the text area, as a script would, and imports it. Waits until the list
    /// has that many rows more, and the profile was read.
    ///
    /// # Errors
    /// It is not imported.
    pub async fn import(&self, text: &str, count: usize) -> Result {
        let before = self.rows().await?.len();
        self.enter(text).await?;
        self.click("import").await?;
        self.has_rows(before + count).await
    }

    /// Enters a text into the text area, as a script would, because long texts take long to type.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn enter(&self, text: &str) -> Result {
        self.call("put", &["text".into(), text.into()])
            .await
            .map(drop)
    }

    /// Imports skills with the names `Skill 1`, `Skill 2`, and so on.
    ///
    /// # Errors
    /// As [`List::import`].
    pub async fn import_many(&self, count: usize) -> Result {
        let names: Vec<_> = (1..=count)
            .map(|number| format!("Skill {number}"))
            .collect();
        self.import(&names.join("\n"), count).await
    }

    /// Selects files in the dialog for files: `(name, content)`.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn choose_files(&self, files: &[(&str, &[u8])]) -> Result {
        self.run(&[FILES, CHOOSE].concat(), &[json!(files)])
            .await
            .map(drop)
    }

    /// Drops files on the text area.
    ///
    /// # Errors
    /// The list does not take them.
    pub async fn drop_files(&self, files: &[(&str, &[u8])]) -> Result {
        self.run(&[FILES, DROP].concat(), &[json!(files)])
            .await
            .map(drop)
    }

    /// Selects a file of the site with the driver, as in the browser's dialog.
    ///
    /// # Errors
    /// The driver refuses.
    pub async fn choose_file_on_disk(&self, name: &str, content: &str) -> Result {
        let before = self.rows().await?.len();
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(name);
        fs::write(&path, content)?;
        let path = path.to_str().context("the path is no text")?.to_owned();
        let input = self.find("part", &["file-input".into()]).await?;
        input.send_keys(path).await?;
        // The page reads the file after the command.
        self.has_rows(before + content.lines().count()).await
    }

    /// Waits until the list has this many rows, and the profile was read.
    ///
    /// # Errors
    /// It does not in time.
    pub async fn has_rows(&self, count: usize) -> Result {
        self.until(&format!("the list has {count} rows"), async || {
            Ok(self.rows().await?.len() == count && !self.notice().await?.starts_with("Checking"))
        })
        .await
    }

    /// Returns the rows.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn rows(&self) -> Result<Vec<Row>> {
        let rows = self.call("rows", &[]).await?;
        Ok(rows.as_array().into_iter().flatten().map(Row::of).collect())
    }

    /// Returns a row.
    ///
    /// # Errors
    /// The list does not have it.
    pub async fn row(&self, number: u64) -> Result<Row> {
        let rows = self.rows().await?;
        let row = rows.into_iter().find(|row| row.number == number);
        row.with_context(|| format!("the list has no row {number}"))
    }

    /// Returns the status of each row.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn statuses(&self) -> Result<Vec<String>> {
        let rows = self.rows().await?;
        Ok(rows.into_iter().map(|row| row.status).collect())
    }

    /// Waits until a row has this status.
    ///
    /// # Errors
    /// It does not in time.
    pub async fn row_shows(&self, number: u64, words: &str) -> Result {
        self.until(&format!("row {number} says {words:?}"), async || {
            Ok(self.row(number).await?.status.contains(words))
        })
        .await
    }

    /// Waits until a row that the service has rejected for a time can be sent again.
    ///
    /// # Errors
    /// It cannot in time.
    pub async fn row_is_due(&self, number: u64) -> Result {
        self.until(&format!("row {number} can be sent again"), async || {
            Ok(self
                .row(number)
                .await?
                .actions
                .contains(&"send-again".to_owned()))
        })
        .await
    }

    /// Waits until the notice contains a text.
    ///
    /// # Errors
    /// It does not in time.
    pub async fn notice_shows(&self, words: &str) -> Result {
        self.until(&format!("the notice says {words:?}"), async || {
            Ok(self.notice().await?.contains(words))
        })
        .await
    }

    /// Returns the error of the last import.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn problem(&self) -> Result<String> {
        self.text_of("error").await
    }

    /// Waits until there is an error of the import, and returns it.
    ///
    /// # Errors
    /// There is none in time.
    pub async fn reports_a_problem(&self) -> Result<String> {
        let look = async || Ok(Some(self.problem().await?).filter(|problem| !problem.is_empty()));
        self.eventually("the list reports a problem", look).await
    }

    /// Fails if the focus is not in the list.
    ///
    /// # Errors
    /// It was lost.
    pub async fn focus_is_kept(&self) -> Result {
        self.until("the focus is in the list", async || {
            let is_kept = "return document.activeElement === element;";
            Ok(self.run(is_kept, &[]).await? == true)
        })
        .await
    }

    /// Returns the text of a part, or an empty text.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn text_of(&self, part: &str) -> Result<String> {
        let text = self.call("says", &[part.into()]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the main button has this label.
    ///
    /// # Errors
    /// It does not in time.
    pub async fn main_button_is(&self, label: &str) -> Result {
        self.until(&format!("the button says {label:?}"), async || {
            Ok(self.text_of("submit").await? == label)
        })
        .await
    }

    /// Waits until the transfer has ended. Returns the counts.
    ///
    /// # Errors
    /// It does not end in time.
    pub async fn settled(&self) -> Result<Value> {
        let counts = self.event("skills-settled").await?;
        let is_sending = "return element.matches(':state(submitting)');";
        ensure!(
            self.run(is_sending, &[]).await? == false,
            "it has not ended"
        );
        for method in ["GET", "POST", "PATCH", "DELETE"] {
            for request in self.seen(method).await? {
                ensure!(!request.to_string().contains(TOKEN), "{request}");
            }
        }
        Ok(counts)
    }

    /// Removes the element from the page.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn detach(&self) -> Result {
        self.run("window.removed = element; element.remove();", &[])
            .await
            .map(drop)
    }

    /// Waits until the transfer of the removed element has ended.
    ///
    /// # Errors
    /// It does not end in time.
    pub async fn transfer_ends(&self) -> Result {
        let is_sending = "return window.removed.matches(':state(submitting)');";
        self.until("the transfer has ended", async || {
            Ok(self.run(is_sending, &[]).await? == false)
        })
        .await
    }

    /// Inserts the element into the page again.
    ///
    /// # Errors
    /// It does not become ready.
    pub async fn reinsert(&self) -> Result {
        self.run("document.body.append(window.removed);", &[])
            .await?;
        self.ready().await
    }

    /// Waits until all animations have ended.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn settled_look(&self) -> Result {
        Page::settled(&self.page).await
    }

    /// Submits the list, and waits until the transfer has ended. Returns the counts.
    ///
    /// # Errors
    /// As [`List::settled`].
    pub async fn submit_and_settle(&self) -> Result<Value> {
        self.submit().await?;
        self.settled().await
    }

    /// Returns the names in the bodies of the POSTs that reached the service.
    ///
    /// # Errors
    /// The endpoint does not answer.
    pub async fn posted(&self) -> Result<Vec<String>> {
        let posts = self.seen("POST").await?;
        let bodies = posts.iter().filter_map(|post| post["body"].as_str());
        bodies
            .map(|body| {
                let skill: Value = serde_json::from_str(body)?;
                Ok(skill["displayName"].as_str().unwrap_or_default().to_owned())
            })
            .collect()
    }

    /// Returns the names of the stored skills, oldest first.
    ///
    /// # Errors
    /// The endpoint does not answer.
    pub async fn stored_names(&self) -> Result<Vec<String>> {
        let stored = self.stored().await?;
        let name = |skill: &Value| skill["displayName"].as_str().map(str::to_owned);
        Ok(stored.iter().filter_map(name).collect())
    }

    /// Returns the requests of the list in order: the method of each.
    ///
    /// # Errors
    /// The endpoint does not answer.
    pub async fn methods(&self) -> Result<Vec<String>> {
        let mut requests = Vec::new();
        for method in ["GET", "POST", "PATCH", "DELETE"] {
            requests.extend(self.seen(method).await?);
        }
        requests.sort_by_key(|request| request["time"].as_u64());
        let method = |request: &Value| request["method"].as_str().map(str::to_owned);
        Ok(requests.iter().filter_map(method).collect())
    }

    /// Records the files that the page saves, instead of saving them, until it is reloaded.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn record_files(&self) -> Result {
        self.run(RECORD_FILES, &[]).await.map(drop)
    }

    /// Returns the name and the content of the last saved file.
    ///
    /// # Errors
    /// There is none.
    pub async fn saved_file(&self) -> Result<(String, Vec<u8>)> {
        let file = self.run(LAST_FILE, &[]).await?;
        let bytes = file["bytes"].as_array().into_iter().flatten();
        let bytes = bytes.filter_map(|byte| byte.as_u64()?.try_into().ok());
        let name = file["name"].as_str().unwrap_or_default().to_owned();
        Ok((name, bytes.collect()))
    }
}
