// The server of a documentation page's code: its blocks, bundled like an application, and its back end.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { pass } from './http.mjs';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };

export class Site {
  /** The responses, and the Graph tokens in them. @type {{ method: string, path: string, status: number, leaked: string[] }[]} */
  answered = [];
  /** The Content-Security-Policy of its pages. */
  policy = '';
  #files = {};
  #backEnd;
  #packageFolder;
  #authority;

  /** @param {import('./authority.mjs').Authority} authority @param {string} packageFolder The built npm package */
  constructor(authority, packageFolder) {
    this.#authority = authority;
    this.#packageFolder = packageFolder;
  }

  /** Serves the blocks: HTML with the tests' script first, and bundled scripts. */
  serve(root, folder, blocks, pageSide) {
    mkdirSync(folder, { recursive: true });
    for (const [name, code] of Object.entries(blocks)) {
      if (extname(name) === '.html') this.#files[`/${name}`] = code.replace('<title', '<script src="/page-tests.js"></script><title');
      if (['.js', '.mjs'].includes(extname(name))) writeFileSync(join(folder, name), code);
    }
    const entries = Object.keys(blocks).filter((name) => Object.values(blocks).some((code) => code.includes(`src="/${name}"`)));
    const { buildSync } = createRequire(join(root, 'scripts/'))('esbuild');
    const { outputFiles } = buildSync({
      absWorkingDir: folder,
      entryPoints: entries,
      outdir: folder,
      bundle: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      nodePaths: [join(root, 'tests/tokens/node_modules')],
      alias: { 'add-skill-element': this.#packageFolder },
      logLevel: 'error',
    });
    for (const { path, text } of outputFiles) this.#files[path.slice(folder.length)] = text;
    this.#files['/page-tests.js'] = pageSide;
  }

  /** Starts the back end in a thread, so that it ends with this process. @param {string} file @param {Record<string, string>} env */
  async start(file, env) {
    const worker = new Worker(file, { env: { ...env, PORT: '0' }, stdout: true });
    worker.on('error', (error) => console.error(error));
    const [line] = await once(worker.stdout, 'data');
    this.#backEnd = String(line).match(/http:\/\/\S+/)[0];
  }

  handle = async (request, response) => {
    const { pathname } = new URL(request.url, 'https://site');
    const { status, headers, text } = this.#file(request.method, pathname) ?? (await this.#behind(request));
    const sent = `${JSON.stringify(headers)} ${text}`;
    this.answered.push({ method: request.method, path: pathname, status, leaked: this.#authority.leaked(sent) });
    return response.writeHead(status, headers).end(text);
  };

  #file(method, path) {
    if (method !== 'GET') return undefined;
    const isElements = /^\/(?:add-skill_bg\.wasm|locales\/[\w-]+\.json)$/.test(path);
    const text = isElements ? readFileSync(join(this.#packageFolder, path)) : this.#files[path];
    if (text === undefined) return undefined;
    const headers = { 'content-type': TYPES[extname(path)], 'cache-control': 'no-store' };
    return { status: 200, headers: { ...headers, ...(extname(path) === '.html' && { 'content-security-policy': this.policy }) }, text };
  }

  async #behind(request) {
    return this.#backEnd ? pass(request, this.#backEnd) : { status: 404, headers: {}, text: '' };
  }
}
