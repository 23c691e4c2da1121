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
import { BUILD, factory, reduced, shortNames, slimGlue, slimModule } from "./slim.mjs";

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
const words = Object.fromEntries(Object.entries(catalogues).map(([tag, messages]) => [tag, [messages["ui.unavailable"], messages["ui.outdated"]]]));

/** What wasm-bindgen calls its imports, and what the package does. */
const names = shortNames(read(join(site, "add-skill.js")));
/** The module, once it is known what of it is used, and what it calls its imports. @type {Buffer} */
let module;
let id;

/** wasm-bindgen copies the crate's scripts into folders of snippets: the bundle has each of them once. @param {string} origin Where the module is from */
const own = (origin) => ({
  name: "own",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^glue$/ }, () => ({ path: join(site, "add-skill.js") }));
    // The loader says where the module is; bundlers would take this for another one.
    onLoad({ filter: /add-skill\.js$/ }, ({ path }) => {
      const glue = read(path).replace("new URL('add-skill_bg.wasm', import.meta.url)", "undefined");
      return dirname(path) === site ? { contents: slimGlue(glue, names), loader: "js" } : undefined;
    });
    onResolve({ filter: /\/snippets\/add-skill-[^/]+\/src\// }, ({ path }) => ({ path: join(root, path.replace(/.*\/snippets\/[^/]+\//, "")) }));
    onResolve({ filter: /^\.\/source\.js$/ }, () => ({ path: source(`src/${origin}`) }));
    onResolve({ filter: /^(?:words|wasm)$/ }, ({ path }) => ({ path, namespace: "made" }));
    onLoad({ filter: /^words$/, namespace: "made" }, () => ({ contents: JSON.stringify(words), loader: "json" }));
    onLoad({ filter: /^wasm$/, namespace: "made" }, () => {
      return { contents: deflateRawSync(module, { level: 9 }).toString("base64"), loader: "text" };
    });
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

/** server.js, with the module inside, and the same with the module beside it. */
async function buildServer() {
  const glue = factory(read(join(server, "server.js")));
  const [small, style] = await reduced(join(server, "server_bg.wasm"), glue, work, features.split(" "));
  writeFileSync(join(target, "server_bg.wasm"), small);
  write("add-skill.css", style);
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
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await build({
  ...common,
  format: "esm",
  entryPoints: [source("src/define.js")],
  outfile: join(target, "define.js"),
  banner: { js: licence },
  plugins: [own("source.js")],
});

hardened("define.js");

const work = mkdtempSync(join(tmpdir(), "add-skill-"));
// The features are those that trunk tells wasm-opt.
const [, features] = /data-wasm-opt-params="([^"]*)"/.exec(read(join(root, "index.html"))) ?? ["", ""];
try {
  ({ module, build: id } = slimModule(join(site, "add-skill_bg.wasm"), read(join(target, "define.js")), names, work, features.split(" ")));
  await buildServer();
} finally {
  rmSync(work, { recursive: true });
}
writeFileSync(join(target, "add-skill_bg.wasm"), module);
bound("define.js");

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
for (const file of ["add-skill.js", "define.js", "add-skill_bg.wasm", "add-skill.standalone.js", "add-skill.css"]) {
  hashes[file] = `sha384-${createHash("sha384").update(readFileSync(join(target, file))).digest("base64")}`;
}
write("integrity.json", `${JSON.stringify(hashes, null, 2)}\n`);
write("README.md", read(source("README.md")).replace(/\{([\w.-]+\.js)\}/g, (_, file) => hashes[file]));
