// Loads the WebAssembly module, once for the page, and says what is wrong where it does not come: to the developer in the
// console, and to the person in the place of the form.
import init from 'glue';
import { AddSkillElement, giveUp } from '../../src/element.js';
import { source } from './source.js';
import { unavailable } from './unavailable.js';

/** The load that is under way or has succeeded. @type {undefined | Promise<void>} */
let loading;
/** What was asked for last, for another try. @type {any} */
let wanted;

/** Loads the module. @param {any} [wasm] A URL, a response, bytes or a compiled module, instead of the package's own */
export function load(wasm) {
  wanted = wasm ?? wanted;
  loading ??= attempt(wanted ?? source()).catch((error) => {
    loading = undefined;
    console.error(`<add-skill> ${AddSkillElement.version} cannot be shown: ${error.message}`);
    giveUp(unavailable);
    addEventListener('online', () => load(), { once: true });
  });
  return loading;
}

/** @param {any} wasm */
async function attempt(wasm) {
  if (typeof WebAssembly !== 'object') {
    throw new Error('this browser has no WebAssembly, or has it turned off (Lockdown Mode, a policy of the organisation).');
  }
  const given = await wasm;
  const isPlace = typeof given === 'string' || given instanceof URL || given instanceof Request;
  const module = isPlace ? await answer(given) : given;
  const where = isPlace ? ` from ${given.url ?? given}` : '';
  const blocked = watchPolicy(/^(?:wasm|eval)/);
  try {
    await init({ module_or_path: module });
  } catch (error) {
    if ((await blocked()) || /unsafe-eval|Content Security Policy/i.test(String(error))) {
      throw new Error("the page's Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to its script-src.");
    }
    if (error instanceof WebAssembly.LinkError || (error instanceof TypeError && /import/i.test(error.message))) {
      throw new Error(`the WebAssembly${where} is of another version than this script. Serve both from one release. (${error.message})`);
    }
    throw new Error(`the WebAssembly${where} is damaged, or this browser cannot run it. (${error})`);
  }
}

/** The response at a URL; what comes as something else than WebAssembly is compiled all the same. @param {string | URL | Request} place */
async function answer(place) {
  const url = place instanceof Request ? place.url : String(place);
  const blocked = watchPolicy(/^connect|^default/);
  let response;
  try {
    response = await fetch(place);
  } catch (error) {
    if (await blocked()) throw new Error(`the page's Content-Security-Policy forbids to load ${url}. Add its origin to connect-src.`);
    const reason = navigator.onLine ? 'no answer, or one that another origin may not read (CORS)' : 'the browser is offline';
    throw new Error(`${url} could not be loaded: ${reason}. (${error})`);
  }
  const type = response.headers.get('content-type')?.split(';', 1)[0].trim() ?? '';
  if (!response.ok) {
    throw new Error(`${url} was answered with ${response.status}. Serve add-skill_bg.wasm there, or say where it is: define('add-skill', { wasm: url }).`);
  }
  if (type === 'text/html') {
    throw new Error(`${url} was answered with a page of HTML, as many servers do for what they do not have. Serve add-skill_bg.wasm there, or say where it is: define('add-skill', { wasm: url }).`);
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
