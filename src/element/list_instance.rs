//! The Rust side of one `<add-skills>`.

use std::cell::RefCell;
use std::fmt;
use std::rc::{Rc, Weak};

use js_sys::{Array, Function, Promise};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{future_to_promise, spawn_local};
use web_sys::{Element, HtmlElement};

use crate::form::el::El;
use crate::form::{STYLE, SkillForm, SubmitError};
use crate::i18n::{add_catalogs, set_catalogs};
use crate::platform::{from_js, to_js};
use crate::several::import::MAX_ROWS;
use crate::several::list::{ListCallbacks, SkillList};
use crate::several::view::view;
use crate::skill::{Draft, SkillProficiency, Value};

use super::callbacks::page_callbacks;
use super::host::{WeakHost, options_at, options_of};
use super::{crash, events, inherited_language, js};

/// The Rust side of one element, owned by the element. All methods take `&self`, because the page's
/// callbacks can call them again.
#[wasm_bindgen]
pub struct ListInstance {
    inner: Rc<Inner>,
}

struct Inner {
    host: WeakHost,
    /// The skills that the page has set before the list is shown. A list of an earlier visit takes
    /// precedence.
    prefill: RefCell<Option<Vec<Draft>>>,
    list: SkillList,
    /// The view and its reactive owner. Dropping the view stops it.
    view: RefCell<Option<(El, Owner)>>,
}

impl fmt::Debug for ListInstance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ListInstance")
    }
}

/// Prepares the module, once: `locate` returns the URL of a catalog from its name, and `give` gets
/// the functions of `calls.js`.
#[wasm_bindgen(js_name = startList)]
pub fn start_list(locate: Function, give: &Function) {
    // This also sets Leptos' executor.
    if let Ok(element) = document().create_element("div") {
        drop(mount_to(element.unchecked_into(), || ()));
    }
    crash::watch();
    js::connect_class(give);
    add_catalogs("several/");
    set_catalogs(move |name| {
        let url = locate.call1(&JsValue::NULL, &name.into());
        url.ok().and_then(|url| url.as_string()).unwrap_or_default()
    });
}

#[wasm_bindgen]
impl ListInstance {
    /// Creates the Rust side of an element.
    #[wasm_bindgen(constructor)]
    pub fn new(host: &HtmlElement) -> Self {
        let weak = WeakHost::new(host);
        let inner = Rc::new_cyclic(|inner: &Weak<Inner>| {
            let mut skill = page_callbacks(&weak);
            let changed = inner.clone();
            skill.on_change = Rc::new(move || {
                if let Some(inner) = changed.upgrade() {
                    inner.update();
                }
            });
            let settled = weak.clone();
            let callbacks = ListCallbacks {
                skill,
                on_settled: Rc::new(move |counts| {
                    if let Some(host) = settled.get() {
                        events::skills_settled(&host, counts);
                    }
                }),
            };
            Inner {
                list: SkillList::new(options_at(host, ""), callbacks),
                host: weak.clone(),
                prefill: RefCell::default(),
                view: RefCell::default(),
            }
        });
        let instance = Self { inner };
        instance.messages_changed();
        instance.locks_changed();
        instance
    }

    /// Returns the stylesheet.
    pub fn style() -> String {
        [STYLE, crate::several::style::STYLE].concat()
    }

    /// Handles the insertion into a document.
    pub fn connected(&self) {
        let Some(host) = self.inner.host.get() else {
            return;
        };
        if self.inner.view.borrow().is_some() {
            self.inner.follow_language();
            return;
        }
        self.inner.list.set_options(options_of(&host));
        if self.inner.follow_language() {
            return self.inner.mount();
        }
        let inner = self.inner.clone();
        spawn_local(async move {
            inner.list.form.language().await;
            if inner.host.get().is_some_and(|host| host.is_connected()) {
                inner.follow_language();
                inner.mount();
            }
        });
    }

    /// Handles the removal from a document. The list is kept.
    pub fn disconnected(&self) {
        self.inner.list.save();
        // Taken out of the cell first, because unmounting runs code of the view.
        let view = self.inner.view.take();
        if let Some((view, owner)) = view {
            view.remove();
            owner.cleanup();
        }
        self.inner.list.clear_subscribers();
        self.inner.list.for_each_form(SkillForm::disconnected);
        self.inner
            .list
            .for_each_form(|form| form.set_form_element(None));
    }

    /// Handles a possible change of the inherited language or direction.
    #[wasm_bindgen(js_name = languageChanged)]
    pub fn language_changed(&self) {
        let inner = self.inner.clone();
        if !inner.follow_language() {
            spawn_local(async move {
                inner.list.form.language().await;
                inner.follow_language();
            });
        }
    }

