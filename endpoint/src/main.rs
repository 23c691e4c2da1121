//! A local mock of Microsoft Graph's skills collection (`/beta/me/profile/skills`), for the
//! development and the tests of `<add-skill>`.
//!
//! It stores skills in `SQLite` and rejects what Graph rejects. Its rules are derived from the
//! contract and share no code with the crate `add-skill`, so that each validates the other.

mod app;
mod args;
mod auth;
mod body;
mod collection;
mod cors;
mod etag;
mod faults;
mod frame;
mod list_options;
mod problem;
mod resource;
mod routes;
mod serve;
mod site;
mod skills;
mod store;
mod timestamp;
mod validate;

use std::process::ExitCode;

use clap::Parser as _;

/// The exit code of a server that could not start. clap uses the same one for invalid options.
const COULD_NOT_START: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    match serve::run(args::Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("skills-endpoint: {problem}");
            ExitCode::from(COULD_NOT_START)
        }
    }
}
