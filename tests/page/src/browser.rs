//! A browser, and the driver between it and the tests.

use tempfile::TempDir;

use crate::process::Process;
use crate::session::Session;
use crate::{Engine, Look, Result, chromium, firefox, webkit};

/// A browser with an empty profile. Its parts end in this order: the session and with it the browser, the driver, its display,
/// the profile.
#[derive(Debug)]
pub struct Browser {
    pub(crate) session: Session,
    pub(crate) engine: Engine,
    pub(crate) driver: Process,
    _display: Option<Process>,
    _profile: TempDir,
}

impl Browser {
    /// Starts a driver on a free port, and by it a browser of the engine that the environment names, in which
    /// pages have this look, unless the engine cannot choose one.
    ///
    /// # Errors
    /// The environment names none, or one of them does not start.
    pub async fn start(look: Look) -> Result<Self> {
        Self::start_with(look, false).await
    }

    /// The same, but it takes any certificate.
    ///
    /// # Errors
    /// As [`Browser::start`].
    pub async fn start_trusting() -> Result<Self> {
        Self::start_with(Look::default(), true).await
    }

    async fn start_with(look: Look, is_trusting: bool) -> Result<Self> {
        // A driver that takes a free port by itself can lose it to another that starts at the same moment, and ends.
        for _ in 0..4 {
            if let Ok(browser) = Self::try_start(look, is_trusting).await {
                return Ok(browser);
            }
        }
        Self::try_start(look, is_trusting).await
    }

    async fn try_start(look: Look, is_trusting: bool) -> Result<Self> {
        let engine = Engine::of_environment()?;
        let profile = tempfile::Builder::new().prefix("page-tests-").tempdir()?;
        let mut display = None;
        let ((driver, port), mut capabilities) = match engine {
            Engine::Chromium => (chromium::drive()?, chromium::capabilities(profile.path())?),
            Engine::Firefox => {
                firefox::prepare(profile.path()).await?;
                (firefox::drive()?, firefox::capabilities(look, profile.path())?)
            }
            Engine::WebKit => {
                let (process, number) = webkit::display()?;
                display = Some(process);
                (webkit::drive(profile.path(), number)?, webkit::capabilities()?)
            }
        };
        if is_trusting {
            capabilities.set("acceptInsecureCerts", true)?;
        }
        let session = Session::begin(port, capabilities).await?;
        match engine {
            Engine::Chromium => {
                session.cdp().send_raw("Emulation.setEmulatedMedia", look.chromium()).await?;
            }
            // It is told so when it starts.
            Engine::Firefox => {}
            // The others have windows of this size from the start.
            Engine::WebKit => {
                session.set_window_rect(0, 0, 1000, 1400).await?;
            }
        }
        Ok(Self { session, engine, driver, _display: display, _profile: profile })
    }
}
