//! Measures the npm package in Chromium, and writes the figures into a file, from which `make
//! bench` creates a table. SUBMISSIONS is the number of skills that one page adds.

use std::{env, fs};

use anyhow::Context as _;
use page_tests::{Endpoint, Page, Result, Site};
use serde_json::{Value, json};

/// A page as in the README, with the form only.
const PAGE: &str = "<!doctype html>
    <html lang=\"en\">
    <title>add-skill</title>
    <link rel=\"icon\" href=\"data:,\">
    <link rel=\"modulepreload\" href=\"/package/define.js\" crossorigin=\"anonymous\">
    <link rel=\"preload\" href=\"/package/add-skill_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\">
    <script type=\"module\" src=\"/package/add-skill.js\" crossorigin=\"anonymous\"></script>
    <add-skill endpoint=\"/beta/me/profile/skills\" draft=\"off\"></add-skill>
    <script src=\"/token.js\"></script>
    </html>";
/// The element for several skills, on that page.
const LIST: &str = "<add-skills endpoint=\"/beta/me/profile/skills\" verify=\"off\"></add-skills>
    <script type=\"module\" src=\"/package/several.js\"></script>
    </html>";
const TOKEN: &str =
    "document.querySelector('add-skill').getAccessToken = async () => 'CANARY-measure';";

/// Waits for the next paint.
const FRAMES: &str = "
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(0);
    }));
    const root = element.shadowRoot;
    const quantile = (list, part) => [...list].sort((one, other) => one - other)[Math.min(list.length - 1, Math.floor(part * list.length))];
    const type = (name, text) => {
      const input = root.querySelector(`[name='${name}']`);
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    };";

