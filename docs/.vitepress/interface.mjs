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
const type = (member) => code(member.type.text) + (member.readonly ? ', read-only' : '');
const described = (list) => table(['name', 'what'], list.map(({ name, description }) => [code(name), description]));

/** What a property is called, where it is not called as its attribute. */
const alias = ({ name, fieldName }) => (name === fieldName ? code(name) : `${code(name)}<br>${code(fieldName)}`);

export const attributes = () =>
  table(
    ['attribute and property', 'what', 'type', 'default'],
    element.attributes.map((each) => [alias(each), each.description, code(each.type.text), code(each.default)]),
  );
export const properties = () => {
  const own = fields.filter((field) => !field.attribute && !field.static);
  return table(['property', 'what', 'type'], own.map((field) => [code(field.name), field.description, type(field)]));
};
export const statics = () =>
  table(['member of the class', 'what', 'type'], fields.filter((field) => field.static).map((field) => [code(field.name), field.description, type(field)]));
export const methods = () => table(['method', 'what'], ofKind('method').map((method) => [signature(method), method.description]));
export const events = () =>
  table(['event', 'when', 'type'], element.events.map(({ name, description, type: { text } }) => [code(name), description, code(text)]));
export const slots = () => table(['slot', 'what'], element.slots.map(({ name, description }) => [name ? code(name) : 'the default', description]));
export const parts = () => described(element.cssParts);
export const states = () => described(element.cssStates.map(({ name, description }) => ({ name: `:state(${name})`, description })));
export const tokens = () =>
  table(['custom property', 'what', 'default'], element.cssProperties.map((each) => [code(each.name), each.description, code(each.default)]));
export const functions = () =>
  table(['function', 'what'], declarations.filter(({ kind }) => kind === 'function').map((each) => [signature(each), each.description]));
