// What a person is told where there is no module, and so no catalogue of it.
import words from 'words';

/** The keys of the messages, in the order of the texts. */
const KEYS = ['ui.unavailable', 'ui.outdated'];

/** The words for an element, in the language of what is around it. @param {number} index Of its key @param {HTMLElement} host */
function say(index, host) {
  const around = nearestLang(host);
  const lang = (around ? [around] : navigator.languages).map(available).find(Boolean) ?? 'en';
  return { text: own(host, around || lang, KEYS[index]) ?? words[lang][index], lang };
}

/** The module did not come, or has ended before the form was there. @param {HTMLElement} host */
export const unavailable = (host) => say(0, host);
/** The module is of another version than the script. @param {HTMLElement} host */
export const outdated = (host) => say(1, host);

/** The page's own text for a key: in this language, otherwise in all languages. @param {any} host @param {string} lang @param {string} key */
function own({ messages }, lang, key) {
  return [messages?.[lang], messages?.[lang.split('-')[0]], messages].map((some) => some?.[key]).find((text) => typeof text === 'string');
}

/** The nearest `lang`, also through shadow roots. @param {HTMLElement} host @returns {string} */
function nearestLang(host) {
  const lang = host.closest('[lang]')?.getAttribute('lang');
  const root = host.getRootNode();
  return lang ?? (root instanceof ShadowRoot ? nearestLang(/** @type {HTMLElement} */ (root.host)) : '');
}

/** The language of the words for a tag. Regions fall back on their language, other scripts do not: their readers are others. @param {string} tag */
function available(tag) {
  try {
    const wanted = new Intl.Locale(tag).maximize();
    return Object.keys(words).find((name) => {
      const { language, script } = new Intl.Locale(name).maximize();
      return language === wanted.language && script === wanted.script;
    });
  } catch {
    return undefined;
  }
}
