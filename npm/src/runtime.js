// The second script of the package, with all that the WebAssembly module calls. It loads the module, once for the page, and reports errors: to
// the developer in the console, and to the user instead of the form.
import init from 'glue';
import words from 'words';
import { setShell } from '../../src/element/js/behavior.js';
import { AddSkillElement, setSpareTexts, fail, failAll, handle, loaded, sleep, source, wake } from './internal.js';

// Their catalogs may be unavailable for the same reason as the module.
setSpareTexts(words);
setShell({ fail, handle, sleep, wake });

/** Resolves after the first frame, or after a tenth of a second if there is none, as in a hidden tab. */
const painted = new Promise((resolve) => {
  setTimeout(resolve, 100);
  globalThis.requestAnimationFrame?.(() => setTimeout(resolve));
});

/** Whether this is Node.js with an emulated browser, as in unit tests. It cannot load the module, which is not worth an error. */
const isTestEnvironment = () => import.meta.url?.startsWith('file:') && typeof globalThis.process?.versions?.node === 'string' && !globalThis.process.versions.electron;

/** What to do about a module that is not where it is looked for. */
const ELSEWHERE = "Serve add-skill_bg.wasm there, or say where it is: define('add-skill', { wasm: url }) of 'add-skill-element/define'";

/**
 * Loads and starts the module. Returns false if that fails.
 * @param {() => any} wanted Returns the location that the page has specified last
 * @param {Promise<Response>} [prefetched] The response of the package's own location
 */
export async function load(wanted, prefetched) {
  for (;;) {
    const tried = wanted();
    try {
      await attempt(tried, prefetched);
      loaded();
      return true;
    } catch (error) {
      // The page has specified another location meanwhile.
      if (wanted() !== tried) continue;
      if (!isTestEnvironment()) console.error(`<add-skill> ${AddSkillElement.version} cannot be shown: ${error.message}`);
      failAll(error.isOutdated ? 'ui.outdated' : 'ui.unavailable');
      return false;
    }
  }
}

/** @param {any} wasm @param {Promise<Response>} [prefetched] */
async function attempt(wasm, prefetched) {
  if (typeof WebAssembly !== 'object') {
    throw new Error('this browser has no WebAssembly, or has it turned off (Lockdown Mode, a policy of the organisation).');
  }
  const given = await Promise.resolve(wasm ?? source()).catch((error) => {
    throw new Error(`the promise that was given as wasm was rejected (${error}).`);
  });
  const isPlace = typeof given === 'string' || given instanceof URL || given instanceof Request;
  const isModule = given instanceof Response || given instanceof WebAssembly.Module || given instanceof ArrayBuffer || ArrayBuffer.isView(given);
  if (!isPlace && !isModule) {
    throw new Error('what was given as wasm is no URL, Request, Response, bytes or module, nor a promise of one.');
  }
  try {
    await instantiate(isPlace ? await request(given, undefined, wasm ? undefined : prefetched) : given);
  } catch (error) {
    // A cache may hold the module of the previous release: https://fetch.spec.whatwg.org/#concept-request-cache-mode
    const place = isPlace ? given : given.url;
    if (!place || !(error.isOutdated || given.integrity)) throw error;
    await instantiate(await request(place, 'reload'));
  }
}

/** Compiles and starts a module. @param {any} given A response, bytes, or a compiled module */
async function instantiate(given) {
  const where = given instanceof Response && given.url ? ` from ${given.url}` : '';
  const module = given instanceof Response ? await checked(given) : given;
  const blocked = watchPolicy(/^(?:wasm|eval)/);
  try {
    // Compiled on another thread. It runs after the form has been painted.
    const compiled = module instanceof Response ? await WebAssembly.compileStreaming(module) : module;
    await painted;
    await init({ module_or_path: compiled });
  } catch (error) {
    if ((await blocked()) || /unsafe-eval|Content Security Policy/i.test(String(error))) {
      throw new Error("the page's Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to its script-src.");
    }
    if (error instanceof WebAssembly.LinkError || (error instanceof TypeError && /import/i.test(error.message))) {
      const outdated = new Error(`the WebAssembly${where} is of another version than this script. Serve both from one release, and let browsers check for a new one (Cache-Control: no-cache). (${error.message})`);
      throw Object.assign(outdated, { isOutdated: true });
    }
    throw new Error(`the WebAssembly${where} is damaged, or this browser cannot run it. (${error})`);
  }
}

/**
 * Returns the response of a location.
 * @param {string | URL | Request} place
 * @param {RequestCache} [cache]
 * @param {Promise<Response>} [prefetched]
 */
async function request(place, cache, prefetched) {
  const blocked = watchPolicy(/^connect|^default/);
  try {
    // Without a prototype: a page may have put options on every object's.
    const response = await prefetched?.catch(() => undefined);
    if (response && !response.bodyUsed) return response;
    return await (cache ? fetch(place, Object.setPrototypeOf({ cache }, null)) : fetch(place));
  } catch (error) {
    const url = place instanceof Request ? place.url : String(place);
    if (await blocked()) throw new Error(`the page's Content-Security-Policy forbids to load ${url}. Add its origin to connect-src.`);
    const isChecked = place instanceof Request && place.integrity !== '';
    const others = `no answer, or one that another origin may not read (CORS)${isChecked ? ', or one of another integrity' : ''}`;
    throw new Error(`${url} could not be loaded: ${navigator.onLine ? others : 'the browser is offline'}. (${error})`);
  }
}

/** A response that may be the module; of another type than it should have, its bytes are compiled all the same. @param {Response} response */
async function checked(response) {
  const { url, status } = response;
  const type = response.headers.get('content-type')?.split(';', 1)[0].trim() ?? '';
  if (!response.ok) throw new Error(`${url} was answered with ${status}. ${ELSEWHERE}.`);
  if (type === 'text/html') {
    throw new Error(`${url} was answered with a page of HTML, as many servers do for what they do not have. ${ELSEWHERE}.`);
  }
  if (type === 'application/wasm') return response;
  console.warn(`<add-skill> ${AddSkillElement.version}: ${url} was served as ${type || 'no type'}. As application/wasm it would be compiled while it loads.`);
  return response.arrayBuffer();
}

/** Notes whether the page's policy forbids something of a kind from now on. @param {RegExp} directive @returns {() => Promise<boolean>} */
function watchPolicy(directive) {
  let isBlocked = false;
  const note = ({ effectiveDirective, blockedURI }) => { isBlocked ||= directive.test(effectiveDirective) || directive.test(blockedURI); };
  document.addEventListener('securitypolicyviolation', note);
  return async () => {
    // The page is told after the request has failed.
    await new Promise((resolve) => { setTimeout(resolve); });
    document.removeEventListener('securitypolicyviolation', note);
    return isBlocked;
  };
}
