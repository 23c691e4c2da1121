// @ts-check
/**
 * The class that browsers require for a custom element, and nothing else: each member hands its work to the instance that
 * Rust holds. It may be defined before the WebAssembly module is there; what is set until then is kept and handed over.
 * A server that renders pages may import it too: it finds no elements there, and does nothing.
 */

import { callWasm, crashed, showCrash, whenCrashed } from './crash.js';
import { placesChanged } from './place.js';

/** The attributes that are lists or words, each with what its property says where the attribute is absent. */
const WORDS = {
  endpoint: 'https://graph.microsoft.com/beta/me/profile/skills',
  fields: 'displayName proficiency categories webUrl allowedAudiences',
  required: '',
  'token-hosts': '',
  draft: 'session',
  'draft-key': '',
  verify: 'on',
  'score-range': '',
  audiences: '',
  name: '',
};

/** Boolean attributes, each with the names of its property. */
const BOOLEANS = { disabled: ['disabled'], readonly: ['readonly', 'readOnly'] };

/** HTML elements that are visible without text. */
const DRAWN = new Set(['img', 'svg', 'picture', 'video', 'audio', 'canvas', 'iframe', 'object', 'embed', 'input', 'select', 'textarea', 'button', 'meter', 'progress']);

/** Properties that hold objects and functions, and so are never attributes. */
const OBJECTS = ['skill', 'messages', 'getAccessToken', 'suggest'];

/** Without a prototype: what a page has put on `Object.prototype` must not be read as an option. @template {object} T @param {T} options @returns {T} */
const nullProto = (options) => Object.setPrototypeOf(options, null);

/** @param {string} name An attribute's name */
const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** Makes the Rust side of an element; undefined until the module is there. @type {undefined | ((host: HTMLElement) => any)} */
let create;
/** Elements in the document that wait for it. @type {Set<AddSkillElement>} */
const waiting = new Set();
/** Elements in the document: they follow the language and direction of what is around them. @type {Set<AddSkillElement>} */
const connected = new Set();
/** Rejects the promises of `submit()` that are open. @type {Set<() => void>} */
const open = new Set();
/** Whether this is a browser. Servers may define some of its objects. */
const isPage = ['HTMLElement', 'MutationObserver', 'addEventListener'].every((name) => typeof globalThis[name] === 'function')
  && typeof document === 'object' && typeof HTMLElement.prototype?.attachShadow === 'function' && typeof customElements?.define === 'function';
const around = isPage ? new MutationObserver(() => { for (const element of connected) element.languageChanged(); }) : undefined;

/** Whether the module is there; rejected where it cannot be had. */
let started = later();
/** What is said in the place of an element's form while the module cannot be had. @type {undefined | ((host: HTMLElement) => Text)} */
let unavailable;
/** The message that is shown when the module has stopped before its own texts were loaded. @type {undefined | ((host: HTMLElement) => Text)} */
let fallback;
/** @typedef {{ text: string, lang: string }} Text */
/** Says what is to be said where the module has no words. @param {(host: HTMLElement) => Text} say */
export const setFallback = (say) => { fallback = say; };

/** A promise that others settle. */
function later() {
  let settle = { resolve: (_) => {}, reject: (_) => {} };
  const promise = new Promise((resolve, reject) => { settle = { resolve, reject }; });
  // Nobody has to wait for it.
  promise.catch(() => {});
  return { promise, ...settle };
}

