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
  /** What a person still has to allow, because the window for it was blocked. The next click opens it first, while it may. */
  let owed;

  return async ({ scopes, claims }) => {
    const accounts = client.getAllAccounts();
    const account = client.getActiveAccount() ?? (accounts.length === 1 ? accounts[0] : undefined);
    // Whose profile it is nobody guesses.
    const isOpen = !account && accounts.length > 1;
    let demanded = claims ?? owed?.claims;
    const base = { scopes, ...(authority && { authority }), ...(account ? { account } : loginHint && { loginHint }) };
    const request = () => ({ ...base, ...(demanded && { claims: demanded }) });

    let reason = new Error('several accounts are signed in, and none of them is the active one');
    if (!isOpen && !owed) {
      try {
        const result = await (account ? client.acquireTokenSilent(request()) : client.ssoSilent(request()));
        return result.accessToken;
      } catch (error) {
        if (!needsPerson(error)) throw error;
        reason = error;
        demanded ??= error.claims || undefined;
      }
    }
    if (interact === 'none') throw reason;
    const asked = { ...request(), ...(isOpen && { prompt: 'select_account' }) };
    if (interact === 'redirect') {
      // The page goes; what was typed is a draft when it is back.
      await client.acquireTokenRedirect(asked);
      throw reason;
    }
    owed = undefined;
    try {
      // A window that was closed is waited for until it times out, and until then MSAL would open no other.
      const result = await client.acquireTokenPopup({ ...asked, overrideInteractionInProgress: true });
      if (account && result.account.homeAccountId !== account.homeAccountId) throw new Error('somebody else has signed in');
      client.setActiveAccount(result.account);
      return result.accessToken;
    } catch (error) {
      if (BLOCKED.has(error?.errorCode)) owed = { claims: demanded };
      throw error;
    }
  };
}

/** MSAL's `InteractionRequiredAuthError`, told by its name: an `instanceof` fails where a page has two copies of MSAL. @param {any} error */
const needsPerson = (error) => error?.name === 'InteractionRequiredAuthError' || NO_FRAME.has(error?.errorCode);

/** The hidden frame did not answer, which a browser may see to by its cookies: `timed_out` in version 5. */
const NO_FRAME = new Set(['timed_out', 'monitor_window_timeout']);

/** The browser opened no window. */
const BLOCKED = new Set(['popup_window_error', 'empty_window_error']);
