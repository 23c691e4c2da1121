// @ts-check
/**
 * Calls between the page and the module, and crash handling. After a panic or another trap, the
 * WebAssembly module's state is unreliable, so no function of it is called anymore. An error message
 * with a button that reloads the page replaces each form.
 */

/** Whether the module has crashed. */
export let crashed = false;
export const hasCrashed = () => crashed;
let resolveCrashed = () => {};
/** Resolves when the module has crashed. Reactions run after the code that is running. */
export const whenCrashed = new Promise((resolve) => { resolveCrashed = () => resolve(undefined); });

/** @param {string} why */
function markCrashed(why) {
  if (crashed) return;
  crashed = true;
  console.error(`<add-skill>: crashed (${why}).`);
  resolveCrashed();
}

/**
 * Logs only the location, because a panic's message could contain the user's input.
 * @param {string} file
 * @param {number} line
 */
export const panicked = (file, line) => markCrashed(`panic at ${file}:${line}`);

/** Whether an error aborted WebAssembly code: a trap or a stack overflow. @param {any} error */
const isTrap = (error) => error instanceof WebAssembly.RuntimeError || /call stack|recursion/.test(error?.message);

/**
 * Calls the module. Returns undefined if the module has crashed before or crashes now.
 * @template T
 * @param {() => T} call
 */
export function callWasm(call) {
  if (crashed) return undefined;
  try {
    return call();
  } catch (error) {
    if (!isTrap(error)) throw error;
    markCrashed(`trap: ${error.message}`);
    return undefined;
  }
}

/**
 * Returns the lines of a stack that are calls, the innermost first.
 * @param {any} error
 * @returns {string[]}
 */
const calls = (error) => String(error?.stack).split('\n').filter((line) => /^\s+at |@/.test(line));
/** @param {string} call */
const isWasm = (call) => /wasm-function|\[wasm code\]/.test(call);

/**
 * Returns the URL of the innermost module of a stack. WebKit's stacks do not contain it, so the URL
 * of the calling script is returned instead.
 * @param {string[]} stack
 */
