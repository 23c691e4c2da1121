// What a page loads of the package whose language is English: that of another is besides.
export const LOADED = ["add-skill.js", "define.js", "runtime.js", "add-skill_bg.wasm"];
/** What it loads until a form is visible. */
export const VISIBLE = ["add-skill.js", "define.js"];
