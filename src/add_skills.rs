//! The browser's entry of `add-skill-element/several`. The script of the class calls the exports.

// Links the crate, although nothing here uses it.
use add_skill as _;

fn main() {}
