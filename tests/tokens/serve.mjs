// Runs the code of a token source's page with local mocks of Microsoft's services:
//
//   node tests/tokens/serve.mjs PAGE ENDPOINT PACKAGE FOLDER
//
// PAGE is msal, teams, or bff. ENDPOINT is the origin of a skills endpoint. PACKAGE is the folder of the built npm package. FOLDER is a
// writable folder with the certificate. The program prints the URLs of all servers.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Authority } from './authority.mjs';
import { blocks } from './docs.mjs';
import { Graph } from './graph.mjs';
import { body, json, listen } from './http.mjs';
import { Site } from './site.mjs';
import { Teams } from './teams.mjs';

const [page, endpoint, packageFolder, folder] = process.argv.slice(2);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const certificate = { key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'cert.pem')) };

const SECRET = 'the secret of the back end';
const CLIENT = '30000000-0000-4000-8000-000000000000';

// MSAL stores tokens in the page's storage. The page tests search for this word to find them elsewhere.
const authority = new Authority(SECRET, page === 'msal' ? 'access' : 'CANARY');
const graph = new Graph(authority, endpoint);
const site = new Site(authority, resolve(packageFolder));
const teams = new Teams(authority);
authority.origin = await listen(certificate, authority.handle);
graph.origin = await listen(certificate, graph.handle);
const origin = await listen(certificate, site.handle);
const host = await listen(certificate, teams.handle);
teams.tab = `${origin}/page.html`;

/** The replaced values of a page's code: the URLs of Microsoft's services, and the client. */
const LOCAL = [
  ['https://login.microsoftonline.com/your-tenant', authority.url],
  ['https://login.microsoftonline.com', authority.origin],
  ['login.microsoftonline.com', new URL(authority.origin).host],
  ['https://graph.microsoft.com', graph.origin],
  ['https://teams.microsoft.com', host],
  ['your-client-id', CLIENT],
  ['https://your-app.example.com', origin],
];
const local = (text) => LOCAL.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);

const code = blocks(root, `auth-${page}`);
// Only these files contain URLs of services. All other code runs unchanged.
for (const name of ['config.js', 'policy']) if (code[name]) code[name] = local(code[name]);
if (page === 'msal') code['config.js'] += `auth.knownAuthorities = ['${new URL(authority.origin).host}'];\n`;
if (page === 'teams') code['config.js'] += `hosts.push('${host}');\n`;
const elsewhere = page === 'bff' ? '' : ` endpoint="${graph.origin}/beta/me/profile/skills" token-hosts="${graph.origin}"`;
code['page.html'] = code['page.html'].replace('<add-skill', `<add-skill${elsewhere}`);
site.policy = code.policy.replaceAll(/\s+/g, ' ').trim();
site.serve(root, join(folder, 'site'), code, readFileSync(join(root, 'tests/page/src/page.js'), 'utf8'));
if (code['server.mjs']) {
  const env = { ORIGIN: origin, AUTHORITY: authority.url, GRAPH: graph.origin, CLIENT_ID: CLIENT, CLIENT_SECRET: SECRET };
  await site.start(join(folder, 'site/server.mjs'), env);
}

/** The server with which a test configures the authority and reads the log. */
const control = createServer(async (request, response) => {
  if (request.method === 'PUT') Object.assign(authority.behaviour, JSON.parse(await body(request)));
  json(response, 200, { graph: graph.seen, site: site.answered });
}).listen(0, '127.0.0.1');
await once(control, 'listening');
console.log(`listening on ${JSON.stringify({ site: origin, authority: authority.url, graph: graph.origin, host, control: `http://127.0.0.1:${control.address().port}` })}`);
