// Removes parts of wasm-bindgen's output that pages do not need: the long names of the imports, in the glue and in the module, and the exports of
// unused classes with the functions that only they call.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";

/** Matches the module name of the imports in wasm-bindgen's glue. */
const GLUE = /^\.\/add-skills?_bg\.js$/;
/** A placeholder for the name of the build, which is a hash of its files. */
export const BUILD = "build of add-skill";

/** Matches wasm-bindgen's names of imports, which contain a hash. */
const HASHED = /\b__wb\w+_[0-9a-f]{16}\b/g;

/** Returns a short name for each of the glue's imports. @param {string} glue */
export function shortNames(glue) {
  const names = [...new Set(glue.match(HASHED))];
  return new Map(names.map((name, index) => [name, `_${index.toString(36)}`]));
}

/**
 * Returns the glue with short names and without the disposal of its classes, so that a bundler recognizes unused classes.
 * @param {string} glue @param {Map<string, string>} names
 */
export function slimGlue(glue, names) {
  return glue.replace(/^if \(Symbol\.dispose\).*$/gm, "").replace(HASHED, (name) => names.get(name)).replace(/"\.\/add-skills?_bg\.js"/, `"${BUILD}"`);
}

/**
 * Returns the module with short names and without code that `bundle`, the bundled glue, does not call, and the name of the build. All builds use
 * the same short names. Because the module name of the imports is that of the build, scripts and modules of different builds do not link.
 * @param {string} path The path of the module @param {string} bundle @param {Map<string, string>} names
 * @param {string | undefined} style The stylesheet, if the scripts contain it
 * @param {string} work A folder for temporary files @param {string[]} features The options of wasm-opt for the module's features
 */
export async function slimModule(path, bundle, names, style, work, features) {
  const bytes = readFileSync(path);
  const small = await reduce(style === undefined ? bytes : without(bytes, style), bundle, work, features);
  const build = createHash("sha256").update(small).update(bundle).digest("base64url").slice(0, 8);
  return { module: renamed(small, names, build), build };
}

/**
 * Returns the module with zeros instead of a text in its data. wasm-opt removes them.
 * @param {Buffer} module @param {string} text
 */
function without(module, text) {
  const bytes = Buffer.from(text);
  const place = module.indexOf(bytes);
  if (place === -1 || module.indexOf(bytes, place + 1) !== -1) throw new Error("scripts/slim.mjs: the module does not contain the stylesheet once.");
  return Buffer.concat([module.subarray(0, place), Buffer.alloc(bytes.length), module.subarray(place + bytes.length)]);
}

/**
 * Returns the module without code that `bundle` does not call.
 * @param {Buffer} module @param {string} bundle @param {string} work @param {string[]} features
 */
async function reduce(module, bundle, work, features) {
  const folder = mkdtempSync(`${work}/module-`);
  const [bare, graph, reached, small] = ["bare.wasm", "graph.json", "reached.wasm", "small.wasm"].map((file) => `${folder}/${file}`);
  writeFileSync(bare, module);
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(module)).map(({ name }) => name);
  const used = exported.filter((name) => new RegExp(`\\.${name}\\b`).test(bundle));
  const outside = { name: "outside", root: true, reaches: used };
  writeFileSync(graph, JSON.stringify([outside, ...used.map((name) => ({ name, export: name }))]));
  const tool = (name, ...given) => promisify(execFile)(name, [...features, ...given], { maxBuffer: Infinity });
  await tool("wasm-metadce", bare, "--graph-file", graph, "--output", reached);
  // In flat code, the passes find more duplicates. The first kilobyte of memory is unused, because it is the end of the stack.
  await tool("wasm-opt", reached, "--flatten", "--rereloop", "-Oz", "-Oz", "--low-memory-unused", "--strip-debug", "--strip-producers", "--output", small);
  return readFileSync(small);
}

/**
 * Returns the glue of the module for servers as a function that instantiates the module, because an instance that has trapped must be replaced. The
 * classes that server_fn exports are removed.
 * @param {string} glue
 */
export function factory(glue) {
  const kept = glue
    .replace(/^export class [^]*?^}\n/gm, "")
    .replace(/^if \(Symbol\.dispose\).*\n/gm, "")
    .replace(/^const \w+Finalization = [^]*?;\n/gm, "")
    .replace(/^(?:let __wbg_init_promise;|async function __wbg_init)[^]*?^(?:}\n\n|(?=export \{))/gm, "")
    .replace(/^export \{.*\n/gm, "")
    .replace(/^export /gm, "");
  return `export function instantiate(module) {\n${kept}\ninitSync({ module });\nreturn { render, style };\n}`;
}

/**
 * Returns the module for servers, without code that its glue does not call, and an instance of it.
 * @param {string} path @param {string} glue The result of `factory` @param {string} work @param {string[]} features
 * @returns {Promise<{ module: Buffer, instance: { render(options: string): string, style(): string } }>}
 */
export async function serverModule(path, glue, work, features) {
  const module = await reduce(readFileSync(path), glue, work, features);
  const { instantiate } = await import(`data:text/javascript,${encodeURIComponent(glue)}`);
  return { module, instance: instantiate(new WebAssembly.Module(module)) };
}

/**
 * Returns the module with renamed imports, and the name of the build as their module name. Only the import section is parsed
 * (https://webassembly.github.io/spec/core/binary/modules.html#import-section).
 * @param {Buffer} module @param {Map<string, string>} names @param {string} build
 */
function renamed(module, names, build) {
  let place = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[place++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    place += length;
    return module.toString("utf8", place - length, place);
  };
  const parts = [module.subarray(0, 8)];
  while (place < module.length) {
    const [start, id, length] = [place, module[place++], number()];
    const end = place + length;
    if (id === 2) {
      const imports = [leb(number())];
      while (place < end) {
        const [from, name, kind] = [text(), text(), module[place]];
        if (kind !== 0) throw new Error(`scripts/slim.mjs: ${from} ${name} is an import, but not a function.`);
        const rest = place++;
        number();
        imports.push(...[GLUE.test(from) ? build : from, names.get(name) ?? name].flatMap((text) => [leb(Buffer.byteLength(text)), Buffer.from(text)]));
        imports.push(module.subarray(rest, place));
      }
      const section = Buffer.concat(imports);
      parts.push(Buffer.from([id]), leb(section.length), section);
    } else {
      parts.push(module.subarray(start, end));
    }
    place = end;
  }
  return Buffer.concat(parts);
}

/** Encodes a number as LEB128. @param {number} value */
function leb(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}
