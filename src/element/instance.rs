//! The Rust side of one element.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use js_sys::{Array, Promise};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::HtmlElement;

use crate::form::{
    Callbacks, STYLE, SkillForm, rehearse, rendered_in, view_in, with_deferred_details,
};
use crate::platform::{from_js, to_js};
use crate::skill::{Draft, SkillProficiency, Value};

use super::callbacks::page_callbacks;
use super::host::{WeakHost, options_at, options_of};
use super::internals::ElementInternals;
use super::{events, inherited_language, internals, js};

/// The Rust side of one element, owned by the element. All methods take `&self`, because the page's
/// callbacks can call them again.
#[wasm_bindgen]
pub struct Instance {
    inner: Rc<Inner>,
}

struct Inner {
    /// Weak, because a strong reference in Rust would be a root for JavaScript's garbage collector.
    host: WeakHost,
    form: SkillForm,
    /// The view and its reactive owner. Dropping it unmounts the view.
    view: RefCell<Option<Box<dyn Any>>>,
    /// The form value that was last passed to `ElementInternals`.
    value: RefCell<Option<String>>,
    /// Whether that value is outdated.
    is_value_stale: Cell<bool>,
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instance of {:?}", self.inner.form)
    }
}

impl Instance {
    pub(super) fn new(host: &HtmlElement) -> Self {
        let inner = Rc::new_cyclic(|inner| Inner {
            host: WeakHost::new(host),
            form: SkillForm::new(options_at(host, ""), callbacks(inner, &WeakHost::new(host))),
            value: RefCell::default(),
            is_value_stale: Cell::default(),
            view: RefCell::default(),
        });
        let instance = Self { inner };
        instance.messages_changed();
        instance.suggest_changed();
        instance
            .inner
            .form
            .set_readonly(host.has_attribute("readonly"));
        instance
    }
}

#[wasm_bindgen]
impl Instance {
    /// Handles the insertion into a document, where the element may have waited for the module.
    pub fn connected(&self, has_waited: bool) {
        let Some(host) = self.inner.host.get() else {
            return;
        };
        if self.inner.view.borrow().is_some() {
            // The element was moved, and may inherit another language.
            self.inner.follow_language();
            return;
        }
        // Drafts are identified by the element's place in the page, which is known only now.
        self.inner.form.set_options(options_of(&host));
        if self.inner.follow_language() {
            with_deferred_details(has_waited, || self.inner.mount());
        } else {
            // The form is not shown in English first, because its texts would change while the user
            // reads them.
            let inner = self.inner.clone();
            spawn_local(async move {
                inner.form.language().await;
                if inner.host.get().is_some_and(|host| host.is_connected()) {
                    with_deferred_details(has_waited, || inner.mount());
                }
            });
        }
    }

    /// Handles a possible change of the inherited language or direction.
    #[wasm_bindgen(js_name = languageChanged)]
    pub fn language_changed(&self) {
        self.inner.follow_language();
    }

    /// Handles the removal from a document. The input is kept.
    pub fn disconnected(&self) {
        self.save_draft();
        // Taken out of the cell first, because unmounting runs code of the view.
        let view = self.inner.view.take();
        drop(view);
        self.inner.form.clear_subscribers();
        self.changed();
        // An element that is moved is connected again immediately.
        let inner = self.inner.clone();
        spawn_local(async move {
            if inner.host.get().is_none_or(|host| !host.is_connected()) {
                inner.form.disconnected();
            }
        });
    }

    /// Handles a move to another document.
    pub fn adopted(&self) {
        if let Some(host) = self.inner.host.get() {
            js::adopt_style(&host, STYLE);
        }
    }

    /// Handles a change of an attribute.
    #[wasm_bindgen(js_name = attributeChanged)]
    pub fn attribute_changed(&self, name: &str) {
        let Some(host) = self.inner.host.get() else {
            return;
        };
        match name {
            "readonly" => self.inner.form.set_readonly(host.has_attribute("readonly")),
            // The browser reports `disabled` of the element and of an enclosing fieldset with
            // `formDisabledCallback`.
            "disabled" | "name" => {}
            "lang" | "dir" => drop(self.inner.follow_language()),
            _ => self.inner.form.set_options(options_of(&host)),
        }
        self.changed();
    }

