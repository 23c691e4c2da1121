//! The outermost layer of a server with faults. It gets the request first and the response last.

use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::HOST;
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::watch;

use super::answer::change_answer;
use super::connection::Connection;
use super::control;
use super::script::Met;
use super::seen::{Number, Seen};
use super::spec::{Age, Fault, Point, Wait, Wrong};
use super::state::Faults;

/// The properties of a request that [`work`](super::work) needs.
#[derive(Clone, Debug)]
pub struct Meeting {
    pub number: Number,
    pub fault: Result<Option<Arc<Fault>>, Wrong>,
    /// The URL of the request, as the client sent it.
    pub url: String,
    pub connection: Connection,
    /// Changes when the script is replaced.
    begun: watch::Receiver<()>,
}

/// Finds the fault of a request, and applies it to the connection and to the finished response.
pub async fn exchange(
    State(faults): State<Faults>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    mut request: Request,
    next: Next,
) -> Response {
    let ordinal = connection.count_request();
    if request.uri().path() == control::PATH {
        return next.run(request).await;
    }
    let meeting = meet(&faults, &request, connection, ordinal);
    let (method, number) = (request.method().clone(), meeting.number);
    let Ok(Some(fault)) = &meeting.fault else {
        request.extensions_mut().insert(meeting);
        let answer = next.run(request).await;
        return noted(&faults, number, answer);
    };
    let (fault, url, connection, mut begun) = (
        Arc::clone(fault),
        meeting.url.clone(),
        meeting.connection.clone(),
        meeting.begun.clone(),
    );
    let is_preflight = method == Method::OPTIONS;
    let before_reading = fault.arrival.end_at(Point::Unread);
    if let Some(end) =
        before_reading.or(fault.arrival.end_at(Point::Before).filter(|_| is_preflight))
    {
        match connection.end(end).await {}
    }

    request.extensions_mut().insert(meeting);
    let answer = next.run(request).await;

    if let Some(end) = fault.arrival.end_at(Point::After) {
        match connection.end(end).await {}
    }
    match fault.arrival.delay {
        Some(Wait::For(delay)) => tokio::time::sleep(delay).await,
        // The sender exists as long as the server.
        Some(Wait::Held) => drop(begun.changed().await),
        Some(Wait::Ever) => std::future::pending().await,
        None => {}
    }
    noted(
        &faults,
        number,
        change_answer(&fault, &method, &url, &connection, answer).await,
    )
}

fn meet(faults: &Faults, request: &Request, connection: Connection, ordinal: u32) -> Meeting {
    let age = if ordinal > 1 { Age::Reused } else { Age::Fresh };
    let (method, uri) = (request.method(), request.uri());
    let mut seen = Seen::new(
        method.as_str(),
        &uri.to_string(),
        request.headers(),
        (connection.number(), ordinal),
    );
    let mut state = faults.lock();
    let fault = state.meet(Met { method, uri, age }, request.headers());
    seen.fault = fault
        .as_ref()
        .ok()
        .and_then(Option::as_ref)
        .map(|fault| fault.spelling.clone());
    let number = state.log.add(seen);
    let begun = state.begun.subscribe();
    let host = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    Meeting {
        number,
        fault,
        url: absolute(host, uri),
        connection,
        begun,
    }
}

fn absolute(host: &str, uri: &Uri) -> String {
    format!(
        "http://{host}{}",
        uri.path_and_query().map_or("/", |path| path.as_str())
    )
}

fn noted(faults: &Faults, number: Number, answer: Response) -> Response {
    faults
        .lock()
        .log
        .note(number, |seen| seen.status = Some(answer.status().as_u16()));
    answer
}
