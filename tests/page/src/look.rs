//! The colours that a person has chosen in their system.

use serde_json::{Value, json};

/// A choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
    /// The few colours of a high contrast theme, in place of the page's own.
    ForcedColors,
}

impl Look {
    /// What CSS asks for it: the condition of a media query.
    #[must_use]
    pub fn media(self) -> &'static str {
        match self {
            Self::Light => "(prefers-color-scheme: light) and (forced-colors: none)",
            Self::Dark => "(prefers-color-scheme: dark) and (forced-colors: none)",
            Self::ForcedColors => "(forced-colors: active)",
        }
    }

    /// How Chromium emulates it.
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

    /// How Firefox is told: pages see the scheme 0, dark, or 1, light; and their colours give way
    /// never, 1, or always, 2.
    pub(crate) fn firefox(self) -> (u8, u8) {
        match self {
            Self::Light => (1, 1),
            Self::Dark => (0, 1),
            Self::ForcedColors => (1, 2),
        }
    }
}
