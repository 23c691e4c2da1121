// Returns the URL of the module, which is in the folder of this file. The self-contained script uses source-inlined.js instead.
export function source() {
  if (!import.meta.url) {
    throw new Error("the bundle is a classic script, which does not know its URL. Build ES modules, or set the URLs of the files: define('add-skill', { wasm: url, locales: url }) from 'add-skill-element/define'.");
  }
  // Bundlers recognize the file only by this literal expression.
  return new URL('./add-skill_bg.wasm', import.meta.url);
}
