//! A form that adds a skill to a person's Microsoft 365 profile, as a custom element and as a
//! Leptos component.
//!
//! It checks every field and enumeration of Microsoft Graph's
//! [skillProficiency](https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta)
//! in the browser and posts it to the skills collection with the page's own token.
//!
//! ```text
//!  typed text ──▶ Draft ──validate──▶ SkillProficiency ──▶ Driver ⇄ Machine ──▶ Outcome ──▶ status + event
//!  (form)         (skill)  (skill)     (skill)              (graph)              (graph)     (form, element)
//! ```
//!
//! - `platform`: the browser's APIs. Knows none of the others.
//! - [`skill`]: the resource, its rules and the draft. Pure; knows none of the others.
//! - [`graph`]: the wire. Knows [`skill`].
//! - [`i18n`]: the words. Knows what there is to say: [`skill`]'s rules and [`graph`]'s failures.
//! - [`form`]: the view, [`form::AddSkillForm`], for Leptos apps.
//! - [`element`]: `<add-skill>`, the custom element around it, for every page.

pub mod element;
pub mod form;
pub mod graph;
pub mod i18n;
#[doc(hidden)]
pub mod platform;
pub mod skill;
