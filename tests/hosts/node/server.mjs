import { randomBytes } from 'node:crypto';
import { renderToString } from 'add-skill-element/server';

const page = (nonce) => `<!doctype html>
<html lang="de">
  <head>
    <meta charset="utf-8">
    <title>Fähigkeiten</title>
    <script type="module" src="/skills.js"></script>
  </head>
  <body>
    <add-skill lang="de" required="proficiency">
      ${renderToString({ lang: 'de', required: 'proficiency', nonce })}
      Das Formular braucht WebAssembly.
    </add-skill>
  </body>
</html>`;

export function showForm(request, response) {
  const nonce = randomBytes(16).toString('base64');
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'nonce-${nonce}'; connect-src 'self' https://graph.microsoft.com`,
  );
  response.end(page(nonce));
}
