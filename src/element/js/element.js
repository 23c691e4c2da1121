// @ts-check
/**
 * The class of the custom element. Each member delegates to the Rust instance. The class can be
 * defined before the WebAssembly module loads: properties that are set until then are stored and
 * handed over. Servers that render pages can import this file too, but it has no effect there.
 */

import { callWasm, crashed, showCrash, whenCrashed } from './crash.js';
import { placesChanged } from './place.js';

/**
 * The attributes with string values. Each has the value of its property if the attribute is absent.
 */
const STRINGS = {
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

/** The boolean attributes with the names of their properties. */
const BOOLEANS = { disabled: ['disabled'], readonly: ['readonly', 'readOnly'] };

/** The HTML elements that are visible without text. */
const VISIBLE_TAGS = new Set(['img', 'svg', 'picture', 'video', 'audio', 'canvas', 'iframe', 'object', 'embed', 'input', 'select', 'textarea', 'button', 'meter', 'progress']);

/** The properties without attributes, because their values are objects or functions. */
const OBJECTS = ['skill', 'messages', 'getAccessToken', 'suggest'];

/**
 * Removes an object's prototype, so that properties of `Object.prototype` are not read as options.
 * @template {object} T
 * @param {T} options
 * @returns {T}
 */
const nullProto = (options) => Object.setPrototypeOf(options, null);

/** @param {string} name An attribute's name */
const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * Creates the Rust instance of an element. Undefined until the module has loaded.
 * @type {undefined | ((host: HTMLElement) => any)}
 */
let create;
/** The connected elements that wait for the module. @type {Set<AddSkillElement>} */
const waiting = new Set();
/**
 * The connected elements with a form. They inherit the language and direction of their ancestors.
 * @type {Set<AddSkillElement>}
 */
const connected = new Set();
/** Functions that reject the pending promises of `submit()`. @type {Set<() => void>} */
const pendingSubmissions = new Set();
/** Whether this is a browser. Servers may define some of its objects. */
const isPage = ['HTMLElement', 'MutationObserver', 'addEventListener'].every((name) => typeof globalThis[name] === 'function')
  && typeof document === 'object' && typeof HTMLElement.prototype?.attachShadow === 'function' && typeof customElements?.define === 'function';
const languageObserver = isPage ? new MutationObserver(() => { for (const element of connected) element.languageChanged(); }) : undefined;

/** Resolves when the module has loaded. Rejected if loading fails. */
let started = deferred();
/**
 * Returns the message that replaces an element's form if loading failed.
 * @type {undefined | ((host: HTMLElement) => Text)}
 */
let unavailable;
/**
 * Returns the message that replaces an element's form if the module crashed before its own texts
 * were loaded.
 * @type {undefined | ((host: HTMLElement) => Text)}
 */
let fallback;
/** @typedef {{ text: string, lang: string }} Text */
/**
 * Sets the function that returns a message when the module cannot provide one.
 * @param {(host: HTMLElement) => Text} say
 */
export const setFallback = (say) => { fallback = say; };

/** Returns a promise with its `resolve` and `reject` functions. */
function deferred() {
  let settle = { resolve: (_) => {}, reject: (_) => {} };
  const promise = new Promise((resolve, reject) => { settle = { resolve, reject }; });
  // Prevents an `unhandledrejection` event if nothing awaits the promise.
  promise.catch(() => {});
  return { promise, ...settle };
}

/**
 * Returns the URL of a catalog next to the module. wasm-bindgen puts this file into a `snippets`
 * subfolder of the module's folder.
 * @param {string} tag
 */
let locate = (tag) => new URL(`locales/${tag}.json`, import.meta.url.replace(/\/snippets\/[^?#]*/, '/')).href;
/** Returns the URL of a language's catalog. @param {string} tag */
export function locale(tag) {
  try { return locate(tag); } catch { return ''; }
}
/** Sets the function that returns the URL of a catalog. @param {(tag: string) => string} locator */
export const setLocate = (locator) => { locate = locator; };

/**
 * Connects the waiting elements when the module has loaded.
 * @param {(host: HTMLElement) => any} factory
 */
export function start(factory) {
  create ??= factory;
  unavailable = undefined;
  for (const element of waiting) element.connectedCallback();
  // The connected elements render in earlier timers, so their forms are rendered by then.
  setTimeout(started.resolve);
}

/**
 * Shows a message in each waiting element because loading failed. The module may still start later.
 * @param {(host: HTMLElement) => Text} say Returns the message for an element
 */
export function onLoadFailed(say) {
  unavailable = say;
  for (const element of waiting) element.sayUnavailable();
  started.reject(undefined);
  started = deferred();
}

/** Whether the host page defines the tags itself. */
let hasChosenTags = false;
export const choose = () => { hasChosenTags = true; };
/** Defines the default tag when the module starts. @param {string} tag */
export const defineUnlessChosen = (tag) => { if (!hasChosenTags) define(tag); };

/**
 * Defines the class under a tag. Returns the class that is defined there.
 * @param {string} tag
 * @param {CustomElementRegistry} [registry]
 */
export function define(tag = 'add-skill', registry = globalThis.customElements) {
  if (!isPage || !registry) return undefined;
  const defined = registry.get(tag);
  if (!defined) {
    // A registry accepts a constructor under one name only.
    registry.define(tag, registry === customElements && tag === 'add-skill' ? AddSkillElement : class extends AddSkillElement {});
    return registry.get(tag);
  }
  // If it is this class, the script has only called `define` twice.
  if (defined !== AddSkillElement && !(defined.prototype instanceof AddSkillElement)) {
    const other = defined.version ? `another copy, of version ${defined.version},` : 'another script';
    console.warn(`<${tag}> is defined already, by ${other} and is left as it is: this copy, of version ${AddSkillElement.version}, does nothing there. Load one, or define() it under another tag.`);
  }
  return defined;
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
  if (typeof get !== 'function') return warnNotSent(`getAccessToken is ${get == null ? 'not set' : 'no function'}`);
  try {
    const token = await get.call(host, request);
    return typeof token === 'string' ? token : warnNotSent(`getAccessToken gave ${token === null ? 'null' : typeof token}, not a string`);
  } catch (error) {
    // The name identifies the error, because `instanceof` fails for errors of other frames.
    const [name] = /^\w{0,60}Error$/.exec(error?.name) ?? [typeof error];
    return warnNotSent(`getAccessToken rejected (${name})`);
  }
}

/** @param {string} why @returns {undefined} */
const warnNotSent = (why) => { console.warn(`<add-skill> sent nothing: ${why}.`); };

/** @type {WeakMap<HTMLElement, ElementInternals>} */
const allInternals = new WeakMap();
/** Elements whose `autofocus` has been processed. @type {WeakSet<HTMLElement>} */
const focused = new WeakSet();
/**
 * Applies `autofocus`, because the form did not exist when the browser processed the attribute.
 * @param {HTMLElement} host
 */
export function focusAutomatically(host) {
  if (!host.hasAttribute('autofocus') || focused.has(host)) return;
  focused.add(host);
  // As in browsers, the focus never moves away from another element:
  // https://html.spec.whatwg.org/multipage/interaction.html#the-autofocus-attribute
  const { activeElement, body } = host.ownerDocument;
  // The user may already be in the server-rendered form.
  if ((!activeElement || activeElement === body || activeElement === host && !host.shadowRoot?.activeElement) && !location.hash) host.focus();
}
/** @param {HTMLElement} host */
export const internalsOf = (host) => allInternals.get(host);

/**
 * The running composition of an input method in each server-rendered form, until it ends.
 * @type {WeakMap<HTMLElement, ReturnType<typeof deferred>>}
 */
const compositions = new WeakMap();
/** @param {HTMLElement} host */
export const compositionOf = (host) => compositions.get(host)?.promise;

export class AddSkillElement extends (isPage ? HTMLElement : /** @type {typeof HTMLElement} */ (class {})) {
  /** The package's version. */
  static version = '0.1.0';
  static formAssociated = true;
  static observedAttributes = [...Object.keys(STRINGS), ...Object.keys(BOOLEANS), 'lang', 'dir'];

  // Test environments such as happy-dom do not implement it.
  #internals = this.attachInternals?.();
  /** The Rust instance. @type {any} */
  #instance;
  /** The properties that were set before the Rust instance exists. @type {Record<string, any>} */
  #pending = {};
  /** The last skill from the page or from the Rust instance. @type {any} */
  #skill;
  #objects = { messages: undefined, getAccessToken: undefined, suggest: undefined };
  /** The `kind` and the message of the failure that is reported after a crash. */
  #wasConnected = false;
  #kind = 'not-ready';
  #message = '';
  /** The form that the element is associated with. @type {HTMLFormElement | null} */
  #owner = null;

  static {
    whenCrashed.then(() => {
      for (const element of connected) element.#crash();
      for (const reject of pendingSubmissions) reject();
    });
  }

  constructor() {
    super();
    allInternals.set(this, this.#internals);
    // Until the form renders, the server-rendered form or the fallback content is visible.
    const rendered = this.#internals?.shadowRoot;
    if (!rendered) this.attachShadow(nullProto({ mode: 'open', delegatesFocus: true })).append(document.createElement('slot'));
    if (!rendered) return;
    // The server-rendered form cannot submit. The browser would navigate away from the page.
    rendered.addEventListener('submit', (event) => event.preventDefault());
    // The start of a composition may precede the definition of this class.
    rendered.addEventListener('compositionupdate', () => { if (!compositions.has(this)) compositions.set(this, deferred()); });
    rendered.addEventListener('compositionend', () => {
      // Some engines dispatch `input` after this event.
      setTimeout(compositions.get(this)?.resolve);
      compositions.delete(this);
    });
    this.#adoptProperties(rendered);
  }

  /**
   * Sets the properties for which the server has rendered the form, unless the page has set others.
   * @param {ParentNode} rendered
   */
  #adoptProperties(rendered) {
    try {
      const { dataset } = /** @type {HTMLElement} */ (rendered.querySelector('form[data-properties]'));
      const { skill, messages } = nullProto(JSON.parse(dataset.properties ?? ''));
      delete dataset.properties;
      // Properties that were set before the class was defined are those of the object itself.
      if (skill && !this.#skill && !Object.hasOwn(this, 'skill')) this.skill = skill;
      if (messages && !this.messages && !Object.hasOwn(this, 'messages')) this.messages = messages;
    } catch {}
  }

  /**
   * Returns the Rust instance, and creates it if necessary. Returns undefined before the module has
   * loaded and after a crash.
   */
  #ensure() {
    if (!this.#instance && create) {
      this.#instance = callWasm(() => create(this));
      if (Object.hasOwn(this.#pending, 'skill')) this.#callWasm('setSkill', this.#pending.skill);
      if (Object.hasOwn(this.#pending, 'disabled')) this.#callWasm('setDisabled', this.#pending.disabled);
      this.#pending = {};
    }
    return crashed ? undefined : this.#instance;
  }

  /**
   * Calls a method of the Rust instance.
   * @param {string} name
   * @param {any[]} args
   */
  #callWasm(name, ...args) { return callWasm(() => this.#instance?.[name](...args)); }

  /** Replaces the form with an error message after a crash. */
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
    // A property that was set before the class was defined hides the accessor of the class.
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
    // Rendering in a separate task keeps the page responsive.
    setTimeout(() => this.#connect(true));
  }

  /** @param {boolean} hasWaited For the module */
  #connect(hasWaited) {
    if (!this.isConnected) return;
    if (crashed) return this.#crash();
    // If the class is defined before the element is parsed, the template stays in the content.
    const template = /** @type {HTMLTemplateElement | null} */ (this.querySelector(':scope > template[shadowrootmode]'));
    // Later, a prefill would replace the user's input.
    if (template && !this.#wasConnected) this.#adoptProperties(template.content);
    template?.remove();
    this.#wasConnected = true;
    // An element that this one replaces may not have been notified of its removal yet.
    for (const element of connected) if (!element.isConnected) element.#callWasm('save');
    addEventListener('pagehide', this);
    document.addEventListener('visibilitychange', this);
    connected.add(this);
    for (let root = this.getRootNode(); root; root = root.host?.getRootNode()) {
      languageObserver?.observe(root, nullProto({ subtree: true, attributeFilter: ['lang', 'dir'] }));
    }
    this.#callWasm('connected', hasWaited);
    this.#followPlaces();
  }

  #followPlaces() { placesChanged(connected, (element) => element.#callWasm('placeChanged')); }

  disconnectedCallback() {
    waiting.delete(this);
    // An element that replaces it may read the draft immediately.
    this.#callWasm('save');
    // Moving an element disconnects and connects it immediately, which does not count as a removal.
    queueMicrotask(() => {
      if (this.isConnected) return;
      removeEventListener('pagehide', this);
      document.removeEventListener('visibilitychange', this);
      connected.delete(this);
      this.#callWasm('disconnected');
      this.#followPlaces();
    });
  }

  /**
   * If this callback exists, `moveBefore` does not disconnect the element:
   * https://html.spec.whatwg.org/multipage/custom-elements.html#custom-element-reactions
   */
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
   * Updates the form data that was just collected to the current values, in the order of the
   * controls. The first element of the form does this for all.
   * @param {FormData} data
   */
  #correct(data) {
    // A control named `elements` hides the form's own property.
    const { get } = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, 'elements') ?? {};
    const controls = /** @type {any[]} */ ([...get?.call(this.#owner)]).filter((control) => control.name && !control.matches(':disabled'));
    if (controls.find((control) => #internals in control && control.#instance) !== this) return;
    const entries = [...data];
    /** The entries of this class's elements. @type {Map<any, [string, FormDataEntryValue]>} */
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
    /** Returns the entry that certainly belongs to a control. @param {any} control */
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

  /**
   * Focuses the first field. By default, the browser would focus the error summary if it is
   * visible.
   */
  focus(options) { /** @type {HTMLElement | null} */ (this.shadowRoot.querySelector('.field :enabled, [part="reload"]'))?.focus(options); }

  /** Whether the fallback content is visible: text or a visible element. */
  #hasContent() {
    if (/[^\s\p{Default_Ignorable_Code_Point}]/u.test(this.innerText ?? this.textContent)) return true;
    return [...this.querySelectorAll('*')].some((element) => {
      const { width, height } = element.getBoundingClientRect();
      return (VISIBLE_TAGS.has(element.localName) || element.localName.includes('-')) && width > 0 && height > 0;
    });
  }

  /** Shows that the form is unavailable, unless there is fallback content. */
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
    // This call may have caused the crash. The message is then set asynchronously.
    if (!submission) {
      await whenCrashed;
      throw this.#error();
    }
    return new Promise((resolve, reject) => {
      const onCrash = () => { this.#kind = 'unknown'; reject(this.#error()); };
      pendingSubmissions.add(onCrash);
      submission.then(resolve, reject).finally(() => pendingSubmissions.delete(onCrash));
    });
  }
  reset() {
    if (this.#ensure()) this.#callWasm('reset');
    else if (!crashed) { this.#pending = {}; this.#skill = undefined; }
  }
  // Test environments may implement `ElementInternals` partly or not at all.
  checkValidity() { this.#ensure(); this.#callWasm('changed'); return this.#internals?.checkValidity?.() ?? true; }
  reportValidity() {
    this.#ensure();
    this.#callWasm('report');
    return this.#internals?.reportValidity?.() ?? true;
  }

  get form() { return this.#internals?.form ?? null; }
  get labels() { return this.#internals?.labels ?? []; }
  get type() { return this.localName; }
  /** The form value: the skill as JSON, or an empty string while fields have errors. */
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

for (const [attribute, absent] of Object.entries(STRINGS)) {
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

/** The properties that a page may set before the class is defined. */
const PROPERTIES = new Set([...Object.keys(STRINGS).map(camelCase), ...Object.values(BOOLEANS).flat(), ...OBJECTS]);
