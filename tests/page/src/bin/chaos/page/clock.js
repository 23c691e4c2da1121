// The page's time, which is faster than real time and continues after a reload. It is set up before the module loads.
const KEPT = 'chaos:clock';
const later = setTimeout;
const worldsNow = Date.now.bind(Date);

globalThis.clock = {
  /** A pause in real time: only for checks of the form. */
  pause: (milliseconds) => new Promise((resolve) => { later(resolve, milliseconds); }),
  /** A pause in the page's time. */
  wait: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
  /** Real time, for comparison with the service's. */
  world: () => new Date(worldsNow()).toISOString(),
  now: () => Math.round(Date.now()),
  /** The difference between the page's and the service's clock. */
  ahead: () => Math.round(Date.now() - worldsNow()),
};

// A round starts without the state of the previous one.
if (location.search === '?fresh') {
  sessionStorage.clear();
  history.replaceState(null, '', location.pathname);
}
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
const times = Number(document.currentScript.dataset.times);
pageTests.speedUp('add-skill', times);
if (kept !== null) {
  const hurried = Date.now;
  // The time of a reload is faster too.
  const lead = kept.page + (worldsNow() - kept.world) * times - hurried();
  Date.now = () => hurried() + lead;
}
addEventListener('pagehide', () => sessionStorage.setItem(KEPT, JSON.stringify({ page: Date.now(), world: worldsNow() })));
