import { getAccessToken } from './token';

await import('./add-skill');
Object.assign(document.querySelector('add-skill')!, { getAccessToken });
