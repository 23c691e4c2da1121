//! The window of a page, and its screenshots. Only Chromium's driver supports windows as narrow as
//! a phone, and changes the colors of an open window.

use serde_json::json;

use crate::{Look, Page, Result};

impl Page {
    /// Sets the window's width in CSS pixels, and its height to that of the content. `zoom` is the
    /// number of device pixels per CSS pixel, as in a zoomed window with the width `width * zoom`.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn set_width(&self, width: u32, zoom: u32) -> Result {
        let metrics = |height| json!({ "width": width, "height": height, "deviceScaleFactor": zoom, "mobile": false });
        let devtools = self.browser.session.cdp();
        devtools
            .send_raw("Emulation.setDeviceMetricsOverride", metrics(480))
            .await?;
        let height = self
            .run("return document.documentElement.scrollHeight;", &[])
            .await?;
        devtools
            .send_raw(
                "Emulation.setDeviceMetricsOverride",
                metrics(height.as_u64().unwrap_or(480)),
            )
            .await?;
        Ok(())
    }

    /// Restores the window's size.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn reset_width(&self) -> Result {
        self.browser
            .session
            .cdp()
            .send_raw("Emulation.clearDeviceMetricsOverride", json!({}))
            .await?;
        Ok(())
    }

    /// Slows down the processor by this factor. Only Chromium's driver supports this.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn slow_down(&self, times: u32) -> Result {
        self.browser
            .session
            .cdp()
            .send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": times }))
            .await?;
        Ok(())
    }

    /// Changes the page's colors, and waits until its transitions have ended.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn set_look(&self, look: Look) -> Result {
        self.browser
            .session
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", look.chromium())
            .await?;
        self.settled().await
    }

    /// Emulates print media.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn print_media(&self) -> Result {
        self.browser
            .session
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await?;
        Ok(())
    }

    /// Emulates the user's preference for reduced motion.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn reduce_motion(&self) -> Result {
        let media =
            json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        self.browser
            .session
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", media)
            .await?;
        Ok(())
    }

    /// Selects a theme of the demo page. Returns whether it exists.
    ///
    /// # Errors
    /// The page does not answer.
    pub async fn set_theme(&self, theme: &str) -> Result<bool> {
        let choose = "const choice = document.querySelector('#theme');
            if (![...choice?.options ?? []].some(({ value }) => value === given[0])) return false;
            choice.value = given[0];
            choice.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        Ok(self.run(choose, &[theme.into()]).await? == true)
    }

    /// Returns a screenshot of the window as PNG.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.browser.session.screenshot_as_png().await?)
    }
}
