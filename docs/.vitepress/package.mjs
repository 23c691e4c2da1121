// The tables of the package's contents: its files and its languages.
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { LOADED, LOADED_SEVERAL, VISIBLE } from '../../scripts/loaded.mjs';
import { code, table } from './table.mjs';

const bytes = (name) => readFileSync(new URL(`../../npm/dist/${name}`, import.meta.url));
const number = (value) => value.toLocaleString('en');

/** The files that only some pages load. */
const OPTIONAL = { 'locales/de.json': 'one file per language other than English, here German', 'add-skill.standalone.js': 'instead of all others: the self-contained script' };

function measure(name) {
  const raw = bytes(name);
  return [raw.length, gzipSync(raw, { level: 9 }).length, brotliCompressSync(raw).length];
}

export function files() {
  const loaded = LOADED.map((name) => [name, measure(name)]);
  const sum = loaded.map(([, sizes]) => sizes).reduce((total, sizes) => total.map((size, index) => size + sizes[index]));
  const row = (name, note, sizes) => [code(name), note, ...sizes.map(number)];
  return table(
    ['file', 'loaded', 'bytes', 'gzip', 'brotli'],
    [
      ...loaded.map(([name, sizes]) => row(name, VISIBLE.includes(name) ? 'before the form is visible' : 'then', sizes)),
      ['**total**', 'English page', ...sum.map((size) => `**${number(size)}**`)],
      ...Object.entries(OPTIONAL).map(([name, note]) => row(name, note, measure(name))),
    ],
  ).replaceAll('| --- | --- | --- | --- | --- |', '| --- | --- | ---: | ---: | ---: |');
}

/** The bytes that `<add-skills>` loads, compressed. */
export const several = () => `${Math.round(LOADED_SEVERAL.reduce((total, name) => total + measure(name)[2], 0) / 1000)} kB (Brotli)`;

export function languages() {
  const files = readdirSync(new URL('../../npm/dist/locales', import.meta.url)).filter((file) => file.endsWith('.json'));
  const tags = ['en', ...files.map((file) => file.replace('.json', ''))];
  const name = (tag, inTag) => new Intl.DisplayNames(inTag, { type: 'language' }).of(tag);
  return table(['tag', 'language', 'native name'], tags.map((tag) => [code(tag), name(tag, 'en'), `<bdi lang="${tag}">${name(tag, tag)}</bdi>`]));
}
