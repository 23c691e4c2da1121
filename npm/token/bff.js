// @ts-check
/**
 * A token source for a back end for the front end: Graph's token never reaches the page. The back end keeps it with the person's
 * session, and stands between the element and Graph at a URL of the page's own origin, which is the element's `endpoint`.
 *
 * The element sends no cookies, so that no other site can make it act. This asks the back end, by the session's cookie, for a
 * ticket instead: a random text that is good for one request to the proxy, and nowhere else. The proxy takes it from
 * `Authorization: Bearer`, puts Graph's token in its place and passes the request on.
 *
 * The back end gets a POST with `{claims?}` as JSON. It answers `{ticket}`; or 401 where the person has to sign in first, which
 * then also answers the claims.
 *
 * @param {string | URL} tickets The URL that gives tickets, of the page's own origin
 * @param {import('./bff.js').BffOptions} [options]
 * @returns {import('../types.js').GetAccessToken}
 */
export function bffToken(tickets, { signIn } = {}) {
  /** @param {string} [claims] */
  const ask = (claims) => {
    const url = new URL(tickets, document.baseURI);
    if (url.origin !== location.origin) throw new TypeError(`${url} is not of the page's own origin, whose session the tickets are of`);
    return fetch(url, {
      method: 'POST',
      // A site that has no leave to send this type across origins cannot forge the request.
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(claims && { claims }) }),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
    });
  };

  /** What a person still has to answer, because no window was opened for it. The next click opens it first, while it may. */
  let owed;

  return async ({ claims }) => {
    const demanded = claims ?? owed?.claims;
    let response = owed ? undefined : await ask(claims);
    if (signIn && (owed || response.status === 401)) {
      owed = { claims: demanded };
      await signIn(demanded);
      owed = undefined;
      response = await ask();
    }
    if (!response.ok) throw new Error(`the back end gave no ticket, but ${response.status}`);
    return (await response.json()).ticket;
  };
}