    /// Handles a change of the element's place: elements were inserted or removed.
    #[wasm_bindgen(js_name = placeChanged)]
    pub fn place_changed(&self) {
        if let Some(host) = self.inner.host.get() {
            self.inner.form.set_options(options_of(&host));
        }
    }

    /// Disables or enables the form, as the element or an enclosing fieldset requires.
    #[wasm_bindgen(js_name = setDisabled)]
    pub fn set_disabled(&self, disabled: bool) {
        self.inner.form.set_disabled(disabled);
        self.changed();
    }

    /// Applies the page's custom messages.
    #[wasm_bindgen(js_name = messagesChanged)]
    pub fn messages_changed(&self) {
        self.inner.form.set_messages(self.inner.host.messages());
    }

    /// Applies whether the page provides suggestions for the skill's name.
    #[wasm_bindgen(js_name = suggestChanged)]
    pub fn suggest_changed(&self) {
        self.inner.form.set_suggests(
            self.inner
                .host
                .property("suggest")
                .is_some_and(|suggest| suggest.is_function()),
        );
    }

    /// Makes the page's new validation apply to the next submission.
    #[wasm_bindgen(js_name = validateChanged)]
    pub fn validate_changed(&self) {
        self.inner.form.forget_validation();
    }

    /// Returns the draft as a skillProficiency.
    pub fn skill(&self) -> JsValue {
        to_js(&self.inner.form.preview())
    }

    /// Prefills the form. `null` and `undefined` clear it.
    #[wasm_bindgen(js_name = setSkill)]
    pub fn set_skill(&self, skill: &JsValue) {
        match from_js(skill) {
            Some(Value::Object(members)) => self
                .inner
                .form
                .set_draft(&Draft::from(SkillProficiency::from(members))),
            None | Some(Value::Null) if skill.is_null() || skill.is_undefined() => {
                self.inner.form.set_draft(&Draft::default());
            }
            _ => leptos::logging::warn!(
                "<add-skill>: skill must be a skillProficiency, as JSON has it"
            ),
        }
    }

    /// Returns the element's form value: the skill as JSON, or `None` while fields have errors.
    pub fn value(&self) -> Option<String> {
        self.inner.form.read_controls();
        internals::value(&self.inner.form)
    }

    /// Adds the skill, as the button does.
    pub fn submit(&self) -> Promise {
        let form = self.inner.form.clone();
        future_to_promise(async move {
            form.submit()
                .await
                .map(|skill| to_js(&skill))
                .map_err(|error| events::rejection(&error))
        })
    }

    /// Rehearses a submission while the page is idle, unless the user has already submitted the
    /// form. Its events have no listeners.
    pub fn rehearse(&self) {
        if untrack(|| self.inner.form.status()).is_submitting() {
            return;
        }
        let Ok(parent) = document().create_element("div") else {
            return;
        };
        let parent: HtmlElement = parent.unchecked_into();
        let page = page_callbacks(&WeakHost::new(&parent));
        let mut callbacks = Callbacks::new(page.get_access_token);
        callbacks.on_submit = page.on_submit;
        callbacks.on_added = page.on_added;
        spawn_local(apart(|| rehearse(parent, callbacks)));
    }

    /// Clears the form.
    pub fn reset(&self) {
        self.inner.form.reset();
    }

    /// Shows all errors.
    pub fn report(&self) {
        self.inner.form.report();
    }

    /// Updates the validity, the form value, and the states of the element.
    pub fn changed(&self) {
        self.inner.form.read_controls();
        self.inner.form.flush_batch();
        self.inner.update();
    }

    /// Saves the draft immediately, because the page may be unloaded.
    #[wasm_bindgen(js_name = keepDraft)]
    pub fn save_draft(&self) {
        self.save();
        self.inner.form.sync_default_values();
    }

