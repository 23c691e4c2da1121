//! The engines that the tests run in, and what each cannot do.

use std::env;

use anyhow::bail;

use crate::Result;

/// A browser's engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Blink, in Chrome or Chromium.
    Chromium,
    /// Gecko, in Firefox.
    Firefox,
    /// `WebKit`, in the `MiniBrowser` of `WebKitGTK`.
    WebKit,
}

/// A step that not every engine has means for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `Element.moveBefore`, which moves an element without disconnecting it.
    MoveBefore,
    /// What axe-core says.
    Audit,
    /// A page that crashes.
    Crash,
    /// A POST that the browser sends again by itself, because its kept connection was lost.
    Repeat,
    /// A window as narrow as a telephone's, or one that asks for less movement.
    Window,
    /// How long nothing was drawn while very much is laid out.
    Frames,
    /// A `fetch()` that finds what the page has preloaded.
    Preload,
    /// What is held in memory.
    Memory,
    /// A form in a frame of another origin.
    Frame,
    /// A composition of an input method.
    Compose,
}

/// All that is left out in an engine, and why.
const CANNOT: [(Engine, Step, &str); 14] = [
    (
        Engine::Firefox,
        Step::Compose,
        "its driver has no command for it",
    ),
    (
        Engine::WebKit,
        Step::Compose,
        "its driver has no command for it",
    ),
    (
        Engine::WebKit,
        Step::MoveBefore,
        "it has no Element.moveBefore yet",
    ),
    (
        Engine::WebKit,
        Step::Audit,
        "axe-core tells of overlaps there that neither a picture nor the page's own hit test shows",
    ),
    (
        Engine::Firefox,
        Step::Crash,
        "driven, the browser ends with its pages",
    ),
    (
        Engine::WebKit,
        Step::Crash,
        "its driver ends the session with the page",
    ),
    (
        Engine::WebKit,
        Step::Repeat,
        "it fails, and sends no POST again",
    ),
    (
        Engine::Firefox,
        Step::Window,
        "its windows have a least width, and its driver changes no preference while it runs",
    ),
    (
        Engine::WebKit,
        Step::Window,
        "its driver has no means to ask for it",
    ),
    (
        Engine::WebKit,
        Step::Frames,
        "WebKitGTK, which draws by the processor here, takes up to seconds for ten thousand items",
    ),
    (
        Engine::WebKit,
        Step::Preload,
        "it fetches WebAssembly once more that it has preloaded",
    ),
    (
        Engine::Firefox,
        Step::Memory,
        "its driver neither collects nor counts",
    ),
    (
        Engine::WebKit,
        Step::Memory,
        "its driver neither collects nor counts",
    ),
    (
        Engine::WebKit,
        Step::Frame,
        "its driver types into no field of a frame",
    ),
];

/// Something that the engines do alike, so that the others have one journey of its kind only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// What becomes of a skill after an answer that a browser hands over as it is.
    Answers,
    /// Which values break a rule that no browser has a part in.
    Rules,
    /// What the pages of the documentation ask for.
    Documentation,
    /// What the demo page's choice of faults does.
    Demo,
    /// Whether dark and forced colors contrast.
    Colors,
    /// What axe-core finds in a form that is read from the right.
    Mirrored,
    /// What a token source does in its less usual cases.
    TokenSources,
    /// How a framework handles the element in its less usual cases.
    Frameworks,
    /// Which builds of script and module start together.
    Builds,
}

/// What is tested in Chromium alone, and why.
const ALIKE: [(Subject, &str); 9] = [
    (
        Subject::Documentation,
        "its pages name the same files; a live form adds a skill in every engine",
    ),
    (
        Subject::Answers,
        "the machine decides it, in Rust without a browser; each engine has one journey of each kind of answer",
    ),
    (
        Subject::Rules,
        "they are Rust without a browser; links, numbers and the order of errors are tested in each engine",
    ),
    (
        Subject::Demo,
        "it is the demo page's own script; what a fault does in an engine is the subject of other tests",
    ),
    (
        Subject::Colors,
        "contrast is that of the values in style/tokens.css",
    ),
    (
        Subject::Mirrored,
        "its rules read the same tree; how it is laid out is tested in each engine",
    ),
    (
        Subject::TokenSources,
        "it is the logic of the adapters and libraries; each signs in and adds a skill in every engine",
    ),
    (
        Subject::Builds,
        "imports link by name in every engine; a mismatch is told and mended in each",
    ),
    (
        Subject::Frameworks,
        "it is the framework's logic; each application passes properties and events in every engine",
    ),
];

impl Engine {
    /// The one that the environment names in `ENGINE`; Chromium, where it names none.
    ///
    /// # Errors
    /// It names something else.
    pub fn of_environment() -> Result<Self> {
        Ok(match env::var("ENGINE").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => bail!("ENGINE is {other}, which is none of chromium, firefox, webkit"),
        })
    }

    /// Whether a test leaves a subject to Chromium. It is printed, so that a log tells what was not
    /// tested.
    #[must_use]
    pub fn leaves(self, subject: Subject) -> bool {
        let why = ALIKE
            .iter()
            .find(|(alike, _)| *alike == subject)
            .filter(|_| self != Self::Chromium);
        if let Some((_, why)) = why {
            eprintln!("{self:?} leaves {subject:?} to Chromium: {why}");
        }
        why.is_some()
    }

    /// Why a test leaves a step out, if the engine cannot do it. It is printed, so that a log tells
    /// what was not tested.
    #[must_use]
    pub fn cannot(self, step: Step) -> Option<&'static str> {
        let (.., why) = CANNOT
            .iter()
            .find(|(engine, cannot, _)| (*engine, *cannot) == (self, step))?;
        eprintln!("{self:?} is left out of {step:?}: {why}");
        Some(why)
    }
}