/** The catalogues stand beside the module. wasm-bindgen puts this file into a folder of snippets there. @param {string} tag */
let locate = (tag) => new URL(`locales/${tag}.json`, import.meta.url.replace(/\/snippets\/[^?#]*/, '/')).href;
/** The URL of a language's catalogue. @param {string} tag */
export function locale(tag) {
  try { return locate(tag); } catch { return ''; }
}
/** Says where the catalogues are instead. @param {(tag: string) => string} locator */
export const setLocate = (locator) => { locate = locator; };

/** @param {(host: HTMLElement) => any} factory */
export function start(factory) {
  create ??= factory;
  unavailable = undefined;
  for (const element of waiting) element.connectedCallback();
  // They are shown by then.
  setTimeout(started.resolve);
}

/** The module cannot be had, for now: it may still be started. @param {(host: HTMLElement) => Text} say What each person is told */
export function onLoadFailed(say) {
  unavailable = say;
  for (const element of waiting) element.sayUnavailable();
  started.reject(undefined);
  started = later();
}

/** Whether an embedder names the tags. */
let isChosen = false;
export const choose = () => { isChosen = true; };
/** What the module does as it starts. @param {string} tag */
export const defineUnlessChosen = (tag) => { if (!isChosen) define(tag); };

/**
 * Defines the class under a tag, and returns what is defined there.
 * @param {string} tag @param {CustomElementRegistry} [registry]
 */
export function define(tag = 'add-skill', registry = globalThis.customElements) {
  if (!isPage || !registry) return undefined;
  const defined = registry.get(tag);
  if (!defined) {
    // A constructor can stand under one name only.
    registry.define(tag, registry === customElements && tag === 'add-skill' ? AddSkillElement : class extends AddSkillElement {});
    return registry.get(tag);
  }
  // Where it is this class, the script has only asked twice.
  if (defined !== AddSkillElement && !(defined.prototype instanceof AddSkillElement)) {
    const other = defined.version ? `another copy, of version ${defined.version},` : 'another script';
    console.warn(`<${tag}> is defined already, by ${other} and is left as it is: this copy, of version ${AddSkillElement.version}, does nothing there. Load one, or define() it under another tag.`);
  }
  return defined;
}

/**
 * Asks the page for a token, once nothing of the module runs: a window that the page opens lets other code run in Firefox, and code of
 * the module cannot run within itself. Where there is none, the developer is told why, without a word of what could be one.
 * @param {any} host @param {any} request @returns {Promise<string | undefined>}
 */
export async function tokenOf(host, request) {
  await undefined;
  const get = host.getAccessToken;
  if (typeof get !== 'function') return warnNotSent(`getAccessToken is ${get == null ? 'not set' : 'no function'}`);
  try {
    const token = await get.call(host, request);
    return typeof token === 'string' ? token : warnNotSent(`getAccessToken gave ${token === null ? 'null' : typeof token}, not a string`);
  } catch (error) {
    // By its name alone, which an error of another frame has too.
    const [name] = /^\w{0,60}Error$/.exec(error?.name) ?? [typeof error];
    return warnNotSent(`getAccessToken rejected (${name})`);
  }
}

/** @param {string} why @returns {undefined} */
const warnNotSent = (why) => { console.warn(`<add-skill> sent nothing: ${why}.`); };

/** @type {WeakMap<HTMLElement, ElementInternals>} */
const allInternals = new WeakMap();
/** Elements whose attribute `autofocus` was followed. @type {WeakSet<HTMLElement>} */
const focused = new WeakSet();
/** Follows `autofocus` for a form that was not there yet when the browser did. @param {HTMLElement} host */
export function focusAutomatically(host) {
  if (!host.hasAttribute('autofocus') || focused.has(host)) return;
  focused.add(host);
  // Like the browser, never moves the focus away from something else (https://html.spec.whatwg.org/multipage/interaction.html#the-autofocus-attribute).
  const { activeElement, body } = host.ownerDocument;
  if ((!activeElement || activeElement === body || activeElement === host) && !location.hash) host.focus();
}
/** @param {HTMLElement} host */
export const internalsOf = (host) => allInternals.get(host);

export class AddSkillElement extends (isPage ? HTMLElement : /** @type {typeof HTMLElement} */ (class {})) {
  /** The package's version. */
  static version = '0.1.0';
  static formAssociated = true;
  static observedAttributes = [...Object.keys(WORDS), ...Object.keys(BOOLEANS), 'lang', 'dir'];

  // Test environments such as happy-dom have none.
  #internals = this.attachInternals?.();
  /** The Rust side. @type {any} */
  #instance;
  /** What was set before there was one. @type {Record<string, any>} */
  #pending = {};
  /** The skill as it was last set or told. @type {any} */
  #skill;
  #objects = { messages: undefined, getAccessToken: undefined, suggest: undefined };
  /** What is known of the skill after the end of the module, and what is said then. */
  #kind = 'not-ready';
  #message = '';
  /** The form that the element is associated with. @type {HTMLFormElement | null} */
  #owner = null;

  static {
    whenCrashed.then(() => {
      for (const element of connected) element.#crash();
      for (const reject of open) reject();
    });
  }

  constructor() {
    super();
    allInternals.set(this, this.#internals);
    // Until the form is there, what a server rendered is shown, or what the page put inside the element.
    const rendered = this.#internals?.shadowRoot;
    if (!rendered) this.attachShadow(nullProto({ mode: 'open', delegatesFocus: true })).append(document.createElement('slot'));
    // What a server rendered cannot send anything: the browser would leave the page for it.
    rendered?.addEventListener('submit', (event) => event.preventDefault());
  }

  /** The Rust side; undefined while there is none, and when there is none any more. */
  #ensure() {
    if (!this.#instance && create) {
      this.#instance = callWasm(() => create(this));
      if (Object.hasOwn(this.#pending, 'skill')) this.#callWasm('setSkill', this.#pending.skill);
      if (Object.hasOwn(this.#pending, 'disabled')) this.#callWasm('setDisabled', this.#pending.disabled);
      this.#pending = {};
    }
    return crashed ? undefined : this.#instance;
  }

  /** @param {string} name @param {any[]} given */
  #callWasm(name, ...given) { return callWasm(() => this.#instance?.[name](...given)); }

  /** The module has ended, and with it the form. */
  #crash() {
    const wasSending = this.shadowRoot.querySelector('[part~="submit"][aria-disabled="true"]') !== null;
    for (const state of ['ready', 'submitting']) this.#internals?.states?.delete(state);
    this.#message = showCrash(this, this.draft.trim().toLowerCase() !== 'off');
    if (!this.#message && fallback) {
      unavailable = fallback;
      this.#message = fallback(this).text;
      this.sayUnavailable();
    }
    if (!wasSending) return;
    this.#kind = 'unknown';
    const detail = { kind: this.#kind, message: this.#message, clientRequestId: '' };
    this.dispatchEvent(new CustomEvent('skill-failed', nullProto({ bubbles: true, composed: true, detail })));
  }

  #error() { return Object.assign(new Error(this.#message || fallback?.(this).text), { kind: this.#kind }); }

  connectedCallback() {
    // A property that was set before the class was defined hides the class's own.
    for (const name of Object.getOwnPropertyNames(this)) {
      if (PROPERTIES.has(name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    if (!this.#ensure()) {
      if (crashed) return this.#crash();
      waiting.add(this);
      return this.sayUnavailable();
    }
    if (!waiting.delete(this)) return this.#connect(false);
    // Until it is shown, the page goes on: no task is long.
    setTimeout(() => this.#connect(true));
  }

  /** @param {boolean} hasWaited For the module */
  #connect(hasWaited) {
    if (!this.isConnected) return;
    if (crashed) return this.#crash();
    // An element that this one replaces may not have been notified of its removal yet.
    for (const element of connected) if (!element.isConnected) element.#callWasm('save');
    addEventListener('pagehide', this);
    document.addEventListener('visibilitychange', this);
    connected.add(this);
    for (let root = this.getRootNode(); root; root = root.host?.getRootNode()) {
      around?.observe(root, nullProto({ subtree: true, attributeFilter: ['lang', 'dir'] }));
    }
    this.#callWasm('connected', hasWaited);
    this.#followPlaces();
  }

  #followPlaces() { placesChanged(connected, (element) => element.#callWasm('placeChanged')); }

  disconnectedCallback() {
    waiting.delete(this);
    // An element that replaces it may read the draft immediately.
    this.#callWasm('save');
    // Moved in the page, it is disconnected and connected again at once: that is no removal.
    queueMicrotask(() => {
      if (this.isConnected) return;
      removeEventListener('pagehide', this);
      document.removeEventListener('visibilitychange', this);
      connected.delete(this);
      this.#callWasm('disconnected');
      this.#followPlaces();
    });
  }

  /** With it, `moveBefore` keeps everything as it is. */
  connectedMoveCallback() {}
  adoptedCallback() { this.#callWasm('adopted'); }
  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    this.#callWasm('attributeChanged', name);
    if (waiting.has(this)) this.sayUnavailable();
  }
  languageChanged() { this.#callWasm('languageChanged'); }
  formAssociatedCallback(form) {
    this.#owner?.removeEventListener('formdata', this, true);
    this.#owner = form;
    // Runs before the page's listeners and before the browser validates the form after a click.
    form?.addEventListener('formdata', this, true);
    this.ownerDocument[form ? 'addEventListener' : 'removeEventListener']('click', this, true);
    this.#callWasm('changed');
  }
  formDisabledCallback(disabled) { this.#instance ? this.#callWasm('setDisabled', disabled) : this.#pending.disabled = disabled; }
  formResetCallback() { this.reset(); }
  formStateRestoreCallback(state) { if (this.#ensure()) this.#callWasm('restoreState', String(state)); }
  /** @param {any} event */
  handleEvent({ type, formData }) {
    if (type === 'formdata') this.#correct(formData);
    else this.#callWasm(type === 'click' ? 'changed' : 'keepDraft');
  }

  /**
   * Updates the data of a form that has just been read to the current values, in the order of its controls. The first of our elements does
   * this for all of them.
   * @param {FormData} data
   */
  #correct(data) {
    // Controls named `elements` hide the form's own member.
    const { get } = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, 'elements') ?? {};
    const controls = /** @type {any[]} */ ([...get?.call(this.#owner)]).filter((control) => control.name && !control.matches(':disabled'));
    if (controls.find((control) => #internals in control && control.#instance) !== this) return;
    const entries = [...data];
    /** The entries of our elements. @type {Map<any, [string, FormDataEntryValue]>} */
    const found = new Map();
    /** @type {Map<any, string>} */
    const changed = new Map();
    for (const control of controls.filter((control) => #internals in control)) {
      const [was, now] = control.#callWasm('formValues') ?? [];
      const taken = new Set(found.values());
      const entry = entries.find((entry) => entry[0] === control.name && entry[1] === was && !taken.has(entry));
      if (entry) found.set(control, entry);
      if (was !== now) changed.set(control, now);
    }
    if (changed.size === 0) return;
    /** An entry that is sure to be of a control. @param {any} control */
    const entryOf = (control) => {
      if (#internals in control) return found.get(control);
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

  get skill() {
    this.#ensure();
    this.#skill = this.#callWasm('skill') ?? this.#skill;
    return this.#skill ?? {};
  }
  set skill(skill) {
    this.#skill = skill;
    this.#ensure() ? this.#callWasm('setSkill', skill) : this.#pending.skill = skill;
  }
  get messages() { return this.#objects.messages; }
  set messages(messages) {
    this.#objects.messages = messages;
    this.#callWasm('messagesChanged');
    if (waiting.has(this)) this.sayUnavailable();
  }
  get getAccessToken() { return this.#objects.getAccessToken; }
  set getAccessToken(callback) { this.#objects.getAccessToken = callback; }
  get suggest() { return this.#objects.suggest; }
  set suggest(callback) { this.#objects.suggest = callback; this.#callWasm('suggestChanged'); }

  /** Focuses the first field; of itself the browser would choose the error summary where it is shown. */
  focus(options) { /** @type {HTMLElement | null} */ (this.shadowRoot.querySelector('.field :enabled, [part="reload"]'))?.focus(options); }

  /** Whether what the page has put inside the element shows anything: text, or something that is drawn. */
  #hasContent() {
    if (/[^\s\p{Default_Ignorable_Code_Point}]/u.test(this.innerText ?? this.textContent)) return true;
    return [...this.querySelectorAll('*')].some((element) => {
      const { width, height } = element.getBoundingClientRect();
      return (DRAWN.has(element.localName) || element.localName.includes('-')) && width > 0 && height > 0;
    });
  }

  /** Says that there is no form, unless the page has put something inside the element for that. */
  sayUnavailable() {
    if (!unavailable || this.#hasContent()) return;
    const line = this.shadowRoot.querySelector('[part="unavailable"]') ?? this.ownerDocument.createElement('p');
    const { text, lang } = unavailable(this);
    Object.assign(line, { textContent: text, lang, dir: 'auto' });
    line.part.add('unavailable');
    this.shadowRoot.append(line);
  }

  async submit() {
    const unsent = () => Object.assign(new Error(unavailable?.(this).text), { kind: 'not-sent' });
    if (unavailable) throw unsent();
    await started.promise.catch(() => { throw unsent(); });
    this.#ensure();
    const submission = this.#callWasm('submit');
    // This call may have caused it; the message is then set a moment later.
    if (!submission) {
      await whenCrashed;
      throw this.#error();
    }
    return new Promise((resolve, reject) => {
      const lose = () => { this.#kind = 'unknown'; reject(this.#error()); };
      open.add(lose);
      submission.then(resolve, reject).finally(() => open.delete(lose));
    });
  }
  reset() {
    if (this.#ensure()) this.#callWasm('reset');
    else if (!crashed) { this.#pending = {}; this.#skill = undefined; }
  }
  // Test environments implement only parts of ElementInternals, or nothing.
  checkValidity() { this.#ensure(); this.#callWasm('changed'); return this.#internals?.checkValidity?.() ?? true; }
  reportValidity() {
    this.#ensure();
    this.#callWasm('report');
    return this.#internals?.reportValidity?.() ?? true;
  }

  get form() { return this.#internals?.form ?? null; }
  get labels() { return this.#internals?.labels ?? []; }
  get type() { return this.localName; }
  /** What the element contributes to its form: the skill as JSON, or nothing while fields have errors. */
  get value() { this.#ensure(); return this.#callWasm('value') ?? ''; }
  set value(json) {
    try {
      this.skill = json ? JSON.parse(json) : {};
    } catch {
      console.warn('<add-skill>: value must be a skillProficiency as JSON.');
    }
  }
  get validity() { this.#callWasm('changed'); return this.#internals?.validity; }
  get validationMessage() { this.#callWasm('changed'); return this.#internals?.validationMessage ?? ''; }
  get willValidate() { return this.#internals?.willValidate ?? true; }
}

for (const [attribute, absent] of Object.entries(WORDS)) {
  Object.defineProperty(AddSkillElement.prototype, camelCase(attribute), nullProto({
    configurable: true,
    enumerable: true,
    get() { return this.getAttribute(attribute) ?? absent; },
    set(value) { value == null ? this.removeAttribute(attribute) : this.setAttribute(attribute, value); },
  }));
}
for (const [attribute, properties] of Object.entries(BOOLEANS)) {
  for (const property of properties) {
    Object.defineProperty(AddSkillElement.prototype, property, nullProto({
      configurable: true,
      enumerable: true,
      get() { return this.hasAttribute(attribute); },
      set(value) { this.toggleAttribute(attribute, Boolean(value)); },
    }));
  }
}

/** The properties that a page may have set before the class was defined. */
const PROPERTIES = new Set([...Object.keys(WORDS).map(camelCase), ...Object.values(BOOLEANS).flat(), ...OBJECTS]);
