// Creates the npm package from the files that make has built: node scripts/package.mjs [dist] [npm/dist] [target/server].
//
// The types and the editors' data are generated from the manifest, npm/custom-elements.json. tests/host/interface.rs compares it with the element,
// its styles, and the README.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";
import { customData, define, elements, frameworks } from "./package-types.mjs";
import { firstStyle, withReferences } from "./first-style.mjs";
import { LOADED, LOADED_SEVERAL } from "./loaded.mjs";
import { shellOf } from "./shell.mjs";
import { BUILD, factory, serverModule, shortNames, slimGlue, slimModule } from "./slim.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const site = resolve(process.argv[2] ?? join(root, "dist"));
const target = resolve(process.argv[3] ?? join(root, "npm/dist"));
/** The folder with wasm-bindgen's output for servers. */
const server = resolve(process.argv[4] ?? join(root, "target/server"));
const source = (name) => join(root, "npm", name);
const read = (path) => readFileSync(path, "utf8");
const write = (name, text) => writeFileSync(join(target, name), text);

const { name, version } = JSON.parse(read(source("package.json")));
const manifest = JSON.parse(read(source("custom-elements.json")));
/** Returns the messages of each language, by its tag. @param {string} folder */
const catalogs = (folder) => Object.fromEntries(readdirSync(join(root, folder)).map((file) => [file.replace(/\.json$/, ""), JSON.parse(read(join(root, folder, file)))]));
const catalogues = catalogs("src/i18n/locales");
/** The messages for a module that fails to load, by language. */
const unavailable = ["ui.unavailable", "ui.outdated"];
const words = Object.fromEntries(Object.entries(catalogues).map(([tag, messages]) => [tag, Object.fromEntries(unavailable.map((key) => [key, messages[key]]))]));

/**
 * The WebAssembly modules: their names in the site, and what the loader's messages contain.
 *
 * @typedef {object} Module
 * @property {string} name
 * @property {string} source The script that locates the module
 * @property {Record<string, string>} about
 * @property {Map<string, string>} names The names of wasm-bindgen's imports, with the short names of the package
 */
const [form, list] = [["add-skill", "source.js", "define"], ["add-skills", "several-source.js", "several/define"]].map(([tag, source, definer]) => ({
  name: tag,
  source,
  about: { tag, version, file: `${tag}_bg.wasm`, definer: `${name}/${definer}` },
  names: shortNames(read(join(site, `${tag}.js`))),
}));
/** The fields that a page can select, except those in groups. */
const paths = Object.keys(catalogues.en).filter((key) => /^label\.(?!application|device|user)/.test(key)).map((key) => key.slice("label.".length));
const byDefault = manifest.modules[0].declarations[0].attributes.find(({ name }) => name === "fields").default.replaceAll('"', "").split(" ");
/** The contents of generated modules. @type {Record<string, any>} */
const made = { words };
/** The exports of the first script for the scripts that it loads. @type {string[]} */
let shared = [];
/** The names of the builds, by module. Scripts and modules of different builds do not link. @type {Record<string, string>} */
const builds = {};

/**
 * Returns esbuild's plugin. wasm-bindgen copies the crate's scripts into folders of snippets, but the bundle contains each script only once.
 * @param {Module} module
 * @param {boolean} [isPart] Whether this is one of the scripts that the first one loads
 */
const own = ({ name, source: origin, about, names }, isPart) => ({
  name: "own",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^glue$/ }, () => ({ path: join(site, `${name}.js`) }));
    // The loader specifies the module's URL. Bundlers would copy this file too.
    onLoad({ filter: /add-skills?\.js$/ }, ({ path }) => {
      const glue = read(path).replace(`new URL('${name}_bg.wasm', import.meta.url)`, "undefined");
      return dirname(path) === site ? { contents: slimGlue(glue, names), loader: "js" } : undefined;
    });
    onResolve({ filter: /^about$/ }, ({ path }) => ({ path, namespace: "made" }));
    onLoad({ filter: /^about$/, namespace: "made" }, () => ({ contents: Object.entries(about).map(([key, text]) => `export const ${key} = ${JSON.stringify(text)};`).join("\n") }));
    if (isPart) {
      onResolve({ filter: /\/(?:element|internal)\.js$/ }, () => ({ path: "shared", namespace: "made" }));
      onLoad({ filter: /^shared$/, namespace: "made" }, () => ({ contents: `import { internal } from "./define.js"; export const { ${shared} } = internal;` }));
      onResolve({ filter: /^\.\/(?:define|shell)\.js$/ }, ({ path }) => ({ path, external: true }));
    }
    onResolve({ filter: /\/snippets\/add-skill-[^/]+\/src\// }, ({ path }) => ({ path: join(root, path.replace(/.*\/snippets\/[^/]+\//, "")) }));
    onResolve({ filter: /^\.\/source\.js$/ }, () => ({ path: source(`src/${origin}`) }));
    onResolve({ filter: /^(?:words|wasm|shell|texts|style-rest|unavailable|first-(?:form|style|texts))$/ }, ({ path }) => ({ path, namespace: "made" }));
    onLoad({ filter: /^(?:words|shell|texts|first-texts)$/, namespace: "made" }, ({ path }) => ({ contents: JSON.stringify(made[path]), loader: "json" }));
    onLoad({ filter: /^(?:wasm|style-rest|unavailable|first-(?:form|style))$/, namespace: "made" }, ({ path }) => ({ contents: made[path], loader: "text" }));
  },
});

