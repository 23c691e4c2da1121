// @ts-check
/** What the members of the class do once the module has loaded: they delegate to the Rust instance. */

import { callWasm, crashed, showCrash, whenCrashed } from './calls.js';
import { adoptProperties, deferred, focusAutomatically, followPage, isOurs, isPage, nullProto, setBehavior, stateOf, waiting } from './element.js';
import { placesChanged } from './place.js';

/** @typedef {import('./element.js').AddSkillElement} AddSkillElement */

/** Creates the Rust instance of an element. @type {(host: HTMLElement) => any} */
let create;
/**
 * The connected elements with a form. They inherit the language and direction of their ancestors.
 * @type {Set<AddSkillElement>}
 */
const connected = new Set();
/** The connected elements whose form has no Rust instance yet. @type {Set<AddSkillElement>} */
const asleep = new Set();
/** Functions that reject the pending promises of `submit()`. @type {Set<() => void>} */
const pendingSubmissions = new Set();
const languageObserver = isPage ? new MutationObserver(() => {
  for (const element of asleep) shell?.follow(element);
  for (const element of connected) call(element, 'languageChanged');
}) : undefined;
/** Resolves when the module has started and the waiting elements have rendered. */
const started = deferred();

/**
 * What the page's script does with an element that the module does not show yet.
 * @typedef {object} Shell
 * @property {(host: HTMLElement) => string} fail Shows that the form is unavailable, and returns the
 *   message
 * @property {(host: HTMLElement) => boolean} sleep Shows a form without a Rust instance, if that is
 *   possible
 * @property {(host: HTMLElement) => void} wake Ends that: the module will hydrate the form
 * @property {(host: HTMLElement) => void} follow Updates the language of a form that sleeps
 * @property {(host: HTMLElement, resume: () => void) => boolean} hold Whether the module must wait,
 *   until `resume` is called
 * @property {(host: HTMLElement) => void} release Prepares the form for hydration
 * @property {(host: HTMLElement) => void} leave The element was disconnected
 */
/** @type {Shell | undefined} */
let shell;
/** Sets the functions of the page's script. @param {Shell} given */
export const setShell = (given) => { shell = given; };

/** When a submission is rehearsed if the browser does not report that the page is idle, in milliseconds. */
const REHEARSAL = 1000;
/** Whether a submission has been rehearsed. */
let hasRehearsed = false;
/** Called when the module's form is shown in an element. @param {HTMLElement} host */
export function mounted(host) {
  focusAutomatically(host);
  const state = stateOf(host);
  // An element that is moved later does not take the focus again.
  state.hasFocused = true;
  followForm(host);
  const { onMounted } = state;
  delete state.onMounted;
  state.hydrated?.resolve(undefined);
  delete state.hydrated;
  onMounted?.(() => call(/** @type {AddSkillElement} */ (host), 'report'));
  if (hasRehearsed) return;
  hasRehearsed = true;
  const rehearse = () => call(/** @type {AddSkillElement} */ (host), 'rehearse');
  // Not all browsers have `requestIdleCallback`. The time lets a remembered submission start.
  globalThis.requestIdleCallback ? requestIdleCallback(rehearse) : setTimeout(rehearse, REHEARSAL);
}

/** Called before the module's form is shown in an element. @param {HTMLElement} host */
export const mounting = (host) => shell?.release(host);

/** @param {HTMLElement} host */
export const compositionOf = (host) => stateOf(host).composition?.promise;

/**
 * Starts the existing and future elements when the module has loaded.
 * @param {(host: HTMLElement) => any} factory
 */
export function start(factory) {
  create ??= factory;
  setBehavior(behavior);
  for (const element of waiting) behavior.connected(element);
  // The connected elements render in earlier timers, so their forms are rendered by then.
  setTimeout(started.resolve);
}

whenCrashed.then(() => {
  for (const element of connected) crash(element);
  for (const reject of pendingSubmissions) reject();
});

/**
 * Calls a method of the Rust instance.
 * @param {AddSkillElement} element
 * @param {string} name
 * @param {any[]} args
 */
const call = (element, name, ...args) => callWasm(() => stateOf(element).instance?.[name](...args));

/**
 * Returns the Rust instance, and creates it if necessary. Returns undefined after a crash.
 * @param {AddSkillElement} element
 */
function ensure(element) {
  const state = stateOf(element);
  if (!state.instance) {
    state.instance = callWasm(() => create(element));
    if (Object.hasOwn(state.objects, 'skill')) call(element, 'setSkill', state.objects.skill);
    if (state.isDisabled) call(element, 'setDisabled', true);
    if (state.restored !== undefined) call(element, 'restoreState', state.restored);
    delete state.restored;
  }
  if (state.isLazy) {
    state.isLazy = false;
    asleep.delete(element);
    shell?.wake(element);
    connect(element, false);
  }
  return crashed ? undefined : state.instance;
}

