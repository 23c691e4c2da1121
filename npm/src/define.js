// The package's first script. Defines the element, under any tag and in any registry, shows its form, and loads the other scripts and the
// WebAssembly module.
import unavailable from 'unavailable';
import { LATE, dropClicks, first, reportInAll, reportLate } from './first.js';
import * as internal from './internal.js';

const { AddSkillElement, choose, firstStyle, setBehavior, setLocate, setStyle, showUnavailable, source, stateOf } = internal;
export { AddSkillElement, internal };

setStyle(firstStyle);
setBehavior(first);
// The module must not define the default tag.
choose();

/** The load that is in progress or has succeeded. @type {undefined | Promise<void>} */
let loading;
/** The last location that the page has specified. @type {any} */
let wanted;

/** Starts to download the module while `runtime.js` loads, which reports errors. */
function prefetch() {
  try {
    const place = source();
    // The page's own requests take precedence.
    return place instanceof URL ? fetch(place, Object.setPrototypeOf({ priority: 'low' }, null)) : undefined;
  } catch {
    return undefined;
  }
}

/** @param {any} wasm */
async function untilLoaded(wasm) {
  const prefetched = wasm ? undefined : prefetch();
  prefetched?.catch(() => {});
  let timer;
  try {
    timer = setTimeout(reportLate, LATE);
    // In parallel, although `runtime.js` imports `shell.js`.
    const [{ load }] = await Promise.all([import('./runtime.js'), import('./shell.js')]);
    clearTimeout(timer);
    if (await load(() => wanted, prefetched)) return;
  } catch (error) {
    console.error(`<add-skill> ${AddSkillElement.version} cannot be shown: shell.js or runtime.js could not be loaded. Serve both in the folder of define.js. (${error})`);
    // Without `shell.js`, there is no message in other languages.
    const shell = await import('./shell.js').catch(() => undefined);
    clearTimeout(timer);
    if (shell) shell.failAll('ui.unavailable');
    else giveUp();
  }
  loading = undefined;
  addEventListener('online', () => load(), Object.setPrototypeOf({ once: true }, null));
}

/** Shows in each element without fallback content that the form is unavailable. Clicks are no longer remembered. */
function giveUp() {
  reportInAll((host) => {
    const root = /** @type {ShadowRoot} */ (host.shadowRoot);
    dropClicks(host);
    root.querySelector('.notice > *')?.remove();
    if (root.querySelector('form') || !host.textContent?.trim()) showUnavailable(root, unavailable, 'en');
  });
  setBehavior({
    ...first,
    event(host, event) { event.type === 'submit' || event.target.closest('button') ? event.preventDefault() : first.event(host, event); },
    submit: async () => { throw Object.assign(new Error(unavailable), { kind: 'not-sent' }); },
  });
}

/** Loads the module. @param {any} [wasm] A URL, a request, a response, bytes, or a compiled module, instead of the package's own */
function load(wasm) {
  wanted = wasm ?? wanted;
  loading ??= untilLoaded(wanted);
}

/** @param {any} value @returns {value is CustomElementRegistry} */
const isRegistry = (value) => typeof value?.define === 'function';

/**
 * Defines the element under a tag, unless the tag is already defined, and loads the module once.
 *
 * On a server, it does nothing.
 *
 * @param {string} [tag]
 * @param {CustomElementRegistry | import('./types.js').DefineOptions} [options]
 */
export function define(tag = 'add-skill', options = {}) {
  // Only own members count, because a page may have extended `Object.prototype`.
  const own = (/** @type {string} */ name) => (options && Object.hasOwn(options, name) ? /** @type {any} */ (options)[name] : undefined);
  const registry = isRegistry(options) ? options : own('registry');
  const [wasm, folder] = isRegistry(options) ? [] : [own('wasm'), own('locales')];
  if (folder && globalThis.document) {
    const base = new URL(`${folder}`.replace(/\/?$/, '/'), document.baseURI);
    setLocate((language) => new URL(`${language}.json`, base).href);
  }
  const defined = internal.define(tag, registry);
  // An element of another script does not need the module.
  if (defined === AddSkillElement || defined?.prototype instanceof AddSkillElement) load(wasm);
  return defined;
}
