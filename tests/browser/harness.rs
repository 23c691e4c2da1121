//! Drives an element like a user and a page. The harness waits for conditions, not for fixed times.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    CustomEvent, Document, Element, EventInit, HtmlElement, HtmlInputElement, HtmlSelectElement,
    ShadowRoot, Storage,
};

pub const TOKEN: &str = "canary-token";

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Where the page's drafts and records are kept.
pub fn storage() -> Storage {
    web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap()
}

/// An element in the page, which is removed on drop.
pub struct Form {
    pub host: HtmlElement,
    events: Rc<RefCell<Vec<(String, JsValue)>>>,
    _listener: Closure<dyn FnMut(CustomEvent)>,
}

impl Drop for Form {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// Replaces the clock and the timers of the page: time passes only while a test waits for something,
/// so that no pause of a busy machine skips a state, and no test waits for a service's `Retry-After`.
const CLOCK: &str = "(() => {
    if (globalThis.testClock) return;
    const [pause, clearPause] = [setTimeout.bind(globalThis), clearTimeout.bind(globalThis)];
    const [start, timers] = [Date.now(), new Map()];
    let [elapsed, last] = [0, 0];
    const add = (timer) => {
        last -= 1;
        timers.set(last, { ...timer, due: elapsed + timer.delay });
        return last;
    };
    globalThis.setTimeout = (work, delay = 0, ...given) => delay > 0
        ? add({ work, delay, given })
        : pause(work, 0, ...given);
    globalThis.setInterval = (work, delay, ...given) => add({ work, delay: Math.max(delay, 1), given, isRepeated: true });
    globalThis.clearTimeout = (id) => timers.delete(id) || clearPause(id);
    globalThis.clearInterval = globalThis.clearTimeout;
    globalThis.testClock = {
        pause,
        advance(duration) {
            const end = elapsed + duration;
            for (;;) {
                const [next] = [...timers].filter(([, { due }]) => due <= end).sort(([, one], [, other]) => one.due - other.due);
                if (!next) break;
                const [id, timer] = next;
                elapsed = Math.max(elapsed, timer.due);
                if (timer.isRepeated) timer.due += timer.delay;
                else timers.delete(id);
                timer.work(...timer.given);
            }
            elapsed = end;
        },
    };
    const Native = Date;
    Native.now = () => start + elapsed;
    // The same clock dates the responses of a test's service.
    globalThis.Date = class Date extends Native {
        constructor(...given) { super(...(given.length ? given : [Native.now()])); }
    };
})()";

/// How much time passes between two checks of a condition, in milliseconds.
const STEP: u32 = 100;

/// Returns an element with these attributes, in the page and ready, with a token.
pub async fn form(attributes: &str) -> Form {
    js(CLOCK);
    add_skill::element::define("add-skill");
    // The test server serves the folder of the crate.
    add_skill::i18n::set_catalogs(|tag| format!("/src/i18n/locales/{tag}.json"));
    storage().clear().unwrap();
    let form = Form::new(attributes);
    form.get_access_token(&format!("async () => '{TOKEN}'"));
    form.ready().await;
    form
}

/// A service's response to the skill of [`named`].
pub const CREATED: &str = r#"{"id":"a5ab4a61","displayName":"Rust"}"#;

/// Returns a form that is filled in and posts to the page's own origin.
pub async fn named(attributes: &str) -> Form {
    let form = form(&format!("endpoint=/beta/me/profile/skills {attributes}")).await;
    form.fill("displayName", "Rust");
    form
}

impl Form {
    /// Adds `<add-skill …>` to the page.
    pub fn new(attributes: &str) -> Self {
        let parent = document().create_element("div").unwrap();
        parent.set_inner_html(&format!("<add-skill {attributes}></add-skill>"));
        let host: HtmlElement = parent.first_element_child().unwrap().unchecked_into();
        document().body().unwrap().append_child(&host).unwrap();
        Self::around(host)
    }

