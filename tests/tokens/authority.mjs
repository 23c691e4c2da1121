// A mock of Microsoft Entra: an OpenID Connect authority for one tenant with the users ada and bob.
//
// Its tokens equal the real ones as far as clients read them. Access tokens are opaque texts, as for clients.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { body, cookies, html, json, redirect } from './http.mjs';

const base64url = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const TENANT = '10000000-0000-4000-8000-000000000000';
const PEOPLE = { ada: '20000000-0000-4000-8000-00000000000a', bob: '20000000-0000-4000-8000-00000000000b' };

/** Returns the requested claims of an access token, without the client's capabilities. @param {string} [text] */
function demanded(text) {
  const { xms_cc: capabilities, ...claims } = JSON.parse(text || '{}').access_token ?? {};
  return Object.keys(claims).length === 0 ? null : claims;
}

/** The grant of an authorization code or a refresh token. @typedef {{ person: string, client: string, claims: any, redirect?: string, challenge?: string, nonce?: string }} Grant */

export class Authority {
  /** The settings of a test. */
  behaviour = { refuses: '', claimsNeedPerson: false, consented: true, teamsRefuses: '' };
  origin = '';
  #key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  /** @type {Map<string, Grant>} */
  #grants = new Map();
  /** Graph's tokens. @type {Map<string, { person: string, claims: any, isTeams?: boolean }>} */
  #tokens = new Map();
  /** The users who have satisfied claims interactively. */
  #strong = new Set();
  #secret;
  #mark;

  /**
   * @param {string} secret The secret of confidential clients
   * @param {string} mark The prefix of Graph's tokens
   */
  constructor(secret, mark) {
    this.#secret = secret;
    this.#mark = mark;
  }

  /** The URL of the authority for clients. */
  get url() {
    return `${this.origin}/${TENANT}`;
  }

  /** Returns the owner of a token. @param {string} token */
  whose(token) {
    const found = this.#tokens.get(token);
    return found && !found.isTeams ? found : undefined;
  }

