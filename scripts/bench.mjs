// Measures the package and its alternatives in one run, and writes tables for the documentation:
// node scripts/bench.mjs npm/dist OWN PEERS target/bench docs/bench.json [ARGUMENT...].
//
// OWN contains the results of `measure` of tests/page. PEERS is a folder whose `npm run bench` serves the sites in OURS in addition to its
// own pages, and gets the further arguments. If there is no such folder, the last results of the comparison are kept.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { LOADED, VISIBLE } from "./loaded.mjs";

const [dist, own, peers, work, record, ...given] = process.argv.slice(2);

/** A page as in the README, with the form only. @param {string} attributes */
const page = (attributes) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>add-skill</title>
<link rel="icon" href="data:,">
<link rel="modulepreload" href="/define.js" crossorigin="anonymous">
<link rel="modulepreload" fetchpriority="low" href="/shell.js" crossorigin="anonymous">
<link rel="modulepreload" fetchpriority="low" href="/runtime.js" crossorigin="anonymous">
<link rel="preload" href="/add-skill_bg.wasm" as="fetch" type="application/wasm" fetchpriority="low" crossorigin="anonymous">
<script type="module" src="/add-skill.js" crossorigin="anonymous"></script>
<style>add-skill { display: block; min-block-size: 45rem; }</style>
<add-skill endpoint="/beta/me/profile/skills" score-range="0 1"${attributes}></add-skill>
<script type="module">for (const form of document.querySelectorAll('add-skill')) form.getAccessToken = async () => 'token';</script>
</html>
`;

/** The attributes of the form in each site. The second form sends the skill without reading the profile before. */
const SITES = { ours: "", direct: ' verify="off" existing="allow"' };

/** The rows of the table: the title, the name of the figure, its digits, and its unit. */
const ROWS = [
  ["bytes until visible (brotli)", "bytes visible", 0],
  ["bytes in total (brotli)", "bytes total", 0],
  ["until visible, cold cache, CPU ÷ 4, 1.6 Mbit/s, 150 ms latency (ms)", "slow cold present ms", 0],
  ["until it responds to a click, as above (ms)", "slow cold ms", 0],
  ["as above, warm cache", "slow warm ms", 0],
  ["until it responds to a click, cold cache, unthrottled (ms)", "fast cold ms", 0],
  ["until the module is ready, cold cache, throttled (ms)", "slow cold live ms", 0],
  ["main thread blocked until then, throttled (ms)", "slow cold blocking all", 0],
  ["layout shift, throttled", "slow cold shift", 3],
  ["100 additional forms (ms)", "create 100 ms", 0],
  ["memory per form (KiB)", "memory of 100 B", 1, 102_400],
  ["key press to paint, median (ms)", "typing median ms", 1],
  ["adding one of 1,000 categories, median (ms)", "add median ms", 1],
  ["click to request (ms)", "click to fetch ms", 1],
  ["response to status message (ms)", "response to text ms", 1],
];
const NAMES = { vanilla: "hand-written", lit: "Lit", fluent: "Fluent", webawesome: "Web Awesome", mgt: "MGT", rjsf: "rjsf", surveyjs: "SurveyJS", ours: "`<add-skill>`", direct: '`<add-skill verify="off" existing="allow">`' };

const json = (path) => JSON.parse(readFileSync(path, "utf8"));
/** Measures the package and its alternatives. Returns a table. */
function compare() {
  const [sites, bench] = [resolve(work, "sites"), resolve(work, "peers")];
  rmSync(sites, { recursive: true, force: true });
  for (const [name, attributes] of Object.entries(SITES)) {
    const site = join(sites, name);
    for (const file of [...LOADED, "locales"]) cpSync(join(dist, file), join(site, file), { recursive: true });
    writeFileSync(join(site, "index.html"), page(attributes));
  }
  const OURS = Object.keys(SITES).map((name) => `${name}=${join(sites, name)}`).join();
  // A copy, because the benchmark installs its dependencies into its folder.
  cpSync(peers, bench, { recursive: true, filter: (path) => !/\/(?:node_modules|dist)$/.test(path) });
  const run = (command, ...more) => {
    const { status } = spawnSync(command, more, { cwd: bench, env: { ...process.env, OURS }, stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
  };
  if (!existsSync(join(bench, "node_modules"))) run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
  run("npm", "run", "--silent", "bench", "--", "--out", "dist/results", ...given);
  const { machine, peers: measured } = json(join(bench, "dist/results.json"));
  const bytes = (...contents) => contents.reduce((total, content) => total + brotliCompressSync(content).length, 0);
  for (const [name, { median }] of Object.entries(measured)) {
    // The alternatives show nothing before all their files have loaded.
    median["bytes visible"] = name === "ours" ? bytes(page(SITES.ours), ...VISIBLE.map((file) => readFileSync(join(dist, file)))) : median["bytes total"];
  }
  const shown = Object.entries(NAMES).filter(([name]) => measured[name]);
  // The second form differs from the first one only in these rows.
  const isOwn = (name, figure) => name !== "direct" || ["click to fetch ms", "response to text ms"].includes(figure);
  const cell = (name, [, figure, digits, unit = 1]) => {
    const { median } = measured[name];
    return figure in median && isOwn(name, figure) ? (median[figure] / unit).toFixed(digits) : "–";
  };
  return {
    about: `Medians of one run with interleaved measurements: ${machine}. MGT shows a person card and has no form.`,
    columns: ["", ...shown.map(([, title]) => title)],
    rows: ROWS.map((row) => [row[0], ...shown.map(([name]) => cell(name, row))]),
  };
}

const [{ model }] = cpus();
const alone = { about: `Alone, in Chromium: ${cpus().length} x ${model}, ${new Date().toISOString().slice(0, 10)}.`, ...json(own) };
/** Returns the table of the last comparison. */
function lastComparison() {
  console.log(`No alternatives are measured, because ${resolve(peers)} contains no benchmark. Set PEERS to its folder.`);
  return existsSync(record) ? json(record).find(({ columns }) => columns.length > 2) : undefined;
}
const others = existsSync(join(peers, "bench.mjs")) ? compare() : lastComparison();
writeFileSync(record, `${JSON.stringify([others, alone].filter(Boolean), null, 2)}\n`);
