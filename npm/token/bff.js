// @ts-check
/**
 * Creates a token source for a backend for frontend (BFF): Graph's token never reaches the page. The back end keeps it in the user's
 * session, and proxies the element's requests at a URL of the page's own origin, which is the element's `endpoint`.
 *
 * The element sends no cookies, which prevents cross-site request forgery. Therefore, this function uses the session's cookie to request a
 * ticket from the back end: a random text that is valid for one request to the proxy. The proxy replaces it in `Authorization: Bearer`
 * with Graph's token, and forwards the request.
 *
 * The back end receives a POST with `{claims?}` as JSON. It returns `{ticket}`, or 401 if the user must sign in first. That sign-in also
 * satisfies the claims.
 *
 * @param {string | URL} tickets The URL that returns tickets, of the page's own origin
 * @param {import('./bff.js').BffOptions} [options]
 * @returns {import('../types.js').GetAccessToken}
 */
export function bffToken(tickets, { signIn } = {}) {
  /** @param {string} [claims] */
  const ask = (claims) => {
    const url = new URL(tickets, document.baseURI);
    if (url.origin !== location.origin) throw new TypeError(`${url} must have the page's own origin, because tickets belong to its session`);
    return fetch(url, {
      method: 'POST',
      // Other sites cannot forge this request: a browser sends this type across origins only after a CORS preflight.
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(claims && { claims }) }),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
    });
  };

  /** The sign-in that is still required, because its window was not opened. The next click opens it first, while the browser allows it. */
  let pending;

  return async ({ claims }) => {
    const required = claims ?? pending?.claims;
    let response = pending ? undefined : await ask(claims);
    if (signIn && (pending || response.status === 401)) {
      pending = { claims: required };
      await signIn(required);
      pending = undefined;
      response = await ask();
    }
    if (!response.ok) throw new Error(`the back end returned ${response.status} instead of a ticket`);
    return (await response.json()).ticket;
  };
}
