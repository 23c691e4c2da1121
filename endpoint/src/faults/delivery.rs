//! How the body of an answer arrives: whole, slowly, in part.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::connection::{Connection, End};

/// Bytes, so many times in a row.
#[derive(Clone, Debug)]
pub struct Piece {
    pub bytes: Bytes,
    pub times: u64,
}

impl Piece {
    pub fn once(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
            times: 1,
        }
    }

    fn length(&self) -> u64 {
        self.bytes.len() as u64 * self.times
    }
}

/// What comes after the last byte that is sent.
#[derive(Debug)]
pub enum Then {
    /// Nothing: it was the last one.
    End,
    /// A silence.
    Silence,
    /// The end of the connection.
    Cut(Connection, End),
}

/// A body that says how long it is, and may not keep the word.
#[derive(Debug)]
pub struct Delivery {
    pieces: VecDeque<Piece>,
    /// How much was promised.
    promised: u64,
    /// How much will be sent.
    left: u64,
    gap: Option<Duration>,
    pause: Option<Pin<Box<Sleep>>>,
    then: Then,
}

impl Delivery {
    pub fn new(pieces: Vec<Piece>) -> Self {
        let promised = pieces.iter().map(Piece::length).sum();
        let pieces = pieces
            .into_iter()
            .filter(|piece| piece.length() > 0)
            .collect();
        Self {
            pieces,
            promised,
            left: promised,
            gap: None,
            pause: None,
            then: Then::End,
        }
    }

    /// Sends a byte at a time.
    pub fn dripping(self, gap: Duration) -> Self {
        Self {
            gap: Some(gap),
            ..self
        }
    }

    /// Sends only a part of what is promised.
    pub fn cut(self, part: Part, then: Then) -> Self {
        let left = match part {
            Part::Nothing => 0,
            Part::Half => self.promised / 2,
        };
        Self { left, then, ..self }
    }

    /// The next bytes: a piece, or a byte of it.
    fn next(&mut self) -> Option<Bytes> {
        let mut piece = self.pieces.pop_front()?;
        if piece.times > 1 {
            self.pieces.push_front(Piece {
                times: piece.times - 1,
                ..piece.clone()
            });
        }
        let longest = if self.gap.is_some() {
            1
        } else {
            usize::try_from(self.left).unwrap_or(usize::MAX)
        };
        let bytes = piece.bytes.split_to(longest.min(piece.bytes.len()));
        if !piece.bytes.is_empty() {
            self.pieces.push_front(Piece::once(piece.bytes));
        }
        self.left -= bytes.len() as u64;
        Some(bytes)
    }
}

/// How much of a body is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Nothing,
    Half,
}

impl Body for Delivery {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == 0 {
            return match &self.then {
                Then::End => Poll::Ready(None),
                Then::Silence => Poll::Pending,
                Then::Cut(connection, end) => {
                    connection.end_once_flushed(*end);
                    Poll::Pending
                }
            };
        }
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(cx));
        }
        self.pause = self.gap.map(|gap| Box::pin(sleep(gap)));
        Poll::Ready(self.next().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0 && matches!(self.then, Then::End)
    }

    fn size_hint(&self) -> SizeHint {
        // Asked once, before the first byte: the length that the headers name.
        SizeHint::with_exact(self.promised)
    }
}
