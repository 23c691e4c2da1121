//! Host tests: the pure rules, and tables that name tests. They run in seconds, without a browser.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]
#![cfg(not(target_arch = "wasm32"))]

mod architecture;
mod archive;
mod cases;
mod catalogues;
mod challenge;
mod draft_helpers;
mod graph;
mod hostile;
mod interface;
mod machine;
mod machine_again;
mod machine_checks;
mod machine_existing;
mod machine_harness;
mod machine_interruptions;
mod machine_lists;
mod machine_properties;
mod machine_update;
mod reconcile;
mod record;
#[cfg(feature = "ssr")]
mod rendering;
mod retry;
mod rules;
mod several_import;
mod several_texts;
mod skill;
mod skill_properties;
mod troubleshooting;
