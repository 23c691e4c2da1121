//! A Leptos application with the form in it.

mod app;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
