// @ts-check
/**
 * The class of `<add-skills>`. It has no logic: its members call the Rust instance, once the module
 * has loaded. Servers that render pages can import this file too, but it has no effect there.
 */

/** The attributes with string values. Each has the value of its property if the attribute is absent. */
const STRINGS = {
  endpoint: 'https://graph.microsoft.com/beta/me/profile/skills',
  required: '',
  'token-hosts': '',
  scopes: 'User.ReadWrite',
  draft: 'session',
  'draft-key': '',
  verify: 'on',
  existing: 'ask',
  audiences: '',
};
const BOOLEANS = ['disabled', 'readonly'];
const OBJECTS = ['getAccessToken', 'messages', 'validate', 'skills'];

/** @typedef {import('./add-skills-element.js').AddSkillsElement & Record<string, any>} Element */
/**
 * @typedef {object} Module The exports of the WebAssembly module
 * @property {any} ListInstance
 * @property {(locate: (name: string) => string, give: (calls: Calls) => (host: any, isReady: boolean, isSubmitting: boolean) => void) => void} startList
 */
/**
 * @typedef {object} Calls
 * @property {<T>(call: () => T) => T | undefined} callWasm
 * @property {(host: HTMLElement, mayKeep: boolean) => string} showCrash
 * @property {Promise<unknown>} whenCrashed
 */

/** @type {Module | undefined} */
let module;
/** @type {Calls | undefined} */
let calls;
/** The error because of which the module is not available. @type {Error | undefined} */
let failure;
let resolveStarted = () => {};
/** Resolves when the module has started, or failed to load. */
const started = new Promise((resolve) => { resolveStarted = () => resolve(undefined); });
/** @type {Set<Element>} */
const connected = new Set();
/** @type {CSSStyleSheet | undefined} */
let sheet;

const isPage = ['HTMLElement', 'MutationObserver', 'addEventListener'].every((name) => typeof (/** @type {any} */ (globalThis))[name] === 'function')
  && typeof document === 'object' && typeof HTMLElement.prototype?.attachShadow === 'function' && typeof customElements?.define === 'function';
/** @type {typeof HTMLElement} */
const Base = isPage ? HTMLElement : /** @type {any} */ (class {});
const languageObserver = isPage ? new MutationObserver(() => { for (const element of connected) call(element, 'languageChanged'); }) : undefined;
/** @typedef {{ instance?: any, internals?: ElementInternals, objects: Record<string, any>, fallback?: string }} State */
/** @type {WeakMap<object, State>} */
const states = new WeakMap();
/** @param {object} element */
const stateOf = (element) => /** @type {State} */ (states.get(element));

/**
 * Calls a method of the Rust instance, if there is one.
 * @param {object} element
 * @param {string} name
 * @param {any[]} args
 */
const call = (element, name, ...args) => calls?.callWasm(() => stateOf(element).instance?.[name](...args));

/** Creates the Rust instance of a connected element. @param {Element} element */
function attach(element) {
  const state = stateOf(element);
  if (failure) return showFailure(element);
  if (!module || !calls || !element.isConnected) return undefined;
  if (!state.instance) {
    const { ListInstance } = module;
    state.instance = calls.callWasm(() => new ListInstance(element));
    adopt(element, ListInstance.style());
    if (Object.hasOwn(state.objects, 'skills')) call(element, 'setSkills', state.objects.skills);
  }
  call(element, 'connected');
  return undefined;
}

/** @param {Element} element @param {string} style */
function adopt(element, style) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
  }
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  root.querySelector('slot')?.remove();
  root.adoptedStyleSheets = [sheet];
}

/** Shows the fallback content, and why the list is not shown. @param {Element} element */
function showFailure(element) {
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  if (root.querySelector('[role=alert]')) return;
  const alert = document.createElement('p');
  alert.setAttribute('role', 'alert');
  root.prepend(alert);
  alert.textContent = stateOf(element).objects.messages?.['ui.unavailable'] ?? unavailable(languageOf(element));
}
/** Returns the language of an element, across shadow roots. @param {any} element @returns {string} */
function languageOf(element) {
  const tag = element.closest('[lang]')?.lang;
  const { host } = element.getRootNode();
  return tag || (host ? languageOf(host) : navigator.language);
}
/** Returns the text for a module that is not available. @param {string} tag */
let unavailable = (tag) => 'The form could not load. Check your connection, and then reload the page.';

/** Sets the properties that the page has set before the class was defined. @param {any} element */
function upgrade(element) {
  for (const name of [...OBJECTS, ...BOOLEANS, ...Object.keys(STRINGS).map(camelCase)]) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}
/** @param {string} name */
const camelCase = (name) => name.replace(/-./g, ([, letter]) => letter.toUpperCase());

/** `<add-skills>`: imports a list of skills, lets the user review it, and adds all of them. */
export class AddSkillsElement extends Base {
  static observedAttributes = [...Object.keys(STRINGS), ...BOOLEANS, 'lang', 'dir'];

