// The components for React 18 and 19, with server rendering. React before version 19 does not set properties of custom elements or add
// listeners to them, and no version does so during hydration (https://github.com/facebook/react/issues/35446).
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';

/** Props that React handles in the same way for all elements, in addition to its events. */
const REACTS = new Set(['children', 'style', 'dangerouslySetInnerHTML', 'suppressHydrationWarning']);
/** Attributes whose names differ from their props in more than case. @type {Record<string, string>} */
const SPELLINGS = { className: 'class', tokenHosts: 'token-hosts', draftKey: 'draft-key', scoreRange: 'score-range' };
/** Attributes for which `false` is a value. */
const ENUMERATED = /^(?:aria-|data-|contenteditable$|draggable$|spellcheck$|translate$)/i;

const isServer = typeof document === 'undefined';
/** The effect that runs before the browser paints. Servers run no effects, and React 18 warns about layout effects there. */
const useBrowserEffect = isServer ? useEffect : useLayoutEffect;

/** @param {any} value */
const json = (value) => { try { return JSON.stringify(value); } catch { return undefined; } };

/** Returns the value of an attribute, or undefined if there is none. @param {string} name @param {any} value */
function valueOf(name, value) {
  if (value === undefined || value === null || typeof value === 'function') return undefined;
  if (typeof value === 'boolean' && !ENUMERATED.test(name)) return value ? '' : undefined;
  return String(value);
}

/** Separates what React handles from the attributes. @param {Record<string, any>} props @param {(prop: string) => boolean} isOther Whether a prop is neither */
function split(props, isOther) {
  const reacts = /** @type {Record<string, any>} */ ({});
  const attributes = /** @type {Record<string, string>} */ ({});
  for (const [prop, value] of Object.entries(props)) {
    if (isOther(prop)) continue;
    if (REACTS.has(prop) || /^on[A-Z]/.test(prop)) {
      reacts[prop] = value;
    } else {
      const name = SPELLINGS[prop] ?? prop;
      const text = valueOf(name, value);
      if (text !== undefined) attributes[name] = text;
    }
  }
  return { reacts, attributes };
}

/**
 * Creates the component of an element.
 * @param {string} tag
 * @param {object} names
 * @param {Record<string, string>} names.events The events by their props
 * @param {string[]} names.functions Props that are functions of the element, of which it calls those of the latest render
 * @param {string[]} names.objects Props that are objects of the element
 */
export function component(tag, { events, functions, objects }) {
  const isOther = (/** @type {string} */ prop) => Object.hasOwn(events, prop) || prop === 'validate' || functions.includes(prop) || objects.includes(prop);
  return forwardRef(function Component(/** @type {any} */ props, ref) {
    const element = useRef(/** @type {any} */ (null));
    const latest = useRef(props);
    /** The element and the values that were set on it. React can replace the element. */
    const done = useRef(/** @type {any} */ ({}));
    const { reacts, attributes } = split(props, isOther);
    useImperativeHandle(ref, () => element.current, []);

    useBrowserEffect(() => {
      latest.current = props;
      const host = element.current;
      if (done.current.host !== host) {
        done.current = { host, attributes: {} };
        // These listeners are never removed: React also cleans up effects of elements that it only hides.
        for (const [prop, name] of Object.entries(events)) host.addEventListener(name, (/** @type {Event} */ event) => latest.current[prop]?.(event));
      }
      const before = done.current;
      // React 19 would set some of these attributes as properties, and a missing one as the text "undefined".
      for (const name of Object.keys(before.attributes)) if (!(name in attributes)) host.removeAttribute(name);
      for (const [name, text] of Object.entries(attributes)) if (host.getAttribute(name) !== text) host.setAttribute(name, text);
      before.attributes = attributes;
      // The element always calls the functions of the latest render.
      for (const name of functions) {
        const has = Boolean(props[name]);
        if (Boolean(before[name]) === has) continue;
        before[name] = has;
        host[name] = props[name] && ((/** @type {any[]} */ ...args) => latest.current[name](...args));
      }
      // Another function may return another result for the same skill.
      if (before.validate !== props.validate) host.validate = before.validate = props.validate;
      // Equal objects are not set again, because setting a skill replaces the user's input.
      for (const name of objects) {
        const text = json(props[name]);
        if (before[name] !== text) {
          before[name] = text;
          host[name] = props[name];
        }
      }
    });

    // In the browser, the effect sets the attributes. On a server, they must be in the markup.
    return createElement(tag, { ...(isServer ? attributes : {}), ...reacts, suppressHydrationWarning: true, ref: element });
  });
}
