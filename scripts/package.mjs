// Makes the npm package of what make has built: node scripts/package.mjs [dist] [npm/dist] [target/server].
//
// The element, its types and editors' data come from one description, npm/custom-elements.json; tests/host/interface.rs holds the
// element, its styles and the README to it.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";
import { customData, define, frameworks } from "./package-types.mjs";
import { shellOf } from "./shell.mjs";
import { BUILD, factory, serverModule, shortNames, slimGlue, slimModule } from "./slim.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const site = resolve(process.argv[2] ?? join(root, "dist"));
const target = resolve(process.argv[3] ?? join(root, "npm/dist"));
/** What wasm-bindgen has made of the crate for servers. */
const server = resolve(process.argv[4] ?? join(root, "target/server"));
const source = (name) => join(root, "npm", name);
const read = (path) => readFileSync(path, "utf8");
const write = (name, text) => writeFileSync(join(target, name), text);

const { name, version } = JSON.parse(read(source("package.json")));
const manifest = JSON.parse(read(source("custom-elements.json")));
const folder = join(root, "src/i18n/locales");
/** The messages of each language, by its tag. */
const catalogues = Object.fromEntries(readdirSync(folder).map((file) => [file.replace(/\.json$/, ""), JSON.parse(read(join(folder, file)))]));
/** What is said where there is no module, by language. */
const unavailable = ["ui.unavailable", "ui.outdated"];
const words = Object.fromEntries(Object.entries(catalogues).map(([tag, messages]) => [tag, Object.fromEntries(unavailable.map((key) => [key, messages[key]]))]));

/** What wasm-bindgen calls its imports, and what the package does. */
const names = shortNames(read(join(site, "add-skill.js")));
/** The fields that a page can choose and that are in no group. */
const paths = Object.keys(catalogues.en).filter((key) => /^label\.(?!application|device|user)/.test(key)).map((key) => key.slice("label.".length));
const byDefault = manifest.modules[0].declarations[0].attributes.find(({ name }) => name === "fields").default.replaceAll('"', "").split(" ");
/** The contents of the modules that are made here. @type {Record<string, any>} */
const made = { words };
/** The names that the two scripts of the package share. @type {string[]} */
let shared = [];
/** The name of the build, by which the scripts and the module recognize each other. */
let id;

/**
 * wasm-bindgen copies the crate's scripts into folders of snippets: the bundle has each of them once.
 * @param {string} origin Where the module is from
 * @param {string} [first] The script that contains what both share, unless it is this one
 */
const own = (origin, first) => ({
  name: "own",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^glue$/ }, () => ({ path: join(site, "add-skill.js") }));
    // The loader says where the module is; bundlers would take this for another one.
    onLoad({ filter: /add-skill\.js$/ }, ({ path }) => {
      const glue = read(path).replace("new URL('add-skill_bg.wasm', import.meta.url)", "undefined");
      return dirname(path) === site ? { contents: slimGlue(glue, names), loader: "js" } : undefined;
    });
    if (first) {
      onResolve({ filter: /\/(?:element|internal)\.js$/ }, () => ({ path: "shared", namespace: "made" }));
      onLoad({ filter: /^shared$/, namespace: "made" }, () => ({ contents: `import { internal } from "${first}"; export const { ${shared} } = internal;` }));
      onResolve({ filter: /^\.\/define\.js$/ }, ({ path }) => ({ path, external: true }));
    }
    onResolve({ filter: /\/snippets\/add-skill-[^/]+\/src\// }, ({ path }) => ({ path: join(root, path.replace(/.*\/snippets\/[^/]+\//, "")) }));
    onResolve({ filter: /^\.\/source\.js$/ }, () => ({ path: source(`src/${origin}`) }));
    onResolve({ filter: /^(?:words|wasm|style|shell|texts)$/ }, ({ path }) => ({ path, namespace: "made" }));
    onLoad({ filter: /^(?:words|shell|texts)$/, namespace: "made" }, ({ path }) => ({ contents: JSON.stringify(made[path]), loader: "json" }));
    onLoad({ filter: /^(?:wasm|style)$/, namespace: "made" }, ({ path }) => ({ contents: made[path], loader: "text" }));
  },
});

const licence = `/*! ${name} ${version}, MIT License */`;
const common = {
  bundle: true,
  minify: true,
  legalComments: "inline",
  target: "es2022",
  logLevel: "warning",
  // wasm-bindgen writes a key for each of its imports.
  logOverride: { "duplicate-object-key": "silent" },
  // What has no side effects for an application is the whole of this.
  ignoreAnnotations: true,
};

/**
 * Replaces esbuild's helper for namespace imports. The original iterates inherited members and passes descriptors that inherit some, which
 * fails on pages that have added members to `Object.prototype`.
 * @param {string} file
 */
