//! Applies a fault to the finished response.

use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_TYPE,
};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::Response;
use serde_json::{Map, Value};
use time::{Date, Duration, Month};

use super::body::Kind;
use super::connection::Connection;
use super::delivery::{Delivery, Part, Piece, Then};
use super::json;
use super::spec::{Cut, Fault, Link, MediaType, Point, Reply, change};

/// Changes everything except the time of the response. `url` is the URL of the request.
pub async fn change_answer(
    fault: &Fault,
    method: &Method,
    url: &str,
    connection: &Connection,
    answer: Response,
) -> Response {
    let reply = &fault.reply;
    let mut answer = if answer.status().is_success() {
        change_skills(reply, url, answer).await
    } else {
        answer
    };
    // Preflights do not reach the layer that sets the status of other requests.
    if let (&Method::OPTIONS, Some(status)) = (method, fault.status()) {
        *answer.status_mut() = status;
    }
    let headers = answer.headers_mut();
    if matches!(reply.body, Some(Kind::Html)) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
    }
    match &reply.media_type {
        MediaType::Is(media_type) => drop(headers.insert(CONTENT_TYPE, media_type.clone())),
        MediaType::Absent => drop(headers.remove(CONTENT_TYPE)),
        MediaType::Usual => {}
    }
    for (name, value) in &reply.headers {
        if let Some(value) = value.value(url) {
            headers.insert(name, value);
        }
    }
    share(reply, headers);
    deliver(fault, connection, answer).await
}

async fn change_skills(reply: &Reply, url: &str, answer: Response) -> Response {
    if reply.set.is_empty() && reply.shift == 0 && reply.next.is_none() {
        return answer;
    }
    json::edit(answer, |object| {
        json::each_skill(object, |skill| {
            shift(skill, reply.shift);
            change(skill, &reply.set);
        });
        let next = match &reply.next {
            Some(Link::Itself) => url,
            Some(Link::To(url)) => url,
            None => return,
        };
        if object.contains_key("value") {
            object.insert("@odata.nextLink".to_owned(), Value::from(next));
        }
    })
    .await
}

/// Shifts the dates of a skill by whole days.
fn shift(skill: &mut Map<String, Value>, days: i64) {
    for name in ["createdDateTime", "lastModifiedDateTime"] {
        let moved = skill
            .get(name)
            .and_then(Value::as_str)
            .and_then(|instant| moved(instant, days));
        if let Some(moved) = moved {
            skill.insert(name.to_owned(), Value::from(moved));
        }
    }
}

/// Returns a date such as `2016-12-31T…`, shifted by days.
fn moved(instant: &str, days: i64) -> Option<String> {
    let (date, time) = instant.split_once('T')?;
    let mut numbers = date.splitn(3, '-');
    let year = numbers.next()?.parse().ok()?;
    let month = Month::try_from(numbers.next()?.parse::<u8>().ok()?).ok()?;
    let day = numbers.next()?.parse().ok()?;
    let date = Date::from_calendar_date(year, month, day)
        .ok()?
        .checked_add(Duration::days(days))?;
    Some(format!(
        "{:04}-{:02}-{:02}T{time}",
        date.year(),
        u8::from(date.month()),
        date.day()
    ))
}

/// Restricts what pages of other origins can read.
fn share(reply: &Reply, headers: &mut HeaderMap) {
    if reply.is_foreign {
        for name in [
            ACCESS_CONTROL_ALLOW_ORIGIN,
            ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_HEADERS,
            ACCESS_CONTROL_EXPOSE_HEADERS,
        ] {
            headers.remove(name);
        }
    }
    let exposed = headers
        .get(ACCESS_CONTROL_EXPOSE_HEADERS)
        .and_then(|names| names.to_str().ok());
    if let (Some(exposed), false) = (exposed, reply.hide.is_empty()) {
        let is_shown = |name: &&str| {
            !reply
                .hide
                .iter()
                .any(|hidden| name.trim().eq_ignore_ascii_case(hidden.as_str()))
        };
        let shown: Vec<_> = exposed.split(',').filter(is_shown).collect();
        if let Ok(shown) = HeaderValue::try_from(shown.join(",")) {
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, shown);
        }
    }
}

/// Replaces the body with that of the fault, with its chunks and speed.
async fn deliver(fault: &Fault, connection: &Connection, answer: Response) -> Response {
    let part = match fault.arrival.cut {
        Some(Cut {
            point: Point::Headers,
            end,
        }) => Some((Part::Nothing, end)),
        Some(Cut {
            point: Point::Body,
            end,
        }) => Some((Part::Half, end)),
        _ => None,
    };
    if part.is_none() && fault.arrival.drip.is_none() && fault.reply.body.is_none() {
        return answer;
    }
    let (parts, body) = answer.into_parts();
    let usual = json::bytes(body).await;
    let pieces = match &fault.reply.body {
        Some(kind) => kind.pieces(&usual),
        None => vec![Piece::once(usual)],
    };
    let mut delivery = Delivery::new(pieces);
    if let Some(gap) = fault.arrival.drip {
        delivery = delivery.dripping(gap);
    }
    if let Some((part, end)) = part {
        let then = end.map_or(Then::Silence, |end| Then::Cut(connection.clone(), end));
        delivery = delivery.cut(part, then);
    }
    json::with_body(parts, Body::new(delivery))
}
