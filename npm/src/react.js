'use client';
// The component for React 18 and 19, with server rendering. React before version 19 does not set properties of custom elements or add
// listeners to them, and no version does so during hydration (https://github.com/facebook/react/issues/35446).
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import './add-skill.js';

/** Props that are properties of the element. */
const PROPERTIES = ['skill', 'messages', 'getAccessToken', 'suggest', 'validate'];
/** The props of the element's events. @type {Record<string, string>} */
const EVENTS = {
  onSkillSubmit: 'skill-submit',
  onSkillExists: 'skill-exists',
  onSkillAdded: 'skill-added',
  onSkillUpdated: 'skill-updated',
  onSkillRemoved: 'skill-removed',
  onSkillFailed: 'skill-failed',
};
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

/** Separates what React handles from the attributes. @param {Record<string, any>} props */
function split(props) {
  const reacts = /** @type {Record<string, any>} */ ({});
  const attributes = /** @type {Record<string, string>} */ ({});
  for (const [prop, value] of Object.entries(props)) {
    if (PROPERTIES.includes(prop) || prop in EVENTS) continue;
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

export const AddSkill = forwardRef(function AddSkill(/** @type {any} */ props, ref) {
  const element = useRef(/** @type {any} */ (null));
  const latest = useRef(props);
  /** The element and the values that were set on it. React can replace the element. */
  const done = useRef(/** @type {any} */ ({}));
  const { reacts, attributes } = split(props);
  useImperativeHandle(ref, () => element.current, []);

  useBrowserEffect(() => {
    latest.current = props;
    const host = element.current;
    if (done.current.host !== host) {
      done.current = { host, attributes: {} };
      // These listeners are never removed: React also cleans up effects of elements that it only hides.
      for (const [prop, name] of Object.entries(EVENTS)) host.addEventListener(name, (/** @type {Event} */ event) => latest.current[prop]?.(event));
    }
    const before = done.current;
    // React 19 would set some of these attributes as properties, and a missing one as the text "undefined".
    for (const name of Object.keys(before.attributes)) if (!(name in attributes)) host.removeAttribute(name);
    for (const [name, text] of Object.entries(attributes)) if (host.getAttribute(name) !== text) host.setAttribute(name, text);
    before.attributes = attributes;
    // The element always calls the functions of the latest render.
    if (before.hasToken !== Boolean(props.getAccessToken)) {
      before.hasToken = Boolean(props.getAccessToken);
      host.getAccessToken = props.getAccessToken && ((/** @type {any} */ request) => latest.current.getAccessToken(request));
    }
    if (before.hasSuggest !== Boolean(props.suggest)) {
      before.hasSuggest = Boolean(props.suggest);
      host.suggest = props.suggest && ((/** @type {string} */ text, /** @type {AbortSignal} */ signal) => latest.current.suggest(text, signal));
    }
    // Another function may return another result for the same skill.
    if (before.validate !== props.validate) host.validate = before.validate = props.validate;
    // Equal objects are not set again, because setting a skill replaces the user's input.
    for (const name of ['messages', 'skill']) {
      const text = json(props[name]);
      if (before[name] !== text) {
        before[name] = text;
        host[name] = props[name];
      }
    }
  });

  // In the browser, the effect sets the attributes. On a server, they must be in the markup.
  return createElement('add-skill', { ...(isServer ? attributes : {}), ...reacts, suppressHydrationWarning: true, ref: element });
});
