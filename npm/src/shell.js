// The element's behavior before the WebAssembly module is ready, and for additional forms that the user has not interacted with yet. It shows the
// form, checks the required fields, stores the user's input, and remembers clicks. The module then hydrates the form in place.
import style from 'style-rest';
import { compose, configuration, describe, descriptionOf, firstOrder, prefill, record } from './compose.js';
import { attempt, find, shellOf } from './host.js';
import { edits, forget, keep, restore, valueOf, visible } from './input.js';
import { LATE, adoptStyle, deferred, dropClicks, findRendered, firstStyle, focusAutomatically, followPage, isDefault, listen, mark, missing, nullProto, required, setBehavior, setLocate, setShellBehavior, setStyle, showUnavailable, stateOf, storageKey, waiting, watch } from './internal.js';
import { locales } from './locales.js';
import { note, setBusy, setIdle, write } from './status.js';
import { inherited, isLoaded, load, sayer, textOf } from './texts.js';

export { setSpareTexts } from './texts.js';

// The first script contains only the part of the stylesheet that its form needs.
setStyle(style.replace(/\u0001(\d+),(\d+);/g, (_, place, length) => firstStyle.substr(place, length)));
setLocate((tag) => locales[tag]?.() ?? '', true);

/** The maximum time that a remembered submission waits for `getAccessToken` to be set, in milliseconds. */
const TOKEN_LIMIT = 10000;
/** More microtasks than pass until all restored values are visible. */
const EFFECTS = 50;
/** The events of a user's first interaction with a form. */
const TURNING = ['pointerenter', 'focusin', 'input', 'click'];
/** The HTML elements that are visible without text. */
const VISIBLE = 'img,svg,picture,video,audio,canvas,iframe,object,embed,input,select,textarea,button,meter,progress';

/** A form to clone, and the key of its configuration. @typedef {{ key: string, whole: HTMLFormElement, short: HTMLFormElement }} Template */
/** The composed forms of each document, by their keys. @type {WeakMap<Document, Map<string, Template>>} */
const templates = new WeakMap();
/** The keys of the message that is shown if loading fails. @type {string[] | undefined} */
let failure;
/** Resolves when the module has started, and rejects if loading fails. */
let start = deferred();
let isLate = false;
let lateTimer = 0;

/**
 * Returns the form of a configuration, to be cloned: the complete form, and one for sleeping elements. To save memory, that one contains neither
 * comments nor options that are not displayed.
 * @param {Document} page
 * @param {string} key
 * @param {() => HTMLFormElement} make
 */
function template(page, key, make) {
  if (!templates.has(page)) templates.set(page, new Map());
  const known = /** @type {Map<string, Template>} */ (templates.get(page));
  let found = known.get(key);
  if (!found) {
    const whole = make();
    const short = /** @type {HTMLFormElement} */ (whole.cloneNode(true));
    const nodes = page.createNodeIterator(short);
    for (let node = /** @type {any} */ (nodes.nextNode()); node; node = nodes.nextNode()) if (isOptional(node) && !node.selected) node.remove();
    short.setAttribute('data-asleep', '');
    found = { key, whole, short };
    known.set(key, found);
  }
  return found;
}

/** Whether a sleeping form may lack a node. @param {any} node */
const isOptional = ({ nodeName, localName }) => nodeName === '#comment' || localName === 'option';

/**
 * Adds the nodes that a sleeping form lacks. It skips nodes that a tool has changed, such as a translator; the module then replaces the form.
 * @param {Node} own A node of the form
 * @param {Node} whole The same node of the complete form
 */
function complete(own, whole) {
  for (const [index, node] of /** @type {any[]} */ ([...whole.childNodes]).entries()) {
    const found = /** @type {any} */ (own.childNodes[index]);
    const isAlike = found?.nodeName === node.nodeName;
    if (!isOptional(node)) isAlike && complete(found, node);
    else if (!isAlike || found.value !== node.value) own.insertBefore(node.cloneNode(true), found ?? null);
  }
}

