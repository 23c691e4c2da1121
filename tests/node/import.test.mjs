// The package in Node.js: on servers, with emulated browser objects, and in the test environments of applications.
// scripts/check-package runs these tests with the packed package.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

/** Runs a module in a separate process. Asserts that it prints only `done`. @param {string} code */
function runs(code) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8', timeout: 60_000 });
  assert.deepEqual({ status, stdout: stdout.trim(), stderr: stderr.trim() }, { status: 0, stdout: 'done', stderr: '' });
}

/** The global objects that servers and libraries define, by name. @type {Record<string, string>} */
const SHIMS = {
  'no shim': '',
  'an element class': 'globalThis.HTMLElement = class {};',
  'an element class and a registry': 'globalThis.HTMLElement = class {}; globalThis.customElements = { define() {}, get() {}, whenDefined: async () => {} };',
  'a window that is the global object': 'globalThis.window = globalThis; globalThis.self = globalThis; globalThis.document = undefined;',
  'a document without members': 'globalThis.window = globalThis; globalThis.document = {}; globalThis.HTMLElement = class {}; globalThis.location = new URL("http://localhost/");',
  'classes and functions that do nothing': `
    for (const name of ['HTMLElement', 'Element', 'Node', 'Event', 'CustomEvent', 'MutationObserver', 'ShadowRoot', 'CSSStyleSheet']) globalThis[name] = class { observe() {} };
    for (const name of ['addEventListener', 'removeEventListener', 'requestAnimationFrame']) globalThis[name] = () => {};
    Object.assign(globalThis, { document: { createElement: () => ({}), addEventListener() {} }, customElements: { define() {}, get() {} } });`,
};

for (const [name, shim] of Object.entries(SHIMS)) {
  test(`importing does nothing on a server with ${name}`, () => {
    runs(`${shim}
      const names = Object.getOwnPropertyNames(globalThis).length;
      for (const name of ['add-skill-element', 'add-skill-element/several']) {
        const { define } = await import(name);
        if (define('x-skill') !== undefined) throw new Error('something was defined');
      }
      if (Object.getOwnPropertyNames(globalThis).length !== names) throw new Error('the global object has new members');
      console.log('done');`);
  });
}

/** The windows of unit test environments. @type {Record<string, string>} */
const ENVIRONMENTS = {
  jsdom: "const { JSDOM } = await import('jsdom'); const { window } = new JSDOM('<!doctype html><body></body>', { url: 'http://localhost/', pretendToBeVisual: true });",
  'happy-dom': "const { Window } = await import('happy-dom'); const window = new Window({ url: 'http://localhost/' });",
};

/** Makes the objects of a window global, as test runners do. An error ends the process. */
const GLOBALS = `
      for (const key of Object.getOwnPropertyNames(window)) if (!(key in globalThis)) globalThis[key] = window[key];
      for (const key of ['document', 'HTMLElement', 'Event', 'CustomEvent', 'customElements', 'MutationObserver', 'addEventListener', 'removeEventListener', 'navigator', 'location']) {
        Object.defineProperty(globalThis, key, { value: typeof window[key] === 'function' && !window[key].prototype ? window[key].bind(window) : window[key], configurable: true, writable: true });
      }
      for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => { console.error(event, error); process.exit(1); });
      window.addEventListener('error', ({ error }) => { console.error('window', error); process.exit(1); });`;

for (const [name, environment] of Object.entries(ENVIRONMENTS)) {
  test(`an application's tests run in ${name}`, () => {
    runs(`${environment}${GLOBALS}
      await import('add-skill-element');
      document.body.innerHTML = '<form><label for="skill">Skill</label><add-skill id="skill" name="skill" fields="displayName">No form here</add-skill></form>';
      const made = document.createElement('add-skill');
      made.skill = { displayName: 'Rust' };
      made.getAccessToken = async () => 'token';
      document.body.append(made);
      const failed = made.submit().then(() => 'sent', (error) => error.kind);
      for (const element of document.querySelectorAll('add-skill')) {
        if (element.checkValidity() !== true || element.reportValidity() !== true) throw new Error('it is invalid');
        for (const name of ['value', 'validationMessage', 'type', 'version']) void element[name];
        void [element.form, element.labels, element.validity, element.willValidate, element.skill];
        element.setAttribute('lang', 'de');
        element.disabled = true;
        element.focus();
        element.reset();
      }
      if (made.skill === undefined) throw new Error('it has no skill');
      made.remove();
      document.body.append(made);
      document.body.innerHTML = '';
      if ((await failed) !== 'not-sent') throw new Error('it was not refused: ' + (await failed));
      await new Promise((resolve) => setTimeout(resolve, 100));
      console.log('done');
      process.exit(0);`);
  });
  test(`an application's tests of the list run in ${name}`, () => {
    runs(`${environment}${GLOBALS}
      await import('add-skill-element/several');
      const list = document.createElement('add-skills');
      list.skills = [{ displayName: 'Rust' }];
      list.getAccessToken = async () => 'token';
      document.body.append(list);
      const failed = list.submit().then(() => 'added', (error) => error.kind);
      for (const name of ['endpoint', 'messages', 'validate']) void list[name];
      list.setAttribute('lang', 'de');
      list.disabled = true;
      list.focus();
      list.reset();
      if (list.skills.length !== 1) throw new Error('the list has no skills');
      list.remove();
      document.body.append(list);
      if ((await failed) !== 'not-ready') throw new Error('it was not rejected: ' + (await failed));
      await new Promise((resolve) => setTimeout(resolve, 100));
      console.log('done');
      process.exit(0);`);
  });
}
