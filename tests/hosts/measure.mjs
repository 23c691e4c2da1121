// Measures what the browser loads of each built application until the form is ready, and updates docs/hosts.json:
// node tests/hosts/measure.mjs target/hosts [HOST...]. CHROMEDRIVER and CHROME name other programs than those on PATH.
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const [folder, ...only] = process.argv.slice(2);
const record = new URL('../../docs/hosts.json', import.meta.url);
const hosts = JSON.parse(readFileSync(record, 'utf8'));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.wasm': 'application/wasm' };

/** Serves a folder on a free port. @param {string} root */
async function serve(root) {
  const server = createServer(({ url }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
    const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
    const isFile = existsSync(file) && statSync(file).isFile();
    response.writeHead(isFile ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    if (isFile) createReadStream(file).pipe(response);
    else response.end();
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return server;
}

/** Starts chromedriver, and returns a function that sends it a command. */
async function drive() {
  const driver = spawn(process.env.CHROMEDRIVER ?? 'chromedriver', ['--port=0']);
  const port = await new Promise((resolve, reject) => {
    driver.on('error', reject);
    driver.stdout.on('data', (text) => {
      const started = /successfully on port (\d+)/.exec(text);
      if (started) resolve(started[1]);
    });
  });
  const send = async (path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/session${path}`, body === undefined ? { method: 'DELETE' } : { method: 'POST', body: JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(value.message);
    return value;
  };
  return { send, stop: () => driver.kill() };
}

/** In the page: waits for the form, then returns the paths and statuses of what was loaded. */
const LOADED = `
  const [done] = arguments;
  const look = () => {
    if (!document.querySelector('add-skill:state(ready), form.add-skill')) { setTimeout(look, 50); return; }
    const loaded = performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(location.origin));
    setTimeout(() => done(loaded.map(({ name, responseStatus }) => [new URL(name).pathname, responseStatus])), 500);
  };
  look();`;

const binary = process.env.CHROME;
const { send, stop } = await drive();
try {
  for (const host of hosts) {
    const { output = host.folder.split('/').at(-1), path = '/' } = host;
    const root = join(folder, output);
    if ((only.length > 0 && !only.includes(output)) || !existsSync(root)) continue;
    const server = await serve(root);
    const options = { binary, args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] };
    const { sessionId } = await send('', { capabilities: { alwaysMatch: { 'goog:chromeOptions': options, timeouts: { script: 20_000 } } } });
    try {
      await send(`/${sessionId}/url`, { url: `http://127.0.0.1:${server.address().port}${path}` });
      const loaded = await send(`/${sessionId}/execute/async`, { script: LOADED, args: [] });
      const failed = loaded.filter(([, status]) => status >= 400);
      if (failed.length > 0) throw new Error(`${output}: ${failed.join(', ')}`);
      const names = [...new Set(loaded.map(([name]) => decodeURIComponent(name)))].filter((name) => /\.(?:m?js|wasm|json)$/.test(name));
      const files = names.map((name) => readFileSync(join(root, name)));
      const sum = (sizes) => sizes.reduce((total, size) => total + size, 0);
      host.files = files.length;
      host.bytes = sum(files.map((file) => file.length));
      host.brotli = sum(files.map((file) => brotliCompressSync(file).length));
      console.log(output, host.files, host.bytes, host.brotli, process.env.NAMES ? names.join(' ') : '');
    } finally {
      await send(`/${sessionId}`);
      server.close();
      server.closeAllConnections();
    }
  }
} finally {
  stop();
}
writeFileSync(record, `${JSON.stringify(hosts, null, 2)}\n`);
