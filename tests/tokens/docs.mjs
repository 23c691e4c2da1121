// The code of the documentation: the fenced blocks of docs/*.md with a title.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK = /^```\w+ title="([^"]+)"\n([\s\S]*?)^```$/gm;

/** @param {string} root @param {string} page Its name, such as auth-msal @returns {Record<string, string>} The blocks by title */
export function blocks(root, page) {
  const text = readFileSync(join(root, 'docs', `${page}.md`), 'utf8');
  return Object.fromEntries([...text.matchAll(BLOCK)].map(([, title, code]) => [title, code]));
}