/** Composes or clones the form of an element. @param {any} host @param {ReturnType<typeof inherited>} about @param {boolean} isAsleep */
function make(host, about, isAsleep) {
  const asked = configuration(host);
  // A language that only the page provides requires the module.
  if (!asked || !about.language || !isLoaded(about.language)) return undefined;
  const page = host.ownerDocument;
  const { messages, skill } = stateOf(host).objects;
  const say = (/** @type {string[]} */ ...keys) => textOf(host, about, ...keys);
  /** @param {any} [prefilled] */
  const composed = (prefilled) => {
    const { form, tape } = compose(page, asked, say);
    Object.assign(form, { lang: about.tag, dir: about.direction });
    const isComplete = !prefilled || prefill(form, prefilled, say);
    record(form, tape);
    return isComplete ? form : undefined;
  };
  const key = JSON.stringify([asked, about]);
  if (messages || skill?.categories) {
    const form = composed(skill);
    return form && { form, key };
  }
  const { whole, short, key: shared } = template(page, key, /** @type {() => HTMLFormElement} */ (composed));
  const isShort = isAsleep && !skill;
  const form = /** @type {HTMLFormElement} */ ((isShort ? short : whole).cloneNode(true));
  return skill && !prefill(form, skill, say) ? undefined : { form, key: shared, whole: isShort ? whole : undefined };
}

/** Identifies the language of a form. @param {ReturnType<typeof inherited>} about */
const languageKey = (about) => JSON.stringify(about);

/** Shows the shell in an element. Returns false if only the module can render its form, or if a catalog is still loading. @param {any} host @param {boolean} [isAsleep] */
function show(host, isAsleep = false) {
  const about = inherited(host);
  const { language } = about;
  if (language && !isLoaded(language)) {
    load(language).then(() => { if (isLoaded(language) && waiting.has(host) && mayShow(host)) show(host); });
    return false;
  }
  // A getter of the page's skill can throw.
  const made = attempt(() => make(host, about, isAsleep));
  if (!made) return false;
  const state = stateOf(host);
  const isNew = !state.shell;
  adoptStyle(host);
  const hadFocus = host.shadowRoot.activeElement;
  host.shadowRoot.replaceChildren(made.form);
  state.shell = nullProto({ ...made, about: languageKey(about), clicks: [] });
  lock(host);
  if (hadFocus) host.focus({ preventScroll: true });
  if (isAsleep) return true;
  if (isNew) {
    listen(host, true);
    watch(host);
  }
  recover(host);
  focusAutomatically(host);
  validate(host);
  if (failure) fail(host);
  else if (isLate && waiting.has(host)) note(host, 'ui.loading');
  return true;
}

/** Updates the shell after a change by the page, unless the user has interacted with it. @param {any} host */
function refresh(host) {
  const state = stateOf(host);
  if (state.isRefreshing || !host.isConnected) return;
  state.isRefreshing = true;
  queueMicrotask(() => {
    state.isRefreshing = false;
    if (!waiting.has(host)) return;
    if (failure) fail(host);
    if ((!failure || shellOf(host)) && mayShow(host)) show(host);
  });
}

/** Whether a shell can be shown or replaced. @param {any} host */
const mayShow = (host) => (shellOf(host) ? shellOf(host)?.key && !isTouched(host) : !find(host, 'form'));
/** Whether the user has interacted with a shell. `autofocus` is no interaction. @param {any} host */
const isTouched = (host) => hasMovedFocus(host) || find(host, 'details[open]') || shellOf(host)?.asked || shellOf(host)?.clicks.length || edits(host).length > 0;
/** @param {any} host */
const hasMovedFocus = (host) => {
  const { activeElement } = host.shadowRoot;
  return activeElement && !(stateOf(host).hasFocused && activeElement === find(host, '.field :enabled'));
};

/** Disables the controls, or makes them read-only, as the element is. @param {any} host */
function lock(host) {
  const state = stateOf(host);
  const [isDisabled, isReadOnly] = [state.isDisabled || host.hasAttribute('disabled'), host.hasAttribute('readonly')];
  if (!isDisabled && !isReadOnly && !state.isLocked) return;
  state.isLocked = isDisabled || isReadOnly;
  if (state.isLocked) cancel(host);
  for (const control of host.shadowRoot.querySelectorAll('input,select,button,fieldset.category-field')) {
    const isText = control.type === 'text';
    control.toggleAttribute('disabled', isDisabled || isReadOnly && !isText && !control.matches('.disclosure'));
    if (isText) control.toggleAttribute('readonly', isReadOnly);
  }
}

/** Sets the element's validity, so that an enclosing form cannot be submitted yet. @param {any} host */
function validate(host) {
  const [field] = missing(host.shadowRoot);
  const { internals } = stateOf(host);
  const control = field?.querySelector('input,select');
  attempt(() => {
    if (field) internals.setValidity({ valueMissing: true }, required(field, sayer(host)), control);
    else if (waiting.has(host) && !failure) internals.setValidity({ customError: true }, sayer(host)('ui.loading'), find(host, 'input,select') ?? undefined);
    else internals.setValidity({});
  });
}

