// The user's input in a shell, which a reload keeps.
import { attempt, find, shellOf } from './host.js';
import { isCheckable, stateOf } from './internal.js';

/** The name and the value of a control that the user has changed, and whether it is checked now. @typedef {[name: string, value: string, isChecked?: boolean]} Edit */

/** Returns the controls that the user has changed. @param {any} host @returns {Edit[]} */
export function edits(host) {
  return [...(shellOf(host)?.form.querySelectorAll('[name]') ?? [])].flatMap((/** @type {any} */ control) => {
    if (isCheckable(control)) return control.checked === control.defaultChecked ? [] : [[control.name, control.value, control.checked]];
    if (control.localName === 'select') {
      const rendered = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
      return rendered?.value === control.value ? [] : [[control.name, control.value]];
    }
    return control.value === control.defaultValue ? [] : [[control.name, control.value]];
  });
}

/** Returns the value of a property in a shell. @param {any} host @param {string} path */
export function valueOf(host, path) {
  const controls = [...host.shadowRoot.querySelectorAll(`[name="${CSS.escape(path)}"]`)];
  const [{ type, value }] = controls;
  if (!isCheckable(controls[0])) return value;
  const checked = controls.filter((control) => control.checked).map((control) => control.value);
  // The only radio buttons are those of a Boolean property.
  return type === 'checkbox' ? checked : checked[0] ? checked[0] === 'true' : undefined;
}

/** Stores the input, so that a reload keeps it. @param {any} host */
export function keep(host) {
  const { earlyKey: key, isLazy, shell } = stateOf(host);
  if (!key || isLazy || !shell) return;
  const changed = edits(host);
  if (changed.length > 0) attempt(() => sessionStorage.setItem(key, JSON.stringify(changed)));
  else forget(host);
}

/** Deletes the stored input. @param {any} host */
export function forget(host) {
  const { earlyKey: key } = stateOf(host);
  if (key) attempt(() => sessionStorage.removeItem(key));
}

/** Restores the stored input once. Input since then is newer. @param {any} host */
export function restore(host) {
  const state = stateOf(host);
  if (state.isRestored || !state.earlyKey) return;
  state.isRestored = true;
  attempt(() => {
    const newer = edits(host);
    for (const [name, value, isChecked] of /** @type {Edit[]} */ (JSON.parse(sessionStorage.getItem(state.earlyKey) ?? '[]'))) {
      for (const control of host.shadowRoot.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (newer.some((edit) => edit[0] === name && (control.type !== 'checkbox' || edit[1] === control.value))) continue;
        if (!isCheckable(control)) control.value = value;
        else if (control.value === value) control.checked = isChecked ?? true;
      }
    }
  });
}

/** Returns the visible values, to find out whether the user has seen what would be sent. @param {any} host */
export function visible(host) {
  const controls = [...host.shadowRoot.querySelectorAll('[part=fields] :is([name], li, [part=count])')].filter((control) => !control.closest('details'));
  return JSON.stringify(controls.map((control) => [control.name, isCheckable(control) ? control.checked : control.name ? control.value : control.textContent]));
}