    /// Handles a change of an attribute.
    #[wasm_bindgen(js_name = attributeChanged)]
    pub fn attribute_changed(&self, name: &str) {
        match name {
            "lang" | "dir" => self.language_changed(),
            "disabled" | "readonly" => self.locks_changed(),
            _ => {
                if let Some(host) = self.inner.host.get() {
                    self.inner.list.set_options(options_of(&host));
                }
            }
        }
    }

    /// Applies the page's custom messages.
    #[wasm_bindgen(js_name = messagesChanged)]
    pub fn messages_changed(&self) {
        let messages = self.inner.host.messages();
        self.inner
            .list
            .for_each_form(|form| form.set_messages(messages.clone()));
    }

    /// Returns the skills of the list, or undefined before it is shown.
    pub fn skills(&self) -> Option<Array> {
        self.inner.list.has_mounted.get().then_some(())?;
        let rows = self.inner.list.live_rows();
        Some(rows.iter().map(|row| to_js(&row.form.preview())).collect())
    }

    /// Replaces the list. Returns `false` if the value is not an array of at most 500 objects.
    #[wasm_bindgen(js_name = setSkills)]
    pub fn set_skills(&self, skills: &JsValue) -> bool {
        let drafts = match from_js(skills) {
            Some(Value::Array(items)) => items.into_iter().map(draft).collect::<Option<Vec<_>>>(),
            None | Some(Value::Null) if skills.is_null() || skills.is_undefined() => {
                Some(Vec::new())
            }
            _ => None,
        };
        let Some(drafts) = drafts else { return false };
        if self.inner.list.has_mounted.get() {
            return self.inner.list.replace(&drafts);
        }
        let is_small = drafts.len() <= MAX_ROWS;
        self.inner.prefill.replace(Some(drafts));
        is_small
    }

    /// Adds the selected skills, as the button does.
    pub fn submit(&self) -> Promise {
        let list = self.inner.list.clone();
        let is_shown = self.inner.view.borrow().is_some();
        future_to_promise(async move {
            let transfer = Some(()).filter(|()| is_shown).ok_or(SubmitError::NotReady);
            let transfer = transfer.and_then(|()| list.submit());
            let transfer = transfer.map_err(|error| events::rejection(&error))?;
            Ok(events::counts(&transfer.await).into())
        })
    }

    /// Empties the list. The user can restore it.
    pub fn reset(&self) {
        self.inner.list.reset();
    }

    /// Saves the list immediately, because the page may be unloaded.
    pub fn save(&self) {
        self.inner.list.form.sync_default_values();
        self.inner.list.save();
    }
}

impl ListInstance {
    /// Applies `disabled` and `readonly`.
    fn locks_changed(&self) {
        let Some(host) = self.inner.host.get() else {
            return;
        };
        let (disabled, readonly) = (
            host.has_attribute("disabled"),
            host.has_attribute("readonly"),
        );
        self.inner.list.for_each_form(|form| {
            form.set_disabled(disabled);
            form.set_readonly(readonly);
        });
    }
}

impl Inner {
    fn mount(self: &Rc<Self>) {
        let root = self.host.get().and_then(|host| host.shadow_root());
        let Some(root) = root.filter(|_| self.view.borrow().is_none()) else {
            return;
        };
        if !self.list.has_mounted.get() {
            self.list.restore();
        }
        let prefill = self.prefill.take();
        if let Some(drafts) = prefill
            && self.list.rows.read_untracked().is_empty()
        {
            self.list.replace(&drafts);
        }
        // Without the owner of a Leptos app that may have created the element.
        let owner = Owner::new_root(None);
        let parent: &Element = root.unchecked_ref();
        let view = owner.with(|| view(&self.list).render(parent));
        self.view.replace(Some((view, owner)));
        self.list.has_mounted.set(true);
        self.list.for_each_form(SkillForm::reconnected);
        self.update();
    }

    /// Applies the language of the element's ancestors. Returns whether its catalogs are loaded.
    fn follow_language(&self) -> bool {
        let Some(host) = self.host.get() else {
            return true;
        };
        let around = inherited_language::inherited(&host);
        let is_loaded = self.list.form.set_language(&around.tag, around.direction);
        if is_loaded {
            self.list.for_each_form(|form| {
                form.set_language(&around.tag, around.direction);
            });
        }
        is_loaded
    }

    fn update(&self) {
        if let Some(host) = self.host.get() {
            js::set_states(
                &host,
                self.view.borrow().is_some(),
                self.list.transfer.read_untracked().is_some(),
            );
        }
    }
}

fn draft(skill: Value) -> Option<Draft> {
    match skill {
        Value::Object(members) => Some(Draft::from(SkillProficiency::from(members))),
        _ => None,
    }
}
