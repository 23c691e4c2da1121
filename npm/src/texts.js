// The language and the texts of an element before the WebAssembly module is ready, and if it fails to load.
import english from 'texts';
import { locale, nullProto } from './internal.js';
import { languageFor } from './language.js';
import { locales } from './locales.js';

/** The loaded catalogs, by language. @type {Record<string, Record<string, string>>} */
const catalogs = nullProto({ en: english });
/** Fallback texts of each language, for catalogs that fail to load. @type {Record<string, Record<string, string>>} */
let spare = nullProto({});
/** The catalogs that are being loaded. @type {Record<string, Promise<void>>} */
const loading = nullProto({});

/** Returns the language whose texts are used for a tag. @param {string} tag */
const languageOf = (tag) => languageFor(tag, ['en', ...Object.keys(locales)]);

/**
 * Returns the language tag that an element inherits, also through shadow roots, and its direction. The page's direction counts if it is set on
 * the element with the tag, or on a nearer one. Without a tag, the first of the user's languages that has texts counts.
 * @param {any} host
 */
export function inherited(host) {
  let [hasDirection, tag] = [false, null];
  for (let node = host; node && tag === null; node = node.parentElement ?? node.getRootNode().host) {
    hasDirection ||= node.hasAttribute('dir');
    tag = node.getAttribute('lang');
  }
  tag = tag?.trim() || (navigator.languages.find(languageOf) ?? navigator.languages[0] ?? '');
  const language = languageOf(tag);
  // Unlike the computed style, this needs no layout.
  const isRightToLeft = hasDirection ? host.matches(':dir(rtl)') : /^(?:ar|he)$/.test(language ?? '');
  return { tag, language, direction: isRightToLeft ? 'rtl' : 'ltr' };
}

/** Whether the texts of a language are loaded. @param {string} language */
export const isLoaded = (language) => Object.hasOwn(catalogs, language);

/** Sets the fallback texts of each language, for catalogs that fail to load. @param {typeof spare} texts */
export function setSpareTexts(texts) { spare = texts; }

/** Loads the texts of a language. If that fails, texts are in English. @param {string} language */
export function load(language) {
  loading[language] ??= fetch(locale(language)).then((response) => response.json()).then((texts) => { catalogs[language] = texts; }, () => {});
  return loading[language];
}

/**
 * Returns the text of a message: the page's custom text for this language or for all languages, or else the catalog's text or the English one.
 * Of several keys, the first one with a text counts.
 * @param {any} host
 * @param {{ tag: string, language?: string }} inherited
 * @param {string[]} keys
 */
export function textOf({ messages }, { tag, language }, ...keys) {
  const own = [];
  for (let part = tag.toLowerCase(); part && own.length === 0; part = part.replace(/(?:^|-)[^-]*$/, '')) {
    own.push(...Object.keys(messages ?? {}).filter((name) => name.toLowerCase() === part && typeof messages[name] === 'object').map((name) => messages[name]));
  }
  const sources = [own.concat(messages), [catalogs[language ?? ''], spare[language ?? '']], [english]];
  for (const source of sources) {
    for (const key of keys) {
      const found = source.map((texts) => (texts && Object.hasOwn(texts, key) ? texts[key] : undefined)).find((text) => typeof text === 'string');
      if (found !== undefined) return found;
    }
  }
  return '';
}

/** Returns the function that returns the texts of an element. @param {any} host */
export const sayer = (host) => {
  const about = inherited(host);
  return (/** @type {string[]} */ ...keys) => textOf(host, about, ...keys);
};
