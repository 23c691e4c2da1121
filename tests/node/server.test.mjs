// The packed `add-skill-element/server` in Node.js: its markup, and its handling of options.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';
import { renderToString } from 'add-skill-element/server';

/** Renders a form, and parses its markup like a browser. @param {Parameters<typeof renderToString>[0]} [options] */
function form(options) {
  const { document } = new JSDOM(`<add-skill>${renderToString(options)}</add-skill>`).window;
  const [template, ...others] = document.querySelector('add-skill').childNodes;
  assert.deepEqual(others, [], 'there is more than one shadow root');
  assert.deepEqual([template.getAttribute('shadowrootmode'), template.hasAttribute('shadowrootdelegatesfocus')], ['open', true]);
  const [style, form, ...rest] = template.content.childNodes;
  assert.deepEqual(rest, []);
  return { style, form, names: [...new Set([...form.querySelectorAll('.fields [name]')].map(({ name }) => name))] };
}

/** Returns the console messages during a call. @param {() => void} run */
function warnings(run) {
  const { warn } = console;
  const warned = [];
  console.warn = (...given) => warned.push(given.join(' '));
  try {
    run();
  } finally {
    console.warn = warn;
  }
  return warned;
}

test('without options it renders the default form in English', () => {
  const { form: rendered, style, names } = form();
  assert.equal(rendered.lang, 'en');
  assert.deepEqual(names.slice(0, 5), ['displayName', 'proficiency', 'categories', 'webUrl', 'allowedAudiences']);
  assert.equal(style.outerHTML, `<style>${style.textContent}</style>`);
  assert.equal(rendered.getAttribute('method'), 'dialog');
  for (const nothing of [null, undefined, {}]) assert.equal(renderToString(nothing), renderToString());
});

test('each response is the same', () => {
  const options = { lang: 'ja', skill: { displayName: 'Rust' } };
  assert.equal(renderToString(options), renderToString(options));
});

test('it renders in each language, in its direction, with its plurals', () => {
  const expected = { de: ['Name der Fähigkeit', 'ltr'], 'pt-BR': [undefined, 'ltr'], ar: [undefined, 'rtl'], he: [undefined, 'rtl'], ja: [undefined, 'ltr'], sv: ['Skill name', 'ltr'] };
  for (const [lang, [label, dir]] of Object.entries(expected)) {
    const { form: rendered } = form({ lang, skill: { categories: ['a', 'b', 'c'] } });
    const text = rendered.querySelector('label span').textContent;
    assert.equal(rendered.dir, dir);
    if (label) assert.equal(text, label);
    else assert.notEqual(text, 'Skill name');
  }
  assert.equal(form({ lang: 'ar', dir: 'ltr' }).form.dir, 'ltr');
  assert.equal(form({ dir: 'rtl' }).form.dir, 'rtl');
});

test('options choose what the attributes of the element choose, also as arrays', () => {
  assert.deepEqual(form({ fields: 'webUrl displayName' }).names, ['webUrl', 'displayName']);
  assert.equal(renderToString({ fields: ['webUrl', 'displayName'] }), renderToString({ fields: 'webUrl, displayName' }));
  const { form: rendered } = form({ required: ['webUrl'], audiences: ['organization', 'everyone'] });
  assert.ok(rendered.querySelector('[name=webUrl]').required);
  const audiences = [...rendered.querySelector('[name=allowedAudiences]').options].map(({ value }) => value).filter(Boolean);
  assert.deepEqual(audiences, ['organization', 'everyone']);
  assert.equal(rendered.querySelector('[name=allowedAudiences]').value, 'organization');
  assert.ok(form({ readOnly: true }).form.querySelector('[name=displayName]').readOnly);
  assert.equal(renderToString({ readonly: '' }), renderToString({ readOnly: true }));
  assert.equal(renderToString({ readonly: false, disabled: false }), renderToString());
  assert.ok(form({ disabled: true }).form.querySelector('[name=displayName]').disabled);
  const ignored = { endpoint: '/beta/me/profile/skills', tokenHosts: 'graph.example.com', draft: 'off', draftKey: 'a', verify: 'off', name: 'skill' };
  assert.equal(renderToString(ignored), renderToString());
  assert.equal(renderToString({ 'draft-key': 'a' }), renderToString());
});

