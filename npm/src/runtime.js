// Loads the WebAssembly module once per page, and contains the functions that it imports. Errors are logged in the console, and shown to the
// user in the form or instead of it.
import words from 'words';
import { setShell } from '../../src/element/js/behavior.js';
import { AddSkillElement, source } from './internal.js';
import { isTestEnvironment, loadModule } from './load-module.js';
import { fail, failAll, follow, hold, leave, loaded, release, retry, setSpareTexts, sleep, wake } from './shell.js';

// The catalogs may fail to load for the same reason as the module.
setSpareTexts(words);
setShell({ fail, follow, hold, leave, release, sleep, wake });

/**
 * Loads and starts the module. Returns false if that fails.
 * @param {() => any} wanted Returns the location that the page has specified last
 * @param {Promise<Response>} [prefetched] The response of the package's own location
 */
export async function load(wanted, prefetched) {
  for (;;) {
    const tried = wanted();
    retry();
    try {
      await loadModule(tried ?? source(), tried ? undefined : prefetched);
      loaded();
      return true;
    } catch (error) {
      // The page has specified another location in the meantime.
      if (wanted() !== tried) continue;
      if (!isTestEnvironment()) console.error(`<add-skill> ${AddSkillElement.version} cannot be shown: ${error.message}`);
      failAll(error.isOutdated ? 'ui.outdated' : 'ui.unavailable');
      return false;
    }
  }
}
