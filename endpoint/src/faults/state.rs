//! The state of a server with faults, which its requests share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderMap, HeaderName, Method};
use serde_json::{Value, json};
use tokio::sync::watch;
use url::form_urlencoded;

use super::hidden::Hidden;
use super::script::{Met, Script};
use super::seen::Log;
use super::spec::{Fault, Times, Wrong};

/// The query option that specifies a fault.
pub const QUERY: &str = "fault";

/// The header that specifies a fault.
pub const HEADER: HeaderName = HeaderName::from_static("x-fault");

/// The path prefix of requests to which a script applies by default, and whose queries can specify
/// faults. The query of another page has nothing to do with faults.
const BELOW: &str = "/beta/";

/// The pending faults, and the log of requests.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<State>>);

/// The state inside the mutex.
#[derive(Debug, Default)]
pub struct State {
    script: Script,
    /// The faults that requests specify, by their text, with their counts.
    own: HashMap<String, Script>,
    pub hidden: Hidden,
    pub log: Log,
    /// Notifies the held responses.
    pub begun: watch::Sender<()>,
}

impl Faults {
    pub fn lock(&self) -> MutexGuard<'_, State> {
        // No code panics with the lock. If it did, the state would still be usable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Replaces the script, clears the log, and releases the held responses.
    pub fn begin(&mut self, faults: Vec<Fault>) {
        self.script = Script::new(faults, Times::Count(1));
        self.own.clear();
        self.log.clear();
        self.hidden = Hidden::default();
        self.begun.send_replace(());
    }

    /// Returns the fault of a request, if there is one.
    pub fn meet(&mut self, met: Met<'_>, headers: &HeaderMap) -> Result<Option<Arc<Fault>>, Wrong> {
        let is_below = met.uri.path().starts_with(BELOW);
        let texts = asked_for(met.uri.query().filter(|_| is_below), headers);
        if !texts.is_empty()
            && let Some(fault) = self.meet_own(met, &texts)?
        {
            return Ok(Some(fault));
        }
        Ok(self
            .script
            .take(met, |fault| is_below || fault.when.path.is_some()))
    }

    /// If the request specifies faults for another method, they apply to the next request with that
    /// method.
    fn meet_own(&mut self, met: Met<'_>, texts: &[String]) -> Result<Option<Arc<Fault>>, Wrong> {
        let is_for_another = |fault: &Fault| {
            fault
                .when
                .method
                .as_ref()
                .is_some_and(|method| method != met.method)
        };
        let faults = texts
            .iter()
            .map(|text| Fault::from_text(text))
            .collect::<Result<Vec<_>, _>>()?;
        let (others, own): (Vec<_>, Vec<_>) = faults.into_iter().partition(is_for_another);
        if met.method != Method::OPTIONS {
            let waiting = others
                .into_iter()
                .filter(|fault| fault.when.method != Some(Method::OPTIONS));
            waiting.for_each(|fault| self.script.add(fault));
        }
        let spelling = format!("{} {}", met.method, texts.join("&"));
        let script = self
            .own
            .entry(spelling)
            .or_insert_with(|| Script::new(own.clone(), Times::Always));
        let fault = script.take(met, |_| true);
        if fault.is_none() && script.is_spent_for(met) {
            *script = Script::new(own, Times::Always);
        }
        Ok(fault)
    }

    pub fn to_json(&self) -> Value {
        json!({ "left": self.script.to_json(), "requests": self.log.to_json() })
    }
}

fn asked_for(query: Option<&str>, headers: &HeaderMap) -> Vec<String> {
    let query = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let query = query
        .filter(|(name, _)| name == QUERY)
        .map(|(_, text)| text.into_owned());
    let headers = headers
        .get_all(HEADER)
        .iter()
        .map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned());
    query.chain(headers).collect()
}
