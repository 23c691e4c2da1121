//! The command line.

use std::path::PathBuf;

use axum::http::HeaderValue;
use clap::Parser;

use crate::faults;

/// A local mock of Microsoft Graph's skills collection, on 127.0.0.1 only.
#[derive(Debug, Parser)]
#[command(name = "skills-endpoint")]
pub struct Args {
    /// The port to listen on; 0 selects a free one
    #[arg(long, value_name = "N", default_value_t = 8081)]
    pub port: u16,

    /// The database file for the skills; created, with its folder, if it does not exist
    #[arg(long, value_name = "FILE", default_value = "target/skills.sqlite")]
    pub database: PathBuf,

    /// Keep the skills in memory, so that they are lost when the process ends
    #[arg(long, conflicts_with = "database")]
    pub memory: bool,

    /// A folder with a built site, served from the same origin
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,

    /// The Content-Security-Policy of the site's HTML
    #[arg(long, value_name = "POLICY", requires = "site")]
    pub csp: Option<HeaderValue>,

    /// Simulate faults of networks and services if a request specifies them; --help describes them
    #[arg(long, long_help = faults::GRAMMAR)]
    pub faults: bool,

    /// Write a line to stderr for every request
    #[arg(long)]
    pub verbose: bool,
}
