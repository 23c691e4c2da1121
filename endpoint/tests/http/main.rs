//! Tests of the endpoint over HTTP. Each test starts the real binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on should say so and stop"
)]

mod adding;
mod bearer;
mod changing;
mod command_line;
mod cross_origin;
mod durability;
mod errors;
mod faults;
mod listing;
mod one_skill;
mod preconditions;
mod rules;
mod rules_of_facets;
mod server;
mod site;