/// Pastes many lines. Returns the duration, and the longest time between two paints until all
/// categories are added.
const PASTE: &str = "
    const [count] = given;
    const data = new DataTransfer();
    data.setData('text/plain', Array.from({ length: count }, (_, line) => `category ${line}`).join('\\n'));
    const input = root.querySelector('[name=categories]');
    input.focus();
    let [longest, last, first] = [0, await painted(), 0];
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
    first = performance.now() - last;
    while (root.querySelectorAll('li').length < count) {
      const now = await painted();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return [first, longest];";

/// Types keys. Returns the time until each is painted.
const TYPE: &str = "
    const times = [];
    let text = '';
    for (const letter of 'A skill that has quite a long name, as some of them have'.repeat(2)) {
      const start = performance.now();
      text += letter;
      type('displayName', text);
      times.push(await painted() - start);
    }
    return [quantile(times, 0.5), quantile(times, 0.95)];";

/// Adds categories one by one. Returns the medians of the first and the last hundred.
const CATEGORIES: &str = "
    const times = [];
    for (let count = 0; count < 1000; count += 1) {
      const start = performance.now();
      type('categories', `category ${count}`);
      root.querySelector('[part=add-category]').click();
      times.push(await painted() - start);
    }
    return [quantile(times.slice(0, 100), 0.5), quantile(times.slice(-100), 0.5), quantile(times, 0.5)];";

/// Adds skills one by one. Returns the time until the form reports each as added.
const SUBMIT: &str = "
    const [count] = given;
    const times = [];
    for (let skill = 0; skill < count; skill += 1) {
      type('displayName', `Skill ${skill} ${Math.random()}`);
      const added = new Promise((resolve) => element.addEventListener('skill-added', resolve, { once: true }));
      const start = performance.now();
      root.querySelector('[part=submit]').click();
      await added;
      times.push(performance.now() - start);
    }
    return quantile(times, 0.5);";

/// Adds skills one by one, the first after the module's rehearsal. Returns the time from each click
/// until the request is sent.
const REQUEST: &str = "
    const native = fetch;
    let sent;
    window.fetch = (...given) => {
      if (given[0]?.method === 'POST') sent = performance.now();
      return native(...given);
    };
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const times = [];
    for (let skill = 0; skill < 20; skill += 1) {
      type('displayName', `Skill ${skill} ${Math.random()}`);
      await painted();
      const added = new Promise((resolve) => element.addEventListener('skill-added', resolve, { once: true }));
      const start = performance.now();
      root.querySelector('[part=submit]').click();
      await added;
      times.push(sent - start);
    }
    window.fetch = native;
    return [times[0], times[1], quantile(times.slice(1), 0.5)];";

/// Imports 500 skills into `<add-skills>`. Returns the duration until the first and until all rows
/// are rendered, and the longest time between two paints.
const IMPORT: &str = "
    const list = document.querySelector('add-skills');
    while (!list.matches(':state(ready)')) await painted();
    const area = list.shadowRoot.querySelector('textarea');
    area.value = Array.from({ length: 500 }, (_, line) => `Skill ${line}`).join('\\n');
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await painted();
    const rows = () => list.shadowRoot.querySelectorAll('tbody > tr').length;
    const start = performance.now();
    let [longest, last, first] = [0, start, 0];
    list.shadowRoot.querySelector('[part=import]').click();
    while (rows() < 500) {
      const now = await painted();
      if (rows() > 0) first ||= now - start;
      longest = Math.max(longest, now - last);
      last = now;
    }
    return [first, await painted() - start, longest];";

/// Types keys into one of these rows. Returns the time until each is painted.
const TYPE_IN_ROW: &str = "
    const list = document.querySelector('add-skills');
    const input = list.shadowRoot.querySelectorAll('[name=displayName]')[250];
    input.scrollIntoView();
    input.focus();
    const times = [];
    await painted();
    for (const letter of 'A skill that has quite a long name, as some of them have') {
      const start = performance.now();
      input.value += letter;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      times.push(await painted() - start);
    }
    return [quantile(times, 0.5), quantile(times, 0.95)];";

/// Types keys into one of these rows, slowly, so that the counts are updated and the list is saved
/// after each. Returns the longest time between two paints that follow a key.
const TYPE_SLOWLY: &str = "
    const list = document.querySelector('add-skills');
    const input = list.shadowRoot.querySelectorAll('[name=displayName]')[250];
    const times = [];
    for (const letter of 'A skill name') {
      input.value += letter;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      let [last, longest] = [await painted(), 0];
      for (const end = last + 600; last < end;) {
        const now = await painted();
        longest = Math.max(longest, now - last);
        last = now;
      }
      times.push(longest);
    }
    return [quantile(times, 0.5), quantile(times, 0.95)];";

/// The number of skills that one script adds. Drivers limit the duration of scripts.
const AT_ONCE: u32 = 500;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result {
    let file = env::args_os()
        .nth(1)
        .context("Name the file for the figures.")?;
    let submissions: u32 = env::var("SUBMISSIONS")
        .unwrap_or_else(|_| "1000".to_owned())
        .parse()?;
    let mut rows = Vec::new();
    let mut row = |what: &str, figure: String| {
        println!("{what}: {figure}");
        rows.push(json!([what, figure]));
    };

    let page = open("").await?;
    let typing = measured(&page, TYPE, &[], 4).await?;
    row(
        "key press to paint, CPU ÷ 4: median, 95th percentile (ms)",
        figures(&typing),
    );
    let pasted = measured(&page, PASTE, &[10_000.into()], 4).await?;
    row(
        "pasting 10,000 categories, CPU ÷ 4: the paste, the longest frame until all are rendered (ms)",
        figures(&pasted),
    );
    let page = open("").await?;
    let added = measured(&page, CATEGORIES, &[], 1).await?;
    row(
        "adding 1,000 categories: the first 100, the last 100, all, medians (ms)",
        figures(&added),
    );

    let page = open_page(&PAGE.replace("</html>", LIST)).await?;
    let imported = measured(&page, IMPORT, &[], 1).await?;
    row(
        "`<add-skills>`, 500 skills pasted: until the first rows, until all rows, the longest frame (ms)",
        figures(&imported),
    );
    let typing = measured(&page, TYPE_IN_ROW, &[], 4).await?;
    row(
        "key press in one of these rows to paint, CPU ÷ 4: median, 95th percentile (ms)",
        figures(&typing),
    );
    let paused = measured(&page, TYPE_SLOWLY, &[], 4).await?;
    row(
        "the longest frame after such a key, in which the list is counted and saved, CPU ÷ 4: median, 95th percentile (ms)",
        figures(&paused),
    );

    let page = open(" verify=\"off\" existing=\"allow\"").await?;
    let requests = measured(&page, REQUEST, &[], 1).await?;
    row(
        "click to request, `verify=\"off\" existing=\"allow\"`: the first, the second, the median after the first (ms)",
        figures(&requests),
    );

    // Without duplicate detection, whose duration depends on the size of the collection.
    let page = open(" verify=\"off\"").await?;
    page.watch_memory().await?;
    // The first submissions increase the module's memory to the required size.
    let first = measured(&page, SUBMIT, &[AT_ONCE.into()], 1).await?;
    let before = page.memory().await?;
    let mut last = first.clone();
    for _ in 0..submissions / AT_ONCE {
        last = measured(&page, SUBMIT, &[AT_ONCE.into()], 1).await?;
    }
    let after = page.memory().await?;
    let what = "click to success message: the first, the last 500 skills, medians (ms)";
    row(
        what,
        [&first, &last]
            .map(|median| format!("{:.1}", median.as_f64().unwrap_or_default()))
            .join(" · "),
    );
    row(
        &format!("the module's memory before and after {submissions} skills (KiB)"),
        format!("{} · {}", before.module / 1024, after.module / 1024),
    );
    row(
        "nodes and listeners before and after",
        format!(
            "{}, {} · {}, {}",
            before.nodes, before.listeners, after.nodes, after.listeners
        ),
    );
    row(
        "JavaScript heap before and after (KiB)",
        format!("{} · {}", before.heap / 1024, after.heap / 1024),
    );
    fs::write(
        file,
        json!({ "columns": ["", "`<add-skill>`"], "rows": rows }).to_string(),
    )?;
    Ok(())
}

async fn open(attributes: &str) -> Result<Page> {
    open_page(&PAGE.replace(" draft=", &format!("{attributes} draft="))).await
}

async fn open_page(html: &str) -> Result<Page> {
    let site = Site::with_package("package")?;
    site.add("token.js", TOKEN)?;
    site.add_page("index.html", html)?;
    Page::open_at(Endpoint::start(site, None)?, "/").await
}

/// Returns the measurements of a script with a processor that is slower by this factor.
async fn measured(page: &Page, script: &str, given: &[Value], slower: u32) -> Result<Value> {
    page.slow_down(slower).await?;
    let measured = page.run(&[FRAMES, script].concat(), given).await?;
    page.slow_down(1).await?;
    Ok(measured)
}

fn figures(measured: &Value) -> String {
    let figures = measured
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64);
    figures
        .map(|figure| format!("{figure:.1}"))
        .collect::<Vec<_>>()
        .join(" · ")
}
