// The tables of the API reference, from the package's custom elements manifest.
import { readFileSync } from 'node:fs';
import { code, table } from './table.mjs';

const manifest = JSON.parse(readFileSync(new URL('../../npm/dist/custom-elements.json', import.meta.url), 'utf8'));
const declarations = manifest.modules.flatMap(({ declarations = [] }) => declarations);
const element = declarations.find(({ tagName }) => tagName);
const ofKind = (kind) => element.members.filter((member) => member.kind === kind);
const fields = ofKind('field');

const signature = ({ name, parameters, return: { type } }) =>
  code(`${name}(${parameters.map((each) => `${each.name}${each.optional ? '?' : ''}: ${each.type.text}`).join(', ')}): ${type.text}`);
const described = (list) => table(['name', 'description'], list.map(({ name, description }) => [code(name), description]));
/** The description of an entry. Its type and default follow on a separate line, which keeps tables narrow. */
const detailed = (each) => {
  const facts = [each.type && code(each.type.text), each.readonly && 'read-only', each.default && `default ${code(each.default)}`];
  return `${each.description}<br>${facts.filter(Boolean).join(', ')}`;
};
const rows = (head, list) => table([head, 'description'], list.map((each) => [alias(each), detailed(each)]));

/** The name of an entry, and the properties that reflect it under other names. */
const alias = ({ name }) => [...new Set([name, ...fields.filter(({ attribute }) => attribute === name).map((field) => field.name)])].map(code).join('<br>');

export const attributes = () => rows('attribute, property', element.attributes);
export const properties = () => rows('property', fields.filter((field) => !field.attribute && !field.static));
export const statics = () => rows('member of the class', fields.filter((field) => field.static));
export const events = () => rows('event', element.events);
export const tokens = () => rows('custom property', element.cssProperties);
export const methods = () => table(['method', 'description'], ofKind('method').map((method) => [signature(method), method.description]));
export const slots = () => table(['slot', 'description'], element.slots.map(({ name, description }) => [name ? code(name) : 'default', description]));
export const parts = () => described(element.cssParts);
export const states = () => described(element.cssStates.map(({ name, description }) => ({ name: `:state(${name})`, description })));
export const functions = () =>
  table(['function', 'description'], declarations.filter(({ kind }) => kind === 'function').map((each) => [signature(each), each.description]));