/** Forgets a remembered submission. @param {any} host */
function cancel(host) {
  const { shell } = stateOf(host);
  if (shell?.asked !== 'submit') return;
  shell.asked = undefined;
  setIdle(host);
  resume(host);
}

/** Lets the module hydrate a form that it has waited for. @param {any} host */
function resume(host) {
  const { shell } = stateOf(host);
  clearTimeout(shell?.timer);
  const resumed = shell?.resume;
  if (shell) shell.resume = undefined;
  resumed?.();
}

/** Checks the required fields, and remembers the submission. @param {any} host */
function ask(host) {
  const shell = shellOf(host);
  if (!shell || find(host, '[part=submit]').disabled || shell.asked === 'submit') return;
  const fields = missing(shell.form);
  mark(host.shadowRoot, fields, sayer(host));
  shell.asked = fields.length > 0 ? 'report' : 'submit';
  shell.visible = visible(host);
  if (fields.length > 0) find(host, '.summary').focus();
  else if (failure) fail(host);
  else setBusy(host, () => cancel(host));
}

/** Handles an event in a shell. @param {any} host @param {any} event */
function handle(host, event) {
  const { type, target } = event;
  const { shell } = stateOf(host);
  if (type === 'submit') event.preventDefault();
  else if (!shell) return;
  else if (type === 'input') {
    const field = target.closest('.field');
    // The click was on other values.
    cancel(host);
    if (target.localName === 'select') describe(target, sayer(host));
    if (field?.querySelector('.error > *')) mark(host.shadowRoot, missing(shell.form).filter((other) => other.querySelector('.error > *')), sayer(host));
    validate(host);
  } else if (type === 'click') {
    const link = target.closest('a[part=summary-link]');
    const button = target.closest('button');
    if (link || button?.type === 'submit') event.preventDefault();
    if (link) host.shadowRoot.getElementById(link.getAttribute('href').slice(1))?.focus();
    else if (button?.type === 'submit') ask(host);
    // The Stop button has its own listener.
    else if (button && button.part.value !== 'stop') shell.clicks.push(button.part.value);
  } else if (type === 'keydown' && event.key === 'Enter' && target.localName === 'input' && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    // The module splits the text at the comma.
    if (target.name === 'categories' && target.value.trim()) target.value = `${target.value.replace(/[\s,]+$/, '')}, `;
    else if (target.name !== 'categories') ask(host);
  }
}

/** Whether there is fallback content: text or a visible element. @param {any} host */
function hasContent(host) {
  if (/[^\s\p{Default_Ignorable_Code_Point}]/u.test(host.innerText ?? host.textContent)) return true;
  return [...host.querySelectorAll('*')].some((element) => {
    const { width, height } = element.getBoundingClientRect();
    return (element.matches(VISIBLE) || element.localName.includes('-')) && width > 0 && height > 0;
  });
}

/**
 * Shows that the form is unavailable, unless there is fallback content. The user's input stays. Returns the message.
 * @param {any} host
 */
export function fail(host) {
  const about = inherited(host);
  const text = textOf(host, about, ...(failure ?? ['ui.unavailable']));
  const lang = about.language ?? 'en';
  const root = host.shadowRoot;
  const shell = shellOf(host);
  // As before, an element without a module contributes nothing to its form.
  attempt(() => stateOf(host).internals.setValidity({}));
  const slot = host.ownerDocument.createElement('slot');
  // Without a slot, the fallback content has no layout.
  if (shell?.key) root.append(slot);
  if (shell?.key && !isTouched(host) && hasContent(host)) {
    root.replaceChildren(slot);
    listen(host, false);
    delete stateOf(host).shell;
  } else if (shell) {
    if (!hasContent(host)) slot.remove();
    cancel(host);
    note(host);
    showUnavailable(root, text, lang);
  } else if (!hasContent(host)) {
    showUnavailable(root, text, lang);
  }
  return text;
}

/** Shows a message in each waiting element after a failed attempt to load. A later attempt may succeed. @param {string} key */
export function failAll(key) {
  failure = [key];
  for (const host of waiting) fail(host);
  start.reject(undefined);
  start = deferred();
}
/** Reports that the module has started. */
export const loaded = () => start.resolve(undefined);
/** Reports another attempt to load. */
export const retry = () => { failure = undefined; };

/** Ends the sleep of a form. Until the module hydrates it, it handles events like any other shell. @param {any} host */
export function wake(host) {
  const { shell } = stateOf(host);
  if (!shell) return;
  for (const type of TURNING) host.removeEventListener(type, host, true);
  listen(host, true);
  watch(host);
  const { form, whole } = shell;
  form.removeAttribute('data-asleep');
  if (whole) complete(form, whole);
}

