//! The Leptos application that its own server renders: tests/hosts/leptos-ssr.

use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

use crate::process::Process;
use crate::site::PAGE_SIDE_NAME;
use crate::{Endpoint, Page, Port, Result, Site, tools};

/// The name of the built module, without its ending.
const MODULE: &str = "host_leptos_ssr";

/// The running server of the application. Dropping it ends the server.
#[derive(Debug)]
pub struct Rendered {
    origin: String,
    /// The lines of its standard output and standard error.
    lines: Arc<Mutex<Vec<String>>>,
    _process: Process,
    _site: Site,
}

impl Rendered {
    /// Starts the server at a free port. Its streamed form posts to `skills`, and sends its token to
    /// `token_hosts` too.
    ///
    /// # Errors
    /// `make hosts-all` has not built it, or it does not start.
    pub fn start(skills: &str, token_hosts: &str) -> Result<Self> {
        let host = tools::hosts()?.join("leptos-ssr");
        let site = Site::copy_without_page(&host.join("site"))?;
        // Loads the tests' script first, and the module when the test calls `load`.
        let script = format!("pkg/{MODULE}.js");
        let wait = format!(
            "import '/{PAGE_SIDE_NAME}';\nawait new Promise((resolve) => {{ window.load = resolve; }});\n"
        );
        site.add(&script, &[wait, site.read(&script)?].concat())?;

        let mut command = Command::new("sh");
        command.args(["-c", "exec 2>&1; trap : TERM; \"$0\"; :"]);
        command.arg(host.join("server"));
        command
            // More than the machine may have, so that values move between threads.
            .env("TOKIO_WORKER_THREADS", "4")
            .env("LEPTOS_OUTPUT_NAME", MODULE)
            .env("LEPTOS_SITE_ROOT", site.path())
            .env("LEPTOS_SITE_ADDR", "127.0.0.1:0")
            .env("SKILLS_ENDPOINT", skills)
            .env("TOKEN_HOSTS", token_hosts);
        let lines = Arc::<Mutex<Vec<_>>>::default();
        let printed = lines.clone();
        let listening = move |line: &str| {
            let mut lines = printed.lock().unwrap_or_else(PoisonError::into_inner);
            lines.push(line.to_owned());
            line.strip_prefix("listening on ").map(str::to_owned)
        };
        let (process, origin) = Process::start(&command, None, listening)?;
        Ok(Self {
            origin,
            lines,
            _process: process,
            _site: site,
        })
    }

    /// Starts a server and an endpoint, and opens a page. The page loads the module when the test
    /// calls its function `load`.
    ///
    /// # Errors
    /// As [`Rendered::start`], or the browser does not start.
    pub async fn open(path: &str, selector: &str) -> Result<(Self, Port, Page)> {
        let endpoint = Endpoint::start_with_faults(Site::empty()?, None)?;
        let port = Port::secure(&endpoint).await?;
        let skills = [&port.origin(), crate::endpoint::SKILLS].concat();
        let server = Self::start(&skills, &port.origin())?;
        let page = Page::open_elsewhere(endpoint, &server.url(path), selector).await?;
        let can_load = "return typeof load === 'function';";
        page.until("the page's scripts have run", async || {
            Ok(page.run(can_load, &[]).await? == true)
        })
        .await?;
        Ok((server, port, page))
    }

    /// Returns the URL of a page.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        [&self.origin, path].concat()
    }

    /// Returns the host and port.
    #[must_use]
    pub fn address(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }

    /// Returns the lines that the server has written, such as panics, except its address.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines
            .iter()
            .filter(|line| !line.starts_with("listening on "))
            .cloned()
            .collect()
    }
}
