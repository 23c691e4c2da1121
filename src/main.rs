//! The browser's entry: defines `<add-skill>`.

fn main() {
    add_skill::element::define_unless_chosen("add-skill");
}
