// Composes the shell: the form that is visible before the WebAssembly module is ready. The build renders its parts from the view. The module
// hydrates its elements in the order in which the view creates them, so that values, caret, focus, and compositions are kept.
import shell from 'shell';
import { attempt } from './host.js';
import { AddSkillElement, build, isCheckable } from './internal.js';

/** The maximum number of prefilled categories that a shell shows. */
const MAX_ITEMS = 100;

/** The order of the nodes in the form that the first script shows. */
export const { order: firstOrder } = shell;

/** Returns the items of an attribute that is a list. @param {string | null} text */
const list = (text) => (text ?? '').split(/[\s,]+/).filter(Boolean);

/** Creates nodes with the texts of messages. @param {Document} page @param {string} html @param {(key: string) => string} say Returns the text of a message */
const made = (page, html, say) => build(page, html, (text) => text.replace(/\{([\w.-]+)\}/g, (_, key) => say(key)));

/**
 * Returns the form that an element's attributes specify, or undefined if only the module can render it: it has fields of a group, or unknown
 * names.
 * @param {HTMLElement} host
 */
export function configuration(host) {
  const chosen = list(host.getAttribute('fields'));
  const fields = chosen.length > 0 ? [...new Set(chosen)] : shell.inDefault;
  const audiences = list(host.getAttribute('audiences'));
  if (!fields.every((path) => Object.hasOwn(shell.fields, path))) return undefined;
  return { fields, hasDetails: chosen.length === 0, required: ['displayName', ...list(host.getAttribute('required'))], audiences };
}

/**
 * Composes a form. Returns it with its nodes in the order in which the view creates them. Nodes that are not in the form are those that the view
 * inserts later.
 * @param {Document} page
 * @param {NonNullable<ReturnType<typeof configuration>>} configuration
 * @param {(key: string) => string} say
 */
export function compose(page, { fields, hasDetails, required, audiences }, say) {
  const { html, order, from } = shell.frame;
  const frame = made(page, html, say);
  const form = /** @type {HTMLFormElement} */ (frame.root.firstChild);
  const ordered = (nodes, order) => order.map((position) => nodes[position]);
  const parts = fields.map((path) => {
    const { root, nodes } = made(page, shell.fields[path].html, say);
    if (!required.includes(path)) {
      root.querySelector('.required')?.remove();
      root.querySelector('[required]')?.removeAttribute('required');
    }
    if (path === 'allowedAudiences' && audiences.length > 0) {
      const select = /** @type {HTMLSelectElement} */ (root.querySelector('select'));
      restrict(select, audiences, nodes);
      describe(select, say);
    }
    form.querySelector('.fields')?.lastChild?.before(root);
    return ordered(nodes, shell.fields[path].order);
  });
  if (!hasDetails) form.querySelector('details')?.remove();
  const nodes = ordered(frame.nodes, order);
  const isMade = (node) => form.contains(node) || !node || node.matches?.('.required');
  return { form, tape: [...nodes.slice(0, from), ...parts.flat(), ...nodes.slice(from)].filter(isMade) };
}

/** Restricts a select to the given options, in their order. The first one is selected. @param {HTMLSelectElement} select @param {string[]} names @param {any[]} nodes */
function restrict(select, names, nodes) {
  const places = nodes.flatMap((node, index) => (node.localName === 'option' && node.value ? [index] : []));
  const options = places.map((index) => nodes[index]);
  const chosen = [...new Set(names)].flatMap((name) => options.filter((option) => option.value === name));
  for (const option of options) option.remove();
  select.lastChild?.before(...chosen);
  select.querySelector('[selected]')?.removeAttribute('selected');
  chosen[0]?.setAttribute('selected', '');
  const rest = options.filter((option) => !chosen.includes(option));
  [...chosen, ...rest].forEach((option, index) => { nodes[places[index]] = option; });
}

/** Returns the line with the description of the selected option, if there is one. @param {any} select */
export const descriptionOf = (select) => select.closest('.field').querySelector('[part=choice-description]');

/** Shows the description of the selected option. @param {any} select @param {(key: string) => string} say */
export function describe(select, say) {
  const line = descriptionOf(select);
  if (!line) return;
  // The text if no option is selected.
  line.initial ??= line.textContent;
  line.textContent = select.value ? say(`${select.name}Hint.${select.value}`) : line.initial;
}

/** Records the order of the nodes in a form, for the module. @param {HTMLFormElement} form @param {any[]} tape */
export function record(form, tape) {
  const places = new Map();
  // Elements and comments: https://dom.spec.whatwg.org/#interface-nodefilter
  const walker = form.ownerDocument.createTreeWalker(form, 1 | 128);
  for (let node = /** @type {Node | null} */ (form); node; node = walker.nextNode()) places.set(node, places.size);
  form.setAttribute('data-order', [AddSkillElement.version, places.size, ...tape.map((node) => places.get(node) ?? '-')].join(' '));
  form.setAttribute('data-shell', '');
}

/** Returns the value of a property by its path. @param {any} skill @param {string} path */
const valueAt = (skill, path) => path.split('.').reduce((value, name) => (Object.hasOwn(Object(value), name) ? value[name] : undefined), skill);

/**
 * Fills the controls with the page's skill. Returns false if only the module can show it.
 * @param {HTMLFormElement} form
 * @param {any} skill
 * @param {(...keys: string[]) => string} say
 */
export function prefill(form, skill, say) {
  for (const control of /** @type {NodeListOf<any>} */ (form.querySelectorAll('[name]'))) {
    const value = valueAt(skill, control.name);
    if (value === undefined || value === null) continue;
    if (control.name === 'categories') {
      if (!Array.isArray(value) || value.length > MAX_ITEMS) return false;
      for (const item of value) {
        if (typeof item === 'object') return false;
        const part = made(form.ownerDocument, shell.item, (key) => (key === 'item' ? String(item) : say(key).replace('{item}', `\u2068${item}\u2069`)));
        const items = /** @type {HTMLElement} */ (form.querySelector('[part=items]'));
        const block = items.querySelector('ul');
        block ? block.append(...[.../** @type {any} */ (part.root.firstChild).children]) : items.append(part.root);
      }
      if (value.length > 1) {
        const line = /** @type {HTMLElement} */ (form.querySelector('[part=count]'));
        // The page's language may be no valid tag.
        const locale = attempt(() => Intl.getCanonicalLocales(form.lang)[0]) ?? 'en';
        const text = say(`count.items.${new Intl.PluralRules(locale).select(value.length)}`, 'count.items.other', 'count.items');
        line.textContent = text.replaceAll('{count}', new Intl.NumberFormat(locale).format(value.length));
      }
    } else if (control.localName === 'select') {
      const option = [...control.options].find((option) => option.value === value);
      if (!option) return false;
      control.querySelector('[selected]')?.removeAttribute('selected');
      option.setAttribute('selected', '');
      describe(control, say);
    } else if (isCheckable(control)) {
      control.toggleAttribute('checked', control.type === 'radio' ? String(value) === control.value : Array.isArray(value) && value.includes(control.value));
    } else if (typeof value === 'object') {
      return false;
    } else {
      control.setAttribute('value', String(value).replace(/[\r\n]/g, ''));
    }
  }
  return true;
}
