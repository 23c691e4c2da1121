//! The page's log of a submission: see `page/submission.js`.

use serde_json::Value;

/// The log of one submission.
#[derive(Clone, Debug)]
pub struct Log(Value);

/// One step: from the user's action to its end.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a>(&'a Value);

/// A request of the element.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a>(&'a Value);

impl Log {
    pub fn new(value: Value) -> Self {
        Self(value)
    }

    pub fn json(&self) -> &Value {
        &self.0
    }

    pub fn number(&self) -> u64 {
        self.count("number")
    }

    pub fn reloads(&self) -> u64 {
        self.count("reloads")
    }

    pub fn is(&self, member: &str) -> bool {
        self.0[member] == true
    }

    pub fn count(&self, member: &str) -> u64 {
        self.0[member].as_u64().unwrap_or_default()
    }

    pub fn list(
        &self,
        member: &str,
    ) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.0[member]
            .as_array()
            .map_or(&[][..], Vec::as_slice)
            .iter()
    }

    pub fn steps(&self) -> impl DoubleEndedIterator<Item = Step<'_>> + ExactSizeIterator {
        self.list("steps").map(Step)
    }

    pub fn requests(&self) -> impl DoubleEndedIterator<Item = Request<'_>> + ExactSizeIterator {
        self.list("requests").map(Request)
    }

    /// Returns the duration of the longest step, in the page's milliseconds.
    pub fn longest(&self) -> u64 {
        self.list("steps")
            .filter_map(|step| step["took"].as_u64())
            .max()
            .unwrap_or_default()
    }
}

impl<'a> Step<'a> {
    pub fn did(self) -> &'a str {
        text(self.0, "did")
    }

    pub fn end(self) -> &'a str {
        text(self.0, "end")
    }

    /// Returns the time of the step's end.
    pub fn to(self) -> &'a str {
        text(self.0, "to")
    }

    pub fn events(self) -> impl Iterator<Item = &'a Value> {
        self.0["events"].as_array().into_iter().flatten()
    }

    /// Returns whether the user has selected a button in this step.
    pub fn asked_for(self, name: &str) -> bool {
        let mut pressed = self.0["pressed"].as_array().into_iter().flatten();
        self.did() == name || pressed.any(|pressed| pressed == name)
    }

    /// Returns the ids of the existing skills about which the user was asked.
    pub fn questions(self) -> impl Iterator<Item = &'a str> {
        let asked = self.0["asked"].as_array().into_iter().flatten();
        asked.filter_map(Value::as_str)
    }

    /// Returns the level that the user had submitted before this step.
    pub fn level(self) -> &'a str {
        text(self.0, "level")
    }

    /// Returns the ids of the reported duplicates.
    pub fn doubles(self) -> impl Iterator<Item = String> {
        self.0["doubles"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|id| id.as_str().map(str::to_owned))
    }
}

impl<'a> Request<'a> {
    pub fn method(self) -> &'a str {
        text(self.0, "method")
    }

    /// The number of its step, starting with 1.
    pub fn step(self) -> usize {
        self.0["step"]
            .as_u64()
            .and_then(|step| step.try_into().ok())
            .unwrap_or_default()
    }

    pub fn status(self) -> Option<u64> {
        self.0["status"].as_u64()
    }

    pub fn fault(self) -> Option<&'a str> {
        self.0["fault"].as_str()
    }

    pub fn has(self, word: &str) -> bool {
        self.fault().is_some_and(|fault| fault.starts_with(word))
    }

    /// Returns the difference between the page's and the service's clock, in milliseconds.
    pub fn ahead(self) -> u64 {
        self.0["ahead"].as_u64().unwrap_or_default()
    }

    /// Returns the time of the request.
    pub fn started(self) -> &'a str {
        text(self.0, "started")
    }

    /// Returns whether the element has received the service's complete response.
    pub fn is_plain(self) -> bool {
        self.0["took"].is_number() && self.fault().is_none() && self.status() == Some(200)
    }

    pub fn last_segment(self) -> &'a str {
        let path = text(self.0, "url").split('?').next().unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default()
    }

    /// The id by which the service knows it too.
    pub fn client_request_id(self) -> &'a str {
        text(self.0, "clientRequestId")
    }

    pub fn body(self) -> &'a str {
        text(self.0, "body")
    }

    /// Returns the ids in a list.
    pub fn ids(self) -> impl Iterator<Item = &'a str> {
        let ids = self.0["ids"].as_array().into_iter().flatten();
        ids.filter_map(Value::as_str)
    }

    /// Returns whether the request is a list before the first POST.
    pub fn is_lookup(self) -> bool {
        self.is_list() && !self.is_look()
    }

    /// Returns whether the request is a list that shows all skills before the first POST, or the
    /// last page of one.
    pub fn is_baseline(self) -> bool {
        self.is_lookup() && self.is_plain() && self.0["hasNext"] != true
    }

    /// Returns whether the request is a list with the members by which added skills are recognized.
    pub fn is_look(self) -> bool {
        let url = text(self.0, "url");
        self.is_list() && url.contains("displayName") && !url.contains("proficiency")
    }

    /// Returns whether the request is for a further page of a list.
    pub fn is_following(self) -> bool {
        text(self.0, "url").contains("$skiptoken")
    }

    fn is_list(self) -> bool {
        self.method() == "GET" && self.last_segment() == "skills"
    }
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}
