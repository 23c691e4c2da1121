// The tables of messages: the English texts, with the doc comments of the crate's enums of keys.
import { readFileSync } from 'node:fs';
import { code, table } from './table.mjs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const CASES = {
  camelCase: (name) => name[0].toLowerCase() + name.slice(1),
  'kebab-case': (name) => name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase(),
};

/**
 * The doc comments of an enum's variants by their serialized names.
 * @param {string} source A Rust file
 * @param {string} name
 */
function variants(source, name) {
  const [, attributes, body] = new RegExp(`((?:^#\\[.*\\]\\n)*)^pub enum ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(source) ?? [];
  if (body === undefined) throw new Error(`there is no enum ${name}`);
  const [, style] = /serialize_all = "([\w-]+)"/.exec(attributes) ?? [];
  const found = [...body.matchAll(/((?:^ {4}\/\/\/.*\n)+)(?:^ {4}#.*\n)*^ {4}(\w+)/gm)];
  const text = (comment) => prose(comment.replace(/^ *\/\/\/ ?/gm, '').trim());
  return Object.fromEntries(found.map(([, comment, variant]) => [(CASES[style] ?? String)(variant), text(comment)]));
}

/** A doc comment without line breaks and links to Rust items. */
const prose = (comment) =>
  comment
    .replaceAll('\n', ' ')
    .replace(/\[([^\]]+)\]\((?!https?:)[^)]*\)/g, '$1')
    .replace(/\[(`[^`]+`)\](?!\()/g, '$1');

const keys = read('src/i18n/key.rs');
const ofList = read('src/several/texts.rs');
const meanings = {
  key: variants(keys, 'Key'),
  ui: variants(keys, 'Ui'),
  count: variants(keys, 'Counted'),
  group: variants(keys, 'Group'),
  failure: variants(read('src/graph/outcome.rs'), 'Reason'),
  error: variants(read('src/skill/error.rs'), 'Rule'),
  several: { ...variants(ofList, 'Text'), ...variants(ofList, 'CountedText') },
};

/** The English texts of `<add-skills>`, by their keys. */
function listTexts() {
  const found = ofList.matchAll(/^ {8}(?:Text::(\w+)|\(CountedText::(\w+), (true|false)\)) => (?:\{\s*)?"([^"]*)"/gm);
  return [...found].map(([, name, counted, isOne, text]) => {
    const key = CASES.camelCase(name ?? counted);
    return [`several.${key}${counted ? (isOne === 'true' ? '.one' : '.other') : ''}`, text];
  });
}

/** @param {string} key @returns {string} */
function meaning(key) {
  const [kind, ...rest] = key.split('.');
  if (kind === 'label') return meanings.key.Label;
  if (kind === 'hint') return meanings.key.Hint;
  if (kind === 'error' && rest.length > 1) return meanings.key.Required ?? meanings.error[rest[0]];
  if (kind in meanings) return meanings[kind][rest[0]];
  return kind.endsWith('Hint') ? meanings.key.MemberHint : meanings.key.Member;
}

/** The sections of the page, each with the kinds of its keys. */
const SECTIONS = {
  form: ['ui'],
  failures: ['failure'],
  errors: ['error'],
  fields: ['label', 'hint', 'group'],
  counts: ['count'],
  list: ['several'],
};

/** The table of one section; `members` contains every key that no other section contains. @param {keyof typeof SECTIONS | 'members'} section */
export function messages(section) {
  const others = Object.values(SECTIONS).flat();
  const isIn = (kind) => (section === 'members' ? !others.includes(kind) : SECTIONS[section].includes(kind));
  const english = [...Object.entries(JSON.parse(read('src/i18n/locales/en.json'))), ...listTexts()];
  const rows = english.filter(([key]) => isIn(key.split('.')[0])).map(([key, text]) => {
    const about = meaning(key);
    if (!about) throw new Error(`no doc comment describes the message ${key}`);
    const placeholders = [...new Set(text.match(/\{\w+\}/g))].filter((placeholder) => !about.includes(placeholder));
    return [code(key), code(text), [about, placeholders.length > 0 && `Contains ${placeholders.map(code).join(' and ')}.`].filter(Boolean).join(' ')];
  });
  return table(['key', 'English text', 'meaning'], rows);
}
