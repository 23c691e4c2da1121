//! The harness of the page tests: a page in a real browser, which tests use like a user, with the
//! real endpoint.
//!
//! Each test has its own endpoint, and therefore its own origin. It has a browser while it runs,
//! which later tests reuse without its state. The environment specifies the browser's [`Engine`].
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
mod list;
mod look;
mod memory;
mod outcome;
mod page;
mod pool;
mod port;
mod process;
mod rendered;
mod scenario;
mod session;
mod sight;
mod site;
mod state;
mod tabs;
mod tokens;
mod tools;
mod user;
mod view;
mod webkit;

pub use audit::Rules;
pub use endpoint::Endpoint;
pub use engine::{Engine, Step, Subject};
pub use host::Host;
pub use list::{List, Row};
pub use look::Look;
pub use memory::Memory;
pub use outcome::{ADDED, CHECKING, NOT_FOUND, Outcome};
pub use page::Page;
pub use port::Port;
pub use rendered::Rendered;
pub use scenario::Scenario;
pub use site::Site;
pub use state::State;
pub use thirtyfour::Key;
pub use tokens::Tokens;

/// The result of a step of a test.
pub type Result<T = ()> = anyhow::Result<T>;
