//! The inner layer of a server with faults, around the handlers. It determines what is processed,
//! stored, and returned.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ETAG, LOCATION};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::exchange::Meeting;
use super::hidden::{self, Visible};
use super::json;
use super::pages;
use super::seen::Number;
use super::spec::{Commit, Fault, Point, Treatment, change};
use super::state::Faults;
use crate::body::Payload;
use crate::etag::{self, Etag};
use crate::list_options::ListOptions;
use crate::problem::Problem;
use crate::resource;
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
        let done = match fault.commit(&self.parts.method) {
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
        let mut request = Request::from_parts(self.parts.clone(), Body::empty());
        request.extensions_mut().insert(treatment.etags);
        let method = &self.parts.method;
        let id = last_segment(self.parts.uri.path());
        let earlier = if *method == Method::PATCH && treatment.late.is_some() {
            self.store.find_of_any(id.to_owned()).await.ok().flatten()
        } else {
            None
        };
        let answer = self.next.clone().run(request).await;
        match (method, answer.status()) {
            (&Method::POST, StatusCode::CREATED) => {
                let location = answer
                    .headers()
                    .get(LOCATION)
                    .and_then(|url| url.to_str().ok());
                let id = last_segment(location.unwrap_or_default()).to_owned();
                self.written(treatment, id, None, answer).await
            }
            (&Method::PATCH, StatusCode::OK) => {
                self.written(treatment, id.to_owned(), earlier, answer)
                    .await
            }
            (&Method::DELETE, StatusCode::NO_CONTENT) => {
                self.note_committed(id);
                answer
            }
            (&Method::GET, StatusCode::OK) => self.read(treatment, id, answer).await,
            _ => answer,
        }
    }

    /// Changes and hides a created or changed skill as the fault specifies.
    async fn written(
        &self,
        treatment: &Treatment,
        id: String,
        earlier: Visible,
        answer: Response,
    ) -> Response {
        self.note_committed(&id);
        if let Some(late) = treatment.late {
            self.faults.lock().hidden.hide(id.clone(), earlier, late);
        }
        if treatment.store.is_empty() {
            return answer;
        }
        let changes = treatment.store.clone();
        let stored = self
            .store
            .change(id, move |skill| change(skill, &changes))
            .await;
        let etag = match stored {
            Ok(stored) => stored.and_then(|skill| treatment.etags.of(&skill)),
            Err(cause) => return Problem::from(cause).into_response(),
        };
        let edit = |skill: &mut Map<String, Value>| {
            change(skill, &treatment.store);
            if let Some(etag) = &etag {
                skill.insert(etag::MEMBER.to_owned(), Value::from(etag.to_string()));
            }
        };
        with_etag(json::edit(answer, edit).await, etag.as_ref())
    }

    /// Replaces skills whose last version is not visible yet, and removes new ones from a list.
    async fn read(&self, treatment: &Treatment, id: &str, answer: Response) -> Response {
        let query = self.parts.uri.query().unwrap_or_default();
        let is_first_page =
            form_urlencoded::parse(query.as_bytes()).all(|(name, _)| name != "$skiptoken");
        let select = ListOptions::parse(query)
            .ok()
            .and_then(|options| options.select);
        let etags = treatment.etags;
        let show = |skill: Map<String, Value>| {
            let etag = etags.of(&skill);
            resource::shown(skill, select.as_ref(), etag.as_ref())
        };
        let mut etag = None;
        let edit = |object: &mut Map<String, Value>| {
            if object.get("value").is_some_and(Value::is_array) {
                let hidden = self.faults.lock().hidden.in_a_list(is_first_page);
                if !hidden.is_empty() {
                    hidden::apply(object, &hidden, show);
                    etag = etags.of(object);
                }
            } else if let Some(earlier) = self.faults.lock().hidden.of_a_skill(id) {
                etag = etags.of(&earlier);
                object.retain(|name, _| name == "@odata.context");
                object.extend(show(earlier));
            }
        };
        let answer = json::edit(answer, edit).await;
        with_etag(answer, etag.as_ref())
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

/// Replaces the header `ETag` if there is a new one.
fn with_etag(mut answer: Response, etag: Option<&Etag>) -> Response {
    if let Some(etag) = etag.and_then(Etag::to_header) {
        answer.headers_mut().insert(ETAG, etag);
    }
    answer
}

fn last_segment(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or_default()
}
