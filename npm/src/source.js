// Where the module is: beside this file. The self-contained script has another one, source-inlined.js.
export function source() {
  if (!import.meta.url) {
    throw new Error("the bundle is no module, and does not know where it is. Build it as one, or say where the WebAssembly is: define('add-skill', { wasm: url, locales: url }) of 'add-skill-element/define'.");
  }
  // Bundlers find the file by these very words.
  return new URL('./add-skill_bg.wasm', import.meta.url);
}
