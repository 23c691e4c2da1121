//! A local stand-in for Microsoft Graph's skills collection (`/beta/me/profile/skills`), for the
//! dev loop and the tests of `<add-skill>`.
//!
//! It keeps skills in `SQLite` and refuses what Graph refuses. Its rules are its own code, written
//! from the contract's page and never shared with the crate `add-skill`, so that each of the two
//! checks the other.

mod app;
mod args;
mod auth;
mod body;
mod collection;
mod cors;
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

/// The exit code of a server that could not start; clap ends with the same one for a wrong option.
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
