//! A browser, and the driver between it and the tests.

use crate::process::Process;
use crate::session::Session;
use crate::{Engine, Look, Result, chromium, firefox, webkit};

/// What a browser is started with and cannot change while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The colors that pages are shown in.
    pub look: Look,
    /// Whether it accepts any certificate.
    pub is_trusting: bool,
}

/// A browser with an empty profile. Its parts end in this order: the session and with it the
/// browser, the driver and its profile, its display.
#[derive(Debug)]
pub struct Browser {
    pub(crate) session: Session,
    pub(crate) engine: Engine,
    pub(crate) driver: Process,
    setup: Setup,
    _display: Option<Process>,
}

impl Browser {
    /// Starts a driver on a free port, and by it a browser of the engine that the environment
    /// names, in which pages have this look, unless the engine cannot choose one.
    ///
    /// # Errors
    /// The environment names none, or one of them does not start.
    pub(crate) async fn start(setup: Setup) -> Result<Self> {
        // A driver that takes a free port by itself can lose it to another that starts at the same
        // moment, and ends.
        for _ in 0..4 {
            if let Ok(browser) = Self::try_start(setup).await {
                return Ok(browser);
            }
        }
        Self::try_start(setup).await
    }

    async fn try_start(setup: Setup) -> Result<Self> {
        let Setup { look, is_trusting } = setup;
        let engine = Engine::of_environment()?;
        // The driver's process removes it.
        let profile = tempfile::Builder::new()
            .prefix("page-tests-")
            .tempdir()?
            .keep();
        let mut display = None;
        let ((driver, port), mut capabilities) = match engine {
            Engine::Chromium => (
                chromium::drive(&profile)?,
                chromium::capabilities(&profile)?,
            ),
            Engine::Firefox => {
                firefox::prepare(&profile).await?;
                (
                    firefox::drive(Some(&profile))?,
                    firefox::capabilities(look, &profile)?,
                )
            }
            Engine::WebKit => {
                let (process, number) = webkit::display()?;
                display = Some(process);
                (webkit::drive(&profile, number)?, webkit::capabilities()?)
            }
        };
        if is_trusting {
            capabilities.set("acceptInsecureCerts", true)?;
        }
        let session = Session::begin(port, capabilities).await?;
        let browser = Self {
            session,
            engine,
            driver,
            setup,
            _display: display,
        };
        browser.arrange().await?;
        Ok(browser)
    }

    /// Whether it is one like this, and still as it was when it was started.
    pub(crate) fn is_like(&self, setup: Setup) -> bool {
        // Only Chromium is asked for a look by its driver, for each tab.
        let looks_alike = self.setup.look == setup.look || self.engine != Engine::Firefox;
        looks_alike && self.setup.is_trusting == setup.is_trusting && !self.session.was_taken_over()
    }

    /// Takes away all that a test may have left: its tabs with their history, storage and emulated
    /// devices, and its cookies. What is stored by origin cannot meet another test, because no two
    /// endpoints have the same port: see [`Endpoint`](crate::Endpoint).
    pub(crate) async fn renew(&mut self, setup: Setup) -> Result {
        let used = self.session.windows().await?;
        // Of this page's host, whatever its port: cookies are the only state that ignores ports.
        self.session.delete_all_cookies().await?;
        let fresh = self.session.new_tab().await?;
        for tab in used {
            self.session.switch_to_window(tab).await?;
            self.session.close_window().await?;
        }
        self.session.switch_to_window(fresh).await?;
        self.setup = setup;
        self.arrange().await
    }

    /// Makes the current tab one like all others.
    async fn arrange(&self) -> Result {
        match self.engine {
            Engine::Chromium => {
                let devtools = self.session.cdp();
                devtools
                    .send_raw("Emulation.setEmulatedMedia", self.setup.look.chromium())
                    .await?;
                // What earlier pages have logged.
                self.session.browser_log().await?;
            }
            // It is told so when it starts.
            Engine::Firefox => {}
            // The others have windows of this size from the start.
            Engine::WebKit => {
                self.session.set_window_rect(0, 0, 1000, 1400).await?;
            }
        }
        Ok(())
    }
}
