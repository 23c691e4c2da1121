// @ts-check
/**
 * The end of the WebAssembly module. After a panic, or a trap of another kind, nothing in it can be relied upon: it is asked
 * nothing any more, and in the place of each form a person is told so, with a button that loads the page again.
 */

/** Whether the module has ended. */
export let crashed = false;
export const hasCrashed = () => crashed;
let resolveCrashed = () => {};
/** Settles once it has, and what was running is over. */
export const whenCrashed = new Promise((resolve) => { resolveCrashed = () => resolve(undefined); });

/** @param {string} why */
function markCrashed(why) {
  if (crashed) return;
  crashed = true;
  console.error(`<add-skill> has ended: ${why}`);
  resolveCrashed();
}

/** Only the place is told: a panic's words could hold what a person typed. @param {string} file @param {number} line */
export const panicked = (file, line) => markCrashed(`it panicked at ${file}:${line}`);

/** Errors that leave WebAssembly in the middle of what it did: traps, and a stack that is full. @param {any} error */
const isTrap = (error) => error instanceof WebAssembly.RuntimeError || /call stack|recursion/.test(error?.message);

/** Asks the module for something; undefined where it has ended, or ends by it. @template T @param {() => T} call */
export function callWasm(call) {
  if (crashed) return undefined;
  try {
    return call();
  } catch (error) {
    if (!isTrap(error)) throw error;
    markCrashed(`a trap, ${error.message}`);
    return undefined;
  }
}

/** The lines of a stack that are calls, the innermost first. @param {any} error @returns {string[]} */
const calls = (error) => String(error?.stack).split('\n').filter((line) => /^\s+at |@/.test(line));
/** @param {string} call */
const isWasm = (call) => /wasm-function|\[wasm code\]/.test(call);

/** The innermost module of a stack: its URL, or the URL of the script that called it where the engine, WebKit, tells no more. @param {string[]} stack */
function moduleOf(stack) {
  const inside = stack.slice(stack.findIndex(isWasm));
  const own = /([^\s(@>]+):wasm-function/.exec(inside[0]);
  return (own ?? /@(\S+?):\d+:\d+$/.exec(inside.find((call) => !isWasm(call)) ?? ''))?.[1];
}

/** What runs by itself, a timer or a handler, has no caller that could catch a trap: it is told to the page. Called by the module. */
export function watch() {
  const module = moduleOf(calls(new Error()));
  addEventListener('error', ({ error }) => {
    const stack = calls(error);
    // The page may have modules of its own.
    if (module && isTrap(error) && stack.length > 0 && isWasm(stack[0]) && moduleOf(stack) === module) markCrashed(`a trap, ${error.message}`);
  });
}

/** @typedef {{ lang: string, kept: string, unkept: string, reload: string }} Words */
/** What there would be to say, in each element's language: later nobody can be asked for it. @type {WeakMap<HTMLElement, Words>} */
const allWords = new WeakMap();
/** For elements that come later. @type {Words | undefined} */
let lastWords;

/** @param {HTMLElement} host @param {string} lang @param {string} kept @param {string} unkept @param {string} reload */
export function setWords(host, lang, kept, unkept, reload) {
  lastWords = { lang, kept, unkept, reload };
  allWords.set(host, lastWords);
}

/** Whether the tab keeps anything. */
function hasStorage() {
  try { return sessionStorage !== null; } catch { return false; }
}

/** Shows that the form has ended, in its place. Returns what is said. @param {HTMLElement} host @param {boolean} mayKeep */
export function showCrash(host, mayKeep) {
  const words = allWords.get(host) ?? lastWords;
  const root = host.shadowRoot;
  // Before the first form has any, what the page put inside the element is there to be read.
  if (!words || !root) return '';
  // Controls that go would still tell the module that the focus leaves them.
  for (const type of ['blur', 'focusout', 'change']) root.addEventListener(type, (event) => event.stopImmediatePropagation(), true);
  const hadFocus = root.activeElement !== null;
  const text = mayKeep && hasStorage() ? words.kept : words.unkept;
  const page = host.ownerDocument;
  const [box, alert, line, button] = ['div', 'div', 'p', 'button'].map((name) => page.createElement(name));
  Object.assign(box, { className: 'add-skill', lang: words.lang, dir: 'auto' });
  // The focus of a person who was typing goes to the words, not to the button: the next letter must press nothing.
  Object.assign(alert, { className: 'alert', role: 'alert', tabIndex: -1 });
  alert.part.add('crashed');
  line.textContent = text;
  Object.assign(button, { type: 'button', className: 'secondary', textContent: words.reload });
  button.part.add('reload');
  button.addEventListener('click', () => location.reload());
  box.append(alert);
  root.replaceChildren(box);
  // Changes are announced, arrivals are not by all.
  alert.append(line, button);
  if (hadFocus) alert.focus();
  return text;
}
