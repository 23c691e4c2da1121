// What a shell reports to the user.
import { find } from './host.js';
import { sayer } from './texts.js';

/** Writes a line to a live region, or clears the region. @param {any} host @param {string} region @param {string} text */
export function write(host, region, text) {
  const element = find(host, region);
  if (!element) return;
  for (const child of [...element.children]) child.remove();
  if (!text) return;
  const line = host.ownerDocument.createElement(region === '.notice' ? 'span' : 'p');
  line.textContent = text;
  element.prepend(line);
}
/** @param {any} host @param {string} [key] */
export const note = (host, key) => write(host, '.notice', key ? sayer(host)(key) : '');

/** Shows that the skill will be added, with a **Stop** button. @param {any} host @param {() => void} onStop */
export function setBusy(host, onStop) {
  const say = sayer(host);
  const submit = find(host, '[part=submit]');
  const stop = host.ownerDocument.createElement('button');
  Object.assign(stop, { type: 'button', className: 'secondary', textContent: say('ui.stop') });
  stop.setAttribute('part', 'stop');
  stop.addEventListener('click', onStop);
  submit.setAttribute('aria-disabled', 'true');
  submit.after(stop);
  write(host, '.status', say('ui.loadingSubmit'));
}

/** Ends that. @param {any} host */
export function setIdle(host) {
  const [submit, stop] = [find(host, '[part=submit]'), find(host, '[part=stop]')];
  submit?.removeAttribute('aria-disabled');
  // The focus must not get lost.
  if (stop && host.shadowRoot.activeElement === stop) submit.focus();
  stop?.remove();
  write(host, '.status', '');
}
