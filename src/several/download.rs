//! Saves the skills that were not added as a file.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::export::to_csv;
use super::list::SkillList;
use super::row::{Progress, Row};

impl SkillList {
    /// Saves the skills that were not added as CSV, which can be imported again.
    pub fn download_csv(&self) {
        let drafts: Vec<_> = self
            .remaining()
            .iter()
            .map(|row| untrack(|| row.form.draft()))
            .collect();
        // Spreadsheets recognize UTF-8 by the byte order mark.
        save(
            "skills.csv",
            "text/csv;charset=utf-8",
            &["\u{FEFF}", &to_csv(&drafts)].concat(),
        );
    }

    /// Saves them as one JSON object per line, each a skillProficiency: [JSON
    /// Lines](https://jsonlines.org/).
    pub fn download_json(&self) {
        let line = |row: &Row| [&*row.form.preview().to_json(), "\n"].concat();
        let lines: String = self.remaining().iter().map(line).collect();
        save("skills.jsonl", "application/jsonl", &lines);
    }

    /// Saves the unreadable list of an earlier visit as it is stored, and deletes it.
    pub fn download_unreadable(&self) {
        if let Some(text) = self.unreadable() {
            save("skills.txt", "text/plain;charset=utf-8", &text);
        }
        self.delete_unreadable();
    }

    fn remaining(&self) -> Vec<Row> {
        let mut rows = self.live_rows();
        rows.retain(|row| untrack(|| row.progress()) != Progress::Added);
        rows
    }
}

/// Saves a text as a file in the user's folder for downloads.
fn save(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let url = Blob::new_with_str_sequence_and_options(&parts, &options)
        .and_then(|blob| Url::create_object_url_with_blob(&blob));
    let link = document()
        .create_element("a")
        .map(JsCast::unchecked_into::<HtmlAnchorElement>);
    if let (Ok(url), Ok(link)) = (url, link) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
        // The browser reads the URL before this task ends.
        set_timeout(
            move || drop(Url::revoke_object_url(&url)),
            std::time::Duration::from_secs(60),
        );
    }
}
