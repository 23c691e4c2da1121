// Defines the element, under any tag and in any registry, shows its form, and loads the WebAssembly that it needs.
import style from 'style';
import * as internal from './internal.js';
import { locales } from './locales.js';

const { AddSkillElement, choose, early, failAll, retry, setBehavior, setLocate, setStyle, source } = internal;
export { AddSkillElement, internal };

setStyle(style);
setBehavior(early);
setLocate((tag) => locales[tag]?.() ?? '');
// The module does not define a tag by itself.
choose();

/** The load that is in progress or has succeeded. @type {undefined | Promise<void>} */
let loading;
/** The last location that the page has specified. @type {any} */
let wanted;

/** Starts to load the module while its script loads. The script reports errors. */
function prefetch() {
  try {
    // After the page's own requests.
    return fetch(source(), Object.setPrototypeOf({ priority: 'low' }, null));
  } catch {
    return undefined;
  }
}

/** @param {any} wasm */
async function untilLoaded(wasm) {
  const prefetched = wasm ? undefined : prefetch();
  prefetched?.catch(() => {});
  try {
    const { load } = await import('./runtime.js');
    if (await load(() => wanted, prefetched)) return;
  } catch (error) {
    console.error(`<add-skill> ${AddSkillElement.version} cannot be shown: its script runtime.js could not be loaded. Serve it beside define.js. (${error})`);
    failAll('ui.unavailable');
  }
  loading = undefined;
  addEventListener('online', () => {
    retry();
    load();
  }, Object.setPrototypeOf({ once: true }, null));
}

/** Loads the module. @param {any} [wasm] A URL, a request, a response, bytes, or a compiled module, instead of the package's own */
function load(wasm) {
  wanted = wasm ?? wanted;
  loading ??= untilLoaded(wanted);
}

/** @param {any} value @returns {value is CustomElementRegistry} */
const isRegistry = (value) => typeof value?.define === 'function';

/**
 * Defines the element under a tag, unless something is defined there, and loads the module, unless it is loaded.
 *
 * On a server there are no elements: there it does nothing.
 *
 * @param {string} [tag]
 * @param {CustomElementRegistry | import('./types.js').DefineOptions} [options]
 */
export function define(tag = 'add-skill', options = {}) {
  // Own members only: a page may have added others to the prototype of all objects.
  const own = (/** @type {string} */ name) => (options && Object.hasOwn(options, name) ? /** @type {any} */ (options)[name] : undefined);
  const registry = isRegistry(options) ? options : own('registry');
  const [wasm, folder] = isRegistry(options) ? [] : [own('wasm'), own('locales')];
  if (folder && globalThis.document) {
    const base = new URL(`${folder}`.replace(/\/?$/, '/'), document.baseURI);
    setLocate((language) => new URL(`${language}.json`, base).href);
  }
  const defined = internal.define(tag, registry);
  // The element of another script needs no module.
  if (defined === AddSkillElement || defined?.prototype instanceof AddSkillElement) load(wasm);
  return defined;
}