const licence = `/*! ${name} ${version}, MIT License */`;
const common = {
  bundle: true,
  minify: true,
  legalComments: "inline",
  target: "es2022",
  logLevel: "warning",
  // wasm-bindgen writes a key for each import, including duplicates.
  logOverride: { "duplicate-object-key": "silent" },
  // The package declares that its files have no side effects, but they must be bundled.
  ignoreAnnotations: true,
};

/**
 * Replaces esbuild's helper for namespace imports. The original iterates inherited members and passes descriptors that inherit some, which
 * fails on pages that have added members to `Object.prototype`.
 * @param {string} file
 */
function hardened(file) {
  const helper = /([\w$]+)=\(([\w$]+),([\w$]+)\)=>\{for\(var ([\w$]+) in \3\)([\w$]+)\(\2,\4,\{get:\3\[\4\],enumerable:!0\}\)\}/g;
  const text = read(join(target, file));
  if (text.match(helper)?.length !== 1) throw new Error(`scripts/package.mjs: ${file} does not have esbuild's helper once.`);
  write(file, text.replace(helper, "$1=($2,$3)=>{for(var $4 of Object.keys($3))$5($2,$4,{__proto__:null,get:$3[$4],enumerable:!0})}"));
}

/** Binds a script to the module of its own build. @param {string} file @param {Module} [module] */
function bound(file, { name } = form) {
  const text = read(join(target, file));
  if (text.split(BUILD).length !== 2) throw new Error(`scripts/package.mjs: ${file} does not name its imports once.`);
  write(file, text.replace(BUILD, builds[name]));
}

/** Makes a script smaller than esbuild does, which inlines fewer functions and variables. @param {string} file */
async function minified(file) {
  // Tests find the name of the build by its quotes.
  const options = { module: true, compress: { ecma: 2022, passes: 2 }, format: { comments: /^!/, keep_quoted_props: true } };
  write(file, (await minify(read(join(target, file)), options)).code);
}

/** Builds server.js, which contains the module, and server.workerd.js, which imports it. Returns an instance of the module. */
async function buildServer() {
  const glue = factory(read(join(server, "server.js")));
  const { module: small, instance } = await serverModule(join(server, "server_bg.wasm"), glue, work, features.split(" "));
  writeFileSync(join(target, "server_bg.wasm"), small);
  const variants = { "server.js": "server-module.js", "server.workerd.js": "server-module-workerd.js" };
  for (const [file, loader] of Object.entries(variants)) {
    const plugin = {
      name: "server",
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^server-(?:glue|wasm)$/ }, ({ path }) => ({ path, namespace: "made" }));
        onResolve({ filter: /^\.\/server-module\.js$/ }, () => ({ path: source(`src/${loader}`) }));
        onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path, external: true }));
        onLoad({ filter: /^server-glue$/, namespace: "made" }, () => ({ contents: glue, loader: "js" }));
        onLoad({ filter: /^server-wasm$/, namespace: "made" }, () => ({ contents: small.toString("base64"), loader: "text" }));
      },
    };
    await build({
      ...common,
      format: "esm",
      entryPoints: [source("src/server.js")],
      outfile: join(target, file),
      banner: { js: licence },
      plugins: [plugin],
    });
  }
  cpSync(source("src/server-in-browser.js"), join(target, "server.browser.js"));
  cpSync(source("src/server.d.ts"), join(target, "server.d.ts"));
  return instance;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const work = mkdtempSync(join(tmpdir(), "add-skill-"));
