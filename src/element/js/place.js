// @ts-check
/**
 * The place of an element identifies its draft after a reload if the page has set no `draft-key`.
 *
 * It consists of the frame, the path of the page, and the levels: the element and each shadow host
 * that contains it. A level has an id or name (or else the nearest ancestor's id) and the position
 * among the elements that share these.
 *
 * The number of these elements is part of the place. If one of them is missing, positions are
 * meaningless, and no element may show the draft of another.
 */

/**
 * The identification of an element in its root. It does not change afterward, so that an element
 * that is renamed or moved keeps its draft.
 * @typedef {{ name: string, index: number }} Level
 */
/** @type {WeakMap<Element, Level>} */
const levels = new WeakMap();
/**
 * The element and the shadow hosts that contain it, from the inside out.
 * @type {WeakMap<Element, WeakRef<Element>[]>}
 */
const chains = new WeakMap();
/** The last known place of each element. @type {WeakMap<Element, string>} */
const lastPlaces = new WeakMap();
/**
 * The elements of each root by name, cached during one operation.
 * @typedef {Map<Node, Map<string, Element[]>>} Known
 */

let hasWarned = false;
/** @param {Element} element */
function warn(element) {
  if (hasWarned || element.hasAttribute('draft-key') || /^\s*off\s*$/i.test(element.getAttribute('draft') ?? '')) return;
  hasWarned = true;
  console.warn(`<${element.localName}>: drafts of several forms are assigned by their position on the page, which has changed. Set draft-key on each form, or its draft may not be restored.`);
}

/** Returns the name of an element in its root, without its position. @param {Element} element */
function nameOf(element) {
  const name = levels.get(element)?.name;
  if (name !== undefined) return name;
  const ownName = element.id ? `#${element.id}` : element.getAttribute('name') ? `[${element.getAttribute('name')}]` : '';
  const baseName = ownName || `${element.parentElement?.closest('[id]')?.id ?? ''}>`;
  return `${element.localName}${baseName}`;
}

/**
 * Returns the elements with the same name.
 * @param {Element} element
 * @param {Known} known
 */
function siblings(element, known) {
  const root = /** @type {ParentNode & Node} */ (element.getRootNode());
  const names = known.get(root) ?? new Map();
  known.set(root, names);
  // The key `localName` marks that the elements of this tag are cached. Names are longer than it.
  if (!names.has(element.localName)) {
    names.set(element.localName, []);
    for (const other of root.querySelectorAll(element.localName)) {
      const name = nameOf(other);
      if (!names.has(name)) names.set(name, []);
      names.get(name).push(other);
    }
  }
  return names.get(nameOf(element)) ?? [element];
}

/**
 * Assigns an element its position, or an unused one if another element has that already.
 * @param {Element} element
 * @param {Known} known
 */
function settle(element, known) {
  if (levels.has(element)) return;
  const others = siblings(element, known);
  const taken = others.map((other) => levels.get(other)?.index ?? -1);
  const position = others.indexOf(element);
  levels.set(element, { name: nameOf(element), index: taken.includes(position) ? Math.max(...taken) + 1 : position });
}

/** @param {Element} host @param {Known} known */
function chainOf(host, known) {
  const found = chains.get(host);
  if (found) return found;
  const chain = [];
  for (let element = host; element; element = /** @type {ShadowRoot} */ (element.getRootNode()).host) {
    settle(element, known);
    chain.push(new WeakRef(element));
  }
  chains.set(host, chain);
  return chain;
}

/** Returns the path of a window among its parents' frames. @param {Window} view */
function frames(view) {
  let path = '';
  for (let frame = view; frame !== frame.parent; frame = frame.parent) {
    const { parent } = frame;
    let others = 0;
    while (others < parent.length && parent[others] !== frame) others += 1;
    let name = `${others}/${parent.length}`;
    // The frame element is not readable if the parent has another origin.
    try {
      const own = frame.frameElement;
      const called = own?.id || own?.getAttribute('name');
      const same = called ? [...own.ownerDocument.querySelectorAll(own.localName)].filter((other) => (other.id || other.getAttribute('name')) === called) : [];
      if (same.length > 0) name = `${called} ${same.indexOf(own)}/${same.length}`;
    } catch {}
    path += ` ${name}`;
  }
  return path;
}

/**
 * Whether the tab has a draft of the same place with another number of forms.
 * @param {string} place
 */
function isElsewhere(place) {
  const plain = (/** @type {string} */ text) => text.replace(/ (\d+)\/\d+/g, ' $1');
  try {
    return Object.keys(sessionStorage).some((key) => key.startsWith('add-skill:') && !key.includes(place) && plain(key).includes(plain(place)));
  } catch {
    return false;
  }
}

/**
 * Returns the place of an element, or an empty string before it is first connected.
 * @param {Element} host
 * @param {Known} [known]
 */
export function placeOf(host, known = new Map()) {
  const isNew = !chains.has(host);
  if (isNew && !host.isConnected) return '';
  const { location: at = location, defaultView: view } = host.ownerDocument;
  const path = chainOf(host, known).map((level) => {
    const element = level.deref();
    const { name = '', index = 0 } = (element && levels.get(element)) ?? {};
    return ` ${name} ${index}/${element ? siblings(element, known).length : 1}`;
  });
  const place = `${at?.pathname ?? ''}${view ? frames(view) : ''}${path.join('')}`;
  if (isNew ? isElsewhere(place) : lastPlaces.get(host) !== place) warn(host);
  lastPlaces.set(host, place);
  return place;
}

let isDue = false;
/**
 * Reports changed places after the current task's microtasks.
 * @template {Element} T
 * @param {Iterable<T>} elements
 * @param {(element: T) => void} tell
 */
export function placesChanged(elements, tell) {
  if (isDue) return;
  isDue = true;
  queueMicrotask(() => {
    isDue = false;
    const known = new Map();
    for (const element of elements) {
      const before = lastPlaces.get(element);
      if (placeOf(element, known) !== before) tell(element);
    }
  });
}