test('a skill fills the fields in, and is handed over to the element', () => {
  const skill = {
    displayName: 'Rust',
    proficiency: 'expert',
    categories: ['one', 'two'],
    inference: { confidenceScore: 0.5, userHasVerifiedAccuracy: false },
    other: { member: [1, null, 'x'] },
  };
  const { form: rendered } = form({ lang: 'de', skill });
  assert.equal(rendered.querySelector('[name=displayName]').value, 'Rust');
  assert.equal(rendered.querySelector('[name=proficiency]').value, 'expert');
  assert.deepEqual([...rendered.querySelectorAll('[part=item] bdi')].map(({ textContent }) => textContent), ['one', 'two']);
  assert.equal(rendered.querySelector('[name="inference.userHasVerifiedAccuracy"]:checked').value, 'false');
  assert.deepEqual(JSON.parse(rendered.dataset.properties), { skill });
});

test('messages replace texts, and are handed over to the element', () => {
  const messages = { 'ui.submit': 'Save <it>', sv: { 'ui.submit': 'Spara' } };
  const { form: rendered } = form({ messages });
  assert.equal(rendered.querySelector('[part~=submit]').textContent, 'Save <it>');
  assert.deepEqual(JSON.parse(rendered.dataset.properties), { messages });
  assert.equal(form({ messages, lang: 'sv' }).form.querySelector('[part~=submit]').textContent, 'Spara');
});

test('the stylesheet is inline, inline with a nonce, or linked', () => {
  const css = readFileSync(fileURLToPath(import.meta.resolve('add-skill-element/add-skill.css')), 'utf8');
  assert.equal(form().style.textContent, css);
  const { style } = form({ nonce: 'abc"><script>' });
  assert.deepEqual([style.localName, style.getAttribute('nonce'), style.textContent], ['style', 'abc"><script>', css]);
  const { style: link } = form({ stylesheet: '/a.css?x="&y=<' });
  assert.deepEqual([link.localName, link.rel, link.getAttribute('href')], ['link', 'stylesheet', '/a.css?x="&y=<']);
});

test('hostile values stay text', () => {
  const hostile = [
    '"><script>alert(1)</script>', "' onfocus='alert(1)", '</template></add-skill><img src=x onerror=alert(1)>', '</style><script>', '<!--', '-->', '&lt;&amp;&quot;', '\u2028\u2029\u0000\ud800', 'a\r\nb', '${1}', '\\"',
  ];
  const names = new Set(['form', 'style']);
  for (const node of form({ lang: 'ar', skill: { categories: ['a', 'b'] }, fields: 'displayName webUrl' }).form.querySelectorAll('*')) names.add(node.localName);
  for (const text of hostile) {
    const warned = warnings(() => {
      const options = {
        lang: text, dir: text, fields: `displayName webUrl ${text}`, required: text, audiences: text, scoreRange: text, endpoint: text, name: text, nonce: text, draft: text,
        skill: { displayName: text, webUrl: text, categories: [text, 'b'], [text]: text, proficiency: text },
        messages: { 'ui.submit': text, [text]: { 'ui.submit': text }, 'label.displayName': text },
      };
      const { form: rendered } = form(options);
      for (const node of rendered.querySelectorAll('*')) {
        assert.ok(names.has(node.localName), `${text}: ${node.outerHTML}`);
        for (const { name } of node.attributes) assert.match(name, /^(?!on)[a-z-]+$/);
      }
      const shown = rendered.querySelector('[name=displayName]').value;
      assert.equal(shown, text.replace(/[\r\n]/g, '').replace('\u0000', '\ufffd').replace('\ud800', '\ufffd'));
      assert.equal(JSON.parse(rendered.dataset.properties).skill.displayName, text.replace('\ud800', '\ufffd'));
    });
    assert.ok(warned.some((line) => line.startsWith('<add-skill audiences>: ')), warned.join('\n'));
  }
});

