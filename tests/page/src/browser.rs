//! A browser and its driver.

use std::sync::atomic::{AtomicBool, Ordering};

use thirtyfour::WindowHandle;
use thirtyfour::cdp::Cdp;

use crate::process::Process;
use crate::session::Session;
use crate::{Engine, Look, Result, chromium, firefox, webkit};

/// The options of a browser that cannot change while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The colors of pages.
    pub look: Look,
    /// Whether it accepts any certificate.
    pub is_trusting: bool,
}

/// Stops a page: its timers and its requests.
const STOP: &str = "
    const last = setTimeout(() => {});
    for (let id = 0; id <= last; id += 1) clearTimeout(id);
    stop();";

/// A browser with an empty profile. It ends in this order: the session with the browser, the driver
/// with the profile, and the display.
#[derive(Debug)]
pub struct Browser {
    pub(crate) session: Session,
    pub(crate) engine: Engine,
    pub(crate) driver: Process,
    /// Whether the tab's emulation or scripts are not those of a new tab.
    is_altered: AtomicBool,
    setup: Setup,
    _display: Option<Process>,
}

impl Browser {
    /// Starts a driver on a free port, which starts a browser of the environment's engine, with
    /// these colors if the engine supports them.
    ///
    /// # Errors
    /// The environment names none, or one of them does not start.
    pub(crate) async fn start(setup: Setup) -> Result<Self> {
        // A driver that selects a free port can lose it to another one that starts at the same
        // time, and then ends.
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
        // The driver's process deletes it.
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
            is_altered: AtomicBool::new(false),
            setup,
            _display: display,
        };
        browser.arrange().await?;
        Ok(browser)
    }

    /// Returns whether the browser has these options, and still its initial state.
    pub(crate) fn is_like(&self, setup: Setup) -> bool {
        // Only Chromium's driver sets the colors, for each tab.
        let looks_alike = self.setup.look == setup.look || self.engine != Engine::Firefox;
        looks_alike && self.setup.is_trusting == setup.is_trusting && !self.session.was_taken_over()
    }

    /// Removes the state of earlier tests: additional tabs, emulated devices, and cookies. The last
    /// page stays open until the next one replaces it, which takes half the time of a new tab.
    /// Storage by origin does not affect other tests, because endpoints have different origins: see
    /// [`Endpoint`](crate::Endpoint).
    pub(crate) async fn renew(&mut self, setup: Setup) -> Result {
        self.setup = setup;
        let tabs = self.session.windows().await?;
        let is_reusable = tabs.len() == 1 && !self.is_altered.load(Ordering::Relaxed);
        if is_reusable {
            // Leaves a frame.
            self.session.switch_to_window(tabs[0].clone()).await?;
            // Neither a message of the page nor a cookie must follow.
            self.session.execute(STOP, Vec::new()).await?;
        }
        // The cookies of the page's host. Cookies are the only state that ignores ports.
        self.session.delete_all_cookies().await?;
        if is_reusable {
            self.arrange().await
        } else {
            self.replace(tabs).await
        }
    }

    /// Replaces all tabs by a new one.
    pub(crate) async fn open_tab(&self) -> Result {
        self.replace(self.session.windows().await?).await
    }

    async fn replace(&self, tabs: Vec<WindowHandle>) -> Result {
        let new = self.session.new_tab().await?;
        for tab in tabs {
            self.session.switch_to_window(tab).await?;
            self.session.close_window().await?;
        }
        self.session.switch_to_window(new).await?;
        self.is_altered.store(false, Ordering::Relaxed);
        self.arrange().await
    }

    /// Returns Chromium's protocol for commands that affect all later pages of the tab, which is
    /// therefore replaced after the test.
    pub(crate) fn alter(&self) -> Cdp {
        self.is_altered.store(true, Ordering::Relaxed);
        self.session.cdp()
    }

    /// Prepares the current tab like all others.
    async fn arrange(&self) -> Result {
        match self.engine {
            Engine::Chromium => {
                let devtools = self.session.cdp();
                devtools
                    .send_raw("Emulation.setEmulatedMedia", self.setup.look.chromium())
                    .await?;
                // Discards the messages of earlier pages.
                self.session.browser_log().await?;
            }
            // Firefox gets these options when it starts.
            Engine::Firefox => {}
            // The windows of the other engines have this size from the start.
            Engine::WebKit => {
                self.session.set_window_rect(0, 0, 1000, 1400).await?;
            }
        }
        Ok(())
    }
}
