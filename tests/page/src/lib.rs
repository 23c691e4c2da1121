//! What the page tests share: a page in a real browser, driven as a person would, against the real
//! endpoint.
//!
//! Each test has an endpoint of its own, and so an origin, and for as long as it runs a browser,
//! which later tests use again with nothing left in it. The environment names the browser's
//! [`Engine`].
//!
//! ```no_run
//! # async fn test() -> page_tests::Result {
//! let page = page_tests::Page::open().await?;
//! page.fill("displayName", "Rust").await?;
//! page.submit().await?;
//! page.event("skill-added").await?;
//! assert_eq!(page.stored().await?.len(), 1);
//! # Ok(())
//! # }
//! ```

mod arrangement;
mod audit;
mod browser;
mod chromium;
mod endpoint;
mod engine;
mod firefox;
mod folder;
mod host;
mod look;
mod memory;
mod page;
mod person;
mod pool;
mod port;
mod process;
mod rendered;
mod rest;
mod scenario;
mod session;
mod sight;
mod site;
mod state;
mod tabs;
mod tokens;
mod tools;
mod view;
mod webkit;

pub use audit::Rules;
pub use endpoint::Endpoint;
pub use engine::{Engine, Step, Subject};
pub use host::Host;
pub use look::Look;
pub use memory::Memory;
pub use page::Page;
pub use port::Port;
pub use rendered::Rendered;
pub use rest::{ADDED, CHECKING, NOT_FOUND, Rest};
pub use scenario::Scenario;
pub use site::Site;
pub use state::State;
pub use thirtyfour::Key;
pub use tokens::Tokens;

/// How a step of a test ends.
pub type Result<T = ()> = anyhow::Result<T>;