function hardened(file) {
  const helper = /(\w+)=\((\w+),(\w+)\)=>\{for\(var (\w+) in \3\)(\w+)\(\2,\4,\{get:\3\[\4\],enumerable:!0\}\)\}/g;
  const text = read(join(target, file));
  if (text.match(helper)?.length !== 1) throw new Error(`scripts/package.mjs: ${file} does not have esbuild's helper once.`);
  write(file, text.replace(helper, "$1=($2,$3)=>{for(var $4 of Object.keys($3))$5($2,$4,{__proto__:null,get:$3[$4],enumerable:!0})}"));
}

/** Binds a script to the module of its own build. @param {string} file */
function bound(file) {
  const text = read(join(target, file));
  if (text.split(BUILD).length !== 2) throw new Error(`scripts/package.mjs: ${file} does not name its imports once.`);
  write(file, text.replace(BUILD, id));
}

/** server.js, with the module inside, and the same with the module beside it. Returns an instance of the module. */
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
// The features are those that trunk tells wasm-opt.
const [, features] = /data-wasm-opt-params="([^"]*)"/.exec(read(join(root, "index.html"))) ?? ["", ""];
const esm = (entry, ...plugins) => build({
  ...common,
  format: "esm",
  entryPoints: [source(`src/${entry}`)],
  outfile: join(target, entry),
  external: ["./runtime.js"],
  banner: { js: licence },
  metafile: true,
  plugins,
});
/** Builds the scripts and the module. */
async function buildElement() {
  const instance = await buildServer();
  made.style = instance.style();
  write("add-skill.css", made.style);
  const { shell, texts } = shellOf(instance.render, catalogues.en, { all: paths, inDefault: byDefault });
  Object.assign(made, { shell, texts });
  const { metafile } = await esm("internal.js", own("source.js"));
  shared = Object.values(metafile.outputs)[0].exports;
  rmSync(join(target, "internal.js"));
  await esm("define.js", own("source.js"));
  await esm("runtime.js", own("source.js", "./define.js"));
  const slim = slimModule(join(site, "add-skill_bg.wasm"), read(join(target, "runtime.js")), names, made.style, work, features.split(" "));
  id = slim.build;
  made.wasm = deflateRawSync(slim.module, { level: 9 }).toString("base64");
  writeFileSync(join(target, "add-skill_bg.wasm"), slim.module);
}

try {
  await buildElement();
} finally {
  rmSync(work, { recursive: true });
}
for (const file of ["define.js", "runtime.js"]) hardened(file);
bound("runtime.js");

await build({
  ...common,
  format: "iife",
  entryPoints: [source("src/standalone.js")],
  outfile: join(target, "add-skill.standalone.js"),
  banner: { js: `${licence}\n(scriptURL=>{` },
  footer: { js: "})(document.currentScript?.src||document.baseURI);" },
  define: { "import.meta.url": "scriptURL" },
  plugins: [own("source-inlined.js")],
});
hardened("add-skill.standalone.js");
bound("add-skill.standalone.js");
cpSync(source("src/react.js"), join(target, "react.js"));
cpSync(source("src/add-skill.js"), join(target, "add-skill.js"));
cpSync(source("token"), join(target, "token"), { recursive: true });
mkdirSync(join(target, "locales"));
// English is part of the module.
for (const [tag, messages] of Object.entries(catalogues)) {
  if (tag !== "en") write(`locales/${tag}.json`, JSON.stringify(messages));
}
for (const file of ["package.json", "custom-elements.json"]) cpSync(source(file), join(target, file));
for (const file of ["LICENSE", "CHANGELOG.md"]) cpSync(join(root, file), join(target, file));
cpSync(source("src/types.d.ts"), join(target, "types.d.ts"));
write("define.d.ts", define(manifest));
write("index.d.ts", "/** Importing this defines `<add-skill>`. */\nexport * from './define.js';\n");
for (const [file, text] of Object.entries(frameworks(manifest))) write(file, text);
write("vscode.html-custom-data.json", JSON.stringify(customData(manifest), null, 2));

// For <script integrity> and <link integrity>: https://www.w3.org/TR/sri-2/
const hashes = {};
for (const file of ["add-skill.js", "define.js", "runtime.js", "add-skill_bg.wasm", "add-skill.standalone.js", "add-skill.css"]) {
  hashes[file] = `sha384-${createHash("sha384").update(readFileSync(join(target, file))).digest("base64")}`;
}
write("integrity.json", `${JSON.stringify(hashes, null, 2)}\n`);
write("README.md", read(source("README.md")).replace(/\{([\w.-]+\.js)\}/g, (_, file) => hashes[file]));
