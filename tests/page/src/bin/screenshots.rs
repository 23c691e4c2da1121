//! Writes screenshots of the page into a folder, with a page that shows them all.
//!
//! The screenshots contain each state in each width and direction. Themes and colors alternate, so
//! that each state has each of them, and all pairs of them occur.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use anyhow::Context as _;
use page_tests::{Look, Page, Result, State};

const WIDTHS: [u32; 3] = [320, 480, 1000];
const LANGUAGES: [&str; 4] = ["en", "de", "ar", "ja"];
const THEMES: [&str; 3] = ["plain", "fluent", "brand"];
const LOOKS: [Look; 3] = [Look::Light, Look::Dark, Look::ForcedColors];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let folder = PathBuf::from(
        env::args_os()
            .nth(1)
            .context("Name the folder for the pictures.")?,
    );
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let page = Page::open().await?;
    let mut figures = String::new();
    let (mut row, mut pictures) = (0, 0);
    for state in State::ALL {
        for language in LANGUAGES {
            row += 1;
            for (column, width) in WIDTHS.into_iter().enumerate() {
                let theme = THEMES[(row + column) % THEMES.len()];
                let look = LOOKS[(2 * row + column) % LOOKS.len()];
                pictures += 1;
                let name =
                    format!("{state:?}-{language}-{width}-{theme}-{look:?}.png").to_lowercase();
                page.set_look(look).await?;
                page.show(state, language).await?;
                if !page.set_theme(theme).await? && theme != THEMES[0] {
                    println!("{name}: the page has no theme {theme}");
                }
                page.set_width(width, 1).await?;
                fs::write(folder.join(&name), page.picture().await?)?;
                let caption = format!("{state:?}, {language}, {width} px, {theme}, {look:?}");
                writeln!(
                    figures,
                    "<figure><img src=\"{name}\" alt=\"{caption}\" /><figcaption>{caption}</figcaption></figure>"
                )?;
            }
        }
    }
    fs::write(folder.join("index.html"), sheet(&figures))?;
    println!(
        "{pictures} pictures: {}",
        folder.join("index.html").display()
    );
    Ok(())
}

fn sheet(figures: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\" />\n<title>Screenshots of &lt;add-skill&gt;</title>\n\
         <style>body {{ display: flex; flex-wrap: wrap; gap: 1rem; align-items: start; font: 1rem system-ui; }} \
         figure {{ margin: 0; }} img {{ border: 1px solid; max-inline-size: 30rem; }}</style>\n{figures}</html>\n"
    )
}
