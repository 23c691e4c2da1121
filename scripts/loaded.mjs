// The files that an English page loads from the package. Pages in other languages also load a catalog. The WebAssembly module contains the styles.
export const LOADED = ["add-skill.js", "define.js", "add-skill_bg.wasm"];
