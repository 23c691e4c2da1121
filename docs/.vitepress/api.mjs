// The tables of the API reference, from the package's custom elements manifest.
import { readFileSync } from 'node:fs';
import { code, table } from './table.mjs';

const manifest = JSON.parse(readFileSync(new URL('../../npm/dist/custom-elements.json', import.meta.url), 'utf8'));
const modules = manifest.modules.map(({ declarations = [] }) => declarations);
/** Returns the declarations of an element's module. @param {string} [tag] */
const declared = (tag = 'add-skill') => modules.find((declarations) => declarations.some(({ tagName }) => tagName === tag));
const elementOf = (tag) => declared(tag).find(({ tagName }) => tagName);
const ofKind = (element, kind) => element.members.filter((member) => member.kind === kind);

const signature = ({ name, parameters, return: { type } }) =>
  code(`${name}(${parameters.map((each) => `${each.name}${each.optional ? '?' : ''}: ${each.type.text}`).join(', ')}): ${type.text}`);
const described = (list) => table(['name', 'description'], list.map(({ name, description }) => [code(name), description]));
/** The description of an entry. Its type and default follow on a separate line, which keeps tables narrow. */
const detailed = (each) => {
  const facts = [each.type && code(each.type.text), each.readonly && 'read-only', each.default && `default ${code(each.default)}`];
  return `${each.description}<br>${facts.filter(Boolean).join(', ')}`;
};
/** A table of entries, each with the properties that reflect it under other names. */
const rows = (head, list, fields = []) => {
  const names = ({ name }) => [...new Set([name, ...fields.filter(({ attribute }) => attribute === name).map((field) => field.name)])];
  return table([head, 'description'], list.map((each) => [names(each).map(code).join('<br>'), detailed(each)]));
};

// Each function returns the table of one element: of `<add-skill>`, or of the one with the tag.
/** @param {(element: any, declarations: any[]) => string} make */
const of = (make) => (tag) => make(elementOf(tag), declared(tag));
export const attributes = of((element) => rows('attribute, property', element.attributes, ofKind(element, 'field')));
export const properties = of((element) => rows('property', ofKind(element, 'field').filter((field) => !field.attribute && !field.static)));
export const statics = of((element) => rows('member of the class', ofKind(element, 'field').filter((field) => field.static)));
export const events = of((element) => rows('event', element.events));
export const tokens = of((element) => rows('custom property', element.cssProperties));
export const methods = of((element) => table(['method', 'description'], ofKind(element, 'method').map((method) => [signature(method), method.description])));
export const slots = of((element) => table(['slot', 'description'], element.slots.map(({ name, description }) => [name ? code(name) : 'default', description])));
export const parts = of((element) => described(element.cssParts));
export const states = of((element) => described(element.cssStates.map(({ name, description }) => ({ name: `:state(${name})`, description }))));
export const functions = of((_, declarations) =>
  table(['function', 'description'], declarations.filter(({ kind }) => kind === 'function').map((each) => [signature(each), each.description])));
