// Prints the bytes that a page loads, and what the WebAssembly holds by crate and by module; stops where they have grown by more than
// 1 % over size.json: node scripts/size.mjs npm/dist target/wasm-bindgen/release/add-skill_bg.wasm. With --write it says so there.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { LOADED } from "./loaded.mjs";

const RECORD = new URL("../size.json", import.meta.url);
/** How much more than on record is taken for noise: other machines have other paths in their panics. */
const TOLERANCE = 0.01;

const [site, named] = process.argv.slice(2).filter((given) => !given.startsWith("--"));
const row = (...cells) => console.log(cells.map((cell, index) => (index < cells.length - 1 ? String(cell).padStart(10) : `  ${cell}`)).join(""));

row("raw", "brotli", "file");
const sizes = {};
for (const file of [...LOADED, "locales/de.json", "add-skill.standalone.js"]) {
  const bytes = readFileSync(join(site, file));
  sizes[file] = brotliCompressSync(bytes).length;
  row(bytes.length, sizes[file], file);
}
const total = LOADED.reduce((sum, file) => sum + sizes[file], 0);
row("", total, `${LOADED.join(", ")} together`);

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
console.log("\nWhat the WebAssembly holds, before wasm-opt");
row("raw", "items", "crate, or module of ours");
for (const [name, [bytes, count]] of [...sums].sort(([, [one]], [, [other]]) => other - one).slice(0, 60)) row(bytes, count, name);

if (process.argv.includes("--write")) writeFileSync(RECORD, `${JSON.stringify({ brotli: total }, null, 2)}\n`);
const { brotli } = JSON.parse(readFileSync(RECORD, "utf8"));
const growth = total / brotli - 1;
console.log(`\n${total} bytes, ${(growth * 100).toFixed(2)} % more than size.json has (${brotli}).`);
if (growth > TOLERANCE) {
  console.error("What a page loads has grown. If that is what the change is worth, say so: make size WRITE=1");
  process.exit(1);
}
