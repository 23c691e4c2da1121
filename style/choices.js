// The choosers of the demo page. The URL's query remembers what was chosen, so that a link names a state of the page:
// ?theme=fluent&language=ar&appearance=dark&density=compact&fields=all&suggest=on&readonly=on&disabled=on
import { suggest } from './vocabulary.js';

const element = document.querySelector('add-skill');
const root = document.documentElement;

const FIELDS = {
  few: 'displayName proficiency',
  all: 'displayName proficiency categories webUrl allowedAudiences collaborationTags thumbnailUrl inference id '
    + 'createdDateTime lastModifiedDateTime createdBy lastModifiedBy',
};

/** What each choice does to the page, or to the element as an embedder would. The first value of each is the page's own. */
const CHOICES = {
  theme: (value) => { root.dataset.theme = value; },
  appearance: (value) => { root.dataset.appearance = value; },
  density: (value) => { root.dataset.density = value; },
  language: (value, chooser) => {
    root.lang = value;
    root.dir = chooser.selectedOptions[0].dir || 'ltr';
  },
  fields: (value) => { set('fields', FIELDS[value]); },
  suggest: (value) => { element.suggest = value === 'on' ? suggest : undefined; },
  readonly: (value) => { set('readonly', value === 'on' ? '' : undefined); },
  disabled: (value) => { set('disabled', value === 'on' ? '' : undefined); },
};

/** Sets an attribute, or takes it away. */
function set(attribute, value) {
  if (value === undefined) element.removeAttribute(attribute);
  else if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}

const valueOf = (chooser) => (chooser.type === 'checkbox' ? (chooser.checked ? 'on' : 'off') : chooser.value);
const ownOf = (chooser) => (chooser.type === 'checkbox' ? 'off' : chooser.options[0].value);

/** Shows in a chooser what the URL names; a value that it does not offer leaves the page's own. */
function read(chooser) {
  const named = new URLSearchParams(location.search).get(chooser.id);
  if (chooser.type === 'checkbox') chooser.checked = named === 'on';
  else chooser.value = [...chooser.options].some(({ value }) => value === named) ? named : ownOf(chooser);
}

/** Writes a choice into the URL. The page's own is not written. */
function remember(chooser) {
  const url = new URL(location.href);
  if (valueOf(chooser) === ownOf(chooser)) url.searchParams.delete(chooser.id);
  else url.searchParams.set(chooser.id, valueOf(chooser));
  history.replaceState(history.state, '', url);
}

/** The markup that makes the element what it now is. */
export function show() {
  const attributes = ['endpoint', 'fields', 'readonly', 'disabled'].filter((name) => element.hasAttribute(name));
  const written = attributes.map((name) => `\n  ${name}${element.getAttribute(name) && `="${element.getAttribute(name)}"`}`);
  document.querySelector('#markup').textContent = `<add-skill${written.join('')}\n></add-skill>`;
}

for (const [name, apply] of Object.entries(CHOICES)) {
  const chooser = document.querySelector(`#${name}`);
  read(chooser);
  apply(valueOf(chooser), chooser);
  chooser.addEventListener('change', () => {
    apply(valueOf(chooser), chooser);
    remember(chooser);
    show();
  });
}
show();
// Enter in a chooser has nothing to send.
document.querySelector('#choices').addEventListener('submit', (event) => event.preventDefault());
