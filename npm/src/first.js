// The form that the first script shows: the default form in English, as the build has rendered it. The next script, `shell.js`, composes all
// other forms and handles the user's input.
import form from 'first-form';
import texts from 'first-texts';
import { adoptStyle, focusAutomatically, nullProto, stateOf, waiting } from '../../src/element/js/element.js';
import { build } from './build.js';
import { mark, missing } from './errors.js';

/** Matches elements whose attributes specify another form than the default one. */
const OTHER = '[fields],[required],[audiences],[readonly],[disabled],:disabled';

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

/** The behavior of the class until `shell.js` is loaded. */
export const first = {
  connected(host) {
    waiting.add(host);
    const { shadowRoot: root } = host;
    const state = stateOf(host);
    root.addEventListener('click', host);
    findRendered(host);
    // The browser applies the attributes of other elements before this frame.
    globalThis.requestAnimationFrame?.(() => focusAutomatically(host));
    const lang = !root.querySelector('form') && isDefault(host);
    if (!lang) return;
    adoptStyle(host);
    const page = host.ownerDocument;
    if (made?.ownerDocument !== page) made = build(page, form).root;
    root.replaceChildren(made.cloneNode(true));
    root.firstChild.lang = lang;
    root.addEventListener('submit', host);
    state.shell = nullProto({ form: root.firstChild, key: ' ', clicks: [] });
  },
  disconnected(host) { waiting.delete(host); },
  reset(host) {
    const { shell } = stateOf(host);
    shell?.form.reset();
    shell?.clicks.splice(0);
  },
  /** Checks the form after a click on the button, and remembers the click. */
  event(host, event) {
    const { shell } = stateOf(host);
    const { shadowRoot: root } = host;
    const { target } = event;
    const part = target.closest('button')?.part.value;
    if (event.type === 'submit' || part === 'submit' || target.hash) event.preventDefault();
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
  },
};
