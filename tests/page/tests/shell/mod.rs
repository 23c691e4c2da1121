//! The shell: the form that the package's first script shows, while the WebAssembly module is held
//! back. The module then takes its nodes over.

mod appearance;
mod clicks;
mod dropped_clicks;
mod first_script;
mod hydration;
mod module_start;
mod page_changes;
mod sleeping;
mod stored_input;
mod unavailable;

use page_tests::{Endpoint, Page, Result};

use crate::package::{ELEMENT, SCRIPT, html, site};
use crate::server_rendered::in_place::MARK;

/// Holds the module back until the test calls `load`.
const HOLD: &str = "<script>{
    const native = fetch;
    const held = new Promise((resolve) => { window.load = resolve; });
    window.fetch = (...given) => {
      const url = String(given[0]?.url ?? given[0]);
      return url.includes('_bg.wasm') ? held.then(() => native(...given)) : native(...given);
    };
  }</script>";

/// Speeds up timers of a second and more until the test calls `stopHurrying`.
const HURRY: &str = "<script>{
    const native = setTimeout;
    window.setTimeout = (run, after = 0, ...given) => native(run, after >= 1000 ? after / 50 : after, ...given);
    window.stopHurrying = () => { window.setTimeout = native; };
  }</script>";

/// Waits until the shell is visible.
async fn shown(page: &Page) -> Result {
    shown_as(page, "form[data-shell][data-order]").await
}

/// Waits until a form that the selector matches is visible.
async fn shown_as(page: &Page, form: &str) -> Result {
    let shown = "return Boolean(element.shadowRoot?.querySelector(given[0]));";
    page.until("the shell is visible", async || {
        Ok(page.run(shown, &[form.into()]).await? == true)
    })
    .await?;
    page.run(MARK, &[]).await?;
    Ok(())
}

/// Opens a page, and does not wait for a form.
async fn start(html: &str) -> Result<Page> {
    Page::open_without_form(Endpoint::start(site(html)?, None)?, "/").await
}

/// Opens a page whose module is held back.
async fn open_html(html: &str) -> Result<Page> {
    let page = start(html).await?;
    shown(&page).await?;
    Ok(page)
}

async fn open(head: &str, body: &str) -> Result<Page> {
    open_html(&html(&[head, HOLD, SCRIPT].concat(), body)).await
}

async fn load(page: &Page) -> Result {
    page.run("load();", &[]).await?;
    page.ready().await
}

fn with(attributes: &str) -> String {
    ELEMENT.replace("<add-skill ", &format!("<add-skill {attributes} "))
}

/// Waits until the element's class is defined.
async fn defined(page: &Page) -> Result {
    let defined = "return Boolean(customElements.get('add-skill'));";
    page.until("the class is defined", async || {
        Ok(page.run(defined, &[]).await? == true)
    })
    .await
}

/// Waits for some frames, in which nothing is expected to happen.
async fn pause(page: &Page) -> Result {
    let frames =
        "for (let frames = 0; frames < 30; frames += 1) await new Promise(requestAnimationFrame);";
    page.run(frames, &[]).await.map(drop)
}

/// Asserts that nothing has been sent, and that the next click adds the skill once.
async fn assert_only_a_click_adds(page: &Page) -> Result {
    pause(page).await?;
    assert_eq!(page.stored().await?.len(), 0);
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

/// Asserts that the form is the one that [`MARK`] has recorded.
async fn assert_same_form(page: &Page) -> Result {
    let same = "return element.shadowRoot.querySelector('form') === form;";
    assert_eq!(page.run(same, &[]).await?, true);
    Ok(())
}
