// The files that an English page loads from the package. Pages in other languages also load a catalog.
export const LOADED = ["add-skill.js", "define.js", "shell.js", "runtime.js", "add-skill_bg.wasm"];
/** The files that it loads until a form is visible. */
export const VISIBLE = ["add-skill.js", "define.js"];
/** The files that a page with `<add-skills>` loads for it. Pages in other languages also load two catalogs. */
export const LOADED_SEVERAL = ["several.js", "several-define.js", "add-skills_bg.wasm"];
