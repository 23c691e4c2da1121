// The requests of the elements. Each is identified by its token, gets the fault of its submission, and is logged.

/** Returns the owner of a token: `canary-7` belongs to the seventh element. @type {(bearer: string) => object | undefined} */
let ownerOf;
/** The text that must be only in the header. */
let canary = '';
const native = fetch;

/** A further page of a list has the fault in its own URL. */
const isFollowing = (url) => url.includes('fault=');

function faultFor(submission, method, url) {
  if (isFollowing(url)) return null;
  const drawn = submission.plan.faults[method] ?? [];
  const count = submission.log.requests.filter((request) => request.method === method && !isFollowing(request.url)).length;
  // It was already counted.
  return drawn[count - 1] ?? null;
}

/** Returns what a list contains. */
function contents(bytes) {
  try {
    const list = JSON.parse(new TextDecoder().decode(bytes));
    return { ids: list.value?.map(({ id }) => id) ?? [], hasNext: '@odata.nextLink' in list };
  } catch {
    return { ids: [], hasNext: false };
  }
}

async function send(worker, request) {
  const { submission } = worker;
  const { method, url } = request;
  const body = method === 'POST' || method === 'PATCH' ? await request.clone().text() : '';
  const others = [...request.headers].filter(([name]) => name !== 'authorization').flat();
  const seen = { method, url, step: submission.log.steps.length, started: clock.world(), ahead: clock.ahead() };
  const clientRequestId = request.headers.get('client-request-id');
  Object.assign(seen, { clientRequestId, fault: null, status: null, took: null, body: method === 'PATCH' ? body : '' });
  const at = clock.now();
  submission.log.requests.push(seen);
  if ([url, body, ...others].some((text) => text.includes(canary))) submission.log.leaks.push(`${method} ${url}`);
  worker.happens();
  if (worker.isOffline) throw new TypeError('Failed to fetch');
  seen.fault = faultFor(submission, method, url);
  const asked = new Headers(request.headers);
  if (seen.fault) asked.set('x-fault', seen.fault);
  const response = await native(new Request(request, { headers: asked }));
  seen.status = response.status;
  // The page and the service have the same origin here. From a page of another origin, the browser would hide the response or parts of it.
  if (seen.fault?.includes('cors:none')) {
    response.body?.cancel();
    throw new TypeError('Failed to fetch');
  }
  if (seen.fault?.includes('hide:Retry-After')) {
    const headers = new Headers(response.headers);
    headers.delete('Retry-After');
    return new Response(response.body, { status: response.status, headers });
  }
  if (seen.fault || response.type === 'opaqueredirect' || response.status === 204) return response;
  // The response records whether the element has read all of it. On a slow machine, the element's time limit can end just before, and
  // then the check has no result.
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (method === 'GET') Object.assign(seen, contents(bytes));
  let rest = bytes.length > 0 ? bytes : null;
  const pull = (controller) => {
    if (rest) {
      controller.enqueue(rest);
      rest = null;
    } else {
      seen.took = clock.now() - at;
      controller.close();
    }
  };
  return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), { status: response.status, headers: response.headers });
}

export function watch(owner, secret) {
  ownerOf = owner;
  canary = secret;
  globalThis.fetch = async (...given) => {
    const request = new Request(...given);
    const worker = ownerOf(request.headers.get('authorization') ?? '');
    if (!worker?.submission) return native(request);
    worker.outstanding += 1;
    try {
      return await send(worker, request);
    } finally {
      worker.outstanding -= 1;
    }
  };
}

/** The page's `getAccessToken`. */
export async function token(worker, secret) {
  const { submission } = worker;
  if (!submission) return secret;
  submission.log.tokens += 1;
  const drawn = submission.plan.token;
  if (drawn?.ask !== submission.log.tokens) return secret;
  worker.outstanding += 1;
  submission.log.withheld = true;
  try {
    if (drawn.how === 'never') await new Promise(() => {});
    if (drawn.how === 'late') await clock.wait(drawn.for);
    if (drawn.how === 'reject') throw new Error(`The sign-in was closed: ${secret}`);
    return drawn.how === 'unusable' ? `${secret}\n` : secret;
  } finally {
    worker.outstanding -= 1;
  }
}
