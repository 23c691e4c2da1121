// Measures the package beside what a person would pick instead, in one run, and leaves the table for the documentation:
// node scripts/bench.mjs npm/dist PEERS target/bench docs/bench.json [ARGUMENT...]. PEERS is a folder whose `npm run bench` serves the
// site that OURS_DIST names beside its own pages; further arguments are for it.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { LOADED } from "./loaded.mjs";

const [dist, peers, work, record, ...given] = process.argv.slice(2);
if (!existsSync(join(peers, "bench.mjs"))) {
  console.error(`scripts/bench.mjs: there is nothing to measure beside in ${resolve(peers)}. Name its folder: make bench PEERS=/path`);
  process.exit(1);
}

/** A page as the README has it, with nothing but the form. */
const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>add-skill</title>
<link rel="icon" href="data:,">
<link rel="modulepreload" href="/define.js" crossorigin="anonymous">
<link rel="preload" href="/add-skill_bg.wasm" as="fetch" type="application/wasm" crossorigin="anonymous">
<script type="module" src="/add-skill.js" crossorigin="anonymous"></script>
<style>add-skill { display: block; min-block-size: 45rem; }</style>
<add-skill endpoint="/beta/me/profile/skills" score-range="0 1"></add-skill>
<script type="module">for (const form of document.querySelectorAll('add-skill')) form.getAccessToken = async () => 'token';</script>
</html>
`;

/** What is measured, in the words of the table, with the figure's name, its digits and its unit. */
const ROWS = [
  ["bytes (brotli)", "bytes total", 0],
  ["until it can be used, cold, CPU ÷ 4, 1.6 Mbit/s, 150 ms (ms)", "slow cold ms", 0],
  ["the same, warm", "slow warm ms", 0],
  ["until it can be used, cold, unthrottled (ms)", "fast cold ms", 0],
  ["main thread blocked while it loads, throttled (ms)", "blocking ms", 0],
  ["100 more forms (ms)", "create 100 ms", 0],
  ["memory of a form (KiB)", "memory of 100 B", 1, 102_400],
  ["a key until it is painted, median (ms)", "typing median ms", 1],
  ["a category, of 1,000, median (ms)", "add median ms", 1],
  ["from the click to the request (ms)", "click to fetch ms", 1],
  ["from the answer to what is shown (ms)", "response to text ms", 1],
];
const NAMES = { vanilla: "by hand", lit: "Lit", fluent: "Fluent", webawesome: "Web Awesome", mgt: "MGT", rjsf: "rjsf", surveyjs: "SurveyJS", ours: "`<add-skill>`" };

const [site, bench] = [resolve(work, "site"), resolve(work, "peers")];
rmSync(site, { recursive: true, force: true });
mkdirSync(site, { recursive: true });
for (const file of [...LOADED, "locales"]) cpSync(join(dist, file), join(site, file), { recursive: true });
writeFileSync(join(site, "index.html"), PAGE);
// A copy: it installs what it needs beside itself.
cpSync(peers, bench, { recursive: true, filter: (path) => !/\/(?:node_modules|dist)$/.test(path) });

function run(command, ...more) {
  const { status } = spawnSync(command, more, { cwd: bench, env: { ...process.env, OURS_DIST: site }, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
if (!existsSync(join(bench, "node_modules"))) run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
run("npm", "run", "--silent", "bench", "--", "--out", "dist/results", ...given);

const { machine, peers: measured } = JSON.parse(readFileSync(join(bench, "dist/results.json"), "utf8"));
const shown = Object.entries(NAMES).filter(([name]) => measured[name]);
const cell = ({ median }, [, figure, digits, unit = 1]) => (figure in median ? (median[figure] / unit).toFixed(digits) : "–");
const table = {
  about: `Medians of one run, in which all took turns: ${machine}. MGT shows a person and has no form.`,
  columns: ["", ...shown.map(([, title]) => title)],
  rows: ROWS.map((row) => [row[0], ...shown.map(([name]) => cell(measured[name], row))]),
};
writeFileSync(record, `${JSON.stringify(table, null, 2)}\n`);