/** Creates the Rust instance of an element that sleeps. @param {AddSkillElement} element */
function rouse(element) { if (stateOf(element).isLazy) ensure(element); }

/** Replaces the form with an error message after a crash. @param {AddSkillElement} element */
function crash(element) {
  const state = stateOf(element);
  const wasSending = element.shadowRoot?.querySelector('[part~="submit"][aria-disabled="true"]');
  for (const name of ['ready', 'submitting']) state.internals?.states?.delete(name);
  state.message = showCrash(element, element.draft.trim().toLowerCase() !== 'off') || (shell?.fail(element) ?? '');
  if (!wasSending) return;
  state.kind = 'unknown';
  const detail = { kind: state.kind, message: state.message, clientRequestId: '' };
  element.dispatchEvent(new CustomEvent('skill-failed', nullProto({ bubbles: true, composed: true, detail })));
}

/** @param {AddSkillElement} element */
function crashError(element) {
  const { message, kind = 'not-ready' } = stateOf(element);
  return Object.assign(new Error(message || shell?.fail(element)), { kind });
}

/**
 * @param {AddSkillElement} element
 * @param {boolean} hasWaited For the module
 */
function connect(element, hasWaited) {
  if (!element.isConnected) return;
  if (crashed) return crash(element);
  const state = stateOf(element);
  // If the class is defined before the element is parsed, the template stays in the content.
  const template = /** @type {HTMLTemplateElement | null} */ (element.querySelector(':scope > template[shadowrootmode]'));
  // Later, a prefill would replace the user's input.
  if (template && !state.wasConnected) adoptProperties(element, template.content);
  template?.remove();
  state.wasConnected = true;
  if (shell?.hold(element, () => connect(element, hasWaited))) return;
  followPage(element, true);
  connected.add(element);
  followLanguage(element);
  call(element, 'connected', hasWaited);
  followPlaces();
}

/** Observes the language and the direction of an element's ancestors. @param {AddSkillElement} element */
function followLanguage(element) {
  for (let root = element.getRootNode(); root; root = /** @type {any} */ (root).host?.getRootNode()) {
    languageObserver?.observe(root, nullProto({ subtree: true, attributeFilter: ['lang', 'dir'] }));
  }
}

/** Applies the form that an element has been associated with. @param {any} element */
function followForm(element) {
  const { internals, owner = null } = stateOf(element);
  const form = internals?.form ?? null;
  if (form !== owner) behavior.formAssociated(element, form);
}

function followPlaces() { placesChanged(connected, (element) => call(element, 'placeChanged')); }

