// Functions that the test servers share.
import { once } from 'node:events';
import { createServer } from 'node:https';

/** Returns the text of a request. */
export async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Returns the cookies of a request, by name. */
export function cookies(request) {
  return Object.fromEntries((request.headers.cookie ?? '').split('; ').filter(Boolean).map((pair) => pair.split(/=(.*)/s)));
}

export const json = (response, status, value) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
export const html = (response, text) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
export const redirect = (response, url) => response.writeHead(302, { location: String(url) }).end();

/** Listens on a free port with TLS. @param {{ key: string, cert: string }} certificate @returns {Promise<string>} The origin */
export async function listen(certificate, handle) {
  const server = createServer(certificate, (request, response) => {
    Promise.resolve(handle(request, response)).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `https://127.0.0.1:${server.address().port}`;
}

/** Forwards a request to another origin, and returns the response. */
export async function pass(request, origin, path = request.url) {
  const { host, connection, 'content-length': length, 'transfer-encoding': encoding, ...headers } = request.headers;
  const hasBody = !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(request.method);
  const answer = await fetch(origin + path, { method: request.method, headers, redirect: 'manual', ...(hasBody && { body: await body(request) }) });
  const answered = [...answer.headers].filter(([name]) => !['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'set-cookie'].includes(name));
  const set = answer.headers.getSetCookie();
  return { status: answer.status, headers: { ...Object.fromEntries(answered), ...(set.length && { 'set-cookie': set }) }, text: await answer.text() };
}
