//! Built pages in a real browser, with the real endpoint: the demo page and the npm package. The
//! modules also contain the tests of the applications of tests/hosts (`make hosts`), of the
//! documentation (`make test-docs`), and of the token sources (`make test-tokens`).

mod announcements;
mod blocked;
mod busy;
mod crash;
mod documentation;
mod drafts;
mod elements;
mod existing_skills;
mod failures;
mod faults_of_the_connection;
mod hostile_pages;
mod hosts;
mod interruptions;
mod invariants;
mod keyboard;
mod languages;
mod large_inputs;
mod layout;
mod loading;
mod main_job;
mod nothing_sent;
mod once;
mod open_ends;
mod package;
mod package_versions;
mod refusals;
mod rehearsal;
mod reported;
mod request;
mod secrecy;
mod server_rendered;
mod several;
mod shell;
mod situations;
mod states;
mod storage;
mod strange_answers;
mod strict_policy;
mod surprises;
mod tokens;
mod touched;
mod when_errors_show;
mod wrong_values;
