// @ts-check
/**
 * The class of the custom element. Each member delegates to the current behavior: first that of the
 * page's script, which can define the class before the WebAssembly module loads, and then that of
 * `behavior.js`. Servers that render pages can import this file too, but it has no effect there.
 */

/**
 * The attributes with string values. Each has the value of its property if the attribute is absent.
 */
const STRINGS = {
  endpoint: 'https://graph.microsoft.com/beta/me/profile/skills',
  fields: 'displayName proficiency categories webUrl allowedAudiences',
  required: '',
  'token-hosts': '',
  scopes: 'User.ReadWrite',
  draft: 'session',
  'draft-key': '',
  verify: 'on',
  existing: 'ask',
  'score-range': '',
  audiences: '',
  name: '',
};

/** The boolean attributes with the names of their properties. */
const BOOLEANS = { disabled: ['disabled'], readonly: ['readonly', 'readOnly'] };

/** The properties without attributes, because their values are objects or functions. */
const OBJECTS = ['skill', 'messages', 'getAccessToken', 'suggest', 'validate'];

/**
 * Removes an object's prototype, so that properties of `Object.prototype` are not read as options.
 * @template {object} T
 * @param {T} options
 * @returns {T}
 */
export const nullProto = (options) => Object.setPrototypeOf(options, null);

/** @param {string} name An attribute's name */
const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** Whether this is a browser. Servers may define some of its objects. */
export const isPage = ['HTMLElement', 'MutationObserver', 'addEventListener'].every((name) => typeof globalThis[name] === 'function')
  && typeof document === 'object' && typeof HTMLElement.prototype?.attachShadow === 'function' && typeof customElements?.define === 'function';

/** Returns a promise with its `resolve` and `reject` functions. */
export function deferred() {
  let settle = { resolve: (_) => {}, reject: (_) => {} };
  const promise = new Promise((resolve, reject) => { settle = { resolve, reject }; });
  // Prevents an `unhandledrejection` event if nothing awaits the promise.
  promise.catch(() => {});
  return { promise, ...settle };
}

/**
 * The state of an element, in addition to its attributes.
 * @typedef {object} State
 * @property {ElementInternals} internals Test environments may implement it partly or not at all
 * @property {Record<string, any>} objects The values of the properties without attributes
 * @property {boolean} isDisabled Whether the element or a fieldset around it is disabled
 * @property {boolean} [hasFocused] Whether `autofocus` was applied
 * @property {string} [restored] The state that the browser restored before the module has loaded
 * @property {HTMLFormElement | null} [owner] The form whose events the element handles
 * @property {any} [instance] The Rust instance
 * @property {boolean} [isLazy] Whether the form has no Rust instance until the user interacts with it
 * @property {ReturnType<typeof deferred>} [composition] The running composition of an input method
 *   in a form that the module has not hydrated yet, until it ends
 * @property {(report: () => void) => void} [onMounted] Called when the module's form is shown, with a
 *   function that shows all errors
 * @property {any} [shell] The form that the page's script shows, until the module hydrates it
 * @property {ReturnType<typeof deferred>} [hydrated] Resolved when the module has hydrated that form
 */
/** @type {WeakMap<HTMLElement, State>} */
const states = new WeakMap();
/** Returns the state of an element. @param {HTMLElement} element @returns {any} */
export const stateOf = (element) => states.get(element);
/** Whether an element is one of this class. @param {any} element */
export const isOurs = (element) => states.has(element);
/** @param {HTMLElement} host @returns {ElementInternals} */
export const internalsOf = (host) => stateOf(host).internals;

/**
 * Applies `autofocus` when a form is shown, because the form did not exist when the browser processed the attribute. If the form cannot have
 * the focus then, a later call tries again.
 * @param {HTMLElement} host
 */
export function focusAutomatically(host) {
  const state = stateOf(host);
  if (!host.hasAttribute('autofocus') || state.hasFocused) return;
  // As in browsers, the focus never moves away from another element:
  // https://html.spec.whatwg.org/multipage/interaction.html#the-autofocus-attribute
  const { activeElement, body } = host.ownerDocument;
  // The user may already have focused a field of a rendered form. The browser focuses the first element that can have the focus: the error
  // summary.
  const inner = host.shadowRoot?.activeElement;
  const isUnused = !inner || inner.matches('.summary:has(> :empty)');
  const isFree = !activeElement || activeElement === body || activeElement === host && isUnused;
  if (!isFree || location.hash) return;
  host.focus();
  state.hasFocused = Boolean(host.shadowRoot?.activeElement);
}

/** The connected elements that wait for the module. @type {Set<AddSkillElement>} */
export const waiting = new Set();

