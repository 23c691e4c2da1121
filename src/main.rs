//! The browser's entry: defines `<add-skill>`.

fn main() {
    add_skill::element::define("add-skill");
}
