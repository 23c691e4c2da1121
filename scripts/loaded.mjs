// What a page loads of the package whose language is English: that of another is besides. Styles are part of the WebAssembly.
export const LOADED = ["add-skill.js", "define.js", "add-skill_bg.wasm"];
