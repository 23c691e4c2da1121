import { existsSync } from 'node:fs';
import { generated, version } from './generated.mjs';
import { writeRedirects } from './redirects.mjs';

const { DOCS_BASE: base = '/' } = process.env;
/** The entries of the sidebar whose pages exist: not every checkout contains all of them. @param {[string, string][]} pages */
const pages = (...pages) =>
  pages.flatMap(([text, name]) => (existsSync(new URL(`../${name}.md`, import.meta.url)) ? { text, link: `/${name}` } : []));

export default {
  title: '<add-skill>',
  description: 'A custom element that adds a skill to a Microsoft 365 profile',
  lang: 'en',
  base,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  outDir: '../target/docs',
  cacheDir: '../target/vitepress',
  srcExclude: ['public/**'],
  buildEnd: ({ outDir }) => writeRedirects(outDir),
  markdown: {
    // The default themes have too little contrast.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => md.use(generated),
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => /^add-skills?$/.test(tag) } } },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    nav: [
      { text: 'Install', link: '/install' },
      { text: 'API', link: '/api' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
      { text: `Version ${version}`, link: '/changelog' },
    ],
    sidebar: [
      {
        text: 'Get started',
        items: pages(
          ['Overview', 'index'],
          ['Prerequisites', 'prerequisites'],
          ['Install', 'install'],
          ['Frameworks', 'frameworks'],
          ['Bundlers', 'bundlers'],
          ['Leptos', 'leptos'],
        ),
      },
      {
        text: 'Guides',
        items: [
          ...pages(['Authentication', 'authentication']).map((page) => ({
            ...page,
            items: pages(['MSAL', 'auth-msal'], ['Microsoft Teams', 'auth-teams'], ['Backend for frontend', 'auth-bff']),
          })),
          ...pages(
            ['Recipes', 'recipes'],
            ['Several skills', 'several'],
            ['Error handling', 'errors'],
            ['Localization', 'localization'],
            ['Theming', 'theming'],
            ['Content Security Policy', 'csp'],
            ['Server rendering', 'server-rendering'],
            ['Custom endpoint', 'custom-endpoint'],
            ['Testing your integration', 'testing'],
            ['Accessibility', 'accessibility'],
            ['Migrating from MGT', 'migrate-from-mgt'],
          ),
        ],
      },
      {
        text: 'Reference',
        items: pages(
          ['API reference', 'api'],
          ['Types', 'types'],
          ['Messages', 'messages'],
          ['Troubleshooting', 'troubleshooting'],
          ['Security', 'security'],
          ['Privacy', 'privacy'],
          ['Performance', 'performance'],
          ['Versioning and support', 'versioning'],
          ['Changelog', 'changelog'],
        ),
      },
    ],
  },
};
