//! Built pages in a real browser, with the real endpoint: the demo page and the npm package. The
//! modules also contain the tests of the applications of tests/hosts (`make hosts`), of the
//! documentation (`make test-docs`), and of the token sources (`make test-tokens`).

mod announcements;
mod basic_use;
mod blocked;
mod connection_faults;
mod crash;
mod documentation;
mod dom_updates;
mod drafts;
mod edge_cases;
mod error_timing;
mod existing_skills;
mod failures;
mod hostile_pages;
mod hosts;
mod interruptions;
mod invalid_values;
mod invariants;
mod keyboard;
mod languages;
mod large_inputs;
mod layout;
mod loading;
mod multiple_elements;
mod package;
mod package_versions;
mod rehearsal;
mod rejections;
mod reported_bugs;
mod request;
mod server_rendered;
mod several;
mod shell;
mod simulated_faults;
mod single_submission;
mod states;
mod storage;
mod strict_csp;
mod throttling;
mod token_secrecy;
mod tokens;
mod unexpected_responses;
mod unknown_outcomes;
mod unsent;