function moduleOf(stack) {
  const inside = stack.slice(stack.findIndex(isWasm));
  const match = /([^\s(@>]+):wasm-function/.exec(inside[0]);
  return (match ?? /@(\S+?):\d+:\d+$/.exec(inside.find((call) => !isWasm(call)) ?? ''))?.[1];
}

/**
 * Detects traps in timers and event handlers, which have no caller that could catch them. The
 * browser reports them to the page. Called by the module.
 */
export function watch() {
  const module = moduleOf(calls(new Error()));
  addEventListener('error', ({ error }) => {
    const stack = calls(error);
    // The page may have other modules.
    if (module && isTrap(error) && stack.length > 0 && isWasm(stack[0]) && moduleOf(stack) === module) markCrashed(`trap: ${error.message}`);
  });
}

/** @typedef {{ lang: string, kept: string, unkept: string, reload: string }} Texts */
/**
 * The texts for a crash, in each element's language. After a crash, the module cannot provide them.
 * @type {WeakMap<HTMLElement, Texts>}
 */
const allTexts = new WeakMap();
/** The texts for elements that are connected after a crash. @type {Texts | undefined} */
let lastTexts;

/**
 * Stores the texts that an element shows after a crash.
 * @param {HTMLElement} host
 * @param {string} lang
 * @param {string} kept The message if the draft is saved
 * @param {string} unkept The message if the draft is not saved
 * @param {string} reload The button's label
 */
export function setWords(host, lang, kept, unkept, reload) {
  lastTexts = { lang, kept, unkept, reload };
  allTexts.set(host, lastTexts);
}

/** Whether session storage is available. */
function hasStorage() {
  try { return sessionStorage !== null; } catch { return false; }
}

/**
 * Replaces the form with an error message. Returns the message.
 * @param {HTMLElement} host
 * @param {boolean} mayKeep Whether the page permits drafts
 */
export function showCrash(host, mayKeep) {
  const texts = allTexts.get(host) ?? lastTexts;
  const root = host.shadowRoot;
  // If no form has provided texts yet, the fallback content stays visible.
  if (!texts || !root) return '';
  // Removed controls would still notify the module that they lose focus.
  for (const type of ['blur', 'focusout', 'change']) root.addEventListener(type, (event) => event.stopImmediatePropagation(), true);
  const hadFocus = root.activeElement !== null;
  const text = mayKeep && hasStorage() ? texts.kept : texts.unkept;
  const page = host.ownerDocument;
  const [box, alert, line, button] = ['div', 'div', 'p', 'button'].map((name) => page.createElement(name));
  Object.assign(box, { className: 'add-skill', lang: texts.lang, dir: 'auto' });
  // The message receives the focus, not the button: a key that the user is about to press must not
  // activate anything.
  Object.assign(alert, { className: 'alert', role: 'alert', tabIndex: -1 });
  alert.part.add('crashed');
  line.textContent = text;
  Object.assign(button, { type: 'button', className: 'secondary', textContent: texts.reload });
  button.part.add('reload');
  button.addEventListener('click', () => location.reload());
  box.append(alert);
  root.replaceChildren(box);
  // Not all screen readers announce an alert that is inserted with its content, but all announce
  // changes of its content.
  alert.append(line, button);
  if (hadFocus) alert.focus();
  return text;
}

/**
 * Asks the page for a token after the module's code has ended. In Firefox, a window that the page
 * opens can run other code, but the module is not reentrant. If there is no token, logs the reason
 * without any part of a possible token.
 * @param {any} host
 * @param {any} request
 * @returns {Promise<string | undefined>}
 */
export async function tokenOf(host, request) {
  await undefined;
  const get = host.getAccessToken;
  if (typeof get !== 'function') return warnNotSent(`getAccessToken is ${get == null ? 'not set' : 'not a function'}`);
  try {
    const token = await get.call(host, request);
    return typeof token === 'string' ? token : warnNotSent(`getAccessToken returned ${token === null ? 'null' : typeof token}; expected a string`);
  } catch (error) {
    // The name identifies the error, because `instanceof` fails for errors of other frames.
    const [name] = /^\w{0,60}Error$/.exec(error?.name) ?? [typeof error];
    return warnNotSent(`getAccessToken rejected (${name})`);
  }
}

/**
 * Calls the page's `validate`. Resolves to its paths and messages, or to undefined if it fails.
 * @param {any} host
 * @param {object} skill
 * @param {AbortSignal} [signal]
 */
export async function validationOf(host, skill, signal) {
  await undefined;
  try {
    const result = (await host.validate(skill, signal)) ?? {};
    if (typeof result === 'object' && !Array.isArray(result)) return Object.entries(result).filter(([, message]) => message != null);
    console.warn('<add-skill>: validate returned a value that is neither an object nor undefined. The submission continues without its result.');
  } catch (error) {
    const why = error?.message ?? (typeof error === 'string' ? error : '');
    // An aborted validation usually rejects.
    if (!signal?.aborted) console.warn(`<add-skill>: validate rejected (${why}). The submission continues without its result.`);
  }
}

/** @param {string} why @returns {undefined} */
const warnNotSent = (why) => { console.warn(`<add-skill>: request not sent. ${why}.`); };

/**
 * Sets the custom states of an `<add-skills>`.
 * @type {(host: HTMLElement, isReady: boolean, isSubmitting: boolean) => void}
 */
export let setStates = () => {};
/**
 * Connects the class of `<add-skills>`, which is not part of the module, with this script.
 * @param {(calls: object) => typeof setStates} give Gets functions and returns one
 */
export const connectClass = (give) => { setStates = give({ callWasm, showCrash, whenCrashed }); };
