// Prints the contents of the WebAssembly module by crate and module: node scripts/size-by-crate.mjs target/wasm-bindgen/release/add-skill_bg.wasm
import { execFileSync } from "node:child_process";

const [named] = process.argv.slice(2);
const row = (...cells) => console.log(cells.map((cell, index) => (index < cells.length - 1 ? String(cell).padStart(10) : `  ${cell}`)).join(""));

/** Returns the crate of a function, and for `add_skill` also the module. Generic code belongs to the crate that contains it. */
function origin(name) {
  if (name.startsWith("data segment")) return "texts and tables";
  if (name.startsWith("elem") || name.startsWith("custom section")) return "tables and sections";
  const [, module] = /\badd_skill::(\w+(?:::\w+)?)/.exec(name) ?? [];
  if (module) return `add_skill::${/^(?:[a-z]\w*)(?:::[a-z_]\w*)?/.exec(module)[0]}`;
  return /(?:^|[<&( ])([a-z]\w*)(?:\[[0-9a-f]+\])?::/.exec(name)?.[1] ?? "wasm-bindgen's exports and imports";
}

const items = JSON.parse(execFileSync("twiggy", ["top", "--format", "json", "-n", "1000000", named], { maxBuffer: 2 ** 28 }));
const sums = new Map();
for (const { name, shallow_size: size } of items.filter(({ name }) => !name.includes("subsection"))) {
  const [bytes, count] = sums.get(origin(name)) ?? [0, 0];
  sums.set(origin(name), [bytes + size, count + 1]);
}
console.log("The WebAssembly module before wasm-opt");
row("raw", "items", "crate, or module of add_skill");
for (const [name, [bytes, count]] of [...sums].sort(([, [one]], [, [other]]) => other - one).slice(0, 60)) row(bytes, count, name);
