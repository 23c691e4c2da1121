//! The module takes the nodes of the shell over, with all that the user has done in it.

use page_tests::{Endpoint, Key, Page, Result, Step};
use serde_json::{Value, json};

use super::{HOLD, load, open, shown, start, with};
use crate::package::{ELEMENT, SCRIPT, html, site};
use crate::server_rendered::in_place::{assert_in_place, caret, element};

#[tokio::test]
async fn a_form_filled_in_before_the_module_loads_hydrates_in_place() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.paste("webUrl", "https://example.com/a").await?;
    page.choose("allowedAudiences", "me").await?;
    page.type_into("categories", "hobby").await?;
    page.press(Key::Enter + "").await?;
    page.type_into("categories", "work").await?;
    page.run(
        "element.shadowRoot.activeElement.setSelectionRange(1, 3);",
        &[],
    )
    .await?;
    assert_eq!(
        page.run("return element.skill;", &[]).await?,
        json!({ "displayName": "Rust", "proficiency": "expert", "webUrl": "https://example.com/a", "allowedAudiences": "me" })
    );
    load(&page).await?;
    assert_in_place(&page).await?;
    let here = caret(&page).await?;
    assert_eq!(
        (&here[0], &here[1], &here[2]),
        (&json!("categories"), &json!(1), &json!(3))
    );
    page.submit().await?;
    let skill = page.event("skill-added").await?["skill"].clone();
    assert_eq!(skill["displayName"], "Rust");
    assert_eq!(skill["proficiency"], "expert");
    assert_eq!(skill["webUrl"], "https://example.com/a");
    assert_eq!(skill["allowedAudiences"], "me");
    assert_eq!(skill["categories"], json!(["hobby", "work"]));
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    Ok(())
}

#[tokio::test]
async fn autofocus_lets_the_user_type_before_the_module_loads() -> Result {
    let forms = [
        with("autofocus"),
        with("autofocus fields=\"displayName webUrl\""),
        element("autofocus", &json!({})),
    ];
    for form in forms {
        let page = start(&html(&[HOLD, SCRIPT].concat(), &form)).await?;
        page.focus_arrives("displayName").await?;
        page.press("Rust").await?;
        assert_eq!(page.value("displayName").await?, "Rust", "{form}");
        load(&page).await?;
        assert_eq!(caret(&page).await?[0], "displayName", "{form}");
        assert_eq!(page.value("displayName").await?, "Rust", "{form}");
        page.submit().await?;
        page.event("skill-added").await?;
    }
    Ok(())
}

#[tokio::test]
async fn hydration_does_not_interrupt_an_ime_composition() -> Result {
    let page = open("", ELEMENT).await?;
    if page.engine().cannot(Step::Compose).is_some() {
        return Ok(());
    }
    page.type_into("displayName", "x").await?;
    page.compose("に").await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    page.compose("にほ").await?;
    page.accept("日本").await?;
    assert_eq!(page.value("displayName").await?, "x日本");
    page.submit().await?;
    assert_eq!(
        page.event("skill-added").await?["skill"]["displayName"],
        "x日本"
    );
    Ok(())
}

#[tokio::test]
async fn hydration_keeps_the_scroll_position_and_focus() -> Result {
    let body =
        format!("<div style=\"height: 150vh\"></div>{ELEMENT}<div style=\"height: 150vh\"></div>");
    let page = open("", &body).await?;
    page.type_into("webUrl", "https://example.com/").await?;
    page.run(
        "element.shadowRoot.querySelector('details').open = true;
         scrollBy(0, 40);
         window.events = [];
         for (const type of ['focusin', 'focusout']) form.addEventListener(type, ({ type }) => events.push(type));",
        &[],
    )
    .await?;
    let scrolled = page.run("return scrollY;", &[]).await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    // Firefox rounds the position when the details are rendered.
    let moved = page
        .run(&format!("return Math.abs(scrollY - {scrolled});"), &[])
        .await?;
    assert!(moved.as_f64().is_some_and(|moved| moved <= 1.0), "{moved}");
    assert_eq!(page.run("return events;", &[]).await?, json!([]));
    assert!(page.details_are_open().await?);
    assert_eq!(caret(&page).await?[0], "webUrl");
    page.fill("inference.confidenceScore", "0.5").await?;
    Ok(())
}

