// @ts-check
/**
 * A token source for `@azure/msal-browser`: from its cache where it can be had without a person, and by a window where it cannot.
 *
 * A demand of the service for claims (continuous access evaluation, authentication contexts) goes to Microsoft Entra with the
 * request, which then takes no token from the cache: https://learn.microsoft.com/entra/identity-platform/claims-challenge
 *
 * @param {import('./msal.js').MsalClient} client An initialized `PublicClientApplication`, or one of the nested app authentication
 * @param {import('./msal.js').MsalOptions} [options]
 * @returns {import('../types.js').GetAccessToken}
 */
export function msalToken(client, { interact = 'popup', loginHint, authority } = {}) {
  return async ({ scopes, claims }) => {
    const account = client.getActiveAccount() ?? client.getAllAccounts()[0];
    const request = { scopes, ...(claims && { claims }), ...(authority && { authority }) };
    try {
      if (!account) return (await client.ssoSilent({ ...request, ...(loginHint && { loginHint }) })).accessToken;
      return (await client.acquireTokenSilent({ ...request, account })).accessToken;
    } catch (error) {
      if (!needsPerson(error) || interact === 'none') throw error;
      if (interact === 'redirect') {
        // The page goes; what was typed is a draft when it is back.
        await client.acquireTokenRedirect({ ...request, ...(account && { account }) });
        throw error;
      }
      const result = await client.acquireTokenPopup({ ...request, ...(account ? { account } : { loginHint }) });
      client.setActiveAccount(result.account);
      return result.accessToken;
    }
  };
}

/** MSAL's `InteractionRequiredAuthError`, told by its name: an `instanceof` fails where a page has two copies of MSAL. @param {any} error */
const needsPerson = (error) => error?.name === 'InteractionRequiredAuthError' || NEEDS_PERSON.has(error?.errorCode);

/** What else only a person can mend: nobody is signed in, a hidden frame may not have its cookies, or took too long. */
const NEEDS_PERSON = new Set([
  'interaction_required',
  'login_required',
  'consent_required',
  'no_account_error',
  'silent_sso_error',
  'monitor_window_timeout',
  'timed_out',
]);
