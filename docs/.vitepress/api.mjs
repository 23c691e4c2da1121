// The tables of the interface, from the package's custom elements manifest.
import { readFileSync } from 'node:fs';
import { code, table } from './table.mjs';

const manifest = JSON.parse(readFileSync(new URL('../../npm/dist/custom-elements.json', import.meta.url), 'utf8'));
const declarations = manifest.modules.flatMap(({ declarations = [] }) => declarations);
const element = declarations.find(({ tagName }) => tagName);
const ofKind = (kind) => element.members.filter((member) => member.kind === kind);
const fields = ofKind('field');

const signature = ({ name, parameters, return: { type } }) =>
  code(`${name}(${parameters.map((each) => `${each.name}${each.optional ? '?' : ''}: ${each.type.text}`).join(', ')}): ${type.text}`);
const described = (list) => table(['name', 'what'], list.map(({ name, description }) => [code(name), description]));
/** What is said of something, and below it, so that tables stay narrow, its type and default. */
const told = (each) => {
  const facts = [each.type && code(each.type.text), each.readonly && 'read-only', each.default && `default ${code(each.default)}`];
  return `${each.description}<br>${facts.filter(Boolean).join(', ')}`;
};
const rows = (head, list) => table([head, 'what'], list.map((each) => [alias(each), told(each)]));

/** What it is called, and its property, where that is not called as its attribute. */
const alias = ({ name, fieldName = name }) => [...new Set([name, fieldName])].map(code).join('<br>');

export const attributes = () => rows('attribute, property', element.attributes);
export const properties = () => rows('property', fields.filter((field) => !field.attribute && !field.static));
export const statics = () => rows('member of the class', fields.filter((field) => field.static));
export const events = () => rows('event', element.events);
export const tokens = () => rows('custom property', element.cssProperties);
export const methods = () => table(['method', 'what'], ofKind('method').map((method) => [signature(method), method.description]));
export const slots = () => table(['slot', 'what'], element.slots.map(({ name, description }) => [name ? code(name) : 'the default', description]));
export const parts = () => described(element.cssParts);
export const states = () => described(element.cssStates.map(({ name, description }) => ({ name: `:state(${name})`, description })));
export const functions = () =>
  table(['function', 'what'], declarations.filter(({ kind }) => kind === 'function').map((each) => [signature(each), each.description]));