/** Updates the language of a form that sleeps. @param {any} host */
export function follow(host) {
  if (shellOf(host)?.about === languageKey(inherited(host)) || !host.isConnected) return;
  show(host, true);
}

/**
 * Whether the module must wait: the user has submitted the form, and the page has not set `getAccessToken` yet.
 * @param {any} host
 * @param {() => void} resumed Called when the wait has ended
 */
export function hold(host, resumed) {
  const shell = shellOf(host);
  if (shell?.asked !== 'submit' || typeof host.getAccessToken === 'function' || shell.isOverdue) return false;
  shell.resume = resumed;
  clearTimeout(shell.timer);
  // If it is still missing then, the module reports it.
  shell.timer = setTimeout(() => {
    shell.isOverdue = true;
    resume(host);
  }, TOKEN_LIMIT);
  return true;
}

/** Prepares a form for hydration. The user's clicks are repeated when the module has hydrated it. @param {any} host */
export function release(host) {
  const state = stateOf(host);
  const { shell } = state;
  listen(host, false);
  if (!shell) return;
  const { form, clicks, asked } = shell;
  if (find(host, '.error > *')) mark(host.shadowRoot, [], sayer(host));
  setIdle(host);
  note(host);
  write(host, '.alert', '');
  forget(host);
  delete state.shell;
  state.repeat = asked === 'submit' ? shell.visible : undefined;
  state.onMounted = (report) => {
    form.removeAttribute('data-shell');
    for (const part of clicks) find(host, `button[part="${part}"]`)?.click();
    if (asked === 'report') report();
    if (asked === 'submit') repeat(host);
  };
}

/** Repeats a submission, unless the form now has values that were not visible at the click. @param {any} host */
async function repeat(host) {
  const state = stateOf(host);
  // Effects of restored values run in microtasks, some of which start others. The next frame would show a form that is not busy.
  for (let turn = 0; turn < EFFECTS; turn += 1) await undefined;
  const isSeen = state.repeat !== undefined && state.repeat === visible(host);
  delete state.repeat;
  if (isSeen) find(host, '[part=submit]')?.click();
}

/** The element was disconnected: its input is kept for one that takes its place, and a remembered submission is forgotten. @param {any} host */
export function leave(host) {
  keep(host);
  queueMicrotask(() => { if (!host.isConnected) cancel(host); });
}

/** Whether the tab's storage may contain drafts or submissions of an earlier visit. */
const hasStored = () => attempt(() => Object.keys(sessionStorage).some((key) => key.startsWith('add-skill'))) ?? false;

/**
 * Shows a form that has no Rust instance until the user interacts with it. Returns false if the form needs one now.
 * @param {any} host
 */
export function sleep(host) {
  const state = stateOf(host);
  if (state.restored !== undefined || host.hasAttribute('autofocus') || hasStored()) return false;
  if (state.shell && !state.shell.form.hasAttribute('data-asleep')) {
    if (isTouched(host) || !state.shell.key) return false;
    note(host);
    followPage(host, false);
    listen(host, false);
  } else if ((!state.shell && find(host, 'form')) || !show(host, true)) {
    return false;
  }
  for (const type of TURNING) host.addEventListener(type, host, true);
  state.shell.form.setAttribute('data-asleep', '');
  validate(host);
  attempt(() => state.internals.states.add('ready'));
  return true;
}

/** Adopts a form that the first script or a server has rendered. @param {any} host @param {import('./host.js').Shell} shell */
function adopt(host, shell) {
  const clicks = [...shell.clicks];
  dropClicks(host);
  listen(host, true);
  watch(host);
  // The page may have changed the configuration before this script was loaded. The user has not seen that.
  const isSame = !shell.key || isDefault(host);
  if (shell.key === ' ') shell.form.setAttribute('data-order', firstOrder);
  // The text for no selection is not known if the server has selected an option.
  for (const select of shell.form.querySelectorAll('select:has([selected]:not([value=""]))')) {
    const line = descriptionOf(select);
    if (line) line.initial = '';
  }
  const seen = visible(host);
  recover(host);
  lock(host);
  focusAutomatically(host);
  validate(host);
  // A submission of restored values is not what the user has clicked on.
  for (const part of clicks) part !== 'submit' ? shell.clicks.push(part) : isSame && seen === visible(host) && ask(host);
  if (!isSame) refresh(host);
  if (failure) fail(host);
}

