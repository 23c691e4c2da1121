//! The user's color preferences.

use serde_json::{Value, json};

/// A color preference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
    /// The colors of a high contrast theme, which replace the page's.
    ForcedColors,
}

impl Look {
    /// Returns the condition of a media query.
    #[must_use]
    pub fn media(self) -> &'static str {
        match self {
            Self::Light => "(prefers-color-scheme: light) and (forced-colors: none)",
            Self::Dark => "(prefers-color-scheme: dark) and (forced-colors: none)",
            Self::ForcedColors => "(forced-colors: active)",
        }
    }

    /// Returns the media features for Chromium's emulation.
    pub(crate) fn chromium(self) -> Value {
        let (scheme, forced) = match self {
            Self::Light => ("light", "none"),
            Self::Dark => ("dark", "none"),
            Self::ForcedColors => ("light", "active"),
        };
        json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "forced-colors", "value": forced },
        ]})
    }

    /// Returns Firefox's preferences: the color scheme is dark (0) or light (1), and forced colors
    /// are off (1) or on (2).
    pub(crate) fn firefox(self) -> (u8, u8) {
        match self {
            Self::Light => (1, 1),
            Self::Dark => (0, 1),
            Self::ForcedColors => (1, 2),
        }
    }
}
