//! The built page, in a real browser, against the real endpoint.

mod accessibility;
mod announcements;
mod blocked;
mod drafts;
mod elements;
mod failures;
mod invariants;
mod keyboard;
mod languages;
mod large_inputs;
mod layout;
mod loading;
mod main_job;
mod nothing_sent;
mod once;
mod refusals;
mod request;
mod secrecy;
mod storage;
mod strange_answers;
mod strict_policy;
mod surprises;
mod when_errors_show;
mod wrong_values;
