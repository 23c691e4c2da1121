//! The window that a page is seen through, and pictures of what is in it. Only Chromium's driver
//! makes a window as narrow as a telephone, or changes its colours while it is open.

use serde_json::json;

use crate::{Look, Page, Result};

impl Page {
    /// Makes the window as wide as this, in CSS pixels, and as high as its content. `zoom` is the
    /// number of device pixels of each, as in a window of `width * zoom` that a person has zoomed.
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

    /// Gives the window its own size back.
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

    /// Makes the processor so many times slower. Only Chromium's driver can.
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

    /// Gives the page another look, and waits until its transitions have ended.
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

    /// Shows the page as it is printed.
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

    /// Asks the page for less movement, as a person does in their system.
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

    /// Chooses one of the demo page's themes, and says whether it has it.
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

    /// A picture of the window, as a PNG.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.browser.session.screenshot_as_png().await?)
    }
}