    /// Adopts an existing element.
    pub fn around(host: HtmlElement) -> Self {
        let events = Rc::<RefCell<Vec<(String, JsValue)>>>::default();
        let log = events.clone();
        let listener = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
            log.borrow_mut().push((event.type_(), event.detail()));
        });
        for name in [
            "skill-submit",
            "skill-exists",
            "skill-added",
            "skill-updated",
            "skill-removed",
            "skill-failed",
        ] {
            host.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref())
                .unwrap();
        }
        Self {
            host,
            events,
            _listener: listener,
        }
    }

    pub async fn ready(&self) {
        let has_crashed = || self.find("[part=crashed]").is_some();
        until("the form is ready", || self.is("ready") || has_crashed()).await;
        // After a crash, the form never becomes ready, so the other tests must not wait. A panic
        // would add a stack for each of them, and bury the first failure.
        if has_crashed() {
            wasm_bindgen::throw_str(
                "an earlier test has failed, and its panic has ended all forms of the page",
            );
        }
    }

    pub fn is(&self, state: &str) -> bool {
        self.host.matches(&format!(":state({state})")).unwrap()
    }

    pub fn root(&self) -> ShadowRoot {
        self.host.shadow_root().unwrap()
    }

    pub fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root().query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|index| found.get(index).unwrap().unchecked_into())
            .collect()
    }

    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root().query_selector(selector).unwrap()
    }

    pub fn control(&self, name: &str) -> Element {
        self.find(&format!("[name='{name}']"))
            .unwrap_or_else(|| panic!("no control {name}"))
    }

    pub fn value(&self, name: &str) -> String {
        let control = self.control(name);
        control.dyn_ref::<HtmlSelectElement>().map_or_else(
            || control.unchecked_ref::<HtmlInputElement>().value(),
            HtmlSelectElement::value,
        )
    }

    /// Types into a field, and moves the focus away.
    pub fn fill(&self, name: &str, text: &str) {
        self.type_in(name, text);
        self.leave(name);
    }

    pub fn type_in(&self, name: &str, text: &str) {
        let input: HtmlInputElement = self.control(name).unchecked_into();
        input.set_value(text);
        dispatch(&input, "input");
        dispatch(&input, "change");
    }

    pub fn leave(&self, name: &str) {
        dispatch(&self.control(name), "focusout");
    }

    pub fn choose(&self, name: &str, value: &str) {
        let select: HtmlSelectElement = self.control(name).unchecked_into();
        select.set_value(value);
        assert_eq!(select.value(), value, "{name} offers {value}");
        dispatch(&select, "change");
    }

    pub fn answer(&self, name: &str, value: &str) {
        self.find(&format!("[name='{name}'][value='{value}']"))
            .unwrap()
            .unchecked_into::<HtmlElement>()
            .click();
    }

    pub fn press(&self, name: &str, key: &str) {
        press_on(&self.control(name), key);
    }

    pub fn items(&self) -> Vec<String> {
        self.all("[part=items] bdi")
            .iter()
            .map(|item| item.text_content().unwrap())
            .collect()
    }

    pub fn click(&self, selector: &str) {
        self.find(selector)
            .unwrap_or_else(|| panic!("no {selector}"))
            .unchecked_into::<HtmlElement>()
            .click();
    }

    pub fn submit(&self) {
        self.click("[part=submit]");
    }

    /// Returns the error text of a field.
    pub fn error(&self, name: &str) -> Option<String> {
        let field = self.control(name).closest(".field").unwrap().unwrap();
        let text = field
            .query_selector("[part=error]")
            .unwrap()
            .unwrap()
            .text_content()
            .unwrap();
        text.strip_prefix("Error: ").map(str::to_owned)
    }

    pub fn text(&self, part: &str) -> String {
        self.find(&format!("[part={part}]"))
            .unwrap()
            .text_content()
            .unwrap()
    }

    pub fn get(&self, property: &str) -> JsValue {
        Reflect::get(&self.host, &property.into()).unwrap()
    }

    pub fn set(&self, property: &str, value: &JsValue) {
        assert!(Reflect::set(&self.host, &property.into(), value).unwrap());
    }

    pub fn call(&self, method: &str) -> JsValue {
        self.get(method)
            .unchecked_into::<Function>()
            .call0(&self.host)
            .unwrap()
    }

    /// Returns the property `skill` as JSON text.
    pub fn skill(&self) -> String {
        js_sys::JSON::stringify(&self.get("skill")).unwrap().into()
    }

    pub fn get_access_token(&self, source: &str) {
        self.set("getAccessToken", &js(source));
    }

    /// Returns the details of the events of one name so far, as JSON text.
    pub fn events(&self, name: &str) -> Vec<String> {
        let events = self.events.borrow();
        let own = events.iter().filter(|(own, _)| own == name);
        own.map(|(_, detail)| js_sys::JSON::stringify(detail).unwrap().into())
            .collect()
    }

    pub async fn event(&self, name: &str) -> String {
        if !wait(|| !self.events(name).is_empty()).await {
            let said = ["status", "alert", "notice"].map(|part| self.text(part));
            panic!(
                "waited in vain for {name}: the form says {said:?}, and has reported {:?}",
                self.events.borrow()
            );
        }
        self.events(name).pop().unwrap()
    }
}

