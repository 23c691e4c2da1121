//! The built page, in a real browser, against the real endpoint.

mod accessibility;
mod blocked;
mod busy;
mod crash;
mod drafts;
mod elements;
mod failures;
mod faults_of_the_connection;
mod hostile_pages;
mod interruptions;
mod keyboard;
mod languages;
mod layout;
mod main_job;
mod once;
mod open_ends;
mod request;
mod secrecy;
mod situations;
mod strict_policy;
mod surprises;
mod when_errors_show;
mod wrong_values;
