// A mock of the skills collection, for pages without a server. It replaces `fetch` for one path and keeps the skills until the page is
// reloaded.

/** The responses to select from. Each gets the skill and whether the request is an automatic retry. */
export const SITUATIONS = {
  added: { says: 'No fault', answer: (skill) => created(skill) },
  busy: { says: 'The service is busy for 5 seconds (429)', answer: (skill, isAgain) => (isAgain ? created(skill) : error(429, 'tooManyRequests', { 'Retry-After': '5' })) },
  lost: { says: 'The skill is added, but the response is lost', answer: (skill) => (store(skill), lose()) },
  gone: { says: 'The request is lost', answer: () => lose() },
  refused: { says: 'The service rejects the skill (400)', answer: () => error(400, 'invalidRequest') },
  signIn: { says: 'The service requires another sign-in (401)', answer: () => error(401, 'InvalidAuthenticationToken') },
};

const skills = [];
let situation = SITUATIONS.added;
/** Selects the fault that the next requests encounter. @param {string} name */
export const simulateFault = (name) => { situation = SITUATIONS[name]; };

/** Replaces `fetch` for the path of the collection, once per page. @param {string} path */
export function mockService(path) {
  if (mockService.path) return;
  mockService.path = path;
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.origin !== location.origin || !url.pathname.startsWith(path)) return fetch(input, init);
    return answer(request, url.pathname.slice(path.length + 1));
  };
}

/** @param {Request} request @param {string} id The id of one skill, or an empty string for the collection */
async function answer(request, id) {
  if (request.method === 'POST') return situation.answer(await request.json(), request.headers.has('Retry-Attempt'));
  if (!id) return Response.json({ value: skills.toReversed() });
  const index = skills.findIndex((skill) => skill.id === id);
  if (index < 0) return error(404, 'itemNotFound');
  if (request.method === 'DELETE') {
    skills.splice(index, 1);
    return new Response(null, { status: 204 });
  }
  if (request.method === 'PATCH') {
    skills[index] = { ...skills[index], ...(await request.json()), lastModifiedDateTime: new Date().toISOString() };
  }
  return Response.json(skills[index]);
}

function store(skill) {
  const now = new Date().toISOString();
  const stored = { ...skill, id: crypto.randomUUID(), createdDateTime: now, lastModifiedDateTime: now };
  skills.push(stored);
  return stored;
}

const created = (skill) => Response.json(store(skill), { status: 201 });
const error = (status, code, headers) => Response.json({ error: { code, message: 'Simulated.' } }, { status, headers });
const lose = () => { throw new TypeError('The connection failed (simulated).'); };
