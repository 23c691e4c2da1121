// The script of the demo page: the code that an embedder writes, and the lists of skills and events.
const element = document.querySelector('add-skill');
const token = 'demo-token-of-this-page';

// A real page calls its sign-in library here, for example MSAL's acquireTokenSilent({ scopes, claims }).
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
  // A later request has newer results.
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

const CHANGES = ['skill-exists', 'skill-added', 'skill-updated', 'skill-removed'];
for (const source of [element, document.querySelector('add-skills')]) {
  for (const type of ['skill-submit', 'skill-failed', 'skills-settled', ...CHANGES]) source.addEventListener(type, log);
  for (const type of CHANGES) source.addEventListener(type, list);
}
list();

// No event reports that a duplicate was removed, but the text of this part changes.
customElements.whenDefined('add-skill').then(() => {
  const root = element.shadowRoot;
  let shown;
  new MutationObserver(() => {
    const now = root.querySelector('[part="duplicates"]')?.textContent;
    if (now !== shown) {
      shown = now;
      list();
    }
  }).observe(root, { childList: true, characterData: true, subtree: true });
});
