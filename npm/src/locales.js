// The URL of each language's catalog. Bundlers recognize files only by this literal expression, so it is repeated. These are functions, because
// `import.meta.url` is missing in a bundle that is not a module.
export const locales = {
  de: () => new URL('./locales/de.json', import.meta.url).href,
  fr: () => new URL('./locales/fr.json', import.meta.url).href,
  es: () => new URL('./locales/es.json', import.meta.url).href,
  'pt-BR': () => new URL('./locales/pt-BR.json', import.meta.url).href,
  it: () => new URL('./locales/it.json', import.meta.url).href,
  nl: () => new URL('./locales/nl.json', import.meta.url).href,
  pl: () => new URL('./locales/pl.json', import.meta.url).href,
  ja: () => new URL('./locales/ja.json', import.meta.url).href,
  'zh-Hans': () => new URL('./locales/zh-Hans.json', import.meta.url).href,
  ko: () => new URL('./locales/ko.json', import.meta.url).href,
  ar: () => new URL('./locales/ar.json', import.meta.url).href,
  he: () => new URL('./locales/he.json', import.meta.url).href,
  hi: () => new URL('./locales/hi.json', import.meta.url).href,
};
