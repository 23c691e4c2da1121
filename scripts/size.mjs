// Prints the bytes that a page loads, and fails if they have grown by more than 1 % over size.json: node scripts/size.mjs npm/dist. With
// --write it updates size.json.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { LOADED, LOADED_SEVERAL, VISIBLE } from "./loaded.mjs";

const RECORD = new URL("../size.json", import.meta.url);
/** The accepted growth: panic messages contain paths, which differ between machines. */
const TOLERANCE = 0.01;

const [site] = process.argv.slice(2).filter((given) => !given.startsWith("--"));
const row = (...cells) => console.log(cells.map((cell, index) => (index < cells.length - 1 ? String(cell).padStart(10) : `  ${cell}`)).join(""));

row("raw", "brotli", "file");
const sizes = {};
for (const file of [...LOADED, "locales/de.json", "add-skill.standalone.js", ...LOADED_SEVERAL, "locales/several/de.json"]) {
  const bytes = readFileSync(join(site, file));
  sizes[file] = brotliCompressSync(bytes).length;
  row(bytes.length, sizes[file], file);
}
const sum = (files) => files.reduce((total, file) => total + sizes[file], 0);
/** The recorded numbers of bytes: until the default form is visible, in total, and for `<add-skills>`. */
const now = { visible: sum(VISIBLE), brotli: sum(LOADED), several: sum(LOADED_SEVERAL) };
row("", now.visible, `${VISIBLE.join(", ")}: until the form is visible`);
row("", now.brotli, `${LOADED.join(", ")}: in total`);
row("", now.several, `${LOADED_SEVERAL.join(", ")}: for <add-skills>`);

if (process.argv.includes("--write")) writeFileSync(RECORD, `${JSON.stringify(now, null, 2)}\n`);
const before = JSON.parse(readFileSync(RECORD, "utf8"));
console.log("");
for (const [name, bytes] of Object.entries(now)) {
  const growth = bytes / before[name] - 1;
  console.log(`${name}: ${bytes} bytes, ${(growth * 100).toFixed(2)} % more than in size.json (${before[name]}).`);
  if (growth > TOLERANCE) process.exitCode = 1;
}
if (process.exitCode) console.error("The size has grown by more than 1 %. If the change is worth it, update size.json: make size WRITE=1");
