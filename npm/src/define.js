// Defines the element, under any tag and in any registry, and loads the WebAssembly that it needs.
import { AddSkillElement, choose, define as defineClass, setLocate } from '../../src/element/js/element.js';
import { load } from './load.js';
import { locales } from './locales.js';

export { AddSkillElement };

setLocate((tag) => locales[tag]?.() ?? '');
// Whoever imports this names the tags.
choose();

/** @param {any} value @returns {value is CustomElementRegistry} */
const isRegistry = (value) => typeof value?.define === 'function';

/**
 * Defines the element under a tag, unless something is defined there, and loads the module, unless it is here.
 *
 * On a server there are no elements: there it does nothing.
 *
 * @param {string} [tag]
 * @param {CustomElementRegistry | import('./types.js').DefineOptions} [options]
 */
export function define(tag = 'add-skill', options = {}) {
  // Its own members alone: a page may have put others on every object's prototype.
  const own = (/** @type {string} */ name) => (options && Object.hasOwn(options, name) ? /** @type {any} */ (options)[name] : undefined);
  const registry = isRegistry(options) ? options : own('registry');
  const [wasm, folder] = isRegistry(options) ? [] : [own('wasm'), own('locales')];
  if (folder && globalThis.document) {
    const base = new URL(`${folder}`.replace(/\/?$/, '/'), document.baseURI);
    setLocate((language) => new URL(`${language}.json`, base).href);
  }
  const defined = defineClass(tag, registry);
  // Another's element needs none of it.
  if (defined === AddSkillElement || defined?.prototype instanceof AddSkillElement) void load(wasm);
  return defined;
}
