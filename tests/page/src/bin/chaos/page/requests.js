// The requests of the elements: each is known by its token, meets the fault that its submission has drawn, and is written down.

/** Whose token it is: `canary-7` is the seventh element's. @type {(bearer: string) => object | undefined} */
let ownerOf;
/** What must stand nowhere but in the header. */
let canary = '';
const native = fetch;

/** A page of a list that belongs to the page before it has the fault that its own address names. */
const isFollowing = (url) => url.includes('fault=');

function faultFor(submission, method, url) {
  if (isFollowing(url)) return null;
  const drawn = submission.plan.faults[method] ?? [];
  const count = submission.log.requests.filter((request) => request.method === method && !isFollowing(request.url)).length;
  // It is counted already.
  return drawn[count - 1] ?? null;
}

async function send(worker, request) {
  const { submission } = worker;
  const { method, url } = request;
  const body = method === 'POST' ? await request.clone().text() : '';
  const others = [...request.headers].filter(([name]) => name !== 'authorization').flat();
  const seen = { method, url, step: submission.log.steps.length, started: clock.world(), ahead: clock.ahead() };
  Object.assign(seen, { fault: null, status: null, took: null });
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
  // The page and the service share an origin here. To a page of another one, the browser gives no answer, or not all of it.
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
  // Handed over in such a way that it is known whether the element has taken all of it: on a busy machine, its time may be over just
  // before that, and then the look has told it nothing.
  const bytes = new Uint8Array(await response.arrayBuffer());
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

/** The page's answer to a wish for a token. */
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
