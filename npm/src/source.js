// Where the module is: beside this file. The self-contained script has another one, see standalone.js. Bundlers find it by these words.
export const source = () => new URL('./add-skill_bg.wasm', import.meta.url);
