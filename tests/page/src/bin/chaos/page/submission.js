// One submission, from the first input to the last decision. It continues after a reload.
import { EMPTY, choose, fill, isBusy, isReady, isSame, offers, press, read, said } from './form.js';

/** The time limit of one step, in the page's milliseconds: five minutes for a token, and the time limits of four POSTs and three checks. */
const LIMIT = 900_000;
/** The time limit of a check that the form does not show. */
const QUIET = 65_000;
/** The interval of checks of a form, in real milliseconds, and the number of consecutive checks without a change. */
const [EVERY, LOOKS] = [8, 3];
/** The buttons that send the form's current values. */
const SENDING = ['submit', 'send-again', 'reject-match', 'add-anyway', 'add-without-level', 'choose-level'];
/** The buttons that keep what is on the profile. Nothing follows. */
const KEEPING = ['keep-draft', 'keep-existing'];

export async function submit(worker) {
  const { submission } = worker;
  if (submission.phase === 'typing') {
    await until(() => isReady(worker.element));
    if (submission.log.reloads > 0) check(worker, 'after a reload amid typing');
    for await (const holds of fill(worker.element, submission.plan.skill, read(worker.element))) submission.holds = holds;
    await clock.pause(0);
    check(worker, 'typed');
    await send(worker);
  }
  for (;;) {
    await rest(worker);
    const step = conclude(worker);
    const next = decide(worker, step);
    if (!next) break;
    await act(worker, next);
  }
  submission.isDone = true;
}

/** Clicks the submit button. */
async function send(worker) {
  const { submission } = worker;
  submission.sent = submission.holds;
  const isFirst = submission.log.steps.length === 0;
  begin(submission, 'submit');
  submission.phase = 'waiting';
  const isOffline = isFirst && submission.plan.start === 'offline';
  if (isOffline) navigator.isUnplugged = true;
  press(worker.element, 'submit', isFirst && submission.plan.start === 'double-click' ? 2 : 1);
  if (isOffline) {
    // The event is canceled immediately, before other forms of the page see it.
    await clock.pause(0);
    navigator.isUnplugged = false;
  }
}

function begin(submission, did) {
  const step = { did, end: null, from: clock.world(), to: null, took: 0, at: clock.now(), level: submission.sent.proficiency };
  submission.log.steps.push({ ...step, events: [], asked: [], pressed: [], doubles: [], isKept: true });
}

async function until(holds) {
  while (!holds()) await clock.pause(EVERY);
}

/** Waits until all automatic actions have ended. */
async function rest(worker) {
  const step = worker.submission.log.steps.at(-1);
  let [looks, idleSince] = [0, null];
  while (looks < LOOKS) {
    await clock.pause(EVERY);
    const isResting = !worker.isAway && isReady(worker.element) && !isBusy(worker.element);
    idleSince = isResting ? idleSince ?? clock.now() : null;
    const isQuiet = isResting && (worker.outstanding === 0 || clock.now() - idleSince > QUIET);
    looks = isQuiet ? looks + 1 : 0;
    if (clock.now() - step.at > LIMIT) throw new Error(`hung: ${worker.element.shadowRoot?.textContent.slice(0, 300)}`);
  }
}