/** Clears a server-rendered form, including the values that the server has filled in. @param {any} host @param {import('./host.js').Shell} shell */
function clear(host, shell) {
  const { form } = shell;
  for (const control of form.querySelectorAll('[checked]')) control.removeAttribute('checked');
  for (const option of form.querySelectorAll('[selected]')) option.removeAttribute('selected');
  for (const control of form.querySelectorAll('input:not([type=radio], [type=checkbox])')) control.removeAttribute('value');
  find(host, '[part=items]')?.replaceChildren();
  form.reset();
  shell.asked = undefined;
  dropClicks(host);
  mark(host.shadowRoot, [], sayer(host));
  describeAll(host);
  validate(host);
}

/** Shows the descriptions of all selected options. @param {any} host */
function describeAll(host) {
  const say = sayer(host);
  for (const select of host.shadowRoot.querySelectorAll('select[name]')) describe(select, say);
}

/** Restores the stored input, and describes it. @param {any} host */
function recover(host) {
  restore(host);
  describeAll(host);
}

/** Follows the key under which the input is stored, after a move or a change by the page. Returns whether it has changed. @param {any} host */
function followKey(host) {
  const state = stateOf(host);
  const key = storageKey(host);
  if (state.earlyKey === key) return false;
  forget(host);
  state.earlyKey = key;
  return true;
}

/** The behavior of the class until the module is ready. */
const early = {
  connected(host) {
    const state = stateOf(host);
    waiting.add(host);
    followPage(host, true);
    findRendered(host);
    lateTimer ||= setTimeout(() => {
      isLate = true;
      for (const other of waiting) if (shellOf(other) && !failure && !find(other, '.notice > *')) note(other, 'ui.loading');
    }, LATE);
    const isFirst = !state.isFollowed;
    state.isFollowed = true;
    followKey(host);
    if (state.shell && isFirst) adopt(host, state.shell);
    else if (mayShow(host)) show(host);
    if (failure && !shellOf(host)) fail(host);
  },
  disconnected(host) {
    // The element that is moved gets the focus at its next place.
    stateOf(host).hasFocused = false;
    leave(host);
    waiting.delete(host);
    followPage(host, false);
  },
  moved(host) {
    followKey(host);
    refresh(host);
  },
  attributeChanged(host, name) {
    const state = stateOf(host);
    // The page has set the endpoint or the key of drafts late.
    if (state.isFollowed && followKey(host)) {
      state.isRestored = false;
      recover(host);
      keep(host);
    }
    if (name === 'readonly') lock(host);
    refresh(host);
  },
  objectSet(host, name) {
    // The click was on other values.
    if (name === 'skill') cancel(host);
    if (name === 'getAccessToken' && typeof host.getAccessToken === 'function') resume(host);
    if (name === 'skill' || name === 'messages') refresh(host);
  },
  disabled(host) {
    lock(host);
    refresh(host);
  },
  event(host, event) {
    if (event.type === 'pagehide' || event.type === 'visibilitychange') keep(host);
    else handle(host, event);
  },
  skill(host) {
    const changed = [...new Set(edits(host).map(([name]) => name))].filter((name) => name !== 'categories');
    if (changed.length === 0) return undefined;
    // The page's skill may be a proxy.
    const given = attempt(() => JSON.parse(JSON.stringify(stateOf(host).objects.skill)));
    const skill = given === Object(given) ? given : {};
    for (const path of changed) {
      const names = path.split('.');
      const last = names.pop();
      names.reduce((parent, name) => (parent[name] = Object(parent[name]) === parent[name] ? parent[name] : {}), skill)[last] = valueOf(host, path);
    }
    return skill;
  },
  async submit(host) {
    const unsent = () => Object.assign(new Error(textOf(host, inherited(host), ...(failure ?? ['ui.unavailable']))), { kind: 'not-sent' });
    if (failure) throw unsent();
    await start.promise.catch(() => { throw unsent(); });
    const state = stateOf(host);
    resume(host);
    if (state.shell) {
      if (!host.isConnected) throw unsent();
      state.hydrated ??= deferred();
      await state.hydrated.promise;
    }
    return host.submit();
  },
  reset(host) {
    cancel(host);
    forget(host);
    delete stateOf(host).objects.skill;
    const shell = shellOf(host);
    if (shell?.key) show(host);
    else if (shell) clear(host, shell);
  },
  checked: (host) => { if (shellOf(host)) validate(host); },
  reported: (host) => {
    if (!shellOf(host)) return;
    validate(host);
    mark(host.shadowRoot, missing(host.shadowRoot), sayer(host));
  },
};

setBehavior(early);
setShellBehavior(early);
for (const host of waiting) attempt(() => early.connected(host));
