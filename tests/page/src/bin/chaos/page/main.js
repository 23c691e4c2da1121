// The elements, and the submissions of each, one after the other.
import init from './add-skill.js';
import { canary } from './canary.js';
import { EMPTY, isReady, isSame, read } from './form.js';
import { meanwhile } from './meanwhile.js';
import { token, watch } from './requests.js';
import { leave, submit } from './submission.js';

const KEPT = 'chaos:work';
/** The events of an ended submission, and the kind of those that are no failures. */
const KINDS = { 'skill-added': 'added', 'skill-failed': null, 'skill-updated': 'updated', 'skill-removed': 'removed' };
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') ?? { workers: [], done: [] };

const workers = [...document.querySelectorAll('add-skill')].map((element, index) => {
  const { queue = [], submission = null, left = EMPTY, isHeldUp = false } = kept.workers[index] ?? {};
  const place = element.parentElement;
  return { element, index, place, queue, submission, left, isHeldUp, outstanding: 0, isAway: false, isOffline: false };
});
const done = kept.done;

Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !navigator.isUnplugged });
watch((bearer) => (bearer.startsWith(`Bearer ${canary}-`) ? workers[Number(bearer.split('-').at(-1))] : undefined), canary);
for (const worker of workers) attend(worker);

function attend(worker) {
  const { element } = worker;
  element.getAccessToken = () => {
    worker.happens();
    return token(worker, `${canary}-${worker.index}`);
  };
  element.addEventListener('skill-exists', ({ detail }) => worker.submission?.log.steps.at(-1)?.asked.push(detail.existing.id));
  for (const type of Object.keys(KINDS)) {
    element.addEventListener(type, ({ detail }) => {
      const text = JSON.stringify(detail);
      const log = worker.submission?.log;
      if (!log) return;
      if (text.includes(canary)) log.leaks.push(`${type} ${text}`);
      const [kind, id] = [detail.kind ?? KINDS[type], detail.skill?.id ?? detail.id ?? null];
      log.steps.at(-1)?.events.push({ type, kind, status: detail.status ?? null, id, level: detail.skill?.proficiency ?? null });
    });
  }
}

/** A token is requested or a request is sent. The actions that are planned for this event follow. */
for (const worker of workers) {
  worker.happens = () => {
    const { submission } = worker;
    if (!submission || submission.isDone) return;
    submission.moments += 1;
    for (const deed of submission.plan.meanwhile.filter(({ moment }) => moment === submission.moments)) {
      meanwhile(worker, deed).catch((error) => submission.log.errors.push(String(error)));
    }
  };
}

/** Replaces an element with a new one without its state. */
async function replace(worker) {
  const fresh = worker.element.cloneNode(true);
  worker.element.remove();
  // The removed element saves its input.
  await clock.pause(0);
  for (const key of Object.keys(sessionStorage)) if (key.includes(worker.element.draftKey)) sessionStorage.removeItem(key);
  worker.element = fresh;
  attend(worker);
  worker.place.append(fresh);
}

function start(plan) {
  const log = { number: plan.number, steps: [], requests: [], meanwhile: [], leaks: [], lost: [], errors: [] };
  Object.assign(log, { tokens: 0, withheld: false, checks: 0, reloads: 0, removals: 0, asks: plan.asks });
  return { plan, log, phase: 'typing', holds: EMPTY, sent: EMPTY, moments: 0, isChanged: false, isDone: false };
}

async function work(worker) {
  while (worker.submission || worker.queue.length > 0) {
    if (!worker.submission) {
      const plan = worker.queue[0];
      if (worker.isHeldUp) {
        await replace(worker);
        worker.left = EMPTY;
      } else if (plan.clears) {
        worker.element.reset();
        worker.left = EMPTY;
      }
      worker.queue.shift();
      worker.submission = { ...start(plan), holds: worker.left };
    }
    const { submission } = worker;
    try {
      await submit(worker);
    } catch (error) {
      submission.log.errors.push(String(error));
      submission.isDone = true;
    }
    // After a long delay that the service requested, the next skill belongs to another visit.
    worker.isHeldUp = submission.log.errors.length > 0 || submission.log.steps.some(({ end }) => end === 'throttled');
    worker.left = submission.holds;
    worker.submission = null;
    done.push(submission.log);
  }
}

addEventListener('pagehide', () => {
  workers.forEach(leave);
  const each = workers.map(({ queue, submission, left, isHeldUp }) => ({ queue, submission, left, isHeldUp }));
  sessionStorage.setItem(KEPT, JSON.stringify({ workers: each, done }));
});

globalThis.chaos = {
  begin: (plans) => {
    for (const plan of plans) workers[plan.element].queue.push(plan);
    for (const worker of workers) work(worker);
  },
  /** Returns the ended submissions that are not known yet. A reload can lose a result, so they are returned again. */
  done: (known) => {
    done.splice(0, done.length, ...done.filter(({ number }) => !known.includes(number)));
    return done;
  },
  isAtRest: () => workers.every(({ queue, submission }) => queue.length === 0 && !submission),
  /** Returns the actual and the expected values of the forms, also after a reload. */
  drafts: () => workers.map(({ element, left }) => ({ left, held: read(element), isKept: isSame(left, read(element)) })),
  areReady: () => workers.every(({ element }) => isReady(element)),
};

await init({ module_or_path: './add-skill_bg.wasm' });
for (const worker of workers) {
  if (worker.submission) worker.submission.log.reloads += 1;
  work(worker);
}