/** Returns the result that the form shows. */
function conclude(worker) {
  const { submission, element } = worker;
  const step = submission.log.steps.at(-1);
  const { isAdded, isUpdated, isUndone, id, doubles, alert } = said(element);
  const next = offers(element);
  const [wasAdded, wasUpdated] = ['skill-added', 'skill-updated'].map((wanted) => step.events.some(({ type }) => type === wanted));
  step.to = clock.world();
  step.took = clock.now() - step.at;
  Object.assign(step, { id, doubles: [...step.doubles, ...doubles], offers: next, alert });
  if (isAdded || wasAdded) step.end = 'added';
  else if (isUndone) step.end = 'removed';
  else if (isUpdated || wasUpdated) step.end = 'updated';
  else if (next.includes('add-anyway')) step.end = 'exists';
  else if (next.includes('change-level') || (step.did === 'change-level' && alert)) step.end = alert.includes('may or may not') ? 'update-unknown' : 'not-updated';
  else if (next.includes('confirm-match')) step.end = 'similar';
  else if (next[0] === 'send-again' && next.includes('check-again')) step.end = 'not-found';
  else if (next[0] === 'check-again' && next.includes('send-again')) step.end = 'unknown';
  else if (step.did === 'keep-existing' && step.events.at(-1)?.kind === 'exists') step.end = 'kept';
  else step.end = step.events.at(-1)?.kind ?? (alert ? 'throttled' : 'editing');
  const isSent = isSame(submission.holds, submission.sent);
  if ((step.end === 'added' || step.end === 'updated') && isSent) submission.holds = EMPTY;
  step.isKept = check(worker, step.end);
  return step;
}

/** The page unloads. The messages that the user has seen until then are logged. */
export function leave({ submission, element }) {
  submission?.log.steps.at(-1)?.doubles.push(...said(element).doubles);
}

/** Returns whether the form has the expected values: no input is lost, and no added skill remains. */
function check(worker, when) {
  const [holds, held] = [worker.submission.holds, read(worker.element)];
  worker.submission.log.checks += 1;
  const isKept = isSame(holds, held);
  if (!isKept) worker.submission.log.lost.push({ when, holds, held });
  return isKept;
}

/** Returns the user's next action, if there is one. */
function decide(worker, step) {
  const { submission } = worker;
  if (step.end === 'added' || step.end === 'removed') {
    const wishes = { 'remove-duplicate': submission.plan.removes, undo: submission.plan.undoes };
    const wish = step.offers.find((name) => wishes[name]);
    if (!wish || submission.log.removals >= 3) return null;
    submission.log.removals += 1;
    return wish;
  }
  if (step.end === 'updated') return null;
  if (KEEPING.includes(step.did)) return null;
  const decision = submission.plan.decisions[submission.log.steps.length - 1];
  if (decision === undefined) return null;
  // Input during a submission is another skill, and sending it is another submission.
  const isOther = (name) => submission.isChanged && SENDING.includes(name);
  const choices = [...step.offers, 'submit'].filter((name) => name !== 'try-now' && !isOther(name));
  if (['rejected', 'needs-auth', 'kept', 'not-updated'].includes(step.end)) choices.push('leave');
  // The change of a level has the most outcomes.
  if (choices.includes('change-level')) choices.push('change-level', 'change-level');
  const choice = choices[decision % choices.length];
  return choice === undefined || choice === 'leave' ? null : choice;
}

async function act(worker, name) {
  if (name === 'submit') {
    await send(worker);
    return;
  }
  const { submission } = worker;
  if (name === 'choose-level') {
    press(worker.element, name);
    const proficiency = submission.holds.proficiency === 'expert' ? 'elementary' : 'expert';
    choose(worker.element, 'proficiency', proficiency);
    submission.holds = { ...submission.holds, proficiency };
    await clock.pause(0);
    await send(worker);
    return;
  }
  if (name === 'add-without-level') {
    submission.holds = { ...submission.holds, proficiency: '' };
    submission.sent = submission.holds;
  }
  if (name === 'change-level' && submission.holds.displayName === submission.sent.displayName) {
    // The user can still select another level.
    if (submission.plan.undoes) {
      const proficiency = submission.holds.proficiency === 'expert' ? 'elementary' : 'expert';
      choose(worker.element, 'proficiency', proficiency);
      submission.holds = { ...submission.holds, proficiency };
    }
    if (submission.holds.proficiency) submission.sent = { ...submission.sent, proficiency: submission.holds.proficiency };
  }
  begin(submission, name);
  if (!press(worker.element, name)) throw new Error(`${name} was offered and is gone`);
}