const behavior = {
  connected(element) {
    const state = stateOf(element);
    const hasWaited = waiting.delete(element);
    // An element that this one replaces may not have been notified of its removal yet.
    const removed = [...connected].filter((other) => !other.isConnected);
    for (const other of removed) call(other, 'save');
    const form = state.internals?.form ?? null;
    // A form in a form of the page takes part in its submission, so it needs the module.
    if (!crashed && !state.instance && connected.size > removed.length && !form && shell?.sleep(element)) {
      state.isLazy = true;
      asleep.add(element);
      followLanguage(element);
      return undefined;
    }
    if (!ensure(element)) return crash(element);
    connected.add(element);
    followForm(element);
    if (!hasWaited) return connect(element, false);
    // Rendering in a separate task keeps the page responsive.
    setTimeout(() => connect(element, true));
    return undefined;
  },

  disconnected(element) {
    asleep.delete(element);
    shell?.leave(element);
    // An element that replaces it may read the draft immediately.
    call(element, 'save');
    // Moving an element disconnects and connects it immediately, which does not count as a removal.
    queueMicrotask(() => {
      if (element.isConnected) return;
      followPage(element, false);
      connected.delete(element);
      call(element, 'disconnected');
      followPlaces();
    });
  },

  moved(element) {
    if (stateOf(element).isLazy) shell?.follow(element);
    else call(element, 'languageChanged');
  },

  adopted(element) { call(element, 'adopted'); },

  attributeChanged(element, name) {
    rouse(element);
    call(element, 'attributeChanged', name);
  },

  formAssociated(element, form) {
    const state = stateOf(element);
    state.owner?.removeEventListener('formdata', element, true);
    state.owner = form;
    // Runs before the page's listeners and before the browser validates the form after a click.
    form?.addEventListener('formdata', element, true);
    element.ownerDocument[form ? 'addEventListener' : 'removeEventListener']('click', element, true);
    if (form) rouse(element);
    call(element, 'changed');
  },

  disabled(element) {
    rouse(element);
    call(element, 'setDisabled', stateOf(element).isDisabled);
  },

  stateRestored(element) {
    const state = stateOf(element);
    if (!ensure(element) || state.restored === undefined) return;
    call(element, 'restoreState', state.restored);
    delete state.restored;
  },

  /** @param {any} element @param {any} event */
  event(element, event) {
    const { type, formData } = event;
    const state = stateOf(element);
    const isOfPage = type === 'pagehide' || type === 'visibilitychange';
    if (type === 'formdata') correct(element, formData);
    else if (isOfPage) call(element, 'keepDraft');
    else if (type === 'submit') event.preventDefault();
    else if (state.isLazy) ensure(element);
    else if (type === 'click') call(element, 'changed');
  },

  skill(element) {
    ensure(element);
    const skill = call(element, 'skill');
    if (skill !== undefined) stateOf(element).objects.skill = skill;
    return skill;
  },

  objectSet(element, name) {
    const state = stateOf(element);
    if (name === 'skill') {
      // A remembered click was on another skill.
      delete state.repeat;
      state.instance ? call(element, 'setSkill', state.objects.skill) : rouse(element);
    } else if (name === 'messages') {
      rouse(element);
      call(element, 'messagesChanged');
    } else if (name === 'suggest') {
      call(element, 'suggestChanged');
    } else if (name === 'validate') {
      call(element, 'validateChanged');
    }
  },

  async submit(element) {
    await started.promise;
    ensure(element);
    const submission = call(element, 'submit');
    // This call may have caused the crash. The message is then set asynchronously.
    if (!submission) {
      await whenCrashed;
      throw crashError(element);
    }
    return new Promise((resolve, reject) => {
      const onCrash = () => { stateOf(element).kind = 'unknown'; reject(crashError(element)); };
      pendingSubmissions.add(onCrash);
      submission.then(resolve, reject).finally(() => pendingSubmissions.delete(onCrash));
    });
  },

  reset(element) {
    delete stateOf(element).repeat;
    if (ensure(element)) call(element, 'reset');
  },
  checked(element) { ensure(element); call(element, 'changed'); },
  reported(element) { ensure(element); call(element, 'report'); },
  value(element) { ensure(element); return call(element, 'value'); },
};

/**
 * Updates the form data that was just collected to the current values, in the order of the
 * controls. The first element of the form does this for all.
 * @param {any} element
 * @param {FormData} data
 */
function correct(element, data) {
  // A control named `elements` hides the form's own property.
  const { get } = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, 'elements') ?? {};
  const controls = /** @type {any[]} */ ([...get?.call(stateOf(element).owner)]).filter((control) => control.name && !control.matches(':disabled'));
  if (controls.find((control) => isOurs(control) && stateOf(control).instance) !== element) return;
  const entries = [...data];
  /** The entries of this class's elements. @type {Map<any, [string, FormDataEntryValue]>} */
  const found = new Map();
  /** @type {Map<any, string>} */
  const changed = new Map();
  for (const control of controls.filter(isOurs)) {
    const [was, now] = call(control, 'formValues') ?? [];
    const taken = new Set(found.values());
    const entry = entries.find((entry) => entry[0] === control.name && entry[1] === was && !taken.has(entry));
    if (entry) found.set(control, entry);
    if (was !== now) changed.set(control, now);
  }
  if (changed.size === 0) return;
  /** Returns the entry that certainly belongs to a control. @param {any} control */
  const entryOf = (control) => {
    if (isOurs(control)) return found.get(control);
    return controls.filter(({ name }) => name === control.name).length === 1 ? entries.find(([name]) => name === control.name) : undefined;
  };
  for (const [control, now] of changed) {
    const before = found.get(control);
    if (before && now !== null) before[1] = now;
    else if (before) {
      entries.splice(entries.indexOf(before), 1);
      found.delete(control);
    } else if (now !== null) {
      const index = controls.indexOf(control);
      const next = controls.slice(index + 1).map(entryOf).find(Boolean);
      const previous = controls.slice(0, index).reverse().map(entryOf).find(Boolean);
      const entry = /** @type {[string, FormDataEntryValue]} */ ([control.name, now]);
      entries.splice(next ? entries.indexOf(next) : previous ? entries.indexOf(previous) + 1 : entries.length, 0, entry);
      found.set(control, entry);
    }
  }
  for (const name of new Set(data.keys())) data.delete(name);
  for (const [name, value] of entries) data.append(name, value);
}
