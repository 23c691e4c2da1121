//! The engines of the tests, and the limits of each.

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

/// A step that not every engine supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `Element.moveBefore`, which moves an element without disconnecting it.
    MoveBefore,
    /// An audit with axe-core.
    Audit,
    /// A page that crashes.
    Crash,
    /// A POST that the browser repeats because its persistent connection was lost.
    Repeat,
    /// A window as narrow as a phone's, or with reduced motion.
    Window,
    /// The time without a frame during a long layout.
    Frames,
    /// A `fetch()` that uses a preloaded response.
    Preload,
    /// Memory measurements.
    Memory,
    /// A form in a frame of another origin.
    Frame,
    /// A composition of an input method.
    Compose,
}

/// The steps that an engine skips, and why.
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
        "axe-core reports overlaps there that neither screenshots nor hit tests of the page show",
    ),
    (
        Engine::Firefox,
        Step::Crash,
        "if a driver controls the browser, it ends with its pages",
    ),
    (
        Engine::WebKit,
        Step::Crash,
        "its driver ends the session with the page",
    ),
    (
        Engine::WebKit,
        Step::Repeat,
        "it fails instead of repeating the POST",
    ),
    (
        Engine::Firefox,
        Step::Window,
        "its windows have a minimum width, and its driver cannot change preferences while it runs",
    ),
    (
        Engine::WebKit,
        Step::Window,
        "its driver has no command for it",
    ),
    (
        Engine::WebKit,
        Step::Frames,
        "WebKitGTK draws in software here, and takes up to seconds for ten thousand items",
    ),
    (
        Engine::WebKit,
        Step::Preload,
        "it downloads preloaded WebAssembly again",
    ),
    (
        Engine::Firefox,
        Step::Memory,
        "its driver can neither collect garbage nor count objects",
    ),
    (
        Engine::WebKit,
        Step::Memory,
        "its driver can neither collect garbage nor count objects",
    ),
    (
        Engine::WebKit,
        Step::Frame,
        "its driver cannot type into fields of frames",
    ),
];

/// A subject for which the engines do not differ, so that engines other than Chromium run only one
/// test of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The result of a submission after a response that browsers pass on unchanged.
    Answers,
    /// The values that break a rule, if no browser is involved in the rule.
    Rules,
    /// The requests of the documentation's pages.
    Documentation,
    /// The demo page's list of faults.
    Demo,
    /// The contrast of dark and forced colors.
    Colors,
    /// The audit of right-to-left forms.
    Mirrored,
    /// The less common cases of token sources.
    TokenSources,
    /// The less common cases of frameworks.
    Frameworks,
    /// The marks, the transfer, and the verification of a list.
    Lists,
    /// The decisions about existing skills.
    ExistingSkills,
    /// The combinations of script and module builds that start.
    Builds,
    /// What happens to a stored draft.
    Drafts,
    /// The announcements of less common results.
    Announcements,
    /// A `fetch` that the page has replaced by one that misbehaves.
    ReplacedFetch,
}

/// The subjects that are tested in Chromium only, and why.
const ALIKE: [(Subject, &str); 14] = [
    (
        Subject::Documentation,
        "its pages load the same files; a live form adds a skill in every engine",
    ),
    (
        Subject::Answers,
        "the state machine decides it, in Rust without a browser; each engine has one journey of each kind of response",
    ),
    (
        Subject::Rules,
        "they are Rust without a browser; links, numbers, and the order of errors are tested in each engine",
    ),
    (
        Subject::Demo,
        "it is the script of the demo page; other tests cover the effects of faults in each engine",
    ),
    (
        Subject::Colors,
        "the contrast follows from the values in style/tokens.css",
    ),
    (
        Subject::Mirrored,
        "its rules examine the same tree; the layout is tested in each engine",
    ),
    (
        Subject::TokenSources,
        "it is the logic of the adapters and libraries; each of them signs in and adds a skill in every engine",
    ),
    (
        Subject::Builds,
        "imports link by name in every engine; in each, a mismatch is reported and fixed",
    ),
    (
        Subject::Lists,
        "they are Rust without a browser; importing, editing, storage, layout, tabs, and a transfer are tested in each engine",
    ),
    (
        Subject::ExistingSkills,
        "the state machine decides them; the keyboard, the announcements, and other tabs are tested in each engine",
    ),
    (
        Subject::Drafts,
        "Rust decides it; in each engine, drafts survive a reload, a crash, and going back, and full or blocked storage is tested",
    ),
    (
        Subject::Announcements,
        "the state machine decides them; in each engine, the announcements of one result are recorded",
    ),
    (
        Subject::ReplacedFetch,
        "the replacement is JavaScript; another test replaces fetch in each engine",
    ),
    (
        Subject::Frameworks,
        "it is the framework's logic; each application passes properties and events in every engine",
    ),
];

impl Engine {
    /// Returns the engine in the environment's `ENGINE`, by default Chromium.
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

    /// Returns whether a test skips a subject, which is tested in Chromium only. Prints it, so that
    /// the log lists skipped subjects.
    #[must_use]
    pub fn skips(self, subject: Subject) -> bool {
        let why = ALIKE
            .iter()
            .find(|(alike, _)| *alike == subject)
            .filter(|_| self != Self::Chromium);
        if let Some((_, why)) = why {
            eprintln!("{self:?} skips {subject:?}, which Chromium tests: {why}");
        }
        why.is_some()
    }

    /// Returns why a test skips a step, if the engine does not support it. Prints it, so that the
    /// log lists skipped steps.
    #[must_use]
    pub fn cannot(self, step: Step) -> Option<&'static str> {
        let (.., why) = CANNOT
            .iter()
            .find(|(engine, cannot, _)| (*engine, *cannot) == (self, step))?;
        eprintln!("{self:?} skips {step:?}: {why}");
        Some(why)
    }
}
