// The URL of each language's catalog of <add-skills>, as in locales.js. The list also uses the form's catalog.
export const locales = {
  'several/de': () => new URL('./locales/several/de.json', import.meta.url).href,
  'several/fr': () => new URL('./locales/several/fr.json', import.meta.url).href,
  'several/es': () => new URL('./locales/several/es.json', import.meta.url).href,
  'several/pt-BR': () => new URL('./locales/several/pt-BR.json', import.meta.url).href,
  'several/it': () => new URL('./locales/several/it.json', import.meta.url).href,
  'several/nl': () => new URL('./locales/several/nl.json', import.meta.url).href,
  'several/pl': () => new URL('./locales/several/pl.json', import.meta.url).href,
  'several/ja': () => new URL('./locales/several/ja.json', import.meta.url).href,
  'several/zh-Hans': () => new URL('./locales/several/zh-Hans.json', import.meta.url).href,
  'several/ko': () => new URL('./locales/several/ko.json', import.meta.url).href,
  'several/ar': () => new URL('./locales/several/ar.json', import.meta.url).href,
  'several/he': () => new URL('./locales/several/he.json', import.meta.url).href,
  'several/hi': () => new URL('./locales/several/hi.json', import.meta.url).href,
};
