// Takes away what wasm-bindgen writes and a page has no use for: the names of its imports, each with a hash, which stand in the glue
// and in the module; and what the module exports for classes that nobody uses, with all that only they call.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

/** The module name of the imports in wasm-bindgen's glue. */
const GLUE = "./add-skill_bg.js";
/** A placeholder for the name of the build, which is a hash of its files. */
export const BUILD = "build of add-skill";

/** A name of wasm-bindgen's that no other text has. */
const HASHED = /\b__wb\w+_[0-9a-f]{16}\b/g;

/** The names of the glue's imports, each with a short one. @param {string} glue */
export function shortNames(glue) {
  const names = [...new Set(glue.match(HASHED))];
  return new Map(names.map((name, index) => [name, `_${index.toString(36)}`]));
}

/**
 * The glue with short names. Nobody disposes of its classes: without that, a bundler sees which of them are not used.
 * @param {string} glue @param {Map<string, string>} names
 */
export function slimGlue(glue, names) {
  return glue.replace(/^if \(Symbol\.dispose\).*$/gm, "").replace(HASHED, (name) => names.get(name)).replace(`"${GLUE}"`, `"${BUILD}"`);
}

/**
 * The module with short names, without what `bundle`, the glue as it is used, does not call, and a name of the two together. The short names
 * are alike in all builds: under a name of its own, the imports of one build do not link with the module of another.
 * @param {string} path The module's @param {string} bundle @param {Map<string, string>} names
 * @param {string} style The stylesheet, which the scripts contain
 * @param {string} work A folder for what is between @param {string[]} features What wasm-opt is told of the module
 */
export function slimModule(path, bundle, names, style, work, features) {
  const bare = `${work}/bare.wasm`;
  writeFileSync(bare, without(readFileSync(path), style));
  const small = reduce(bare, bundle, work, features);
  const build = createHash("sha256").update(small).update(bundle).digest("base64url").slice(0, 8);
  return { module: renamed(small, names, build), build };
}

/**
 * A module with zeros in place of a text of its data. wasm-opt leaves them out.
 * @param {Buffer} module @param {string} text
 */
function without(module, text) {
  const bytes = Buffer.from(text);
  const place = module.indexOf(bytes);
  if (place === -1 || module.indexOf(bytes, place + 1) !== -1) throw new Error("scripts/slim.mjs: the module does not contain the stylesheet once.");
  return Buffer.concat([module.subarray(0, place), Buffer.alloc(bytes.length), module.subarray(place + bytes.length)]);
}

/**
 * The module without what `bundle` does not call.
 * @param {string} path @param {string} bundle @param {string} work @param {string[]} features
 */
function reduce(path, bundle, work, features) {
  const [graph, reached, small] = ["graph.json", "reached.wasm", "small.wasm"].map((file) => `${work}/${file}`);
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(path))).map(({ name }) => name);
  const used = exported.filter((name) => new RegExp(`\\.${name}\\b`).test(bundle));
  const outside = { name: "outside", root: true, reaches: used };
  writeFileSync(graph, JSON.stringify([outside, ...used.map((name) => ({ name, export: name }))]));
  const tool = (name, ...given) => execFileSync(name, [...features, ...given], { stdio: ["ignore", "ignore", "inherit"] });
  tool("wasm-metadce", path, "--graph-file", graph, "--output", reached);
  tool("wasm-opt", reached, "-Oz", "--strip-debug", "--strip-producers", "--output", small);
  return readFileSync(small);
}

/**
 * The glue of a module for servers as a function that instantiates the module: one that has trapped is replaced by another. The classes
 * that server_fn exports are left out.
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
 * The module for servers, without what its glue does not call, and an instance of it.
 * @param {string} path @param {string} glue What `factory` has returned @param {string} work @param {string[]} features
 * @returns {Promise<{ module: Buffer, instance: { render(options: string): string, style(): string } }>}
 */
export async function serverModule(path, glue, work, features) {
  const module = reduce(path, glue, work, features);
  const { instantiate } = await import(`data:text/javascript,${encodeURIComponent(glue)}`);
  return { module, instance: instantiate(new WebAssembly.Module(module)) };
}

/**
 * A module whose imports have other names, and are those of a build. All that is read of it is the section of imports
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
        if (kind !== 0) throw new Error(`scripts/slim.mjs: ${from} ${name} is an import that is no function.`);
        const rest = place++;
        number();
        imports.push(...[from === GLUE ? build : from, names.get(name) ?? name].flatMap((text) => [leb(Buffer.byteLength(text)), Buffer.from(text)]));
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

/** A number as WebAssembly writes it. @param {number} value */
function leb(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}