  constructor() {
    super();
    if (!isPage) return;
    /** @type {State} */
    const state = { objects: Object.create(null) };
    states.set(this, state);
    state.internals = this.attachInternals?.();
    const root = this.shadowRoot ?? this.attachShadow(Object.setPrototypeOf({ mode: 'open', delegatesFocus: true }, null));
    root.append(document.createElement('slot'));
  }
  connectedCallback() {
    const element = /** @type {Element} */ (this);
    upgrade(element);
    connected.add(element);
    for (let root = this.getRootNode(); root; root = /** @type {any} */ (root).host?.getRootNode()) {
      languageObserver?.observe(root, Object.setPrototypeOf({ subtree: true, attributeFilter: ['lang', 'dir'] }, null));
    }
    attach(element);
  }
  disconnectedCallback() {
    call(this, 'save');
    // Moving an element disconnects and connects it immediately, which does not count as a removal.
    queueMicrotask(() => {
      if (this.isConnected) return;
      connected.delete(/** @type {Element} */ (this));
      call(this, 'disconnected');
    });
  }
  /** @param {string} name @param {string | null} before @param {string | null} value */
  attributeChangedCallback(name, before, value) { if (before !== value) call(this, 'attributeChanged', name); }

  /** Adds the selected skills. Resolves to the counts of `skills-settled`. */
  async submit() {
    await started;
    const submission = call(this, 'submit');
    if (!submission) throw Object.assign(new Error(failure?.message ?? 'The list is not available.'), { kind: 'not-ready' });
    return submission;
  }
  /** Empties the list. */
  reset() { call(this, 'reset'); }

  /** The skills of the list, as JSON has them. */
  get skills() { return call(this, 'skills') ?? stateOf(this).objects.skills ?? []; }
  set skills(skills) {
    stateOf(this).objects.skills = skills;
    if (call(this, 'setSkills', skills) === false) console.warn('<add-skills>: skills must be an array of at most 500 skillProficiency objects, and cannot be set while skills are being added.');
  }
  /** Texts that replace those of the list. */
  get messages() { return stateOf(this).objects.messages; }
  set messages(messages) {
    stateOf(this).objects.messages = messages;
    call(this, 'messagesChanged');
  }
}

for (const [name, value] of Object.entries(STRINGS)) {
  Object.defineProperty(AddSkillsElement.prototype, camelCase(name), Object.setPrototypeOf({
    configurable: true,
    enumerable: true,
    /** @this {HTMLElement} */
    get() { return this.getAttribute(name) ?? value; },
    /** @this {HTMLElement} @param {any} given */
    set(given) { given === null || given === undefined ? this.removeAttribute(name) : this.setAttribute(name, given); },
  }, null));
}
for (const name of BOOLEANS) {
  Object.defineProperty(AddSkillsElement.prototype, name, Object.setPrototypeOf({
    configurable: true,
    enumerable: true,
    /** @this {HTMLElement} */
    get() { return this.hasAttribute(name); },
    /** @this {HTMLElement} @param {any} given */
    set(given) { this.toggleAttribute(name, Boolean(given)); },
  }, null));
}
for (const name of ['getAccessToken', 'validate']) {
  Object.defineProperty(AddSkillsElement.prototype, name, Object.setPrototypeOf({
    configurable: true,
    enumerable: true,
    /** @this {object} */
    get() { return stateOf(this).objects[name]; },
    /** @this {object} @param {any} given */
    set(given) { stateOf(this).objects[name] = given; },
  }, null));
}

/**
 * Defines the element, unless the tag is already defined, and loads the module.
 * @param {object} options
 * @param {string} [options.tag]
 * @param {() => Promise<Module>} options.load Loads and instantiates the module
 * @param {(name: string) => string} options.locate Returns the URL of a catalog, such as `de` or `several/de`
 * @param {(tag: string) => string} [options.unavailable] Returns the text for a module that does not load
 */
export async function define({ tag = 'add-skills', load, locate, unavailable: text }) {
  if (!isPage) return;
  if (text) unavailable = text;
  if (customElements.get(tag)) {
    console.warn(`<${tag}>: already defined. The first definition stays.`);
    return;
  }
  customElements.define(tag, AddSkillsElement);
  for (const type of ['pagehide', 'visibilitychange']) {
    addEventListener(type, () => { for (const element of connected) call(element, 'save'); });
  }
  try {
    const loaded = await load();
    loaded.startList(locate, (given) => {
      calls = given;
      given.whenCrashed.then(() => { for (const element of connected) given.showCrash(element, element.draft.trim().toLowerCase() !== 'off'); });
      return setStates;
    });
    module = loaded;
  } catch (error) {
    failure = /** @type {Error} */ (error);
    console.error(`<add-skills> cannot be shown: ${failure.message}`);
  }
  for (const element of connected) attach(element);
  resolveStarted();
}

/** @param {Element} host @param {boolean} isReady @param {boolean} isSubmitting */
function setStates(host, isReady, isSubmitting) {
  const set = stateOf(host).internals?.states;
  for (const [name, isSet] of [['ready', isReady], ['submitting', isSubmitting]]) {
    if (isSet) set?.add(/** @type {string} */ (name));
    else set?.delete(/** @type {string} */ (name));
  }
}
