// @ts-check
/**
 * Creates a token source for `@azure/msal-browser`. It gets tokens silently if possible, and otherwise with a window.
 *
 * The claims of a claims challenge (continuous access evaluation, authentication contexts) are passed to Microsoft Entra. MSAL then
 * bypasses its cache: https://learn.microsoft.com/entra/identity-platform/claims-challenge
 *
 * @param {import('./msal.js').MsalClient} client An initialized `PublicClientApplication`, or the client of nested app authentication
 * @param {import('./msal.js').MsalOptions} [options]
 * @returns {import('../types.js').GetAccessToken}
 */
export function msalToken(client, { interact = 'popup', loginHint, authority } = {}) {
  /** The interaction that is still required, because its window was blocked. The next click opens it first, while the browser allows it. */
  let pending;

  return async ({ scopes, claims }) => {
    const accounts = client.getAllAccounts();
    const account = client.getActiveAccount() ?? (accounts.length === 1 ? accounts[0] : undefined);
    // The user selects the account. A guess could add the skill to another profile.
    const isAmbiguous = !account && accounts.length > 1;
    let required = claims ?? pending?.claims;
    const base = { scopes, ...(authority && { authority }), ...(account ? { account } : loginHint && { loginHint }) };
    const request = () => ({ ...base, ...(required && { claims: required }) });

    let reason = new Error('several accounts are signed in, and none of them is the active one');
    if (!isAmbiguous && !pending) {
      try {
        const result = await (account ? client.acquireTokenSilent(request()) : client.ssoSilent(request()));
        return result.accessToken;
      } catch (error) {
        if (!needsUser(error)) throw error;
        reason = error;
        required ??= error.claims || undefined;
      }
    }
    if (interact === 'none') throw reason;
    const asked = { ...request(), ...(isAmbiguous && { prompt: 'select_account' }) };
    if (interact === 'redirect') {
      // The page unloads. The user's input is restored from its draft afterward.
      await client.acquireTokenRedirect(asked);
      throw reason;
    }
    pending = undefined;
    try {
      // MSAL waits for a closed window until a timeout. Without this option, it opens no other window until then.
      const result = await client.acquireTokenPopup({ ...asked, overrideInteractionInProgress: true });
      if (account && result.account.homeAccountId !== account.homeAccountId) throw new Error('another user has signed in');
      client.setActiveAccount(result.account);
      return result.accessToken;
    } catch (error) {
      if (BLOCKED.has(error?.errorCode)) pending = { claims: required };
      throw error;
    }
  };
}

/** Whether the user must act. Checks the error's name, because `instanceof` fails if a page has two copies of MSAL. @param {any} error */
const needsUser = (error) => error?.name === 'InteractionRequiredAuthError' || NO_FRAME.has(error?.errorCode);

/** The hidden frame did not respond, for example because the browser blocks its cookies: `timed_out` in version 5. */
const NO_FRAME = new Set(['timed_out', 'monitor_window_timeout']);

/** The browser opened no window. */
const BLOCKED = new Set(['popup_window_error', 'empty_window_error']);
