// The user's input in a shell, which a reload keeps.
import { attempt, find, shellOf } from './host.js';
import { isCheckable, stateOf } from './internal.js';

/** Returns the controls that the user has changed, with their values. @param {any} host @returns {[string, any][]} */
export function edits(host) {
  return [...(shellOf(host)?.form.querySelectorAll('[name]') ?? [])].flatMap((/** @type {any} */ control) => {
    if (isCheckable(control)) return control.checked === control.defaultChecked ? [] : [[control.name, control.checked && control.value]];
    if (control.localName === 'select') {
      const rendered = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
      return rendered?.value === control.value ? [] : [[control.name, control.value]];
    }
    return control.value === control.defaultValue ? [] : [[control.name, control.value]];
  });
}

/** Stores the input, so that a reload keeps it. @param {any} host */
export function keep(host) {
  const { earlyKey: key, isLazy, shell } = stateOf(host);
  if (!key || isLazy || !shell?.key) return;
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
    for (const [name, value] of JSON.parse(sessionStorage.getItem(state.earlyKey) ?? '[]')) {
      for (const control of host.shadowRoot.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (isCheckable(control)) control.checked ||= control.value === value;
        else if (control.localName === 'select' || control.value === control.defaultValue) control.value = value;
      }
    }
  });
}

/** Returns the visible values, to find out whether the user has seen what would be sent. @param {any} host */
export function visible(host) {
  const controls = [...host.shadowRoot.querySelectorAll('[part=fields] :is([name], li)')].filter((control) => !control.closest('details'));
  return JSON.stringify(controls.map((control) => [control.name, isCheckable(control) ? control.checked : control.name ? control.value : control.textContent]));
}
