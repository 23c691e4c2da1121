// An element's shadow root and its shell.
import { stateOf } from './internal.js';

/**
 * The state of a shell.
 * @typedef {object} Shell
 * @property {HTMLFormElement} form
 * @property {HTMLFormElement} [whole] The complete form, if this one was shown without some of its nodes
 * @property {string} [key] Identifies the form's configuration. A server-rendered form has none
 * @property {string} [asked] `submit` after a click on the submit button, `report` if the click has shown errors
 * @property {string} [visible] The values that were visible at the time of the click
 * @property {string} [about] Identifies the language and the direction
 * @property {() => void} [resume] Lets the module hydrate the form, if it waits for the token source
 * @property {number} [timer] The timer that ends this wait
 * @property {boolean} [isOverdue] Whether the timer has ended it
 * @property {string[]} clicks The parts of the other buttons that were clicked
 */
/** @param {any} host @returns {Shell | undefined} */
export const shellOf = (host) => stateOf(host).shell;
/** @param {any} host @param {string} selector @returns {any} */
export const find = (host, selector) => host.shadowRoot.querySelector(selector);
/** Runs code that may throw in some browsers or pages. @template T @param {() => T} run */
export const attempt = (run) => { try { return run(); } catch { return undefined; } };
