//! Pages whose scripts have changed built-in objects before the module loads: the form works or
//! reports that it cannot, and the request is the same.

use page_tests::{Endpoint, Page, Result, Site};
use serde_json::{Value, json};

use crate::package::TOKEN;
use crate::request::assert_leaks_nothing;

const HTML: &str = "<!doctype html>
<html lang=\"en\">
<title>Hostile</title>
<script src=\"/hostile.js\"></script>
<add-skill endpoint=\"/beta/me/profile/skills\">No WebAssembly</add-skill>
<script type=\"module\" src=\"start.js\"></script>
";

const START: &str = "import init from './add-skill.js';
    document.querySelector('add-skill').getAccessToken = async () => 'CANARY-hostile';
    await init({ module_or_path: './add-skill_bg.wasm' });";

/// Members that `fetch`, events, and descriptors would read from a prototype.
const POLLUTED: &str = "
  const members = {
    credentials: 'include', mode: 'no-cors', redirect: 'follow', cache: 'default', referrerPolicy: 'unsafe-url', method: 'PUT',
    scopes: ['everything'], claims: 'polluted', proficiency: 'polluted', displayName: 'polluted', id: 'polluted',
    bubbles: false, cancelable: false, composed: false, detail: 'polluted', type: 'polluted', tag: 'polluted', block: 'center',
  };
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(Object.prototype, name, Object.assign(Object.create(null), { value, configurable: true, writable: true }));
  }";

/// Changes like those of old libraries: enumerable helpers on all objects, arrays, and functions,
/// and a `toJSON` that encodes twice.
const ENUMERABLE: &str = "
  // No functions, because drivers also send the members of an object's prototype, and cannot send
  // functions.
  for (const { prototype } of [Object, Array]) prototype.each = 'helper';
  for (const { prototype } of [Function, String, Promise, Map, Set]) prototype.extend = () => undefined;
  // Not in drivers that use the page's `toJSON` for the results of scripts.
  const isAsked = () => new Error().stack.includes('/add-skill');
  const twice = function () { return '[' + this.join() + ']'; };
  Object.defineProperty(Array.prototype, 'toJSON', { get: () => (isAsked() ? twice : undefined), configurable: true });
  String.prototype.toJSON = function () { return 'twice ' + this; };
  Date.prototype.toJSON = () => 'never';";

/// Frozen built-in objects.
const FROZEN: &str = "
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value = Object.getOwnPropertyDescriptor(globalThis, name).value;
    if (typeof value !== 'function') continue;
    if (typeof value.prototype === 'object' && value.prototype !== null) Object.freeze(value.prototype);
    Object.freeze(value);
  }
  for (const space of [Math, JSON, Reflect, Intl, Atomics, WebAssembly, crypto, navigator, location.constructor]) Object.freeze(space);";

/// Changes like those of a library that tracks asynchronous tasks: its own promises, and wrapped
/// timers, listeners, and `fetch`.
const ZONED: &str = "
  const Native = Promise;
  class ZonePromise extends Native {
    then(...given) { return super.then(...given); }
  }
  globalThis.Promise = ZonePromise;
  for (const name of ['setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame']) {
    const native = globalThis[name];
    globalThis[name] = function (work, ...given) { return native.call(globalThis, () => work(), ...given); };
  }
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, ...given) {
    const wrapped = typeof listener === 'function' ? function (event) { return listener.call(this, event); } : listener;
    return addEventListener.call(this ?? globalThis, type, wrapped, ...given);
  };
  const { fetch } = globalThis;
  globalThis.fetch = (...given) => new ZonePromise((resolve, reject) => fetch(...given).then(resolve, reject));";

/// Missing APIs, as in insecure, old, or embedded pages.
const LACKING: &str = "
  delete Crypto.prototype.randomUUID;
  for (const name of ['debug', 'info', 'trace']) delete console[name];
  for (const name of ['PerformanceObserver', 'requestIdleCallback', 'BroadcastChannel']) {
    try { Object.defineProperty(globalThis, name, { value: undefined }); } catch {}
  }
  delete Intl.ListFormat; delete Intl.RelativeTimeFormat; delete Intl.Segmenter; delete Intl.DurationFormat;
  Object.defineProperty(globalThis, 'sessionStorage', { get() { throw new DOMException('No storage here', 'SecurityError'); } });";

/// The same with the npm package, which also contains a bundler's code.
const PACKAGED: &str = "<!doctype html>
<html lang=\"en\">
<title>Hostile</title>
<script src=\"/hostile.js\"></script>
<add-skill endpoint=\"/beta/me/profile/skills\">No WebAssembly</add-skill>
<script src=\"/token.js\"></script>
";