    /// Saves the draft immediately, because the element was removed and another one may restore it.
    pub fn save(&self) {
        self.inner.form.flush_draft();
    }

    /// Returns the previous and the current form value. Called while form data is collected.
    #[wasm_bindgen(js_name = formValues)]
    pub fn form_values(&self) -> Option<Array> {
        let host = self.inner.host.get()?;
        let value = || internals::to_js_value(self.inner.value.borrow().as_deref());
        let before = value();
        self.inner.form.read_controls();
        if self.inner.is_value_stale.get() {
            self.inner.set_value(&js::internals_of(&host));
        }
        Some(Array::of2(&before, &value()))
    }

    /// Restores the state that the browser has saved across a navigation.
    #[wasm_bindgen(js_name = restoreState)]
    pub fn restore_state(&self, state: &str) {
        self.inner.form.restore_state(state);
    }
}

impl Inner {
    /// Shows the form. Hydrates the existing form, or replaces it if it does not match. A
    /// replacement waits until a running composition has ended, because it would abort it.
    fn mount(self: &Rc<Self>) {
        let Some((host, root)) = self
            .host
            .get()
            .filter(|host| host.is_connected())
            .and_then(|host| Some((host.clone(), host.shadow_root()?)))
        else {
            return;
        };
        if self.view.borrow().is_some() {
            return;
        }
        js::mounting(&host);
        js::adopt_style(&host, STYLE);
        // A composition requires the focus.
        let composition = js::composition_of(&host).filter(|_| root.active_element().is_some());
        let is_in_place_only = composition.is_some();
        if !is_in_place_only || rendered_in(&root).is_some() {
            let (form, within) = (self.form.clone(), root.clone());
            let parent = root.clone().unchecked_into();
            let view = apart(|| mount_to(parent, move || view_in(form, &within, is_in_place_only)));
            // A hydrated form is no longer marked as rendered.
            if !is_in_place_only || rendered_in(&root).is_none() {
                self.view.replace(Some(Box::new(view)));
            }
        }
        if let Some(composition) = composition.filter(|_| self.view.borrow().is_none()) {
            let inner = Rc::downgrade(self);
            spawn_local(async move {
                // The promise never rejects.
                let _ = JsFuture::from(composition).await;
                if let Some(inner) = inner.upgrade() {
                    inner.mount();
                }
            });
            return;
        }
        self.form.reconnected();
        self.update();
        js::mounted(&host);
    }

    /// Applies the language of the element's ancestors. Returns whether its catalog is loaded.
    fn follow_language(&self) -> bool {
        self.host.get().is_none_or(|host| {
            let around = inherited_language::inherited(&host);
            self.form.set_language(&around.tag, around.direction)
        })
    }

    fn update(&self) {
        let Some(host) = self.host.get() else { return };
        let internals = js::internals_of(&host);
        internals::update(&internals, &host, &self.form, self.view.borrow().is_some());
        self.is_value_stale.set(internals.has_form());
        // While the user types, the value is computed only when the draft is saved or the form is
        // read, because it takes long.
        if internals.has_form() && !self.form.is_unsaved() {
            self.set_value(&internals);
        }
    }

    fn set_value(&self, internals: &ElementInternals) {
        self.value
            .replace(internals::set_value(internals, &self.form));
        self.is_value_stale.set(false);
    }
}

/// Returns the form's callbacks. The reference to the instance is weak, because it owns the form.
fn callbacks(inner: &Weak<Inner>, host: &WeakHost) -> Callbacks {
    let mut callbacks = page_callbacks(host);
    let changed = inner.clone();
    callbacks.on_change = Rc::new(move || {
        if let Some(inner) = changed.upgrade() {
            inner.update();
        }
    });
    callbacks
}

/// Runs `mount` without a reactive owner, so that an element that a Leptos app creates outlives the
/// view that created it.
fn apart<T>(mount: impl FnOnce() -> T) -> T {
    let Some(owner) = Owner::current() else {
        return mount();
    };
    owner.clone().unset();
    let mounted = mount();
    owner.set();
    mounted
}
