// Whether all that the built documentation refers to is there, and nothing of it is somewhere else: check-docs.mjs [target/docs] [/base/].
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const [site = "target/docs", base = "/"] = process.argv.slice(2);
const files = readdirSync(site, { recursive: true }).map(String);
const read = (file) => readFileSync(join(site, file), "utf8");
const pages = files.filter((file) => file.endsWith(".html"));
const anchors = new Map(pages.map((page) => [page, new Set([...read(page).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))]));
const problems = new Set();

/** The file that a path of the site is answered with. @param {string} path */
function file(path) {
  if (!path.startsWith(base)) return undefined;
  const name = decodeURIComponent(path.slice(base.length));
  return [name, join(name, "index.html")].find((each) => existsSync(join(site, each)) && statSync(join(site, each)).isFile());
}

/** @param {string} page @param {string} reference @param {boolean} isLink Whether a person has to follow it, so that it may lead elsewhere */
function check(page, reference, isLink) {
  const origin = "https://docs.invalid";
  const url = new URL(reference.replaceAll("&amp;", "&"), `${origin}${base}${page}`);
  if (url.protocol === "data:") return;
  if (url.origin !== origin) {
    if (!isLink) problems.add(`${page} loads ${reference} from elsewhere`);
    return;
  }
  const found = file(url.pathname);
  if (!found) problems.add(`${page} refers to ${reference}, which is not there`);
  else if (isLink && url.hash && !anchors.get(found)?.has(decodeURIComponent(url.hash.slice(1)))) {
    problems.add(`${page} refers to ${reference}, where nothing has this id`);
  }
}

let references = 0;
for (const page of pages) {
  for (const [, tag, attributes] of read(page).matchAll(/<([a-z][\w-]*)((?:\s+[^\s"'<>=]+(?:="[^"]*")?)*)\s*\/?>/g)) {
    for (const [, reference] of attributes.matchAll(/\s(?:src|href|poster|data)="([^"]*)"/g)) {
      references += 1;
      check(page, reference, tag === "a");
    }
  }
}
for (const sheet of files.filter((name) => name.endsWith(".css"))) {
  for (const [, reference] of read(sheet).matchAll(/(?:url\(|@import\s+)["']?([^"')\s]+)/g)) check(sheet, reference, false);
}
// The live forms load these by a script.
for (const name of ["add-skill.js", "define.js", "add-skill_bg.wasm", "locales/de.json"]) check("index.html", `${base}add-skill/${name}`, false);

for (const problem of problems) console.error(`check-docs: ${problem}.`);
if (pages.length === 0 || references === 0) throw new Error(`there is no site in ${site}`);
if (problems.size > 0) process.exit(1);
console.log(`The documentation is whole: ${pages.length} pages, ${references} references.`);
