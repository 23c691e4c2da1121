'use client';
// The element as a component of React 18 and 19, on servers too: React itself sets no properties of custom elements and adds no
// listeners to them before version 19, or where it takes over what a server has rendered (https://github.com/facebook/react/issues/35446).
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import './add-skill.js';

/** Props that are properties of the element. */
const PROPERTIES = ['messages', 'getAccessToken', 'suggest'];
/** The props of the element's events. @type {Record<string, string>} */
const EVENTS = { onSkillSubmit: 'skill-submit', onSkillAdded: 'skill-added', onSkillFailed: 'skill-failed' };
/** Props whose names differ from HTML's, which React 18 does not map for custom elements. @type {Record<string, string>} */
const SPELLINGS = { className: 'class', readOnly: 'readonly', tabIndex: 'tabindex', autoFocus: 'autofocus' };
/** Attributes of more than one word: React's props have them in camelCase. */
const HYPHENATED = new Set(['tokenHosts', 'draftKey', 'scoreRange']);

/** Servers run no effects, and React 18 warns of layout effects there. */
const useBrowserEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** @param {string} prop */
const attributeOf = (prop) => SPELLINGS[prop] ?? (HYPHENATED.has(prop) ? prop.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) : prop);

/** @param {any} value */
const json = (value) => { try { return JSON.stringify(value); } catch { return undefined; } };

export const AddSkill = forwardRef(function AddSkill(/** @type {any} */ props, ref) {
  const element = useRef(/** @type {any} */ (null));
  const latest = useRef(props);
  const prefilled = useRef(/** @type {undefined | string} */ (undefined));
  const attributes = /** @type {Record<string, any>} */ ({});
  for (const [prop, value] of Object.entries(props)) {
    if (prop === 'skill' || PROPERTIES.includes(prop) || prop in EVENTS) continue;
    // Boolean attributes are there or not: React 18 would write "false".
    attributes[attributeOf(prop)] = value === false ? undefined : value;
  }
  useImperativeHandle(ref, () => element.current);

  useBrowserEffect(() => {
    const host = element.current;
    const listeners = Object.entries(EVENTS).map(([prop, name]) => {
      const listener = (/** @type {Event} */ event) => latest.current[prop]?.(event);
      host.addEventListener(name, listener);
      return () => host.removeEventListener(name, listener);
    });
    return () => listeners.forEach((remove) => remove());
  }, []);

  useBrowserEffect(() => {
    const before = latest.current;
    latest.current = props;
    const host = element.current;
    // The element always calls the functions of the latest render.
    if (host.getAccessToken === undefined || typeof before.getAccessToken !== typeof props.getAccessToken) {
      host.getAccessToken = props.getAccessToken && ((/** @type {any} */ request) => latest.current.getAccessToken(request));
    }
    if (host.suggest === undefined || typeof before.suggest !== typeof props.suggest) {
      host.suggest = props.suggest && ((/** @type {string} */ text, /** @type {AbortSignal} */ signal) => latest.current.suggest(text, signal));
    }
    if (json(before.messages) !== json(props.messages) || (props.messages && !host.messages)) host.messages = props.messages;
    // An equal skill is not set again: it would replace what was typed.
    const skill = json(props.skill);
    if (skill !== prefilled.current) {
      prefilled.current = skill;
      host.skill = props.skill;
    }
  });

  return createElement('add-skill', { ...attributes, ref: element });
});