/** The implementation of the members of the class. @type {Record<string, (element: any, ...args: any[]) => any>} */
let behavior = {};
/** Resolves when the behavior changes. */
let nextBehavior = deferred();
/** Replaces the implementation of the members of the class. @param {typeof behavior} next */
export function setBehavior(next) {
  behavior = nullProto(next);
  nextBehavior.resolve(undefined);
  nextBehavior = deferred();
}
/** What the members do for an element with a shell, also after the module has started. @type {typeof behavior | undefined} */
let shellBehavior;
/** Sets what the members do for an element with a shell. @param {typeof behavior} next */
export const setShellBehavior = (next) => { shellBehavior = nullProto(next); };
/** The members that the shell handles. */
const OF_SHELL = /^(?:event|skill|value|submit|checked|reported|reset|objectSet|attributeChanged|disabled)$/;
/** The changes that the Rust instance must know of, too. */
const OF_BOTH = /^(?:reset|objectSet|attributeChanged|disabled)$/;

/** @param {AddSkillElement} element @param {string} name @param {any[]} args */
function call(element, name, ...args) {
  const { shell, isLazy, instance } = stateOf(element);
  if (!shellBehavior || !shell || isLazy || !OF_SHELL.test(name)) return behavior[name]?.(element, ...args);
  const result = shellBehavior[name]?.(element, ...args);
  if (instance && OF_BOTH.test(name)) behavior[name]?.(element, ...args);
  return result;
}

/** The text of the stylesheet, if the page's script contains it. */
let style = '';
/** Sets the text of the stylesheet. @param {string} text */
export function setStyle(text) {
  style = text;
  for (const sheet of allSheets) sheet.replaceSync(text);
}
/** A constructed stylesheet belongs to one document. @type {WeakMap<Document, CSSStyleSheet>} */
const sheets = new WeakMap();
/** All stylesheets, whose text is replaced when the complete one is loaded. @type {CSSStyleSheet[]} */
const allSheets = [];

/**
 * Adds the stylesheet to the element's shadow root, after those of the page or the server. Because
 * there is no `<style>`, a page's CSP may forbid inline styles. If the browser does not support
 * constructed stylesheets, the form is unstyled.
 * @param {HTMLElement} host
 * @param {string} [text] The module's stylesheet, if there is no other
 */
export function adoptStyle(host, text = '') {
  const { ownerDocument: page, shadowRoot: root } = host;
  try {
    let sheet = sheets.get(page);
    if (!sheet) {
      sheet = new (/** @type {any} */ (page.defaultView)).CSSStyleSheet();
      /** @type {CSSStyleSheet} */ (sheet).replaceSync(style || text);
      sheets.set(page, /** @type {CSSStyleSheet} */ (sheet));
      allSheets.push(/** @type {CSSStyleSheet} */ (sheet));
    }
    // An element that moves to another document loses all its stylesheets.
    const adopted = [.../** @type {any} */ (root).adoptedStyleSheets];
    if (!adopted.includes(sheet)) /** @type {any} */ (root).adoptedStyleSheets = [...adopted, sheet];
  } catch {}
}

/**
 * Sets the properties that the server has rendered the form with, unless the page has set others.
 * @param {any} element
 * @param {ParentNode} rendered
 */
export function adoptProperties(element, rendered) {
  try {
    const { dataset } = /** @type {HTMLElement} */ (rendered.querySelector('form[data-properties]'));
    const properties = nullProto(JSON.parse(dataset.properties ?? ''));
    delete dataset.properties;
    for (const name of ['skill', 'messages']) {
      // Properties that were set before the class was defined are those of the object itself.
      if (properties[name] && !stateOf(element).objects[name] && !Object.hasOwn(element, name)) element[name] = properties[name];
    }
  } catch {}
}

/**
 * Tracks the running composition of an input method in a form that the module has not hydrated.
 * @param {any} element
 * @param {Event} event
 */
export function followComposition(element, { type }) {
  const state = stateOf(element);
  if (type === 'compositionupdate') state.composition ??= deferred();
  if (type !== 'compositionend') return;
  // Some engines dispatch `input` after this event.
  setTimeout(state.composition?.resolve);
  delete state.composition;
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
/** Whether the page has set the locations of the catalogs. */
let isChosen = false;
/**
 * Sets the function that returns the URL of a catalog.
 * @param {(tag: string) => string} locator
 * @param {boolean} [isDefault] Whether one that the page has set takes precedence
 */
export function setLocate(locator, isDefault = false) {
  if (isDefault && isChosen) return;
  locate = locator;
  isChosen = !isDefault;
}

/**
 * Tracks compositions in a form that the module has not hydrated, and prevents the form's submission,
 * which would navigate away from the page. A composition may have started before this call.
 * @param {HTMLElement} host
 */
export function watch(host) {
  for (const type of ['submit', 'compositionupdate', 'compositionend']) host.shadowRoot?.addEventListener(type, /** @type {any} */ (host));
}

/**
 * Starts or ends the handling of the events after which the page may be unloaded.
 * @param {HTMLElement} host
 * @param {boolean} isOn
 */
export function followPage(host, isOn) {
  const change = isOn ? 'addEventListener' : 'removeEventListener';
  globalThis[change]('pagehide', /** @type {any} */ (host));
  document[change]('visibilitychange', /** @type {any} */ (host));
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
    const other = defined.version ? `another copy (version ${defined.version})` : 'another script';
    console.warn(`<${tag}>: already defined by ${other}. This copy (version ${AddSkillElement.version}) is not used. Load one copy, or define() another tag.`);
  }
  return defined;
}

