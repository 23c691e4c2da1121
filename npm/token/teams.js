// @ts-check
/**
 * A token source for a tab in Microsoft Teams, Outlook or Microsoft 365: `@microsoft/teams-js` gives a token for the tab's own
 * back end, which exchanges it for one that Graph takes (on-behalf-of):
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-overview
 *
 * The back end gets a POST with the Teams token in `Authorization` and `{scopes, claims?}` as JSON. It answers `{accessToken}`; or
 * 401 or 403 with `{error: 'interaction_required' | 'invalid_grant', claims?}`, where a person has to consent first.
 *
 * @param {import('./teams.js').TeamsAuthentication} authentication `authentication` of `@microsoft/teams-js`, once `app.initialize()` is done
 * @param {import('./teams.js').TeamsOptions} options
 * @returns {import('../types.js').GetAccessToken}
 */
export function teamsToken(authentication, { exchange, consent }) {
  /** @param {string[]} scopes @param {string} [claims] */
  async function ask(scopes, claims) {
    const teams = await authentication.getAuthToken(claims ? { claims: [claims] } : undefined);
    const response = await fetch(exchange, {
      method: 'POST',
      headers: { authorization: `Bearer ${teams}`, 'content-type': 'application/json' },
      body: JSON.stringify({ scopes, ...(claims && { claims }) }),
      cache: 'no-store',
      redirect: 'error',
    });
    const { status } = response;
    const answer = (await response.json().catch(() => undefined)) ?? {};
    const isPersons = (status === 401 || status === 403) && PERSONS.has(answer.error);
    return { status, token: response.ok ? answer.accessToken : undefined, isPersons, claims: answer.claims };
  }

  return async ({ scopes, claims }) => {
    const first = await ask(scopes, claims);
    if (first.token) return first.token;
    if (!first.isPersons || !consent) throw new Error(`the exchange of the Teams token was answered with ${first.status}`);
    const demanded = first.claims ?? claims;
    const url = new URL(consent, document.baseURI);
    if (demanded) url.searchParams.set('claims', demanded);
    await authentication.authenticate({ url: url.href, width: 600, height: 535 });
    const second = await ask(scopes, demanded);
    if (!second.token) throw new Error(`after consent, the exchange of the Teams token was answered with ${second.status}`);
    return second.token;
  };
}

/** Errors of the exchange that only a person can mend. */
const PERSONS = new Set(['interaction_required', 'invalid_grant']);
