//! Additional forms, which have no Rust instance until the user or the page turns to them.

use page_tests::Result;
use serde_json::json;

use super::{load, open};
use crate::package::ELEMENT;

#[tokio::test]
async fn additional_forms_sleep_until_the_user_or_the_page_interacts_with_them() -> Result {
    let page = open("", &ELEMENT.repeat(3)).await?;
    load(&page).await?;
    let others = "const [, second, third] = document.querySelectorAll('add-skill'); const isAsleep = ({ shadowRoot }) => shadowRoot.querySelector('form').hasAttribute('data-asleep');";
    let asleep = format!("{others} return [isAsleep(second), isAsleep(third)];");
    page.until("the others sleep", async || {
        Ok(page.run(&asleep, &[]).await? == json!([true, true]))
    })
    .await?;
    // The page reads and sets a property.
    assert_eq!(
        page.run(
            &format!("{others} third.skill = {{ displayName: 'Go' }}; return [third.skill.displayName, isAsleep(third)];"),
            &[]
        )
        .await?,
        json!(["Go", false])
    );
    // The user types.
    page.run(
        "document.querySelectorAll('add-skill')[1].id = 'second';",
        &[],
    )
    .await?;
    let second = page.of("#second");
    second.fill("displayName", "Rust").await?;
    assert_eq!(page.run(&asleep, &[]).await?, json!([false, false]));
    second.submit().await?;
    let added = second.event("skill-added").await?;
    assert_eq!(added["skill"]["displayName"], "Rust");
    // Removed and inserted again, a form still works.
    page.run(
        "const added = document.createElement('add-skill'); added.id = 'late'; added.setAttribute('endpoint', element.getAttribute('endpoint'));
         added.getAccessToken = element.getAccessToken; document.body.append(added); added.remove(); document.body.append(added);",
        &[],
    )
    .await?;
    let late = page.of("#late");
    late.ready().await?;
    late.fill("displayName", "Zig").await?;
    late.submit().await?;
    page.until("both are stored", async || {
        Ok(page.stored().await?.len() == 2)
    })
    .await?;
    // In another tree, and after a move to it. A form sleeps only if nothing is stored.
    page.until("the drafts are deleted", async || {
        Ok(page.run("return sessionStorage.length;", &[]).await? == 0)
    })
    .await?;
    let elsewhere = "const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' });
        window.elsewhere = [root, document.body].map((parent) => parent.appendChild(document.createElement('add-skill')));
        const [, moved] = elsewhere;
        root.moveBefore ? root.moveBefore(moved, null) : root.append(moved);";
    page.run(elsewhere, &[]).await?;
    let state = "return elsewhere.map(({ shadowRoot }) => shadowRoot.querySelector('form').hasAttribute('data-asleep'));";
    assert_eq!(page.run(state, &[]).await?, json!([true, true]));
    page.run("for (const form of elsewhere) form.focus();", &[])
        .await?;
    assert_eq!(page.run(state, &[]).await?, json!([false, false]));
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn each_use_of_a_sleeping_form_wakes_only_that_form() -> Result {
    let page = open("", &ELEMENT.repeat(10)).await?;
    load(&page).await?;
    let uses = "
        const uses = {
          none: () => {},
          skill: (form) => form.skill,
          value: (form) => form.value,
          validity: (form) => form.validity,
          validationMessage: (form) => form.validationMessage,
          checkValidity: (form) => form.checkValidity(),
          reportValidity: (form) => form.reportValidity(),
          reset: (form) => form.reset(),
          attribute: (form) => form.setAttribute('fields', 'displayName'),
        };
        const forms = [...document.querySelectorAll('add-skill')].slice(1);
        const isAsleep = ({ shadowRoot }) => shadowRoot.querySelector('form').hasAttribute('data-asleep');
        const before = forms.map(isAsleep);
        Object.values(uses).forEach((use, index) => use(forms[index]));
        return [before, forms.map(isAsleep), Object.keys(uses).length];";
    page.until("the others sleep", async || {
        let asleep = "return [...document.querySelectorAll('add-skill')].filter(({ shadowRoot }) => shadowRoot.querySelector('form').hasAttribute('data-asleep')).length;";
        Ok(page.run(asleep, &[]).await? == 9)
    })
    .await?;
    let result = page.run(uses, &[]).await?;
    let [before, after] = [[true; 9], std::array::from_fn(|index| index == 0)];
    assert_eq!(result, json!([before, after, 9]));
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}
