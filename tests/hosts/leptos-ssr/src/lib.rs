//! A Leptos application that a server renders and a browser hydrates.
// Without either feature it is empty: `cargo test --workspace` enables none.
#![cfg(any(feature = "hydrate", feature = "ssr"))]

mod app;

pub use app::{App, shell};

/// Hydrates the page in the browser.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() {
    // The server has the messages of all languages. The browser fetches those of one.
    add_skill::load_messages(&app::language()).await;
    leptos::mount::hydrate_body(App);
}
