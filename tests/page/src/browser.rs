//! A browser and its driver.

use std::sync::{Mutex, PoisonError};

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

/// What a test leaves behind in a tab.
#[derive(Debug, Default)]
struct Tab {
    /// The origins of its pages, the current one last.
    origins: Vec<String>,
    /// Whether its emulation or its scripts are not those of a new tab.
    is_altered: bool,
}

/// A browser with an empty profile. It ends in this order: the session with the browser, the driver
/// with the profile, and the display.
#[derive(Debug)]
pub struct Browser {
    pub(crate) session: Session,
    pub(crate) engine: Engine,
    pub(crate) driver: Process,
    tab: Mutex<Tab>,
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
            tab: Mutex::default(),
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

    /// Removes the state of earlier tests: additional tabs, emulated devices, and cookies. The page
    /// stays open until the next one replaces it, which takes half the time of a new tab. Storage by
    /// origin does not affect other tests, because endpoints have different ports: see
    /// [`Endpoint`](crate::Endpoint).
    pub(crate) async fn renew(&mut self, setup: Setup) -> Result {
        let tabs = self.session.windows().await?;
        // The cookies of the page's host. Cookies are the only state that ignores ports.
        self.session.delete_all_cookies().await?;
        self.setup = setup;
        if let [tab] = tabs.as_slice()
            && !self.tab(|tab| tab.is_altered)
        {
            // Leaves a frame.
            self.session.switch_to_window(tab.clone()).await?;
            return self.arrange().await;
        }
        self.replace(tabs).await
    }

    /// Opens a page in the tab, or in a new one if its origin could have storage in this one: ports
    /// are used again.
    pub(crate) async fn open(&self, url: &str) -> Result {
        let origin: String = url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        if self.tab(|tab| tab.origins.contains(&origin)) {
            self.open_tab().await?;
        }
        self.tab(|tab| tab.origins.push(origin));
        Ok(self.session.goto(url).await?)
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
        self.tab(|tab| *tab = Tab::default());
        self.arrange().await
    }

    /// Returns Chromium's protocol for commands that affect all later pages of the tab, which is
    /// therefore replaced after the test.
    pub(crate) fn alter(&self) -> Cdp {
        self.tab(|tab| tab.is_altered = true);
        self.session.cdp()
    }

    /// Returns whether a message of the console is about a page that the tab has left.
    pub(crate) fn is_earlier(&self, message: &str) -> bool {
        self.tab(|tab| {
            let earlier = tab.origins.split_last().map(|(_, earlier)| earlier);
            earlier.is_some_and(|earlier| earlier.iter().any(|origin| message.contains(origin)))
        })
    }

    fn tab<T>(&self, use_it: impl FnOnce(&mut Tab) -> T) -> T {
        use_it(&mut self.tab.lock().unwrap_or_else(PoisonError::into_inner))
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
