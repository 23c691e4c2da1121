//! The built page, in a real browser, against the real endpoint.

mod accessibility;
mod blocked;
mod crash;
mod drafts;
mod elements;
mod failures;
mod keyboard;
mod languages;
mod layout;
mod main_job;
mod once;
mod request;
mod secrecy;
mod situations;
mod strict_policy;
mod surprises;
mod when_errors_show;
mod wrong_values;
