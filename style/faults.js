// The list of faults, if the endpoint was started with --faults. The URL's query contains the selected one: ?fault=status:403
import { show } from './choices.js';
import { SITUATIONS } from './faults-catalog.js';

const element = document.querySelector('add-skill');
const collection = element.getAttribute('endpoint');
const card = document.querySelector('#faults-card');
const chooser = document.querySelector('#situation');
const specification = document.querySelector('#fault');
const sentence = document.querySelector('#situation-says');

const OWN = 'Any fault that target/debug/skills-endpoint --help describes. Separate several faults with “&”.';

for (const [label, situations] of Object.entries(SITUATIONS)) {
  const group = document.createElement('optgroup');
  group.label = label;
  group.append(...situations.map(([name, fault, becomes, says, press = '']) => {
    const option = new Option(name, fault);
    Object.assign(option.dataset, { becomes, says, press });
    return option;
  }));
  chooser.append(group);
}

/** Returns a fault as a query option, with as few escapes as possible. */
const option = (fault) => `fault=${encodeURIComponent(fault).replace(/%(3A|3B|2C|2F|20)/g, (code) => (code === '%20' ? '+' : decodeURIComponent(code)))}`;

const headers = { Authorization: 'Bearer demo-token-of-this-page', 'Content-Type': 'application/json' };

/** The faults of PATCH. No POST precedes a PATCH, so another request specifies them. */
let ofChanges = [];

/** Adds a skill with the same name, which the form then asks about. Called before the form reads the profile. */
async function addExisting({ displayName, proficiency }) {
  const level = proficiency === 'elementary' ? 'expert' : 'elementary';
  await fetch(collection, { method: 'POST', headers, body: JSON.stringify({ displayName, proficiency: level }) });
}

element.addEventListener('skill-exists', () => {
  if (ofChanges.length > 0) fetch(`${collection}?$top=1&${ofChanges.map(option).join('&')}`, { headers });
});

/** Applies faults to the next submission. Only the POST contains the query. */
function apply(fault) {
  const all = fault.split(/\s&\s/).map((one) => one.trim()).filter(Boolean);
  const isOfChange = (one) => one.split(';').includes('method:PATCH');
  ofChanges = all.filter(isOfChange);
  element.validate = ofChanges.length > 0 ? addExisting : undefined;
  const faults = all.filter((one) => !isOfChange(one));
  const endpoint = faults.length > 0 ? `${collection}?${faults.map(option).join('&')}` : collection;
  if (element.getAttribute('endpoint') !== endpoint) element.setAttribute('endpoint', endpoint);
  specification.value = fault;
  chooser.value = [...chooser.options].some(({ value }) => value === fault) ? fault : 'own';
  sentence.textContent = chooser.value === 'own' ? OWN : chooser.selectedOptions[0].dataset.says;
  show();
}

function choose(fault) {
  const url = new URL(location.href);
  if (fault === '') url.searchParams.delete('fault');
  else url.searchParams.set('fault', fault);
  history.replaceState(history.state, '', url);
  apply(fault);
}

chooser.addEventListener('change', () => {
  if (chooser.value !== 'own') choose(chooser.value);
  else {
    sentence.textContent = OWN;
    specification.focus();
  }
});
specification.addEventListener('change', () => choose(specification.value.trim()));
document.querySelector('#faults').addEventListener('submit', (event) => {
  event.preventDefault();
  choose(specification.value.trim());
});
apply(new URLSearchParams(location.search).get('fault') ?? '');

// An endpoint with faults returns the requested header. Other endpoints ignore the request for it.
const url = `${collection}?$top=1&${option('header:x-faults: on')}`;
const answer = await fetch(url, { headers }).catch(() => undefined);
if (answer?.headers.get('x-faults') === 'on') card.hidden = false;
else if (specification.value !== '') choose('');
