//! Connections that can be ended during an exchange.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener as AxumListener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// RST: the client sees a reset.
    Reset,
    /// FIN: the client sees the end of the stream.
    Close,
}

const OPEN: u8 = 0;
const RESET: u8 = 1;
const CLOSE: u8 = 2;

/// The handle of a connection, for its requests.
#[derive(Clone, Debug)]
pub struct Connection(Arc<State>);

#[derive(Debug)]
struct State {
    number: u32,
    requests: AtomicU32,
    ending: AtomicU8,
}

impl Connection {
    fn new(number: u32) -> Self {
        Self(Arc::new(State {
            number,
            requests: AtomicU32::new(0),
            ending: AtomicU8::new(OPEN),
        }))
    }

    /// The number of the connection on this server.
    pub fn number(&self) -> u32 {
        self.0.number
    }

    /// Counts a request, and returns its number on the connection, starting with 1.
    pub fn count_request(&self) -> u32 {
        self.0.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Ends the connection after everything that was written is sent. Call this from a handler, or
    /// from a body that then waits, where the connection itself is polled: only then does a flush
    /// follow, which ends the connection.
    pub fn end_once_flushed(&self, end: End) {
        let ending = match end {
            End::Reset => RESET,
            End::Close => CLOSE,
        };
        self.0.ending.store(ending, Ordering::Release);
    }

    /// Ends the connection instead of responding.
    pub async fn end(&self, end: End) -> Infallible {
        self.end_once_flushed(end);
        std::future::pending().await
    }
}

/// Accepts connections that can be ended.
#[derive(Debug)]
pub struct Listener {
    tcp: TcpListener,
    accepted: u32,
}

impl Listener {
    pub fn new(tcp: TcpListener) -> Self {
        Self { tcp, accepted: 0 }
    }
}

impl AxumListener for Listener {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        let (tcp, address) = AxumListener::accept(&mut self.tcp).await;
        self.accepted += 1;
        (
            Stream {
                tcp,
                connection: Connection::new(self.accepted),
            },
            address,
        )
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

impl Connected<IncomingStream<'_, Listener>> for Connection {
    fn connect_info(stream: IncomingStream<'_, Listener>) -> Self {
        stream.io().connection.clone()
    }
}

/// A TCP connection that ends itself on request.
#[derive(Debug)]
pub struct Stream {
    tcp: TcpStream,
    connection: Connection,
}

impl Stream {
    /// Returns the error that makes hyper drop a connection that must end.
    fn ended(&self) -> io::Result<()> {
        match self.connection.0.ending.load(Ordering::Acquire) {
            OPEN => return Ok(()),
            // A linger time of zero makes the close a reset.
            RESET => self.tcp.set_zero_linger()?,
            _ => {}
        }
        Err(io::ErrorKind::ConnectionAborted.into())
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.tcp).poll_flush(cx) {
            Poll::Ready(Ok(())) => Poll::Ready(self.ended()),
            waiting => waiting,
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}
