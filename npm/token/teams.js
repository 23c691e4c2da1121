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
  /** The token, or what a person has to allow for it. @param {string[]} scopes @param {string} [claims] */
  async function ask(scopes, claims) {
    let teams;
    try {
      teams = await authentication.getAuthToken(claims ? { claims: [claims] } : undefined);
    } catch (error) {
      // Teams tells its reason as the message.
      if (TEAMS_NEEDS_PERSON.has(error?.message)) return { reason: error.message, claims };
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
    const reason = `the exchange of the Teams token was answered with ${response.status}`;
    if (response.ok || !ENTRA_NEEDS_PERSON.has(answer.error)) throw new Error(reason);
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

/** Reasons of Teams that only a person can mend. */
const TEAMS_NEEDS_PERSON = new Set(['resourceRequiresConsent', 'resourceRequiresMfa', 'tokenRevoked']);

/** Errors of the exchange that only a person can mend. */
const ENTRA_NEEDS_PERSON = new Set(['interaction_required', 'invalid_grant']);
