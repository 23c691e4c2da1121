import { getAccessToken } from './token';

async function start() {
  await import('add-skill-element');
  Object.assign(document.querySelector('add-skill')!, { getAccessToken });
}

void start();
