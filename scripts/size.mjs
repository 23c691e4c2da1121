// Prints the bytes that a page loads, and fails if they have grown by more than 1 % over size.json: node scripts/size.mjs npm/dist. With
// --write it updates size.json.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { LOADED } from "./loaded.mjs";

const RECORD = new URL("../size.json", import.meta.url);
/** The accepted growth: panic messages contain paths, which differ between machines. */
const TOLERANCE = 0.01;

const [site] = process.argv.slice(2).filter((given) => !given.startsWith("--"));
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

if (process.argv.includes("--write")) writeFileSync(RECORD, `${JSON.stringify({ brotli: total }, null, 2)}\n`);
const { brotli } = JSON.parse(readFileSync(RECORD, "utf8"));
const growth = total / brotli - 1;
console.log(`\n${total} bytes, ${(growth * 100).toFixed(2)} % more than in size.json (${brotli}).`);
if (growth > TOLERANCE) {
  console.error("The size has grown by more than 1 %. If the change is worth it, update size.json: make size WRITE=1");
  process.exit(1);
}
