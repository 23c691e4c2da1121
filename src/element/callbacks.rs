//! The callbacks from a form to the page, through the element that contains it.

use std::rc::Rc;

use web_sys::HtmlElement;

use crate::form::Callbacks;
use crate::platform::to_js;

use super::host::WeakHost;
use super::{crash, events};

/// Returns callbacks that call the functions that the page has set on an element, and fire its
/// events. The reference to the element is weak.
pub(super) fn page_callbacks(host: &WeakHost) -> Callbacks {
    let of_host = |call: fn(&HtmlElement)| {
        let host = host.clone();
        move || {
            if let Some(host) = host.get() {
                call(&host);
            }
        }
    };
    let token = host.clone();
    let mut callbacks = Callbacks::new(Rc::new(move |request| {
        let host = token.clone();
        Box::pin(async move { host.access_token(request).await })
    }));
    let submit = host.clone();
    callbacks.on_submit = Rc::new(move |skill| {
        let host = submit.get();
        host.is_none_or(|host| events::skill_submit(&host, skill))
    });
    let added = host.clone();
    callbacks.on_added = Rc::new(move |skill, created| {
        if let Some(host) = added.get() {
            events::skill_added(&host, skill, created);
        }
    });
    let exists = host.clone();
    callbacks.on_exists = Rc::new(move |skill, existing| {
        let host = exists.get();
        host.is_none_or(|host| events::skill_exists(&host, skill, existing))
    });
    let updated = host.clone();
    callbacks.on_updated = Rc::new(move |skill, update| {
        if let Some(host) = updated.get() {
            events::skill_updated(&host, skill, update);
        }
    });
    let removed = host.clone();
    callbacks.on_removed = Rc::new(move |id| {
        if let Some(host) = removed.get() {
            events::skill_removed(&host, id);
        }
    });
    let failed = host.clone();
    callbacks.on_failed = Rc::new(move |failure, message| {
        if let Some(host) = failed.get() {
            events::skill_failed(&host, failure, message);
        }
    });
    let suggesting = host.clone();
    callbacks.suggest = Some(Rc::new(move |text, cancel| {
        let (host, cancel) = (suggesting.clone(), cancel.clone());
        Box::pin(async move { host.suggestions(text, cancel).await.unwrap_or_default() })
    }));
    let validating = host.clone();
    callbacks.validate = Some(Rc::new(move |skill, cancel| {
        let host = validating.clone();
        if !host.has_validate() {
            return None;
        }
        let (skill, cancel) = (to_js(skill), cancel.clone());
        Some(Box::pin(
            async move { host.validation(&skill, &cancel).await },
        ))
    }));
    callbacks.on_input = Rc::new(of_host(events::input));
    callbacks.on_commit = Rc::new(of_host(events::change));
    let speaking = host.clone();
    callbacks.on_messages = Rc::new(move |messages| {
        if let Some(host) = speaking.get() {
            crash::hand_over(&host, messages);
        }
    });
    callbacks
}
