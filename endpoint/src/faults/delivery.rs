//! The delivery of a response body: complete, slow, or partial.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::connection::{Connection, End};

/// Bytes, with a number of repetitions.
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

/// What happens after the last byte.
#[derive(Debug)]
pub enum Then {
    /// The body is complete.
    End,
    /// Nothing more is sent.
    Silence,
    /// The connection ends.
    Cut(Connection, End),
}

/// A body that may be shorter than its declared length.
#[derive(Debug)]
pub struct Delivery {
    pieces: VecDeque<Piece>,
    /// The declared length.
    promised: u64,
    /// The length that will be sent.
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

    /// Sends one byte at a time.
    pub fn dripping(self, gap: Duration) -> Self {
        Self {
            gap: Some(gap),
            ..self
        }
    }

    /// Sends only a part of the declared length.
    pub fn cut(self, part: Part, then: Then) -> Self {
        let left = match part {
            Part::Nothing => 0,
            Part::Half => self.promised / 2,
        };
        Self { left, then, ..self }
    }

    /// Returns the next chunk, or the next byte.
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

/// The part of a body that is sent.
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
        // hyper calls this once, before the first byte, for the header `Content-Length`.
        SizeHint::with_exact(self.promised)
    }
}
