// @ts-check
/**
 * The place of an element, by which the browser finds its draft again after a reload where the page gives it no `draft-key`. It is made of
 * the frame, the page, and for the element and each shadow host around it: the id or name, or else the nearest id around it, and the
 * position among those that this leaves. How many these are is part of it: where one is missing, the others' positions say
 * nothing, and no element may show another's draft.
 */

/** @typedef {{ element: WeakRef<Element>, name: string, index: number }} Level */
/** From the element outwards, as they were when it first stood in a page: moved, it keeps its draft. @type {WeakMap<Element, Level[]>} */
const levels = new WeakMap();
/** What each element was told last. @type {WeakMap<Element, string>} */
const told = new WeakMap();
/** The elements of a root by their names, while one question is answered. @typedef {Map<Node, Map<string, Element[]>>} Known */

let hasWarned = false;
/** @param {Element} element */
function warn(element) {
  if (hasWarned || element.hasAttribute('draft-key') || /^\s*off\s*$/i.test(element.getAttribute('draft') ?? '')) return;
  hasWarned = true;
  console.warn(`<${element.localName}>: several forms are told apart by their position on the page only, and it has changed. Give each a draft-key, or its draft may not be found again.`);
}

/** What an element is called in its root, before its position. @param {Element} element */
function nameOf(element) {
  const own = element.id ? `#${element.id}` : element.getAttribute('name') ? `[${element.getAttribute('name')}]` : '';
  const around = own || `${element.parentElement?.closest('[id]')?.id ?? ''}>`;
  return `${element.localName}${around}`;
}

/** The elements of the same name. @param {Element} element @param {Known} known */
function siblings(element, known) {
  const root = /** @type {ParentNode & Node} */ (element.getRootNode());
  const key = `${element.localName} `;
  const names = known.get(root) ?? new Map();
  known.set(root, names);
  if (!names.has(key)) {
    names.set(key, []);
    for (const other of root.querySelectorAll(element.localName)) {
      const name = nameOf(other);
      if (!names.has(name)) names.set(name, []);
      names.get(name).push(other);
    }
  }
  return names.get(nameOf(element)) ?? [element];
}

/** @param {Element} host @param {Known} known */
function levelsOf(host, known) {
  const found = levels.get(host);
  if (found) return found;
  const all = [];
  for (let element = host; element; element = /** @type {ShadowRoot} */ (element.getRootNode()).host) {
    all.push({ element: new WeakRef(element), name: nameOf(element), index: siblings(element, known).indexOf(element) });
  }
  levels.set(host, all);
  return all;
}

/** Which of its parent's frames a window is. @param {Window} view */
function frames(view) {
  let path = '';
  for (let frame = view; frame !== frame.parent; frame = frame.parent) {
    const { parent } = frame;
    let name = '';
    // Another origin's frame does not tell.
    try { name = frame.frameElement?.id || frame.name; } catch {}
    let index = 0;
    while (index < parent.length && parent[index] !== frame) index += 1;
    path += ` ${name || `${index}/${parent.length}`}`;
  }
  return path;
}

/** Whether the tab holds a draft of another number of forms. @param {string} place */
function isElsewhere(place) {
  const plain = (/** @type {string} */ text) => text.replace(/ (\d+)\/\d+/g, ' $1');
  try {
    return Object.keys(sessionStorage).some((key) => key.startsWith('add-skill:') && !key.includes(place) && plain(key).includes(plain(place)));
  } catch {
    return false;
  }
}

/** The place of an element; empty before it first stands in a page. @param {Element} host @param {Known} [known] */
export function placeOf(host, known = new Map()) {
  const isNew = !levels.has(host);
  if (isNew && !host.isConnected) return '';
  const { location: at = location, defaultView: view } = host.ownerDocument;
  const path = levelsOf(host, known).map(({ element, name, index }) => {
    const now = element.deref();
    return ` ${name} ${index}/${now ? siblings(now, known).length : 1}`;
  });
  const place = `${at?.pathname ?? ''}${view ? frames(view) : ''}${path.join('')}`;
  if (isNew ? isElsewhere(place) : told.get(host) !== place) warn(host);
  told.set(host, place);
  return place;
}

let isDue = false;
/** Tells elements of another place, once what happens now is over. @template {Element} T @param {Iterable<T>} elements @param {(element: T) => void} tell */
export function placesChanged(elements, tell) {
  if (isDue) return;
  isDue = true;
  queueMicrotask(() => {
    isDue = false;
    const known = new Map();
    for (const element of elements) {
      const before = told.get(element);
      if (placeOf(element, known) !== before) tell(element);
    }
  });
}
