// Returns the URL of the module of <add-skills>, which is in the folder of this file.
export function source() {
  if (!import.meta.url) {
    throw new Error("the bundle is a classic script, which does not know its URL. Build ES modules, or set the URLs of the files: define('add-skills', { wasm: url, locales: url }) from 'add-skill-element/several/define'.");
  }
  // Bundlers recognize the file only by this literal expression.
  return new URL('./add-skills_bg.wasm', import.meta.url);
}
