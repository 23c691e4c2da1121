// The files that an English page loads from the package. Pages in other languages also load a catalog.
export const LOADED = ["add-skill.js", "define.js", "shell.js", "runtime.js", "add-skill_bg.wasm"];
/** The files that it loads until a form is visible. */
export const VISIBLE = ["add-skill.js", "define.js"];
