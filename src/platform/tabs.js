// @ts-check
// Locks and messages that the tabs of the page's origin share.

/** How often a lock is requested. One that this page has just released is not available at once. */
const ATTEMPTS = 4;
/** The pause before each further request, in milliseconds. */
const PAUSE = 50;
/** How long to wait for the browser's answer, in milliseconds. It usually takes less than one. */
const TIMEOUT = 1000;

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/**
 * Takes a lock (https://w3c.github.io/web-locks/). Returns the function that releases it, or `undefined` if another tab holds it.
 *
 * If the browser has no locks or none for this origin, or does not answer, no tab is excluded.
 * @param {string} name
 */
export async function takeLock(name) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(PAUSE);
    const release = await new Promise((resolve) => {
      let isAwaited = true;
      const giveUp = () => {
        isAwaited = false;
        resolve(() => {});
      };
      const timer = setTimeout(giveUp, TIMEOUT);
      try {
        const options = Object.setPrototypeOf({ ifAvailable: true }, null);
        const released = navigator.locks.request(name, options, (lock) => {
          clearTimeout(timer);
          if (lock && isAwaited) return new Promise(resolve);
          resolve(undefined);
        });
        released.catch(giveUp);
      } catch {
        giveUp();
      }
    });
    if (release) return release;
  }
}

/** @type {BroadcastChannel | undefined} */
let channel;
/** @type {((text: string) => void) | undefined} */
let receiver;

/**
 * Receives texts from other tabs, until the page is hidden: an open channel could keep the page out of the back/forward cache.
 * @param {(text: string) => void} [receive] Only the first one is used
 */
export function listen(receive) {
  receiver ??= receive;
  if (channel) return;
  try {
    channel = new BroadcastChannel('add-skill');
    channel.onmessage = ({ data }) => { if (typeof data === 'string') receiver?.(data); };
    addEventListener('pagehide', () => {
      channel?.close();
      channel = undefined;
    }, Object.setPrototypeOf({ once: true }, null));
  } catch {}
}

/** Sends a text to the other tabs. @param {string} text */
export function post(text) {
  listen();
  try { channel?.postMessage(text); } catch {}
}
