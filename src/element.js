// @ts-check
/**
 * The class that browsers require for a custom element, and nothing else: each member hands its work to the instance that
 * Rust holds. It may be defined before the WebAssembly module is there; what is set until then is kept and handed over.
 */

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

/** Properties that hold objects and functions, and so are never attributes. */
const OBJECTS = ['skill', 'messages', 'getAccessToken', 'suggest'];

/** Without a prototype: what a page has put on `Object.prototype` must not be read as an option. @template {object} T @param {T} options @returns {T} */
const own = (options) => Object.setPrototypeOf(options, null);

/** @param {string} name An attribute's name */
const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** Makes the Rust side of an element; undefined until the module is there. @type {undefined | ((host: HTMLElement) => any)} */
let create;
/** Elements in the document that wait for it. @type {Set<AddSkillElement>} */
const waiting = new Set();
/** Elements in the document: they follow the language and direction of what is around them. @type {Set<AddSkillElement>} */
const connected = new Set();
const around = new MutationObserver(() => { for (const element of connected) element.languageChanged(); });

/** Settles when the module is there. */
let resolveStarted = () => {};
const started = new Promise((resolve) => { resolveStarted = () => resolve(undefined); });

/** The catalogues stand beside the module. wasm-bindgen puts this file into a folder of snippets there. */
export const locales = () => new URL('locales/', import.meta.url.replace(/\/snippets\/[^?#]*/, '/')).href;

/** @param {(host: HTMLElement) => any} factory */
export function start(factory) {
  create ??= factory;
  for (const element of waiting) element.connectedCallback();
  waiting.clear();
  resolveStarted();
}

/** @param {string} tag @param {CustomElementRegistry} registry */
export function define(tag = 'add-skill', registry = customElements) {
  const defined = registry.get(tag);
  if (defined) {
    // Where it is this class, the script has only asked twice.
    if (defined !== AddSkillElement && !(defined.prototype instanceof AddSkillElement)) {
      console.warn(`<${tag}> is defined already, by another script or version, and is left as it is.`);
    }
    return;
  }
  // A constructor can stand under one name only.
  registry.define(tag, registry === customElements && tag === 'add-skill' ? AddSkillElement : class extends AddSkillElement {});
}

/** @type {WeakMap<HTMLElement, ElementInternals>} */
const allInternals = new WeakMap();
/** @param {HTMLElement} host */
export const internalsOf = (host) => allInternals.get(host);

export class AddSkillElement extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = [...Object.keys(WORDS), ...Object.keys(BOOLEANS), 'lang', 'dir'];

  #internals = this.attachInternals();
  /** The Rust side. @type {any} */
  #instance;
  /** What was set before there was one. @type {Record<string, any>} */
  #early = {};
  #objects = { messages: undefined, getAccessToken: undefined, suggest: undefined };

  constructor() {
    super();
    allInternals.set(this, this.#internals);
    // Until the form is there, what a server rendered is shown, or what the page put inside the element.
    if (!this.#internals.shadowRoot) this.attachShadow(own({ mode: 'open', delegatesFocus: true })).append(document.createElement('slot'));
  }

  #ensure() {
    if (!this.#instance && create) {
      this.#instance = create(this);
      if (Object.hasOwn(this.#early, 'skill')) this.#instance.setSkill(this.#early.skill);
      if (Object.hasOwn(this.#early, 'disabled')) this.#instance.setDisabled(this.#early.disabled);
      this.#early = {};
    }
    return this.#instance;
  }

  connectedCallback() {
    // A property that was set before the class was defined hides the class's own.
    for (const name of Object.getOwnPropertyNames(this)) {
      if (PROPERTIES.has(name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    if (!this.#ensure()) { waiting.add(this); return; }
    if (!this.isConnected) return;
    addEventListener('pagehide', this);
    document.addEventListener('visibilitychange', this);
    connected.add(this);
    for (let root = this.getRootNode(); root; root = root.host?.getRootNode()) {
      around.observe(root, own({ subtree: true, attributeFilter: ['lang', 'dir'] }));
    }
    this.#instance.connected();
  }

  disconnectedCallback() {
    waiting.delete(this);
    // Moved in the page, it is disconnected and connected again at once: that is no removal.
    queueMicrotask(() => {
      if (this.isConnected) return;
      removeEventListener('pagehide', this);
      document.removeEventListener('visibilitychange', this);
      connected.delete(this);
      this.#instance?.disconnected();
    });
  }

  /** With it, `moveBefore` keeps everything as it is. */
  connectedMoveCallback() {}
  adoptedCallback() { this.#instance?.adopted(); }
  attributeChangedCallback(name, before, value) { if (before !== value) this.#instance?.attributeChanged(name); }
  languageChanged() { this.#instance?.languageChanged(); }
  formAssociatedCallback() { this.#instance?.changed(); }
  formDisabledCallback(disabled) { this.#instance ? this.#instance.setDisabled(disabled) : this.#early.disabled = disabled; }
  formResetCallback() { this.reset(); }
  formStateRestoreCallback(state) { this.#ensure()?.restoreState(String(state)); }
  handleEvent() { this.#instance?.keepDraft(); }

  get skill() { return this.#ensure()?.skill() ?? this.#early.skill ?? {}; }
  set skill(skill) { this.#ensure() ? this.#instance.setSkill(skill) : this.#early.skill = skill; }
  get messages() { return this.#objects.messages; }
  set messages(messages) { this.#objects.messages = messages; this.#instance?.messagesChanged(); }
  get getAccessToken() { return this.#objects.getAccessToken; }
  set getAccessToken(callback) { this.#objects.getAccessToken = callback; }
  get suggest() { return this.#objects.suggest; }
  set suggest(callback) { this.#objects.suggest = callback; this.#instance?.suggestChanged(); }

  /** Focuses the first field; of itself the browser would choose the error summary where it is shown. */
  focus(options) { /** @type {HTMLElement | null} */ (this.shadowRoot.querySelector('.field :enabled'))?.focus(options); }
  async submit() { await started; return this.#ensure().submit(); }
  reset() { this.#ensure() ? this.#instance.reset() : this.#early = {}; }
  checkValidity() { this.#ensure()?.changed(); return this.#internals.checkValidity(); }
  reportValidity() {
    this.#ensure()?.report();
    return this.#internals.reportValidity();
  }

  get form() { return this.#internals.form; }
  get labels() { return this.#internals.labels; }
  get type() { return this.localName; }
  get validity() { this.#instance?.changed(); return this.#internals.validity; }
  get validationMessage() { this.#instance?.changed(); return this.#internals.validationMessage; }
  get willValidate() { return this.#internals.willValidate; }
}

for (const [attribute, absent] of Object.entries(WORDS)) {
  Object.defineProperty(AddSkillElement.prototype, camelCase(attribute), own({
    configurable: true,
    enumerable: true,
    get() { return this.getAttribute(attribute) ?? absent; },
    set(value) { value == null ? this.removeAttribute(attribute) : this.setAttribute(attribute, value); },
  }));
}
for (const [attribute, properties] of Object.entries(BOOLEANS)) {
  for (const property of properties) {
    Object.defineProperty(AddSkillElement.prototype, property, own({
      configurable: true,
      enumerable: true,
      get() { return this.hasAttribute(attribute); },
      set(value) { this.toggleAttribute(attribute, Boolean(value)); },
    }));
  }
}

/** The properties that a page may have set before the class was defined. */
const PROPERTIES = new Set([...Object.keys(WORDS).map(camelCase), ...Object.values(BOOLEANS).flat(), ...OBJECTS]);
