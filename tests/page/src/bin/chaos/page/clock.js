// The page's time, which goes faster than the world's and goes on where a reload has cut it. It is there before the module.
const KEPT = 'chaos:clock';
const later = setTimeout;
const worldsNow = Date.now.bind(Date);

globalThis.clock = {
  /** A pause in the world's time: for looks at the form, and never for what it does. */
  pause: (milliseconds) => new Promise((resolve) => { later(resolve, milliseconds); }),
  /** A pause in the page's time. */
  wait: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
  /** The world's time, to be compared with the service's. */
  world: () => new Date(worldsNow()).toISOString(),
  now: () => Date.now(),
};

// A round begins with nothing of the one before it.
if (location.search === '?fresh') {
  sessionStorage.clear();
  history.replaceState(null, '', location.pathname);
}
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
const times = Number(document.currentScript.dataset.times);
pageTests.hurry('add-skill', times);
if (kept !== null) {
  const hurried = Date.now;
  // The moments of a reload pass as fast as all others.
  const lead = kept.page + (worldsNow() - kept.world) * times - hurried();
  Date.now = () => hurried() + lead;
}
addEventListener('pagehide', () => sessionStorage.setItem(KEPT, JSON.stringify({ page: Date.now(), world: worldsNow() })));
