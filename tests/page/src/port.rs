//! Local ports without a working service, and one with a service over TLS.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use crate::{Endpoint, Result};

/// The response of a server without TLS.
const PLAIN: &[u8] = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// A local port, which is released on drop.
#[derive(Debug)]
pub struct Port {
    number: u16,
    connections: Arc<AtomicUsize>,
    /// The socket, which is bound but does not listen, so that the port stays reserved.
    _socket: Option<TcpSocket>,
    listening: Option<JoinHandle<()>>,
}

impl Port {
    /// Returns a port without a listener, which refuses connections.
    ///
    /// # Errors
    /// None is free.
    pub fn closed() -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        Ok(Self {
            number: socket.local_addr()?.port(),
            connections: Arc::default(),
            _socket: Some(socket),
            listening: None,
        })
    }

    /// Returns a port with a server without TLS.
    ///
    /// # Errors
    /// None is free.
    pub async fn plain() -> Result<Self> {
        Self::listen(|mut stream| async move {
            // The result does not matter.
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(PLAIN).await;
        })
        .await
    }

    /// Returns a port at which an endpoint is available over TLS, with another origin than its
    /// page. Its certificate is untrusted, so only a browser of
    /// [`Page::open_trusting`](crate::Page::open_trusting) accepts it.
    ///
    /// # Errors
    /// None is free, or the certificate cannot be made.
    pub async fn secure(endpoint: &Endpoint) -> Result<Self> {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()])?;
        let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key.into())?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let behind = endpoint.address().to_owned();
        Self::listen(move |stream| {
            let (acceptor, behind) = (acceptor.clone(), behind.clone());
            async move {
                // A browser that does not trust the certificate closes the connection.
                if let (Ok(mut outer), Ok(mut inner)) = (
                    acceptor.accept(stream).await,
                    TcpStream::connect(&behind).await,
                ) {
                    let _ = copy_bidirectional(&mut outer, &mut inner).await;
                }
            }
        })
        .await
    }

    async fn listen<F, S>(serve: S) -> Result<Self>
    where
        F: Future<Output = ()> + Send + 'static,
        S: Fn(TcpStream) -> F + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let number = listener.local_addr()?.port();
        let connections = Arc::new(AtomicUsize::new(0));
        let count = connections.clone();
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(serve(stream));
            }
        });
        Ok(Self {
            number,
            connections,
            _socket: None,
            listening: Some(listening),
        })
    }

    /// Returns the origin of the port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("https://127.0.0.1:{}", self.number)
    }

    /// Returns the number of accepted connections.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        if let Some(listening) = &self.listening {
            listening.abort();
        }
    }
}
