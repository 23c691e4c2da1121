// A mock of Microsoft Graph. It accepts only tokens of the authority, logs their users, and forwards requests to the skills endpoint.
import { json, pass } from './http.mjs';

export class Graph {
  /** The requests with a token. @type {{ method: string, path: string, person: string, claims: any, origin: string | null }[]} */
  seen = [];
  #authority;
  #endpoint;
  /** The URL for clients. */
  origin = '';

  /** @param {import('./authority.mjs').Authority} authority @param {string} endpoint The origin of the skills endpoint */
  constructor(authority, endpoint) {
    this.#authority = authority;
    this.#endpoint = endpoint;
  }

  handle = async (request, response) => {
    if (request.method !== 'OPTIONS') {
      const owner = this.#authority.whose(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
      if (!owner) return json(response.setHeader('access-control-allow-origin', '*'), 401, { error: { code: 'InvalidAuthenticationToken' } });
      this.seen.push({ method: request.method, path: request.url, ...owner, origin: request.headers.origin ?? null });
    }
    const { status, headers, text } = await pass(request, this.#endpoint);
    return response.writeHead(status, headers).end(text.replaceAll(this.#endpoint, this.origin));
  };
}
