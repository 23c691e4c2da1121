// @ts-check
/**
 * Creates a token source for a tab in Microsoft Teams, Outlook, or Microsoft 365. `@microsoft/teams-js` returns a token for the tab's own
 * back end, which exchanges it for a Microsoft Graph token with the on-behalf-of flow:
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-overview
 *
 * The back end receives a POST with the Teams token in `Authorization` and `{scopes, claims?}` as JSON. It returns `{accessToken}`, or
 * 401 or 403 with `{error: 'interaction_required' | 'invalid_grant', claims?}` if the user must consent first.
 *
 * @param {import('./teams.js').TeamsAuthentication} authentication `authentication` of `@microsoft/teams-js`, after `app.initialize()` has resolved
 * @param {import('./teams.js').TeamsOptions} options
 * @returns {import('../types.js').GetAccessToken}
 */
export function teamsToken(authentication, { exchange, consent }) {
  /** Returns the token, or why the user must act, with the claims. @param {string[]} scopes @param {string} [claims] */
  async function ask(scopes, claims) {
    let teams;
    try {
      teams = await authentication.getAuthToken(claims ? { claims: [claims] } : undefined);
    } catch (error) {
      // The message of Teams' errors is an error code.
      if (TEAMS_NEEDS_USER.has(error?.message)) return { reason: error.message, claims };
      throw error;
    }
    const response = await fetch(exchange, {
      method: 'POST',
      headers: { authorization: `Bearer ${teams}`, 'content-type': 'application/json' },
      body: JSON.stringify({ scopes, ...(claims && { claims }) }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    const answer = (await response.json().catch(() => undefined)) ?? {};
    if (response.ok && answer.accessToken) return { token: answer.accessToken };
    const reason = `the exchange of the Teams token returned ${response.status}`;
    if (response.ok || !ENTRA_NEEDS_USER.has(answer.error)) throw new Error(reason);
    return { reason, claims: answer.claims ?? claims };
  }

  return async ({ scopes, claims }) => {
    const first = await ask(scopes, claims);
    if (first.token) return first.token;
    if (!consent) throw new Error(first.reason);
    const url = new URL(consent, document.baseURI);
    if (first.claims) url.searchParams.set('claims', first.claims);
    await authentication.authenticate({ url: url.href, width: 600, height: 535 });
    const second = await ask(scopes, first.claims);
    if (!second.token) throw new Error(`after consent: ${second.reason}`);
    return second.token;
  };
}

/** Error codes of Teams that require the user. */
const TEAMS_NEEDS_USER = new Set(['resourceRequiresConsent', 'resourceRequiresMfa', 'tokenRevoked']);

/** Errors of the exchange that require the user. */
const ENTRA_NEEDS_USER = new Set(['interaction_required', 'invalid_grant']);
