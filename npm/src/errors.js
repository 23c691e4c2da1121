// Errors of required fields, for the time before the module validates the form.
import { build } from './build.js';

/** @typedef {(...keys: string[]) => string} Say Returns the text of a message */

/** Whether a control is checked instead of having a text. @param {any} control */
export const isCheckable = ({ type }) => /radio|checkbox/.test(type);

/** Returns the required fields without a value. @param {ParentNode} form @returns {HTMLElement[]} */
export function missing(form) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('.field:has(.required)'))].filter((field) => {
    const controls = /** @type {any[]} */ ([...field.querySelectorAll('[name]')]);
    return !field.querySelector('li') && controls.every((control) => (isCheckable(control) && !control.checked) || control.value.trim() === '');
  });
}

/** Returns the error of a required field. @param {HTMLElement} field @param {Say} say */
export function required({ dataset: { field: path } }, say) {
  return say(`error.required.${path}`, 'error.required').replace('{field}', say(`label.${path}`));
}

/** Replaces the child elements of a place, but not its comment, which belongs to the view. @param {any} place @param {string} html @param {Record<string, string>} texts */
export function put(place, html, texts) {
  for (const child of [...place.children]) child.remove();
  place.prepend(build(place.ownerDocument, html, (text) => (Object.hasOwn(texts, text) ? texts[text] : text)).root);
}

/** Shows the errors of these fields, and removes those of all others. @param {ShadowRoot} root @param {HTMLElement[]} fields @param {Say} say */
export function mark(root, fields, say) {
  for (const field of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.field'))) {
    const has = fields.includes(field);
    const line = /** @type {HTMLElement} */ (field.querySelector('.error'));
    put(line, has ? '<span class="visually-hidden">p</span><span>e</span>' : '', has ? { p: `${say('ui.errorPrefix')} `, e: required(field, say) } : {});
    for (const control of field.querySelectorAll('[name]')) {
      has ? control.setAttribute('aria-invalid', 'true') : control.removeAttribute('aria-invalid');
      control.part.toggle('invalid', has);
      const described = field.matches('fieldset') ? field : control;
      const ids = (described.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== line.id);
      if (has) ids.push(line.id);
      ids.length > 0 ? described.setAttribute('aria-describedby', ids.join(' ')) : described.removeAttribute('aria-describedby');
    }
  }
  const texts = /** @type {Record<string, string>} */ ({ title: fields.length > 0 ? say('ui.summaryTitle') : '' });
  const lines = fields.map((field, index) => {
    texts[`h${index}`] = `#${field.querySelector('[id][name], input')?.id || field.id}`;
    texts[`e${index}`] = required(field, say);
    return `<li><a part="summary-link" href="h${index}">e${index}</a></li>`;
  });
  put(root.querySelector('.summary > *'), lines.length > 0 ? `<h2 part="summary-title">title</h2><ul>${lines.join('')}</ul>` : '', texts);
}

/** Shows that the form is unavailable: in the form's alert if there is a form, or else in the shadow root. @param {ShadowRoot} root @param {string} text @param {string} lang */
export function showUnavailable(root, text, lang) {
  root.querySelector('[part=unavailable]')?.remove();
  const line = root.ownerDocument.createElement('p');
  Object.assign(line, { textContent: text, lang, dir: 'auto' });
  line.part.add('unavailable');
  (root.querySelector('.alert') ?? root).append(line);
}
