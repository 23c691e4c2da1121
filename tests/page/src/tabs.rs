//! Navigation, a second tab, and crashes of the page.

use anyhow::ensure;
use thirtyfour::{By, WindowHandle};

use crate::{Page, Result};

/// A link to the page itself. Without `opener`, the new tab would start with an empty storage.
const LINK: &str = "
    const link = document.createElement('a');
    Object.assign(link, { id: 'another-tab', href: location.href, target: '_blank', rel: 'opener', textContent: 'Another tab' });
    document.body.prepend(link);";

impl Page {
    /// Opens the page in a second tab, as a link in it would, with a copy of the tab's storage.
    /// Afterward, the form is that of the new tab. Returns the other tab.
    ///
    /// # Errors
    /// The browser opens none, or the form in it does not become ready.
    pub async fn open_another_tab(&self) -> Result<WindowHandle> {
        let session = &self.browser.session;
        let before = session.window().await?;
        self.run(LINK, &[]).await?;
        session.find(By::Id("another-tab")).await?.click().await?;
        let another = self.eventually("there is another tab", async || {
            Ok(session
                .windows()
                .await?
                .into_iter()
                .find(|tab| *tab != before))
        });
        session.switch_to_window(another.await?).await?;
        let is_there = "return typeof pageTests === 'object';";
        self.until("the page is there", async || {
            Ok(self.run(is_there, &[]).await? == true)
        })
        .await?;
        self.ready().await?;
        Ok(before)
    }

    /// Opens the page in a second tab, as the user would from the address bar, with an empty storage
    /// and, in engines with several processes, its own. Afterward, the form is that of the new tab.
    /// Returns the other tab.
    ///
    /// # Errors
    /// The form in it does not become ready.
    pub async fn open_separate_tab(&self) -> Result<WindowHandle> {
        let session = &self.browser.session;
        let (before, url) = (session.window().await?, session.current_url().await?);
        let another = session.new_tab().await?;
        session.switch_to_window(another).await?;
        session.goto(url.as_str()).await?;
        self.ready().await?;
        Ok(before)
    }

    /// Switches to another tab. Returns the current one.
    ///
    /// # Errors
    /// It is gone.
    pub async fn go_to_tab(&self, tab: &WindowHandle) -> Result<WindowHandle> {
        let before = self.browser.session.window().await?;
        self.browser.session.switch_to_window(tab.clone()).await?;
        Ok(before)
    }

    /// Closes the current tab, and switches to another one.
    ///
    /// # Errors
    /// The other one is gone.
    pub async fn close_tab(&self, other: &WindowHandle) -> Result {
        self.browser.session.close_window().await?;
        self.browser.session.switch_to_window(other.clone()).await?;
        Ok(())
    }

    /// Navigates to another page and back. Returns whether the browser kept the page in its
    /// back/forward cache.
    ///
    /// # Errors
    /// The form does not become ready again.
    pub async fn leave_and_go_back(&self) -> Result<bool> {
        self.run("window.isKept = true;", &[]).await?;
        // A file of the site, which requests no other files.
        self.browser
            .session
            .goto(self.endpoint.url("/themes.css"))
            .await?;
        self.browser.session.back().await?;
        self.ready().await?;
        Ok(self.run("return window.isKept === true;", &[]).await? == true)
    }

    /// Kills the processes of the browser's pages, and loads the page again. Not every engine's
    /// driver survives that: see [`Step::Crash`](crate::Step::Crash).
    ///
    /// # Errors
    /// There is none, or the browser does not recover.
    pub async fn crash(&self) -> Result {
        let url = self.browser.session.current_url().await?;
        ensure!(
            self.browser.driver.kill_below("--type=renderer")? > 0,
            "no page has a process of its own"
        );
        // A session that started before the driver notices the crash would report it in the next
        // command.
        self.until("the driver knows", async || {
            Ok(self.browser.session.title().await.is_err())
        })
        .await?;
        self.browser.session.take_over().await?;
        self.browser.session.goto(url.as_str()).await?;
        self.ready().await
    }
}