export class AddSkillElement extends (isPage ? HTMLElement : /** @type {typeof HTMLElement} */ (class {})) {
  /** The package's version. */
  static version = '0.1.0';
  static formAssociated = true;
  static observedAttributes = [...Object.keys(STRINGS), ...Object.keys(BOOLEANS), 'lang', 'dir'];

  constructor() {
    super();
    // Test environments such as happy-dom do not implement it.
    const internals = this.attachInternals?.();
    states.set(this, nullProto({ internals, objects: nullProto({}), isDisabled: false }));
    // Until the form renders, the server-rendered form or the fallback content is visible.
    const rendered = internals?.shadowRoot;
    if (rendered) {
      adoptProperties(this, rendered);
      watch(this);
    } else this.attachShadow(nullProto({ mode: 'open', delegatesFocus: true })).append(document.createElement('slot'));
  }

  connectedCallback() {
    // A property that was set before the class was defined hides the accessor of the class.
    for (const name of Object.getOwnPropertyNames(this)) {
      if (PROPERTIES.has(name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    call(this, 'connected');
  }
  disconnectedCallback() { call(this, 'disconnected'); }
  /**
   * If this callback exists, `moveBefore` does not disconnect the element:
   * https://html.spec.whatwg.org/multipage/custom-elements.html#custom-element-reactions
   */
  connectedMoveCallback() { call(this, 'moved'); }
  adoptedCallback() {
    if (stateOf(this).shell) adoptStyle(this);
    call(this, 'adopted');
  }
  attributeChangedCallback(name, before, value) { if (before !== value) call(this, 'attributeChanged', name); }
  formAssociatedCallback(form) { call(this, 'formAssociated', form); }
  formDisabledCallback(disabled) {
    stateOf(this).isDisabled = disabled;
    call(this, 'disabled');
  }
  formResetCallback() { this.reset(); }
  formStateRestoreCallback(state) {
    stateOf(this).restored = String(state);
    call(this, 'stateRestored');
  }
  handleEvent(event) {
    if (event.type.startsWith('composition')) followComposition(this, event);
    else call(this, 'event', event);
  }

  /**
   * Focuses the first field. By default, the browser would focus the error summary if it is
   * visible.
   */
  focus(options) { /** @type {HTMLElement | null} */ (this.shadowRoot?.querySelector('.field :enabled, [part="reload"]'))?.focus(options); }
  async submit() {
    while (!behavior.submit) await nextBehavior.promise;
    return call(this, 'submit');
  }
  reset() { call(this, 'reset'); }
  checkValidity() { call(this, 'checked'); return internalsOf(this)?.checkValidity?.() ?? true; }
  reportValidity() { call(this, 'reported'); return internalsOf(this)?.reportValidity?.() ?? true; }
  get validity() { call(this, 'checked'); return internalsOf(this)?.validity; }
  get validationMessage() { call(this, 'checked'); return internalsOf(this)?.validationMessage ?? ''; }
  get willValidate() { return internalsOf(this)?.willValidate ?? true; }
  get form() { return internalsOf(this)?.form ?? null; }
  get labels() { return internalsOf(this)?.labels ?? []; }
  get type() { return this.localName; }
  /** The form value: the skill as JSON, or an empty string while fields have errors. */
  get value() { return call(this, 'value') ?? ''; }
  set value(json) {
    try {
      this.skill = json ? JSON.parse(json) : {};
    } catch {
      console.warn('<add-skill>: value must be a skillProficiency as JSON.');
    }
  }
}

/** @param {string} name @param {() => any} get @param {(value: any) => void} set */
const accessor = (name, get, set) => Object.defineProperty(AddSkillElement.prototype, name, nullProto({ configurable: true, enumerable: true, get, set }));
for (const [attribute, absent] of Object.entries(STRINGS)) {
  accessor(
    camelCase(attribute),
    /** @this {any} */ function () { return this.getAttribute(attribute) ?? absent; },
    /** @this {any} */ function (value) { value == null ? this.removeAttribute(attribute) : this.setAttribute(attribute, value); },
  );
}
for (const [attribute, properties] of Object.entries(BOOLEANS)) {
  for (const property of properties) {
    accessor(
      property,
      /** @this {any} */ function () { return this.hasAttribute(attribute); },
      /** @this {any} */ function (value) { this.toggleAttribute(attribute, Boolean(value)); },
    );
  }
}
for (const name of OBJECTS) {
  accessor(
    name,
    /** @this {any} */ function () {
      const value = name === 'skill' ? call(this, 'skill') : undefined;
      return value ?? stateOf(this).objects[name] ?? (name === 'skill' ? {} : undefined);
    },
    /** @this {any} */ function (value) {
      stateOf(this).objects[name] = value;
      call(this, 'objectSet', name);
    },
  );
}

/** The properties that a page may set before the class is defined. */
const PROPERTIES = new Set([...Object.keys(STRINGS).map(camelCase), ...Object.values(BOOLEANS).flat(), ...OBJECTS]);
