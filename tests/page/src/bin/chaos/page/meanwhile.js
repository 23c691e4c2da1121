// The actions of the user and the page during a submission.
import { choose, isBusy, press, type } from './form.js';

/** Each action happens once, after its delay in the page's milliseconds, which starts with the request of its number. */
export async function meanwhile(worker, { what, after, lasting }) {
  const { submission } = worker;
  await clock.wait(after);
  if (worker.submission !== submission || submission.isDone || worker.isAway) return;
  submission.log.meanwhile.push(what);
  await DEEDS[what](worker, lasting);
}

const DEEDS = {
  async stop(worker) {
    press(worker.element, 'stop');
  },
  async 'stop-twice'(worker, lasting) {
    press(worker.element, 'stop');
    await clock.wait(lasting);
    if (!worker.isAway) press(worker.element, 'stop');
  },
  async skip(worker) {
    press(worker.element, 'try-now');
  },
  async press(worker) {
    if (isBusy(worker.element)) press(worker.element, 'submit', 2);
  },
  async 'type-name'(worker) {
    if (!isBusy(worker.element)) return;
    const text = `${worker.submission.holds.displayName} and more`;
    type(worker.element, 'displayName', text);
    changes(worker, { displayName: text });
  },
  async 'type-level'(worker) {
    if (!isBusy(worker.element)) return;
    const proficiency = worker.submission.holds.proficiency === 'expert' ? 'elementary' : 'expert';
    choose(worker.element, 'proficiency', proficiency);
    changes(worker, { proficiency });
  },
  async remove(worker, lasting) {
    worker.isAway = true;
    worker.element.remove();
    await clock.wait(lasting);
    worker.place.append(worker.element);
    worker.isAway = false;
  },
  async undo(worker) {
    if (press(worker.element, 'undo')) worker.submission.log.steps.at(-1).pressed.push('undo');
  },
  async offline(worker, lasting) {
    worker.isOffline = true;
    await clock.wait(lasting);
    worker.isOffline = false;
  },
  async reload() {
    location.reload();
  },
};

function changes(worker, members) {
  worker.submission.holds = { ...worker.submission.holds, ...members };
  worker.submission.isChanged = true;
}