test('unknown options and values are reported once, and do not widen what can be chosen', () => {
  const once = { fieldz: 'displayName', onclick: 'alert(1)', fields: 'displayName nonsense', audiences: 'nobody' };
  let rendered;
  const warned = warnings(() => {
    rendered = form(once);
    renderToString(once);
  });
  assert.deepEqual(warned.map((line) => line.replace(/\. It has.*/, '.')), [
    '<add-skill>: renderToString has no option "fieldz".',
    '<add-skill>: renderToString has no option "onclick".',
    '<add-skill fields>: "nonsense" is not a property of skillProficiency.',
    '<add-skill audiences>: "nobody" is not a selectable audience.',
  ]);
  assert.deepEqual(rendered.names, ['displayName']);
});

test('values of the wrong type are text, or nothing', () => {
  const wrong = ['Rust', 1, true, [], () => {}];
  const warned = warnings(() => {
    for (const skill of wrong) assert.equal(form({ skill }).form.querySelector('[name=displayName]').value, '');
  });
  assert.deepEqual(warned, wrong.slice(0, 4).map(() => '<add-skill>: skill must be an object.'));
});

test('after a failure, the next form is rendered', () => {
  const expected = renderToString({ lang: 'de' });
  /** Renders with a decreasing stack. @param {number} depth */
  const deep = (depth) => (depth > 0 ? deep(depth - 1) : renderToString({ lang: 'de' }));
  let failures = 0;
  for (let depth = 5000; failures < 5 && depth < 50000; depth += 10) {
    try {
      deep(depth);
    } catch (error) {
      failures += 1;
      assert.match(String(error), /rendering failed|call stack/);
    }
  }
  assert.equal(failures, 5);
  assert.equal(renderToString({ lang: 'de' }), expected);
});

test('thousands of forms need no more memory than one', () => {
  const options = { lang: 'de', skill: { displayName: 'Rust', categories: ['a', 'b'] } };
  for (let count = 0; count < 300; count += 1) renderToString(options);
  const { arrayBuffers, external } = process.memoryUsage();
  for (let count = 0; count < 3000; count += 1) renderToString(options);
  const after = process.memoryUsage();
  assert.ok(after.arrayBuffers + after.external - arrayBuffers - external < 2e6, JSON.stringify(after));
});

test('in a browser there is nothing to render, and no module to load', async () => {
  const place = new URL('./server.browser.js', import.meta.resolve('add-skill-element/server'));
  const { renderToString: inBrowser } = await import(place.href);
  assert.equal(inBrowser({ lang: 'de' }), '');
  assert.ok(readFileSync(place).length < 500);
});

test('where WebAssembly cannot be compiled from bytes, the module is imported', async () => {
  // As in Cloudflare's runtime, an import of WebAssembly is a module.
  const hooks = `
    import { readFileSync } from 'node:fs';
    export async function load(url, context, next) {
      if (!url.endsWith('.wasm')) return next(url, context);
      const source = 'export default new WebAssembly.Module(Buffer.from("' + readFileSync(new URL(url)).toString('base64') + '", "base64"));';
      return { format: 'module', source, shortCircuit: true };
    }`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
  const { renderToString: inWorker } = await import(new URL('./server.workerd.js', import.meta.resolve('add-skill-element/server')).href);
  assert.equal(inWorker({ lang: 'de' }), renderToString({ lang: 'de' }));
});

test('a value that is nested too deeply or has no JSON form is ignored, and nothing else', () => {
  let deep = {};
  for (let level = 0; level < 1000; level += 1) deep = { deep };
  const cyclic = {};
  cyclic.self = cyclic;
  for (const skill of [deep, cyclic, { displayName: 1n }]) {
    let html = '';
    const warned = warnings(() => { html = renderToString({ skill, disabled: true, nonce: 'N', fields: 'displayName' }); });
    assert.equal(warned.length, skill === deep ? 1 : 0, 'it is reported once');
    assert.match(html, /<style nonce="N">/);
    assert.match(html, / disabled/);
    assert.doesNotMatch(html, /webUrl/);
  }
});
