// A mock of Microsoft Teams: a page that frames the tab and responds to the messages of @microsoft/teams-js.
import { html, json } from './http.mjs';

export class Teams {
  /** The URL of the tab. */
  tab = '';
  #authority;

  /** @param {import('./authority.mjs').Authority} authority */
  constructor(authority) {
    this.#authority = authority;
  }

  handle = (request, response) => {
    const url = new URL(request.url, 'https://teams');
    if (url.pathname === '/') return html(response, `<!doctype html><html lang="en"><title>Teams</title><iframe src="${this.tab}" width="900" height="1200"></iframe><script>(${host})()</script>`);
    if (url.pathname !== '/token') return json(response, 404, {});
    const { teamsRefuses } = this.#authority.behaviour;
    return json(response, 200, teamsRefuses ? [false, teamsRefuses] : [true, this.#authority.teamsToken(url.searchParams.get('claims') ?? '')]);
  };
}

/** The script of the host's page. */
function host() {
  const frame = document.querySelector('iframe');
  const tab = new URL(frame.src).origin;
  const runtime = JSON.stringify({ apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: {} });
  let authenticating;
  const answers = {
    initialize: (source) => [source === frame.contentWindow ? 'content' : 'authentication', 'web', runtime, '2.58.0'],
    'authentication.getAuthToken': async (_, [, claims]) =>
      (await fetch(`/token?${new URLSearchParams(claims ? { claims: claims[0] } : {})}`)).json(),
    'authentication.authenticate': (_, [url, width, height]) =>
      new Promise((resolve) => {
        authenticating = resolve;
        if (!open(url, 'authenticate', `width=${width},height=${height}`)) resolve([false, 'FailedToOpenWindow']);
      }),
    'authentication.authenticate.success': (_, [result]) => authenticating([true, result]),
    'authentication.authenticate.failure': (_, [reason]) => authenticating([false, reason]),
  };
  addEventListener('message', async ({ data, source, origin }) => {
    if (origin !== tab || !answers[data.func]) return;
    const args = await answers[data.func](source, data.args);
    if (args) source.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args }, origin);
  });
}
