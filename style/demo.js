// The demo page's own script: what an embedder writes, and the two lists beside the form.
const element = document.querySelector('add-skill');
const token = 'demo-token-of-this-page';

// A real page asks its sign-in library here, for example MSAL's acquireTokenSilent({ scopes, claims }).
element.getAccessToken = async () => token;

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

function log({ type, detail }) {
  const item = document.createElement('li');
  const when = document.createElement('time');
  when.textContent = time.format();
  const text = document.createElement('pre');
  text.textContent = JSON.stringify(detail, null, 2);
  item.append(when, ` ${type}`, text);
  document.querySelector('#events').prepend(item);
  document.querySelector('#no-events').hidden = true;
}

let lists = 0;

async function list() {
  const own = (lists += 1);
  const response = await fetch('/beta/me/profile/skills?$orderby=createdDateTime desc&$top=50', {
    headers: { Authorization: `Bearer ${token}` },
  });
  const { value } = await response.json();
  // A later list says more.
  if (own !== lists) return;
  document.querySelector('#skills').replaceChildren(...value.map((skill) => {
    const item = document.createElement('li');
    item.dataset.id = skill.id;
    const name = document.createElement('b');
    name.textContent = skill.displayName;
    name.dir = 'auto';
    const details = document.createElement('small');
    details.textContent = [skill.proficiency, skill.categories?.join(', '), skill.id].filter(Boolean).join(' · ');
    item.append(name, details);
    return item;
  }));
  document.querySelector('#no-skills').hidden = value.length > 0;
}

for (const type of ['skill-submit', 'skill-added', 'skill-failed']) element.addEventListener(type, log);
element.addEventListener('skill-added', list);
list();

// No event tells of a copy that was removed; what the form says of copies, in a part that a page can style, does.
customElements.whenDefined('add-skill').then(() => {
  const root = element.shadowRoot;
  let said;
  new MutationObserver(() => {
    const now = root.querySelector('[part="duplicates"]')?.textContent;
    if (now !== said) {
      said = now;
      list();
    }
  }).observe(root, { childList: true, characterData: true, subtree: true });
});
