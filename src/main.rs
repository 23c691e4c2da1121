//! The browser's entry: defines `<add-skill>`.

fn main() {}
