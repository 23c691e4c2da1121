//! How the response to a request with a fault is delivered.

use std::time::Duration;

use super::values::{self, Wrong};
use crate::faults::connection::End;

/// Delays and interruptions.
#[derive(Clone, Debug, Default)]
pub struct Arrival {
    pub delay: Option<Wait>,
    pub drip: Option<Duration>,
    pub cut: Option<Cut>,
}

/// The delay of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    For(Duration),
    /// Until the script is replaced.
    Held,
    Ever,
}

/// The point at which an exchange is interrupted, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    pub point: Point,
    /// How the connection ends. If missing, nothing more is sent.
    pub end: Option<End>,
}

/// A point in an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// After the head of the request was read.
    Unread,
    /// After the whole request was read.
    Before,
    /// After the request was processed.
    After,
    /// After the head of the response was sent.
    Headers,
    /// After half of the body was sent.
    Body,
}

impl Arrival {
    pub fn word(&mut self, name: &str, value: &str) -> Result<bool, Wrong> {
        match name {
            "delay" if value == "ever" => self.delay = Some(Wait::Ever),
            "delay" if value == "held" => self.delay = Some(Wait::Held),
            "delay" => self.delay = Some(Wait::For(values::duration(name, value)?)),
            "drip" => self.drip = Some(values::duration(name, value)?),
            "stall" => self.cut = Some(cut(name, value, None)?),
            "reset" => self.cut = Some(cut(name, value, Some(End::Reset))?),
            "close" => self.cut = Some(cut(name, value, Some(End::Close))?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Returns how the connection ends at this point, if it does.
    pub fn end_at(&self, point: Point) -> Option<End> {
        self.cut.filter(|cut| cut.point == point)?.end
    }
}

fn cut(name: &str, value: &str, end: Option<End>) -> Result<Cut, Wrong> {
    let point = match value {
        "unread" if end.is_some() => Point::Unread,
        "before" if end.is_some() => Point::Before,
        "after" if end.is_some() => Point::After,
        "headers" => Point::Headers,
        "body" => Point::Body,
        _ if end.is_some() => {
            return Err(values::wrong(
                name,
                value,
                "unread, before, after, headers or body",
            ));
        }
        _ => return Err(values::wrong(name, value, "headers or body")),
    };
    Ok(Cut { point, end })
}