pub fn dispatch(target: &Element, name: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    target
        .dispatch_event(&web_sys::Event::new_with_event_init_dict(name, &init).unwrap())
        .unwrap();
}

/// Presses a key on an element.
pub fn press_on(target: &Element, key: &str) {
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event =
        web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// Evaluates an expression of JavaScript.
pub fn js(source: &str) -> JsValue {
    js_sys::eval(&format!("({source})")).unwrap()
}

pub async fn until(what: &str, condition: impl Fn() -> bool) {
    assert!(wait(condition).await, "waited in vain until: {what}");
}

/// Returns whether a condition becomes true in time.
async fn wait(condition: impl Fn() -> bool) -> bool {
    // Five minutes are the longest time limit of the element.
    for _ in 0..6_000 {
        if condition() {
            return true;
        }
        pause(5).await;
        js(&format!("testClock.advance({STEP})"));
    }
    condition()
}

/// Lets the page run for some milliseconds, while its clock stands still.
async fn pause(milliseconds: u32) {
    js(CLOCK);
    let elapsed = js(&format!(
        "new Promise((resolve) => testClock.pause(resolve, {milliseconds}))"
    ));
    JsFuture::from(elapsed.unchecked_into::<Promise>())
        .await
        .unwrap();
}

/// Runs everything that is due now.
pub async fn settle() {
    for _ in 0..3 {
        pause(0).await;
    }
}

/// Replaces the page's `fetch`, until it is dropped, with a JavaScript function of the request.
pub struct Fetch {
    original: JsValue,
    pub requests: Array,
}

impl Drop for Fetch {
    fn drop(&mut self) {
        Reflect::set(&js_sys::global(), &"fetch".into(), &self.original).unwrap();
    }
}

impl Fetch {
    pub fn replaced(source: &str) -> Self {
        let original = Reflect::get(&js_sys::global(), &"fetch".into()).unwrap();
        let requests = Array::new();
        let wrap: Function =
            js("(respond, requests) => (...args) => { requests.push(args[0]); return respond(...args); }").unchecked_into();
        let replaced = wrap.call2(&JsValue::NULL, &js(source), &requests).unwrap();
        Reflect::set(&js_sys::global(), &"fetch".into(), &replaced).unwrap();
        Self { original, requests }
    }

    /// Responds to a POST with a JavaScript function of the request. The collection cannot be read.
    pub fn posting(source: &str) -> Self {
        Self::replaced(&format!(
            "(request) => request.method === 'GET' ? Promise.resolve(new Response('', {{status: 401}})) : ({source})(request)"
        ))
    }

    /// Responds to every request with a status and a body.
    pub fn answering(status: u16, body: &str) -> Self {
        Self::replaced(&format!(
            "async () => new Response({}, {{status: {status}}})",
            js_sys::JSON::stringify(&body.into()).unwrap()
        ))
    }

    pub fn count(&self) -> u32 {
        self.requests.length()
    }

    /// Returns the last POST.
    pub fn posted(&self) -> web_sys::Request {
        self.requests
            .iter()
            .rfind(|request| method(request) == "POST")
            .unwrap()
            .unchecked_into()
    }

    pub fn last(&self) -> web_sys::Request {
        self.requests
            .get(self.requests.length() - 1)
            .unchecked_into()
    }
}

/// Returns the method of a request of [`Fetch::requests`].
pub fn method(request: &JsValue) -> String {
    Reflect::get(request, &"method".into())
        .unwrap()
        .as_string()
        .unwrap()
}

/// Returns the result of a promise of the element: its value as JSON text, or the rejection's
/// `kind`.
pub async fn ended(promise: JsValue) -> Result<String, String> {
    let result = Rc::new(RefCell::new(None));
    let settled = result.clone();
    spawn_local(async move {
        let result = JsFuture::from(promise.unchecked_into::<Promise>()).await;
        settled.replace(Some(result));
    });
    until("the promise settles", || result.borrow().is_some()).await;
    match result.take().unwrap() {
        Ok(value) => Ok(js_sys::JSON::stringify(&value).unwrap().into()),
        Err(error) => Err(Reflect::get(&error, &"kind".into())
            .unwrap()
            .as_string()
            .unwrap()),
    }
}
