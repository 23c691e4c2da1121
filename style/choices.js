// The options of the demo page. The URL's query contains them, so that a link reproduces a state of the page:
// ?theme=fluent&language=ar&appearance=dark&density=compact&fields=all&suggest=on&existing=on&readonly=on&disabled=on
import { suggest } from './vocabulary.js';

const element = document.querySelector('add-skill');
const root = document.documentElement;

const FIELDS = {
  few: 'displayName proficiency',
  all: 'displayName proficiency categories webUrl allowedAudiences collaborationTags thumbnailUrl inference id '
    + 'createdDateTime lastModifiedDateTime createdBy lastModifiedBy',
};

/** The effect of each option on the page, or on the element as an embedder would apply it. The first value is the default. */
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
  existing: (value) => { set('existing', value === 'on' ? 'allow' : undefined); },
  readonly: (value) => { set('readonly', value === 'on' ? '' : undefined); },
  disabled: (value) => { set('disabled', value === 'on' ? '' : undefined); },
};

/** Sets or removes an attribute. */
function set(attribute, value) {
  if (value === undefined) element.removeAttribute(attribute);
  else if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}

const valueOf = (chooser) => (chooser.type === 'checkbox' ? (chooser.checked ? 'on' : 'off') : chooser.value);
const ownOf = (chooser) => (chooser.type === 'checkbox' ? 'off' : chooser.options[0].value);

/** Selects the value in the URL. If there is none or it is unknown, selects the default. */
function read(chooser) {
  const named = new URLSearchParams(location.search).get(chooser.id);
  if (chooser.type === 'checkbox') chooser.checked = named === 'on';
  else chooser.value = [...chooser.options].some(({ value }) => value === named) ? named : ownOf(chooser);
}

/** Writes an option into the URL, unless it is the default. */
function remember(chooser) {
  const url = new URL(location.href);
  if (valueOf(chooser) === ownOf(chooser)) url.searchParams.delete(chooser.id);
  else url.searchParams.set(chooser.id, valueOf(chooser));
  history.replaceState(history.state, '', url);
}

/** Shows the markup of the element in its current state. */
export function show() {
  const attributes = ['endpoint', 'fields', 'existing', 'readonly', 'disabled'].filter((name) => element.hasAttribute(name));
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
// Enter must not submit the options.
document.querySelector('#choices').addEventListener('submit', (event) => event.preventDefault());
