//! Starts and ends the server.

use std::fmt;
use std::future::IntoFuture as _;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderValue;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::app::App;
use crate::args::Args;
use crate::faults::{self, Faults};
use crate::routes;
use crate::site::Site;
use crate::store::{Store, StoreError};

/// The time limit for pending requests after the process was asked to end.
const GRACE: Duration = Duration::from_secs(3);

/// Listens until SIGTERM or SIGINT.
pub async fn run(args: Args) -> Result<(), StartError> {
    let site = args.site.map(|folder| site(folder, args.csp)).transpose()?;
    let mut signals = Signals::listen().map_err(StartError::Io)?;
    let listener = listen(args.port).await?;
    let address = listener.local_addr().map_err(StartError::Io)?;
    let store = if args.memory {
        Store::in_memory()
    } else {
        Store::open(&args.database)
    };
    let app = App {
        store: store.map_err(|cause| StartError::Database(args.database, cause))?,
        own_origin: Arc::from(format!("http://{address}")),
        verbose: args.verbose,
    };
    announce(address);

    let (end, ending) = watch::channel(false);
    let router = routes::router(app, site, args.faults.then(Faults::default));
    let service = router.into_make_service_with_connect_info::<faults::Connection>();
    let server = axum::serve(faults::Listener::new(listener), service)
        .with_graceful_shutdown(asked_to_end(ending.clone()));
    tokio::spawn(async move {
        signals.wait().await;
        end.send_replace(true);
    });
    tokio::select! {
        result = server.into_future() => result.map_err(StartError::Io),
        () = async {
            asked_to_end(ending).await;
            tokio::time::sleep(GRACE).await;
        } => Ok(()),
    }
}

async fn asked_to_end(mut ending: watch::Receiver<bool>) {
    let _ = ending.wait_for(|&asked| asked).await;
}

fn site(folder: PathBuf, csp: Option<HeaderValue>) -> Result<Site, StartError> {
    if folder.is_dir() {
        Ok(Site { folder, csp })
    } else {
        Err(StartError::NoSite(folder))
    }
}

async fn listen(port: u16) -> Result<TcpListener, StartError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|cause| match cause.kind() {
            io::ErrorKind::AddrInUse => StartError::PortInUse(port),
            _ => StartError::Io(cause),
        })
}

/// Prints the URL of the server. A closed stdout is not an error.
fn announce(address: SocketAddr) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "listening on http://{address}");
    let _ = out.flush();
}

/// The signals that ask the process to end.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// The reason why the server could not start.
#[derive(Debug)]
pub enum StartError {
    PortInUse(u16),
    NoSite(PathBuf),
    Database(PathBuf, StoreError),
    Io(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PortInUse(port) => {
                write!(
                    f,
                    "port {port} is in use; choose another with --port N (0 takes any free one)"
                )
            }
            Self::NoSite(folder) => {
                write!(f, "--site {}: there is no such folder", folder.display())
            }
            Self::Database(file, cause) => {
                write!(
                    f,
                    "cannot open the database {}: {cause}; choose another with --database FILE",
                    file.display()
                )
            }
            Self::Io(cause) => write!(f, "cannot listen: {cause}"),
        }
    }
}
