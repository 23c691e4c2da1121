// Loads the WebAssembly module of an element, once per page. The build replaces the names of the element and its files.
import init from 'glue';
import { definer, file, tag, version } from 'about';

/** Resolves after the next frame. In a hidden tab, which has none, it resolves after 0.1 seconds. */
const painted = new Promise((resolve) => {
  setTimeout(resolve, 100);
  globalThis.requestAnimationFrame?.(() => setTimeout(resolve));
});

/** Whether this is Node.js with an emulated browser, as in unit tests. The module cannot load there, so no error is logged. */
export const isTestEnvironment = () => import.meta.url?.startsWith('file:') && typeof globalThis.process?.versions?.node === 'string' && !globalThis.process.versions.electron;

/** The fix if the module is missing. */
const ELSEWHERE = `Serve ${file} there, or set its URL: define('${tag}', { wasm: url }) from '${definer}'`;

/**
 * Loads and starts the module. The message of an error explains the fix.
 * @param {any} wasm The module or its location, or a promise of one
 * @param {Promise<Response>} [prefetched] The response of that location
 */
export async function loadModule(wasm, prefetched) {
  if (typeof WebAssembly !== 'object') {
    throw new Error("this browser does not support WebAssembly, or it is disabled (for example, by Lockdown Mode or by an organization's policy).");
  }
  const given = await Promise.resolve(wasm).catch((error) => {
    throw new Error(`the promise in the "wasm" option rejected (${error}).`);
  });
  const isPlace = typeof given === 'string' || given instanceof URL || given instanceof Request;
  const isModule = given instanceof Response || given instanceof WebAssembly.Module || given instanceof ArrayBuffer || ArrayBuffer.isView(given);
  if (!isPlace && !isModule) {
    throw new Error('the "wasm" option must be a URL, Request, Response, bytes, module, or a promise of one.');
  }
  try {
    await instantiate(isPlace ? await request(given, undefined, prefetched) : given);
  } catch (error) {
    // A cache may contain the module of the previous release: https://fetch.spec.whatwg.org/#concept-request-cache-mode
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
    // The browser compiles on another thread. The module starts after the form has been painted.
    const compiled = module instanceof Response ? await WebAssembly.compileStreaming(module) : module;
    await painted;
    await init({ module_or_path: compiled });
  } catch (error) {
    if ((await blocked()) || /unsafe-eval|Content Security Policy/i.test(String(error))) {
      throw new Error("the page's Content-Security-Policy blocks WebAssembly. Add 'wasm-unsafe-eval' to its script-src.");
    }
    if (error instanceof WebAssembly.LinkError || (error instanceof TypeError && /import/i.test(error.message))) {
      const outdated = new Error(`the WebAssembly module${where} does not match the version of this script. Serve both from the same release, and let browsers revalidate them (Cache-Control: no-cache). (${error.message})`);
      throw Object.assign(outdated, { isOutdated: true });
    }
    throw new Error(`the WebAssembly module${where} is corrupt, or this browser does not support it. (${error})`);
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
    // Options without a prototype, because a page may have added some to `Object.prototype`.
    const response = await prefetched?.catch(() => undefined);
    if (response && !response.bodyUsed) return response;
    return await (cache ? fetch(place, Object.setPrototypeOf({ cache }, null)) : fetch(place));
  } catch (error) {
    const url = place instanceof Request ? place.url : String(place);
    if (await blocked()) throw new Error(`the page's Content-Security-Policy blocks ${url}. Add its origin to connect-src.`);
    const isChecked = place instanceof Request && place.integrity !== '';
    const others = `the server did not respond, or does not allow this origin (CORS)${isChecked ? ', or the integrity hash does not match' : ''}`;
    throw new Error(`${url} could not be loaded: ${navigator.onLine ? others : 'the browser is offline'}. (${error})`);
  }
}

/**
 * Checks a response. If its Content-Type is not that of WebAssembly, returns its bytes, which compile anyway.
 * @param {Response} response
 */
async function checked(response) {
  const { url, status } = response;
  const type = response.headers.get('content-type')?.split(';', 1)[0].trim() ?? '';
  if (!response.ok) throw new Error(`${url} returned status ${status}. ${ELSEWHERE}.`);
  if (type === 'text/html') {
    throw new Error(`${url} returned an HTML page, as many servers do for missing files. ${ELSEWHERE}.`);
  }
  if (type === 'application/wasm') return response;
  console.warn(`<${tag}> ${version}: ${url} was served with Content-Type "${type}". Serve it as application/wasm, so that the browser compiles it while it downloads.`);
  return response.arrayBuffer();
}

/**
 * Observes violations of the page's policy. Returns a function that stops observing and returns whether there was one.
 * @param {RegExp} directive
 * @returns {() => Promise<boolean>}
 */
function watchPolicy(directive) {
  let isBlocked = false;
  const note = ({ effectiveDirective, blockedURI }) => { isBlocked ||= directive.test(effectiveDirective) || directive.test(blockedURI); };
  document.addEventListener('securitypolicyviolation', note);
  return async () => {
    // The event fires after the request has failed.
    await new Promise((resolve) => { setTimeout(resolve); });
    document.removeEventListener('securitypolicyviolation', note);
    return isBlocked;
  };
}
