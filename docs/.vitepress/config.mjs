import { existsSync } from 'node:fs';
import { generated, version } from './generated.mjs';

const { DOCS_BASE: base = '/' } = process.env;
/** Those of the pages that are there: not every checkout has all of them. @param {[string, string][]} pages */
const pages = (...pages) =>
  pages.flatMap(([text, name]) => (existsSync(new URL(`../${name}.md`, import.meta.url)) ? { text, link: `/${name}` } : []));

export default {
  title: '<add-skill>',
  description: 'A form that adds a skill to a person’s Microsoft 365 profile, as a custom element',
  lang: 'en',
  base,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  outDir: '../target/docs',
  cacheDir: '../target/vitepress',
  srcExclude: ['public/**'],
  markdown: {
    // Those of the usual themes are too pale to be read by all.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => md.use(generated),
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'add-skill' } } },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    nav: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Interface', link: '/interface' },
      { text: `Version ${version}`, link: '/changelog' },
    ],
    sidebar: [
      { text: 'Begin', items: pages(['Try it', 'index'], ['Getting started', 'getting-started'], ['Frameworks', 'frameworks'], ['Bundlers', 'bundlers'], ['Leptos', 'leptos']) },
      {
        text: 'Use',
        items: pages(
          ['Recipes', 'recipes'],
          ['Server rendering', 'server-rendering'],
          ['The token', 'token'],
          ['Token by MSAL', 'token-msal'],
          ['Token in Teams', 'token-teams'],
          ['Token from a back end', 'token-bff'],
          ['Content Security Policy', 'policy'],
          ['Theming', 'theming'],
          ['Languages', 'languages'],
        ),
      },
      {
        text: 'Look up',
        items: pages(
          ['Interface', 'interface'],
          ['Types', 'types'],
          ['Messages', 'messages'],
          ['When something goes wrong', 'reliability'],
          ['Accessibility', 'accessibility'],
          ['Security', 'security'],
          ['Size and speed', 'size'],
          ['Versions', 'versions'],
          ['Changelog', 'changelog'],
        ),
      },
    ],
  },
};
