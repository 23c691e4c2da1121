//! The inner layer of a server with faults, around the handlers. It determines what is processed,
//! stored, and returned.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::LOCATION;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::exchange::Meeting;
use super::hidden;
use super::json;
use super::pages;
use super::seen::Number;
use super::spec::{Commit, Fault, Point, Treatment, change};
use super::state::Faults;
use crate::body::Payload;
use crate::problem::Problem;
use crate::store::{Store, StoreError};

/// Processes a request as its fault specifies.
pub async fn work(
    State((faults, store)): State<(Faults, Store)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, _) = request.into_parts();
    let Some(meeting) = parts.extensions.remove::<Meeting>() else {
        return next.run(Request::from_parts(parts, Body::empty())).await;
    };
    note_body(&faults, meeting.number, &parts);
    let worker = Worker {
        faults,
        store,
        next,
        parts,
        number: meeting.number,
    };
    match meeting.fault {
        Err(wrong) => Problem::bad_request(wrong).into_response(),
        Ok(None) => worker.run(&Treatment::default()).await,
        Ok(Some(fault)) => {
            if let Some(end) = fault.arrival.end_at(Point::Before) {
                match meeting.connection.end(end).await {}
            }
            match fault.reply.pages.checked_sub(1) {
                Some(more) if worker.parts.method == Method::GET => {
                    pages::page(&meeting.url, &worker.parts.uri, more)
                }
                _ => worker.meet(&fault).await,
            }
        }
    }
}

fn note_body(faults: &Faults, number: Number, parts: &Parts) {
    if let Some(Payload::Whole(bytes)) = parts.extensions.get::<Payload>()
        && !bytes.is_empty()
    {
        let body = String::from_utf8_lossy(bytes).into_owned();
        faults
            .lock()
            .log
            .note(number, |seen| seen.body = Some(body));
    }
}

/// A request that can be processed repeatedly. Its body was already read, and is in the extensions.
#[derive(Clone)]
struct Worker {
    faults: Faults,
    store: Store,
    next: Next,
    parts: Parts,
    number: Number,
}

impl Worker {
    /// Processes the request as often as the fault specifies, and returns the response that it
    /// specifies.
    async fn meet(self, fault: &Fault) -> Response {
        let done = match fault.commit() {
            Commit::No => None,
            Commit::Once => Some(self.run(&fault.treatment).await),
            Commit::Twice => {
                drop(self.run(&fault.treatment).await);
                Some(self.run(&fault.treatment).await)
            }
            Commit::After(delay) => {
                let treatment = fault.treatment.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(delay).await;
                    self.run(&treatment).await
                });
                None
            }
        };
        match (done, fault.status()) {
            (Some(done), Some(status)) if done.status().is_success() => {
                answer_instead(fault, status, Some(done))
            }
            (Some(done), _) => done,
            (None, status) => answer_instead(fault, status.unwrap_or(StatusCode::NO_CONTENT), None),
        }
    }

    /// Processes the request once and completely. If the client disconnects in the meantime, the
    /// stored skill is still logged.
    async fn run(&self, treatment: &Treatment) -> Response {
        let (worker, treatment) = (self.clone(), treatment.clone());
        let work = tokio::spawn(async move { worker.carry_out(&treatment).await });
        work.await
            .unwrap_or_else(|_| Problem::from(StoreError::Stopped).into_response())
    }

    async fn carry_out(&self, treatment: &Treatment) -> Response {
        let request = Request::from_parts(self.parts.clone(), Body::empty());
        let answer = self.next.clone().run(request).await;
        match (&self.parts.method, answer.status()) {
            (&Method::POST, StatusCode::CREATED) => self.created(treatment, answer).await,
            (&Method::DELETE, StatusCode::NO_CONTENT) => {
                self.note_committed(last_segment(self.parts.uri.path()));
                answer
            }
            (&Method::GET, StatusCode::OK) => self.listed(answer).await,
            _ => answer,
        }
    }

    async fn created(&self, treatment: &Treatment, answer: Response) -> Response {
        let location = answer
            .headers()
            .get(LOCATION)
            .and_then(|url| url.to_str().ok());
        let id = last_segment(location.unwrap_or_default()).to_owned();
        self.note_committed(&id);
        if let Some(late) = treatment.late {
            self.faults.lock().hidden.hide(id.clone(), late);
        }
        if treatment.store.is_empty() {
            return answer;
        }
        let changes = treatment.store.clone();
        if let Err(cause) = self
            .store
            .change(id, move |skill| change(skill, &changes))
            .await
        {
            return Problem::from(cause).into_response();
        }
        json::edit(answer, |skill| change(skill, &treatment.store)).await
    }

    /// Removes the skills that are not visible yet from a list.
    async fn listed(&self, answer: Response) -> Response {
        let query = self.parts.uri.query().unwrap_or_default();
        let is_first_page =
            form_urlencoded::parse(query.as_bytes()).all(|(name, _)| name != "$skiptoken");
        let hide = |object: &mut Map<String, Value>| {
            if object.get("value").is_some_and(Value::is_array) {
                let missing = self.faults.lock().hidden.missing_in_a_list(is_first_page);
                hidden::without(object, &missing);
            }
        };
        json::edit(answer, hide).await
    }

    fn note_committed(&self, id: &str) {
        self.faults
            .lock()
            .log
            .note(self.number, |seen| seen.committed.push(id.to_owned()));
    }
}

/// Returns a response with the status of the fault: Graph's error if it is one, and otherwise the
/// usual body or none.
fn answer_instead(fault: &Fault, status: StatusCode, done: Option<Response>) -> Response {
    if status.is_client_error() || status.is_server_error() || status.as_u16() >= 600 {
        let reply = &fault.reply;
        return Problem::of_a_fault(
            status,
            reply.code.clone(),
            reply.message.clone(),
            reply.target.clone(),
        )
        .into_response();
    }
    let mut answer = done.unwrap_or_default();
    *answer.status_mut() = status;
    answer
}

fn last_segment(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or_default()
}
