// The form that the first script shows: the default form in English, as the build has rendered it. The next script, `shell.js`, composes all
// other forms and handles the user's input.
import form from 'first-form';
import texts from 'first-texts';
import { adoptStyle, focusAutomatically, nullProto, stateOf, waiting } from '../../src/element/js/element.js';
import { build } from './build.js';
import { mark, missing, put } from './errors.js';

/** Matches elements whose attributes specify another form than the default one. */
const OTHER = '[fields],[required],[audiences],[readonly],[disabled],:disabled';

/** The time after which a form reports that it is still loading, in milliseconds. */
export const LATE = 5000;

/** The events that the shadow root of a shell handles. */
const EVENTS = ['input', 'click', 'keydown'];

/** The default form of a document. @type {any} */
let made;

/** Returns the language of an element if its form is the default one in English, or else an empty string. @param {any} host */
export function isDefault(host) {
  const { objects: { messages, skill } } = stateOf(host);
  const lang = host.closest('[lang]')?.lang || navigator.languages[0];
  return !messages && !skill && !host.matches(OTHER) && host.getRootNode() === host.ownerDocument
    && /^en\b/i.test(lang) && host.matches(':dir(ltr)') ? lang : '';
}

/** Lets a server-rendered form handle clicks like a shell. @param {any} host */
export function findRendered(host) {
  const state = stateOf(host);
  const form = host.shadowRoot.querySelector('form[data-order]');
  if (form && !state.shell) state.shell = nullProto({ form, clicks: [] });
}

/** @param {any} host @param {boolean} isOn */
export function listen(host, isOn) {
  for (const type of EVENTS) host.shadowRoot[isOn ? 'addEventListener' : 'removeEventListener'](type, host);
}

/** Reports in an element that the load is late or has failed. @type {undefined | ((host: any) => void)} */
let report;

/** Reports this in all elements, also in those that are connected later. @param {(host: any) => void} how */
export function reportInAll(how) {
  report = how;
  waiting.forEach(how);
}

/** Reports in the forms of this script that the next scripts are late, unless they have failed before. */
export function reportLate() {
  if (!report) reportInAll(({ shadowRoot: root }) => {
    const region = root.querySelector('form:not([data-order]) .notice');
    if (region) put(region, '<span>text</span>', { text: texts['ui.loading'] });
  });
}

/** Forgets the clicks in a form. @param {any} host */
export function dropClicks(host) {
  stateOf(host).shell?.clicks.splice(0);
  host.shadowRoot.querySelector('[part=submit]')?.removeAttribute('aria-disabled');
}

/** Returns the key under which the input is stored until the module is ready. @param {any} host */
export function storageKey(host) {
  const { endpoint, draftKey, draft, ownerDocument: page, localName } = host;
  const place = [...page.querySelectorAll(localName)].indexOf(host);
  // The place of an element in a shadow root is not known here.
  return place < 0 || draft.trim().toLowerCase() === 'off' ? '' : `add-skill-early:${location.pathname} ${place} ${endpoint} ${draftKey}`;
}

/**
 * Stores a value that the user has entered, so that a reload keeps it. Some browsers report a reload only after the page has loaded, so this does
 * not wait for one.
 * @param {any} host @param {any} control
 */
function keep(host, { name, value, checked, type }) {
  const state = stateOf(host);
  const key = state.shell && storageKey(host);
  if (!key) return;
  state.earlyKey = key;
  // The browser can block the storage.
  try {
    // This includes values of an earlier visit, which `shell.js` restores.
    const known = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    const others = known.filter((/** @type {any} */ edit) => edit?.[0] !== name || type === 'checkbox' && edit[1] !== value);
    sessionStorage.setItem(key, JSON.stringify([...others, [name, value, checked]]));
  } catch {}
}

/** Deletes the stored values. @param {any} host */
function forget(host) {
  const key = storageKey(host);
  try { if (key) sessionStorage.removeItem(key); } catch {}
}

/** Checks the form after a click on the button, and remembers the click. @param {any} host @param {any} event */
function click(host, event) {
  const { shell } = stateOf(host);
  const { shadowRoot: root } = host;
  const { target, type } = event;
  const part = target.closest('button')?.part.value;
  if (type === 'submit' || part === 'submit' || target.hash) event.preventDefault();
  if (target.hash) root.getElementById(target.hash.slice(1))?.focus();
  if (!shell || !part) return;
  // This script contains only the messages of the default form.
  const fields = shell.key && part === 'submit' ? missing(root) : [];
  if (fields.length > 0) {
    mark(root, fields, (key) => texts[key]);
    root.querySelector('.summary').focus();
    shell.asked = 'report';
  } else {
    if (part === 'submit') target.closest('button').setAttribute('aria-disabled', 'true');
    shell.clicks.push(part);
  }
}

/** The behavior of the class until `shell.js` is loaded. */
export const first = {
  connected(host) {
    waiting.add(host);
    const { shadowRoot: root } = host;
    const state = stateOf(host);
    listen(host, true);
    findRendered(host);
    // The browser applies the attributes of other elements before this frame.
    globalThis.requestAnimationFrame?.(() => focusAutomatically(host));
    const lang = !root.querySelector('form') && isDefault(host);
    if (lang) {
      adoptStyle(host);
      const page = host.ownerDocument;
      if (made?.ownerDocument !== page) made = build(page, form).root;
      root.replaceChildren(made.cloneNode(true));
      root.firstChild.lang = lang;
      root.addEventListener('submit', host);
      state.shell = nullProto({ form: root.firstChild, key: ' ', clicks: [] });
    }
    report?.(host);
  },
  disconnected(host) {
    waiting.delete(host);
    // Moving an element disconnects and connects it immediately, which does not count as a removal.
    queueMicrotask(() => { if (!host.isConnected) dropClicks(host); });
  },
  reset(host) {
    stateOf(host).shell?.form.reset();
    forget(host);
    dropClicks(host);
  },
  event(host, event) {
    const { key, keyCode, target, type } = event;
    if (type === 'input') {
      keep(host, target);
      // The click was on other values.
      dropClicks(host);
    } else if (type === 'keydown') {
      // In the categories field, the key adds a category, unless it ends a composition.
      if (key === 'Enter' && keyCode !== 229 && target.name === 'categories') event.preventDefault();
    } else click(host, event);
  },
};