// trunk passes the same features to wasm-opt.
const [, features] = /data-wasm-opt-params="([^"]*)"/.exec(read(join(root, "index.html"))) ?? ["", ""];
const esm = (entry, ...plugins) => build({
  ...common,
  format: "esm",
  entryPoints: [source(`src/${entry}`)],
  outfile: join(target, entry),
  external: ["./runtime.js", "./shell.js"],
  banner: { js: licence },
  metafile: true,
  plugins,
});
/** Builds the scripts and the module. */
async function buildElement() {
  const instance = await buildServer();
  made.style = instance.style();
  write("add-skill.css", made.style);
  const { shell, texts, first, firstTexts } = shellOf(instance.render, catalogues.en, { all: paths, inDefault: byDefault });
  Object.assign(made, { shell, texts, unavailable: texts["ui.unavailable"], "first-form": first, "first-texts": firstTexts, "first-style": firstStyle(made.style, first) });
  made["style-rest"] = withReferences(made.style, made["first-style"]);
  const { metafile } = await esm("internal.js", own(form));
  shared = Object.values(metafile.outputs)[0].exports;
  rmSync(join(target, "internal.js"));
  await esm("define.js", own(form));
  await esm("shell.js", own(form, true));
  await esm("runtime.js", own(form, true));
  const slim = await slimModule(join(site, "add-skill_bg.wasm"), read(join(target, "runtime.js")), form.names, made.style, work, features.split(" "));
  builds[form.name] = slim.build;
  made.wasm = deflateRawSync(slim.module, { level: 9 }).toString("base64");
  writeFileSync(join(target, "add-skill_bg.wasm"), slim.module);
}
/** Builds the script and the module of the list. The module contains its stylesheet. */
async function buildList() {
  await esm("several-define.js", own(list));
  const slim = await slimModule(join(site, "add-skills_bg.wasm"), read(join(target, "several-define.js")), list.names, undefined, work, features.split(" "));
  builds[list.name] = slim.build;
  writeFileSync(join(target, "add-skills_bg.wasm"), slim.module);
}

try {
  // At the same time, because wasm-opt uses one core.
  await Promise.all([buildElement(), buildList()]);
} finally {
  rmSync(work, { recursive: true });
}
for (const file of ["define.js", "runtime.js", "several-define.js"]) hardened(file);
bound("runtime.js");
bound("several-define.js", list);
for (const file of ["define.js", "shell.js", "runtime.js", "several-define.js"]) await minified(file);

await build({
  ...common,
  format: "iife",
  entryPoints: [source("src/standalone.js")],
  outfile: join(target, "add-skill.standalone.js"),
  banner: { js: `${licence}\n(scriptURL=>{` },
  footer: { js: "})(document.currentScript?.src||document.baseURI);" },
  define: { "import.meta.url": "scriptURL" },
  plugins: [own({ ...form, source: "source-inlined.js" })],
});
hardened("add-skill.standalone.js");
bound("add-skill.standalone.js");
for (const file of ["add-skill.js", "several.js", "react.js", "react-component.js", "several-react.js"]) cpSync(source(`src/${file}`), join(target, file));
cpSync(source("token"), join(target, "token"), { recursive: true });
mkdirSync(join(target, "locales/several"), { recursive: true });
// The modules contain the English messages.
for (const [tag, messages] of Object.entries(catalogues)) {
  if (tag !== "en") write(`locales/${tag}.json`, JSON.stringify(messages));
}
// Vite would write smaller files into the script as data URLs, which policies block: https://vite.dev/config/build-options#build-assetsinlinelimit
const INLINED = 4096;
for (const [tag, messages] of Object.entries(catalogs("src/i18n/several"))) {
  const text = JSON.stringify(messages);
  write(`locales/several/${tag}.json`, text + " ".repeat(Math.max(0, INLINED + 1 - Buffer.byteLength(text))));
}
for (const file of ["package.json", "custom-elements.json"]) cpSync(source(file), join(target, file));
for (const file of ["LICENSE", "CHANGELOG.md"]) cpSync(join(root, file), join(target, file));
cpSync(source("src/types.d.ts"), join(target, "types.d.ts"));
for (const element of elements(manifest)) {
  write(element.files.define, define(element));
  write(element.files.index, `/** Importing this defines \`<${element.tagName}>\`. */\nexport * from './${element.module}';\n`);
  for (const [file, text] of Object.entries(frameworks(element))) write(file, text);
}
write("vscode.html-custom-data.json", JSON.stringify(customData(manifest), null, 2));

// For <script integrity> and <link integrity>: https://www.w3.org/TR/sri-2/
const hashes = {};
for (const file of [...LOADED, "add-skill.standalone.js", "add-skill.css", ...LOADED_SEVERAL]) {
  hashes[file] = `sha384-${createHash("sha384").update(readFileSync(join(target, file))).digest("base64")}`;
}
write("integrity.json", `${JSON.stringify(hashes, null, 2)}\n`);
write("README.md", read(source("README.md")).replace(/\{([\w.-]+\.js)\}/g, (_, file) => hashes[file]));
