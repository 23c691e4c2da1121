//! A form that adds a skill to the user's Microsoft 365 profile, as a custom element and as a Leptos
//! component.
//!
//! It validates every property and enumeration of Microsoft Graph's
//! [skillProficiency](https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta)
//! in the browser and posts it to the skills collection with the page's own token.
//!
//! # Leptos
//!
//! ```
//! use add_skill::skill::SkillProficiency;
//! use add_skill::{AccessToken, AddSkillForm, STYLE, TokenError, TokenRequest};
//! use leptos::logging::log;
//! use leptos::prelude::*;
//!
//! #[component]
//! fn Profile() -> impl IntoView {
//!     view! {
//!         <style>{STYLE}</style>
//!         <AddSkillForm
//!             get_access_token=acquire_token
//!             on_added=|skill: SkillProficiency| log!("{:?} was added", skill.display_name)
//!         />
//!     }
//! }
//!
//! async fn acquire_token(request: TokenRequest) -> Result<AccessToken, TokenError> {
//!     AccessToken::new(sign_in(request.scopes).await)
//! }
//! # async fn sign_in(_: Vec<String>) -> String { String::new() }
//! ```
//!
//! [`AddSkillForm`] has all props. A [`SkillForm`] is the handle of a form: it prefills, submits and
//! observes it. [`skill`] is the resource with its rules, which need no browser.
//!
//! # Features
//!
//! One of them, as of Leptos: `csr` for an app that renders in the browser, `ssr` for a server, and
//! `hydrate` for a browser that takes over what a server has rendered. None is a default.
//!
//! # How it works
//!
//! ```text
//!  input ──▶ Draft ──validate──▶ SkillProficiency ──▶ Driver ⇄ Machine ──▶ Outcome ──▶ status + event
//!  (form)    (skill)  (skill)     (skill)              (graph)              (graph)     (form, element)
//! ```
//!
//! `platform` calls the browser's APIs, `graph` is the HTTP client with the state machine of a
//! submission, `i18n` has the messages, `form` is the view, and `element` is the custom element
//! `<add-skill>` around it. These modules are not part of the public interface.

#![cfg_attr(
    all(feature = "ssr", target_arch = "wasm32"),
    allow(dead_code, unused_imports, reason = "a server has no element")
)]
#![cfg_attr(
    feature = "several",
    allow(dead_code, unused_imports, reason = "a list has no form of one skill")
)]

#[doc(hidden)]
pub mod element;
#[doc(hidden)]
pub mod form;
#[doc(hidden)]
pub mod graph;
#[doc(hidden)]
pub mod i18n;
#[doc(hidden)]
pub mod platform;
#[cfg_attr(
    not(feature = "several"),
    allow(dead_code, reason = "only `<add-skills>` uses it")
)]
#[doc(hidden)]
pub mod several;
pub mod skill;

#[cfg(feature = "ssr")]
#[doc(inline)]
pub use form::to_html;
#[doc(inline)]
pub use form::{
    AddSkillForm, AddSkillFormProps, Callbacks, DraftMode, EventHandler, ExistingSkills, Options,
    STYLE, SkillForm, Status, SubmitError, TokenSource, Validator, load_messages,
};
#[doc(inline)]
pub use graph::{AccessToken, Failure, TokenError, TokenRequest};
#[doc(inline)]
pub use i18n::set_catalogs;
