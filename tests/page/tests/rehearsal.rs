//! While the page is idle, the form rehearses a submission, without an effect outside of the rehearsal.

use page_tests::{Endpoint, Page, Result};
use serde_json::json;

use crate::package::{ELEMENT, SCRIPT, html, site};

/// Records everything by which a page, a tab, or the service could notice a submission. `answered`
/// are the responses that a script creates, as the rehearsal does.
const RECORDER: &str = "<script>
    window.noticed = [];
    window.answered = [];
    const note = (what) => noticed.push(what);
    const replace = (owner, name) => {
      const native = owner[name];
      owner[name] = function (...given) {
        note(name);
        return native.apply(this, given);
      };
    };
    replace(window, 'fetch');
    replace(Navigator.prototype, 'sendBeacon');
    replace(XMLHttpRequest.prototype, 'send');
    replace(BroadcastChannel.prototype, 'postMessage');
    replace(Storage.prototype, 'setItem');
    replace(Storage.prototype, 'removeItem');
    replace(HTMLElement.prototype, 'focus');
    replace(Element.prototype, 'attachShadow');
    window.Response = new Proxy(Response, {
      construct(native, given) {
        answered.push(given[0]);
        return new native(...given);
      },
    });
    const listeners = {};
    for (const [name, change] of [['addEventListener', 1], ['removeEventListener', -1]]) {
      const native = EventTarget.prototype[name];
      EventTarget.prototype[name] = function (type, ...given) {
        if (this === window || this === document) listeners[type] = (listeners[type] ?? 0) + change;
        return native.call(this, type, ...given);
      };
    }
    window.state = () => JSON.stringify([noticed.length, history.length, element.skill, document.activeElement.localName, listeners]);
    window.watch = (element) => {
      window.element = element;
      element.getAccessToken = async () => { note('getAccessToken'); return 'token'; };
      new MutationObserver((records) => note(`${records.length} changes`))
        .observe(element.shadowRoot, { subtree: true, childList: true, characterData: true, attributes: true });
      new MutationObserver((records) => note(`${records.length} changes of the page`)).observe(document, { subtree: true, childList: true });
      window.before = state();
    };
    for (const type of ['submit', 'skill-submit', 'skill-added', 'skill-failed', 'input', 'change', 'focusin', 'error', 'unhandledrejection']) {
      window.addEventListener(type, () => note(type), true);
    }
    // The rehearsal waits for this.
    const waiting = [];
    window.requestIdleCallback = (callback) => { waiting.push(callback); return 0; };
    window.idle = () => { for (const callback of waiting.splice(0)) callback({ timeRemaining: () => 50, didTimeout: false }); };
    </script>";

#[tokio::test]
async fn a_rehearsal_has_no_side_effects() -> Result {
    let site = site(&html(&[RECORDER, SCRIPT].concat(), &ELEMENT.repeat(2)))?;
    let page = Page::open_at(Endpoint::start(site, None)?, "/").await?;
    // Also the fields under "More details" are rendered when the page is idle.
    page.open_details().await?;
    page.fill("displayName", "Rust").await?;
    page.until("the draft is saved", async || {
        Ok(page.run("return sessionStorage.length;", &[]).await? == 1)
    })
    .await?;
    page.run("watch(element); idle();", &[]).await?;
    page.until("a submission was rehearsed", async || {
        Ok(page.run("return answered.length;", &[]).await? == 1)
    })
    .await?;
    // The response is read in some tasks, and the lock is released.
    let is_released = "return (await navigator.locks.query()).held.length;";
    page.until("it has ended", async || {
        Ok(page.run(is_released, &[]).await? == 0)
    })
    .await?;
    assert_eq!(
        page.run(
            "return state() === before ? null : [before, state(), noticed];",
            &[]
        )
        .await?,
        json!(null)
    );
    assert_eq!(page.stored().await?, Vec::<serde_json::Value>::new());

    // Once per page. The real submissions are sent, and reported once.
    page.submit().await?;
    page.event("skill-added").await?;
    let wake = "const second = document.querySelectorAll('add-skill')[1]; second.id = 'second'; second.focus(); idle();";
    page.run(wake, &[]).await?;
    let second = page.of("#second");
    second.fill("displayName", "Go").await?;
    second.submit().await?;
    second.event("skill-added").await?;
    let stored = page.stored().await?;
    let names: Vec<_> = stored.iter().map(|skill| &skill["displayName"]).collect();
    assert_eq!(names, ["Rust", "Go"]);
    let types: Vec<_> = page
        .events()
        .await?
        .into_iter()
        .map(|event| event["type"].clone())
        .collect();
    assert_eq!(types, ["skill-submit", "skill-added"].repeat(2));
    assert_eq!(page.run("return answered.length;", &[]).await?, 1);
    Ok(())
}
