// Defines <add-skills>, under any tag, and loads its WebAssembly module. The list is empty until the module is ready, so one script contains all.
import { ListInstance, startList } from 'glue';
import words from 'words';
import { AddSkillsElement, define as start } from '../../src/several/add-skills-element.js';
import { languageFor } from './language.js';
import { isTestEnvironment, loadModule } from './load-module.js';
import { locales as ofForm } from './locales.js';
import { locales as ofList } from './several-locales.js';
import { source } from './source.js';

export { AddSkillsElement };

/** Whether this is a browser. Servers and test environments may define some of its objects. */
const isPage = typeof document === 'object' && typeof globalThis.HTMLElement?.prototype?.attachShadow === 'function' && typeof globalThis.customElements?.define === 'function';

/** Whether the module is loading or loaded. */
let isStarted = false;
/** The key of the message that is shown if loading fails. */
let failure = 'ui.unavailable';

/** Loads the module. @param {any} wasm A URL, a request, a response, bytes, or a compiled module, instead of the package's own */
async function load(wasm) {
  try {
    await loadModule(wasm ?? source());
  } catch (error) {
    if (error.isOutdated) failure = 'ui.outdated';
    // In unit tests of applications, elements stay empty.
    if (!isTestEnvironment()) throw error;
    return { ListInstance, startList() {} };
  }
  return { ListInstance, startList };
}

/** The URL of a catalog next to the module. @param {string} name */
const locate = (name) => (Object.hasOwn(ofForm, name) ? ofForm[name]() : ofList[name]());

/** The text for a module that is not available. @param {string} tag A language tag */
const unavailable = (tag) => words[languageFor(tag, Object.keys(words)) ?? 'en'][failure];

/** @param {any} defined */
const isOurs = (defined) => defined === AddSkillsElement || defined?.prototype instanceof AddSkillsElement;

/**
 * Defines the element under a tag, unless the tag is already defined, and loads the module once.
 *
 * On a server, it does nothing.
 *
 * @param {string} [tag]
 * @param {import('./types.js').DefineListOptions} [options]
 */
export function define(tag = 'add-skills', options = {}) {
  if (!isPage) return undefined;
  const defined = customElements.get(tag);
  if (isOurs(defined)) return defined;
  if (isStarted && !defined) {
    // A registry accepts a constructor under one name only.
    customElements.define(tag, class extends AddSkillsElement {});
    return customElements.get(tag);
  }
  isStarted ||= !defined;
  // Only own members count, because a page may have extended `Object.prototype`.
  const own = (/** @type {string} */ name) => (options && Object.hasOwn(options, name) ? /** @type {any} */ (options)[name] : undefined);
  const [wasm, folder] = [own('wasm'), own('locales')];
  const base = folder && new URL(`${folder}`.replace(/\/?$/, '/'), document.baseURI);
  // If another script has defined the tag, this only logs a warning.
  start({
    tag,
    load: () => load(wasm),
    locate: base ? (name) => new URL(`${name}.json`, base).href : locate,
    unavailable,
  });
  return customElements.get(tag);
}