  /** Returns the Graph tokens in a text. @param {string} text */
  leaked(text) {
    return [...this.#tokens].filter(([token, { isTeams }]) => !isTeams && text.includes(token)).map(([token]) => token);
  }

  /** Returns the token that Teams issues to a tab for its back end. @param {string} [claims] */
  teamsToken(claims) {
    const token = `teams-${randomUUID()}`;
    const isAnswered = this.#strong.has('ada') || !this.behaviour.claimsNeedPerson;
    this.#tokens.set(token, { person: 'ada', claims: isAnswered ? demanded(claims) : null, isTeams: true });
    return token;
  }

  handle = async (request, response) => {
    const url = new URL(request.url, this.origin);
    if (!url.pathname.startsWith(`/${TENANT}/`)) return json(response, 404, {});
    const path = url.pathname.slice(TENANT.length + 1);
    // Pages of other origins can read all responses except the sign-in page.
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (request.method === 'OPTIONS') return response.writeHead(204).end();
    if (path === '/v2.0/.well-known/openid-configuration') return json(response, 200, this.#discovery());
    if (path === '/discovery/v2.0/keys') return json(response, 200, { keys: [{ ...this.#key.publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig' }] });
    if (path === '/oauth2/v2.0/authorize') return this.#authorize(request, response, url);
    if (path === '/oauth2/v2.0/logout') return this.#signOut(response, url.searchParams);
    if (path !== '/oauth2/v2.0/token') return json(response, 404, {});
    const [status, answer] = this.#token(new URLSearchParams(await body(request)), request.headers);
    return json(response, status, answer);
  };

  #discovery() {
    const endpoints = `${this.url}/oauth2/v2.0`;
    return {
      issuer: `${this.url}/v2.0`,
      authorization_endpoint: `${endpoints}/authorize`,
      token_endpoint: `${endpoints}/token`,
      end_session_endpoint: `${endpoints}/logout`,
      jwks_uri: `${this.url}/discovery/v2.0/keys`,
    };
  }

  #authorize(request, response, url) {
    const asked = Object.fromEntries(url.searchParams);
    const answer = (answered) => {
      const target = new URL(asked.redirect_uri);
      const parameters = new URLSearchParams({ ...answered, ...(asked.state && { state: asked.state }) });
      if (asked.response_mode === 'fragment') target.hash = String(parameters);
      else target.search = String(parameters);
      redirect(response, target);
    };
    const refuse = (error) => answer({ error, error_description: `AADSTS90000: ${error}` });
    if (asked.response_type !== 'code') return refuse('unsupported_response_type');
    if (asked.code_challenge_method && asked.code_challenge_method !== 'S256') return refuse('invalid_request');
    if (asked.cancel) return refuse('access_denied');
    if (this.behaviour.refuses) return refuse(this.behaviour.refuses);

    const claims = demanded(asked.claims);
    const known = asked.prompt === 'select_account' ? undefined : cookies(request).person;
    const needsPerson = !known || asked.prompt === 'consent' || (claims && this.behaviour.claimsNeedPerson);
    if (!asked.person && needsPerson) {
      if (asked.prompt === 'none') return refuse(known ? 'interaction_required' : 'login_required');
      return html(response, this.#page(url));
    }
    const person = asked.person ?? known;
    if (asked.person) {
      this.behaviour.consented = true;
      if (claims) this.#strong.add(person);
      response.setHeader('set-cookie', `person=${person}; Path=/; Secure; HttpOnly; SameSite=None`);
    }
    const grant = { person, client: asked.client_id, claims, redirect: asked.redirect_uri, challenge: asked.code_challenge, nonce: asked.nonce };
    answer({ code: this.#grant(grant) });
  }

  /** @param {URL} url */
  #page(url) {
    const link = (id, name, value) => {
      const target = new URL(url);
      target.searchParams.set(name, value);
      return `<p><a id="${id}" href="${target.href.replaceAll('&', '&amp;')}">${id}</a>`;
    };
    const people = Object.keys(PEOPLE).map((person) => link(person, 'person', person));
    return `<!doctype html><html lang="en"><title>Sign in</title>${people.join('')}${link('cancel', 'cancel', 'yes')}`;
  }

  #signOut(response, asked) {
    response.setHeader('set-cookie', `person=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None`);
    const target = asked.get('post_logout_redirect_uri');
    if (!target) return html(response, '<!doctype html><html lang="en"><title>Signed out</title>');
    const url = new URL(target);
    if (asked.get('state')) url.searchParams.set('state', asked.get('state'));
    return redirect(response, url);
  }

  /** @param {URLSearchParams} form @returns {[number, any]} */
  #token(form, headers) {
    const asked = Object.fromEntries(form);
    const refuse = (error, more = {}) => [400, { error, error_description: `AADSTS90000: ${error}`, ...more }];
    const needsPerson = (suberror) => refuse('invalid_grant', { suberror, ...(asked.claims && { claims: asked.claims }) });
    if (this.behaviour.refuses) return refuse(this.behaviour.refuses);
    // A page has no secret, and can redeem codes from its own origin only.
    if (asked.client_secret ? asked.client_secret !== this.#secret : !headers.origin) return refuse('invalid_client');

    const claims = demanded(asked.claims);
    if (asked.grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
      const teams = this.#tokens.get(asked.assertion);
      if (!teams?.isTeams || asked.requested_token_use !== 'on_behalf_of') return refuse('invalid_grant');
      if (!this.behaviour.consented) return needsPerson('consent_required');
      if (claims && !teams.claims) return needsPerson('basic_action');
      return [200, this.#answer({ person: teams.person, client: asked.client_id, claims }, asked)];
    }
    const grant = this.#grants.get(asked.code ?? asked.refresh_token);
    if (!grant || grant.client !== asked.client_id) return refuse('invalid_grant');
    if (asked.grant_type === 'authorization_code') {
      this.#grants.delete(asked.code);
      const challenge = createHash('sha256').update(asked.code_verifier ?? '').digest('base64url');
      if (grant.challenge !== challenge || grant.redirect !== asked.redirect_uri) return refuse('invalid_grant');
      return [200, this.#answer(grant, asked)];
    }
    if (asked.grant_type !== 'refresh_token') return refuse('unsupported_grant_type');
    if (claims && this.behaviour.claimsNeedPerson) return needsPerson('basic_action');
    return [200, this.#answer({ ...grant, claims: claims ?? grant.claims }, asked)];
  }

  /** @param {Grant} grant @param {any} asked */
  #answer({ person, client, claims, nonce }, { scope }) {
    const access = `${this.#mark}-${randomUUID()}`;
    this.#tokens.set(access, { person, claims });
    const now = Math.floor(Date.now() / 1000);
    const identity = { aud: client, iss: `${this.url}/v2.0`, iat: now, nbf: now, exp: now + 3600, nonce, sub: PEOPLE[person] };
    const account = { oid: PEOPLE[person], tid: TENANT, preferred_username: `${person}@example.com`, name: person, ver: '2.0' };
    const signed = `${base64url({ typ: 'JWT', alg: 'RS256', kid: '1' })}.${base64url({ ...identity, ...account })}`;
    return {
      token_type: 'Bearer',
      scope,
      expires_in: 3600,
      access_token: access,
      refresh_token: this.#grant({ person, client, claims }),
      id_token: `${signed}.${sign('sha256', Buffer.from(signed), this.#key.privateKey).toString('base64url')}`,
      client_info: base64url({ uid: PEOPLE[person], utid: TENANT }),
    };
  }

  /** @param {Grant} grant */
  #grant(grant) {
    const text = `grant-${randomUUID()}`;
    this.#grants.set(text, grant);
    return text;
  }
}
