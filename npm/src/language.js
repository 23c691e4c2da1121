/**
 * Returns the language whose texts are used for a tag, as in `src/i18n/language.rs`: regions fall back to their language, Traditional Chinese
 * does not fall back to Simplified Chinese.
 * @param {string} tag
 * @param {string[]} names The languages with texts
 */
export function languageFor(tag, names) {
  const [language, ...subtags] = tag.trim().toLowerCase().split(/[-_]/);
  if (language === 'zh' && subtags.some((subtag) => /^(?:hant|tw|hk|mo)$/.test(subtag))) return undefined;
  return names.find((name) => name.split('-')[0] === (language === 'iw' ? 'he' : language));
}
