// The former names of pages. A static host cannot redirect, so the site contains a small page under each former name.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The present name of each renamed page by its former name. */
export const REDIRECTS = {
  'getting-started': 'install',
  token: 'authentication',
  'token-msal': 'auth-msal',
  'token-teams': 'auth-teams',
  'token-bff': 'auth-bff',
  reliability: 'errors',
  languages: 'localization',
  policy: 'csp',
  interface: 'api',
  size: 'performance',
  versions: 'versioning',
};

/** A page that redirects to another one in its folder and keeps the fragment. @param {string} page */
const redirect = (page) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>This page has moved</title>
<link rel="icon" href="data:,">
<link rel="canonical" href="${page}.html">
<meta name="robots" content="noindex">
<script>location.replace('${page}.html' + location.hash)</script>
<meta http-equiv="refresh" content="1; url=${page}.html">
<p>This page has moved to <a href="${page}.html">${page}.html</a>.</p>
</html>
`;

/** Writes the redirecting pages. @param {string} folder The built site */
export function writeRedirects(folder) {
  for (const [from, to] of Object.entries(REDIRECTS)) writeFileSync(join(folder, `${from}.html`), redirect(to));
}
