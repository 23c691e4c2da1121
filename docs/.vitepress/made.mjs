// What the pages take from the package instead of repeating it: `[made:NAME]` or `[made:NAME ARGUMENT]`, also inside of code.
import { existsSync, readFileSync } from 'node:fs';
import * as interfaces from './interface.mjs';
import { files, languages, messages } from './package.mjs';
import { table } from './table.mjs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
export const { version } = JSON.parse(read('npm/dist/package.json'));
const hashes = JSON.parse(read('npm/dist/integrity.json'));

const makers = {
  ...interfaces,
  files,
  languages,
  messages,
  speed,
  document,
  hosts,
  'host-sizes': hostSizes,
  version: () => version,
  integrity: (file) => hashes[file],
  types: () => read('npm/dist/types.d.ts'),
};

/** A document of the project's root without its title. Of its links, those to other pages of the site stay. */
function document(name) {
  const link = (whole, text, target) => {
    const [, page, anchor = ''] = /^(?:docs\/)?([\w-]+)\.md(#.*)?$/.exec(target) ?? [];
    if (page && existsSync(new URL(`docs/${page.toLowerCase()}.md`, root))) return `[${text}](${page.toLowerCase()}.md${anchor})`;
    return /^(?:https?:|#)/.test(target) ? whole : text;
  };
  return read(name).replace(/^# .*\n/, '').replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, link);
}

/** What a bench has measured and left in docs/bench.json: tables of `about`, `columns` and `rows`. */
function speed() {
  if (!existsSync(new URL('docs/bench.json', root))) return 'Nothing has been measured for this build.';
  return JSON.parse(read('docs/bench.json')).map(({ about, columns, rows }) => `${about}\n\n${table(columns, rows)}`).join('\n\n');
}

/** The applications of tests/hosts, and what tests/hosts/measure.mjs has measured of each. */
const applications = () => JSON.parse(read('docs/hosts.json'));

/** What each application is built with, and what it needs. */
function hosts() {
  const rows = applications().map(({ host, folder, packages, needs }) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(`tests/hosts/${folder}/package.json`));
    const versions = { ...dependencies, ...devDependencies, ...optionalDependencies };
    return [host, packages.map((name) => `${name.replace(/^@oven\/(bun)-.*/, '$1')} ${versions[name]}`).join(', '), needs];
  });
  return table(['host', 'tested with', 'needs'], rows);
}

/** What a page of each application loads. */
function hostSizes() {
  const number = (value) => value.toLocaleString('en');
  const rows = applications().map(({ host, files, bytes, brotli }) => [host, number(files), number(bytes), number(brotli)]);
  return table(['host', 'files', 'bytes', 'brotli'], rows).replace('| --- | --- | --- | --- |', '| --- | ---: | ---: | ---: |');
}

/** The plugin of markdown-it, so that links and search know what is made too. */
export function made(md) {
  md.core.ruler.before('normalize', 'made', (state) => {
    state.src = state.src.replace(/\[made:([\w-]+)(?: ([^\]]+))?\]/g, (_, name, argument) => {
      const text = makers[name]?.(argument);
      if (text === undefined) throw new Error(`nothing is made by [made:${[name, argument].join(' ')}]`);
      return text;
    });
  });
}
