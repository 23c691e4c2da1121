// The server: it renders the page once, and serves a file.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { render } from './dist/server/entry-server.js';

const template = readFileSync('dist/index.html', 'utf8');
writeFileSync('dist/index.html', template.replace('<!--app-html-->', render));
rmSync('dist/server', { recursive: true });
