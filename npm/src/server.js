// Renders the element's declarative shadow root on any JavaScript server: the same form as in browsers, compiled for servers.
// It needs no DOM and does not load the browser's module.
import { instantiate } from 'server-glue';
import { load } from './server-module.js';

/** The options that are attributes of the element, by the names of their properties. */
const ATTRIBUTES = {
  lang: 'lang',
  dir: 'dir',
  endpoint: 'endpoint',
  fields: 'fields',
  required: 'required',
  tokenHosts: 'token-hosts',
  scopes: 'scopes',
  draft: 'draft',
  draftKey: 'draft-key',
  verify: 'verify',
  existing: 'existing',
  scoreRange: 'score-range',
  audiences: 'audiences',
  name: 'name',
};
/** The Boolean attributes. */
const BOOLEANS = { disabled: 'disabled', readonly: 'readonly', readOnly: 'readonly' };
/** The properties without attributes. */
const OBJECTS = ['skill', 'messages'];
/** The options of the stylesheet. */
const STYLES = ['nonce', 'stylesheet'];

/** @type {Map<string, string>} */
const names = new Map();
for (const [property, attribute] of Object.entries({ ...ATTRIBUTES, ...BOOLEANS })) names.set(property, attribute).set(attribute, attribute);
const booleans = new Set(Object.values(BOOLEANS));

/** The unknown options that were already reported. Each is reported once, because servers render often. @type {Set<string>} */
const reported = new Set();
/** @param {string} name @param {string} [problem] */
function report(name, problem) {
  if (reported.has(name) || reported.size > 100) return;
  reported.add(name);
  if (problem) return console.warn(`<add-skill>: renderToString: "${name}" ${problem}`);
  console.warn(`<add-skill>: renderToString has no option "${name}". It has ${[...Object.keys(ATTRIBUTES), ...Object.keys(BOOLEANS), ...OBJECTS, ...STYLES].join(', ')}.`);
}

/** The maximum nesting depth of a value. The module reads 128 levels in all. */
const MAX_DEPTH = 100;

/** Whether a value has a JSON form that the module can read. @param {any} value */
function isJson(value) {
  try {
    let depth = 0;
    for (const [bracket] of String(JSON.stringify(value)).replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[[\]{}]/g)) {
      depth += bracket === '[' || bracket === '{' ? 1 : -1;
      if (depth > MAX_DEPTH) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** The options as the module reads them. @param {Record<string, any>} given */
function read(given) {
  const options = /** @type {Record<string, any>} */ ({});
  for (const [name, value] of Object.entries(given)) {
    const attribute = names.get(name);
    if (value === undefined || value === null) continue;
    if (OBJECTS.includes(name)) {
      if (isJson(value)) options[name] = value;
      else report(name, 'is not JSON, or nested too deeply, and is ignored.');
    } else if (STYLES.includes(name)) options[name] = String(value);
    else if (!attribute) report(name);
    else if (booleans.has(attribute)) {
      // As in markup, the empty string is true.
      if (value || value === '') options[attribute] = '';
    } else options[attribute] = Array.isArray(value) ? value.join(' ') : String(value);
  }
  return JSON.stringify(options);
}

/** The instance of the module, created with the first form. @type {undefined | { render(options: string): string }} */
let instance;

/**
 * Returns the declarative shadow root of an element with these options.
 * @param {Record<string, any>} [options]
 */
export function renderToString(options = {}) {
  const text = read(options ?? {});
  instance ??= instantiate(load());
  try {
    return instance.render(text);
  } catch (error) {
    // After a trap, the state of an instance is unreliable. The next call gets another one.
    instance = undefined;
    throw new Error('<add-skill>: rendering failed.', { cause: error });
  }
}