async fn open_packaged(hostile: &str, script: &str) -> Result<Page> {
    let site = Site::with_package("package")?;
    site.add("token.js", TOKEN)?;
    site.add("hostile.js", &format!("'use strict'; {{ {hostile} }}"))?;
    site.add_page("hostile.html", &[PACKAGED, script].concat())?;
    Page::open_at(Endpoint::start(site, None)?, "/hostile.html").await
}

const MODULE: &str = "<script type=\"module\" src=\"/package/add-skill.js\"></script>";
const STANDALONE: &str = "<script src=\"/package/add-skill.standalone.js\" defer></script>";

async fn open(hostile: &str) -> Result<Page> {
    let site = Site::copy()?;
    site.add("hostile.js", &format!("'use strict'; {{ {hostile} }}"))?;
    site.add("start.js", START)?;
    site.add_page("hostile.html", HTML)?;
    Page::open_at(Endpoint::start(site, None)?, "/hostile.html").await
}

/// Submits an invalid skill, a rejected one, and a successful one.
async fn journey(page: &Page) -> Result {
    page.watch_requests().await?;
    page.fill("webUrl", "nowhere").await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    page.fill("webUrl", "https://example.com/").await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.add_category("one").await?;
    page.add_category("two").await?;
    page.respond_with(json!({ "status": 403, "body": "" }))
        .await?;
    page.submit().await?;
    assert_eq!(page.event("skill-failed").await?["kind"], "rejected");
    assert_eq!(page.value("displayName").await?, "Rust");
    page.submit().await?;
    let added = page.event("skill-added").await?;
    assert_eq!(added["skill"]["displayName"], "Rust");

    let stored = page.stored().await?;
    assert_eq!(stored.len(), 1);
    for (member, value) in [
        ("displayName", json!("Rust")),
        ("proficiency", json!("expert")),
        ("categories", json!(["one", "two"])),
        ("webUrl", json!("https://example.com/")),
    ] {
        assert_eq!(stored[0][member], value, "{member}");
    }
    for request in page.requests().await? {
        assert_leaks_nothing(&request);
    }
    page.assert_no_token_is_left().await
}

#[tokio::test]
async fn a_polluted_object_prototype_does_not_change_the_request() -> Result {
    let page = open(POLLUTED).await?;
    journey(&page).await?;
    let body: Value =
        serde_json::from_str(page.posts().await?[1]["body"].as_str().unwrap_or_default())?;
    let mut members: Vec<_> = body
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    members.sort_unstable();
    assert_eq!(
        members,
        [
            "@odata.type",
            "categories",
            "displayName",
            "proficiency",
            "webUrl"
        ]
    );
    Ok(())
}

#[tokio::test]
async fn enumerable_prototype_helpers_are_not_treated_as_data() -> Result {
    journey(&open(ENUMERABLE).await?).await
}

#[tokio::test]
async fn frozen_globals_and_prototypes_do_not_break_the_form() -> Result {
    journey(&open(FROZEN).await?).await
}

#[tokio::test]
async fn wrapped_promises_timers_and_listeners_do_not_break_the_form() -> Result {
    journey(&open(ZONED).await?).await
}

#[tokio::test]
async fn missing_browser_apis_do_not_break_the_form() -> Result {
    journey(&open(LACKING).await?).await
}

#[tokio::test]
async fn the_package_works_on_each_simulated_hostile_page() -> Result {
    // Members that descriptors, options, and loops would find in all values.
    const DESCRIPTORS: &str = "
      for (const [name, value] of Object.entries({ redirect: 'follow', set: 1, value: 2, writable: true, once: false, signal: 3, status: 999, headers: 'x', registry: null, wasm: 'y', locales: '/nowhere/', behavior: 'x', preventScroll: 1, integrity: 'sha256-x' })) {
        Object.defineProperty(Object.prototype, name, Object.assign(Object.create(null), { value, configurable: true, writable: true, enumerable: true }));
      }";
    for script in [MODULE, STANDALONE] {
        for hostile in [
            POLLUTED,
            ENUMERABLE,
            FROZEN,
            ZONED,
            LACKING,
            "Object.prototype.redirect = 'follow';",
            DESCRIPTORS,
        ] {
            let page = open_packaged(hostile, script).await?;
            page.fill("displayName", "Rust").await?;
            page.submit().await?;
            assert_eq!(
                page.event("skill-added").await?["skill"]["displayName"],
                "Rust",
                "{hostile}"
            );
        }
    }
    Ok(())
}
