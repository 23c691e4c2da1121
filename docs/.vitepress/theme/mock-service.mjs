// A mock of the skills collection in this tab, because a folder of files cannot store a skill: it replaces `fetch` at one
// address. What was added is gone when the page is loaded again.

/** What can become of a skill that is sent. Each is given the skill and whether it is the form's own second try. */
export const SITUATIONS = {
  added: { says: 'Nothing goes wrong', answer: (skill) => created(skill) },
  busy: { says: 'The service is busy for five seconds', answer: (skill, isAgain) => (isAgain ? created(skill) : error(429, 'tooManyRequests', { 'Retry-After': '5' })) },
  lost: { says: 'The skill is stored, and the answer is lost', answer: (skill) => (store(skill), lose()) },
  gone: { says: 'The skill is lost on the way', answer: () => lose() },
  refused: { says: 'The service refuses it', answer: () => error(400, 'invalidRequest') },
  signIn: { says: 'The service wants another sign-in', answer: () => error(401, 'InvalidAuthenticationToken') },
};

const skills = [];
let situation = SITUATIONS.added;
/** Selects the fault that the next requests encounter. @param {string} name */
export const simulateFault = (name) => { situation = SITUATIONS[name]; };

/** Stands in for `fetch` from now on, once for the page. @param {string} path The collection's */
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

/** @param {Request} request @param {string} id Of one skill, where it is about one */
async function answer(request, id) {
  if (request.method === 'POST') return situation.answer(await request.json(), request.headers.has('Retry-Attempt'));
  if (request.method === 'GET') return Response.json({ value: skills.toReversed() });
  skills.splice(skills.findIndex((skill) => skill.id === id), 1);
  return new Response(null, { status: 204 });
}

function store(skill) {
  const now = new Date().toISOString();
  const stored = { ...skill, id: crypto.randomUUID(), createdDateTime: now, lastModifiedDateTime: now };
  skills.push(stored);
  return stored;
}

const created = (skill) => Response.json(store(skill), { status: 201 });
const error = (status, code, headers) => Response.json({ error: { code, message: 'Pretended.' } }, { status, headers });
const lose = () => { throw new TypeError('The connection failed (simulated).'); };
