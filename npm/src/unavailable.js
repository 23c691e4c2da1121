// What a person is told where there is no module, and so no catalogue of it.
import words from 'words';

/** The words for an element, in the language of what is around it. @param {HTMLElement} host */
export function unavailable(host) {
  const around = nearestLang(host);
  const lang = (around ? [around] : navigator.languages).map(available).find(Boolean) ?? 'en';
  return { text: own(host, around || lang) ?? words[lang], lang };
}

/** The page's own words: those in the language, then those in every one. @param {any} host @param {string} lang */
function own({ messages }, lang) {
  return [messages?.[lang], messages?.[lang.split('-')[0]], messages].map((some) => some?.['ui.unavailable']).find((text) => typeof text === 'string');
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
