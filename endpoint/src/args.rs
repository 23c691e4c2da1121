//! The command line.

use std::path::PathBuf;

use axum::http::HeaderValue;
use clap::Parser;

use crate::faults;

/// A local stand-in for Microsoft Graph's skills collection, on 127.0.0.1 only.
#[derive(Debug, Parser)]
#[command(name = "skills-endpoint")]
pub struct Args {
    /// The port to listen on; 0 takes any free one
    #[arg(long, value_name = "N", default_value_t = 8081)]
    pub port: u16,

    /// The database file that keeps the skills; made, with its folder, when it is not there
    #[arg(long, value_name = "FILE", default_value = "target/skills.sqlite")]
    pub database: PathBuf,

    /// Keep the skills in memory: they end with the process
    #[arg(long, conflicts_with = "database")]
    pub memory: bool,

    /// A folder with a built site, served from the same origin
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,

    /// The Content-Security-Policy of the site's HTML
    #[arg(long, value_name = "POLICY", requires = "site")]
    pub csp: Option<HeaderValue>,

    /// Do what goes wrong in networks and services when a request asks for it; --help has the words
    #[arg(long, long_help = faults::GRAMMAR)]
    pub faults: bool,

    /// Write a line to stderr for every request
    #[arg(long)]
    pub verbose: bool,
}