/// The other forms of a page are shells until the user turns to them.
#[tokio::test]
async fn the_shell_matches_the_hydrated_form_for_all_languages_and_field_sets() -> Result {
    let page = open("", ELEMENT).await?;
    load(&page).await?;
    let check = "
        const sets = ['', 'displayName', 'displayName allowedAudiences webUrl', 'categories,displayName',
          'inference.confidenceScore inference.userHasVerifiedAccuracy collaborationTags thumbnailUrl',
          'lastModifiedDateTime createdDateTime id displayName'];
        const languages = ['en', 'de', 'fr', 'es', 'pt-BR', 'it', 'nl', 'pl', 'ja', 'zh-Hans', 'ko', 'ar', 'he', 'hi', 'de-AT', 'iw'];
        const others = [{}, { required: 'webUrl categories collaborationTags allowedAudiences' }, { audiences: 'everyone me' }, { readonly: '' }, { disabled: '' }, { dir: 'rtl' }];
        const until = async (holds) => { while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5)); };
        // With a skill, the shell of a form that sleeps has all options and comments.
        const isWhole = (attributes) => {
          const at = cases.indexOf(attributes);
          return (at + Math.floor(at / sets.length)) % 2 === 1;
        };
        const markup = (form, attributes) => {
          const copy = form.cloneNode(true);
          for (const name of ['data-order', 'data-shell', 'data-asleep', 'method']) copy.removeAttribute(name);
          for (const option of copy.querySelectorAll('[selected]')) option.removeAttribute('selected');
          for (const contents of copy.querySelectorAll(isWhole(attributes) ? 'details > .fields, dl' : 'details > .fields, dl, select')) contents.replaceChildren();
          return copy.outerHTML.replace(isWhole(attributes) ? '' : /<!---->/g, '').replace(/add-skill-[0-9]+-/g, 'add-skill-0-');
        };
        const wrong = [];
        const cases = [...languages.flatMap((lang) => sets.map((fields) => ({ lang, fields }))), ...others.flatMap((other) => sets.map((fields) => ({ lang: 'en', fields, ...other })))];
        for (const attributes of cases) {
          const added = document.createElement('add-skill');
          for (const [name, value] of Object.entries({ endpoint: '/beta/me/profile/skills', ...attributes })) added.setAttribute(name, value);
          if (isWhole(attributes)) added.skill = {};
          document.body.append(added);
          let form = added.shadowRoot.querySelector('form');
          // Until its catalog is loaded, an element waits for the module.
          for (let tries = 0; tries < 200 && !form?.hasAttribute('data-shell'); tries += 1) {
            document.body.lastElementChild.remove();
            await new Promise((resolve) => setTimeout(resolve, 20));
            const again = added.cloneNode(false);
            if (isWhole(attributes)) again.skill = {};
            document.body.append(again);
            form = again.shadowRoot.querySelector('form');
          }
          if (!form?.hasAttribute('data-shell')) { wrong.push([attributes, 'no shell']); continue; }
          const host = form.getRootNode().host;
          const nodes = [...form.querySelectorAll('*')];
          const before = markup(form, attributes);
          host.dispatchEvent(new PointerEvent('pointerenter'));
          await until(() => host.shadowRoot.querySelector('form') && !host.shadowRoot.querySelector('form[data-order]'));
          await new Promise((resolve) => setTimeout(resolve));
          const after = markup(host.shadowRoot.querySelector('form'), attributes);
          if (host.shadowRoot.querySelector('form') !== form || nodes.some((node) => !node.isConnected)) wrong.push([attributes, 'replaced']);
          if (before !== after) {
            const at = [...before].findIndex((character, index) => character !== after[index]);
            wrong.push([attributes, before.slice(Math.max(0, at - 80), at + 120), after.slice(Math.max(0, at - 80), at + 120)]);
          }
          host.remove();
        }
        return [cases.length, wrong];";
    let result = page.run(check, &[]).await?;
    assert_eq!(result[0], 132);
    assert_eq!(result[1], json!([]));
    Ok(())
}

#[tokio::test]
async fn a_shell_of_another_version_is_replaced_and_keeps_the_input() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.run(
        "element.shadowRoot.querySelector('form').dataset.order = '0.0.0 1 0';",
        &[],
    )
    .await?;
    load(&page).await?;
    let replaced = "return element.shadowRoot.querySelector('form') !== form && element.shadowRoot.querySelectorAll('form').length === 1;";
    assert_eq!(page.run(replaced, &[]).await?, true);
    page.submit().await?;
    let skill = page.event("skill-added").await?["skill"].clone();
    assert_eq!(
        (&skill["displayName"], &skill["proficiency"]),
        (&json!("Rust"), &json!("expert"))
    );
    Ok(())
}

#[tokio::test]
async fn the_shell_works_under_a_strict_policy_with_trusted_types() -> Result {
    const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; \
        base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    let icon = "<link rel=\"icon\" href=\"data:,\" />";
    let site = site(&html("<script src=\"/hold.js\"></script><script type=\"module\" src=\"/package/add-skill.js\"></script>", ELEMENT).replace(icon, ""))?;
    let hold = HOLD.replace("<script>", "").replace("</script>", "");
    site.add("hold.js", &hold)?;
    let page = Page::open_without_form(Endpoint::start(site, Some(POLICY))?, "/").await?;
    shown(&page).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    load(&page).await?;
    page.event("skill-added").await?;
    assert_in_place(&page).await?;
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    Ok(())
}
