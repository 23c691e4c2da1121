// Prints what the WebAssembly contains, by crate and by module: node scripts/size-by-crate.mjs target/wasm-bindgen/release/add-skill_bg.wasm
import { execFileSync } from "node:child_process";

const [named] = process.argv.slice(2);
const row = (...cells) => console.log(cells.map((cell, index) => (index < cells.length - 1 ? String(cell).padStart(10) : `  ${cell}`)).join(""));

/** Where a function is from: a crate, and for our own the module too. Generic code counts for the crate that it stands in. */
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
console.log("What the WebAssembly holds, before wasm-opt");
row("raw", "items", "crate, or module of ours");
for (const [name, [bytes, count]] of [...sums].sort(([, [one]], [, [other]]) => other - one).slice(0, 60)) row(bytes, count, name);
