//! The window of a page, and its screenshots. Only Chromium's driver supports windows as narrow as
//! a phone, and changes the colors of an open window.

use serde_json::json;

use crate::{Look, Page, Result};

/// Returns the height of the content, after its layout in the current window.
const CONTENT_HEIGHT: &str = "
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
    return document.documentElement.scrollHeight;";

impl Page {
    /// Sets the window's width in CSS pixels, and its height to that of the content. `zoom` is the
    /// number of device pixels per CSS pixel, as in a zoomed window with the width `width * zoom`.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn set_width(&self, width: u32, zoom: u32) -> Result {
        let metrics = |height| json!({ "width": width, "height": height, "deviceScaleFactor": zoom, "mobile": false });
        let devtools = self.browser.alter();
        // The size of a row of a list is estimated until it was visible, so that the content can
        // become higher in a higher window.
        let mut height = 480;
        for _ in 0..5 {
            devtools
                .send_raw("Emulation.setDeviceMetricsOverride", metrics(height))
                .await?;
            let content = self.run(CONTENT_HEIGHT, &[]).await?;
            let content = content.as_u64().unwrap_or_default();
            if content <= height {
                break;
            }
            height = content;
        }
        Ok(())
    }

    /// Restores the window's size.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn reset_width(&self) -> Result {
        self.browser
            .alter()
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
            .alter()
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
            .alter()
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
            .alter()
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
            .alter()
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
