// Checks the built documentation: check-docs.mjs [target/docs] [/base/].
//
// Every reference must lead to a file or anchor of the site, nothing may be loaded from another origin, each renamed page must redirect,
// and the API reference must contain every name of the custom elements manifest.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { LOADED, LOADED_SEVERAL } from "./loaded.mjs";
import { REDIRECTS } from "../docs/.vitepress/redirects.mjs";

const [site = "target/docs", base = "/"] = process.argv.slice(2);
const files = readdirSync(site, { recursive: true }).map(String);
const read = (file) => readFileSync(join(site, file), "utf8");
const pages = files.filter((file) => file.endsWith(".html"));
const anchors = new Map(pages.map((page) => [page, new Set([...read(page).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))]));
const problems = new Set();

/** The file that a static host serves for a path. @param {string} path */
function file(path) {
  if (!path.startsWith(base)) return undefined;
  const name = decodeURIComponent(path.slice(base.length));
  return [name, join(name, "index.html")].find((each) => existsSync(join(site, each)) && statSync(join(site, each)).isFile());
}

/** @param {string} page @param {string} reference @param {boolean} isLink Whether the user follows it, so that it may lead to another site */
function check(page, reference, isLink) {
  const origin = "https://docs.invalid";
  const url = new URL(reference.replaceAll("&amp;", "&"), `${origin}${base}${page}`);
  if (url.protocol === "data:") return;
  if (url.origin !== origin) {
    if (!isLink) problems.add(`${page} loads ${reference} from another origin`);
    return;
  }
  const found = file(url.pathname);
  if (!found) problems.add(`${page} refers to ${reference}, which does not exist`);
  else if (isLink && url.hash && !anchors.get(found)?.has(decodeURIComponent(url.hash.slice(1)))) {
    problems.add(`${page} refers to ${reference}, but no element has this id`);
  }
}

/** Checks that a former page redirects to an existing page, with and without scripts. @param {string} from @param {string} to */
function checkRedirect(from, to) {
  const page = `${from}.html`;
  if (!files.includes(page)) return void problems.add(`${page} does not redirect to ${to}.html`);
  const targets = [/location\.replace\('([^']+)'/, /http-equiv="refresh" content="\d+; url=([^"]+)"/].map((pattern) => pattern.exec(read(page))?.[1]);
  for (const target of targets) if (target !== `${to}.html`) problems.add(`${page} redirects to ${target} instead of ${to}.html`);
  check(page, `${to}.html`, true);
  if (to in REDIRECTS) problems.add(`${page} redirects to a page that redirects`);
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const reference = files.includes("api.html") ? read("api.html") : "";
/** The HTML of a section of the API reference, up to the next heading of its level. @param {string} id @param {string} level */
const section = (id, level) => reference.split(`<${level} id="${id}"`)[1]?.split(level === "h2" ? "<h2 " : /<h[23] /)[0] ?? "";

/**
 * Checks that the API reference contains every name of an element, each in its section.
 * @param {any[]} declarations
 * @param {string} level The headings of its sections
 * @param {string} suffix The end of their ids
 */
function checkReference(declarations, level, suffix) {
  const element = declarations.find(({ tagName }) => tagName);
  const members = (isIn) => element.members.filter(isIn).map(({ name }) => name);
  const names = (list) => list.map(({ name }) => name);
  const sections = {
    attributes: [...names(element.attributes), ...members(({ attribute }) => attribute)],
    properties: members(({ kind, attribute, static: isStatic }) => kind === "field" && !attribute && !isStatic),
    methods: members(({ kind }) => kind === "method").map((name) => `${name}(`),
    events: names(element.events),
    parts: names(element.cssParts),
    states: names(element.cssStates).map((name) => `:state(${name})`),
    "custom-properties": names(element.cssProperties),
    "the-class": members(({ static: isStatic }) => isStatic),
    functions: declarations.filter(({ kind }) => kind === "function").map(({ name }) => `${name}(`),
  };
  for (const [id, expected] of Object.entries(sections)) {
    if (expected.length === 0 && id !== "the-class") problems.add(`the manifest has no ${id}`);
    for (const name of expected) {
      const start = `<code>${escaped(name)}${name.endsWith("(") ? "" : "</code>"}`;
      if (!section(id + suffix, level).includes(start)) problems.add(`the section ${id}${suffix} of api.html does not contain ${name}`);
    }
  }
  if (element.slots.length === 0 || !section(`slots${suffix}`, level).includes("<td>default</td>")) problems.add(`the section slots${suffix} of api.html is incomplete`);
}

function checkReferences() {
  const { modules } = JSON.parse(readFileSync(new URL("../npm/custom-elements.json", import.meta.url), "utf8"));
  const [form, list] = modules.map(({ declarations = [] }) => declarations).filter((declarations) => declarations.some(({ tagName }) => tagName));
  checkReference(form, "h2", "");
  checkReference(list, "h3", "-of-the-list");
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
// A script loads these files for the live forms.
for (const name of [...LOADED, "locales/de.json", ...LOADED_SEVERAL, "locales/several/de.json"]) check("index.html", `${base}add-skill/${name}`, false);
for (const [from, to] of Object.entries(REDIRECTS)) checkRedirect(from, to);
checkReferences();

for (const problem of problems) console.error(`check-docs: ${problem}.`);
if (pages.length === 0 || references === 0) throw new Error(`there is no site in ${site}`);
if (problems.size > 0) process.exit(1);
console.log(`The documentation is complete: ${pages.length} pages, ${references} references, ${Object.keys(REDIRECTS).length} redirects.`);
