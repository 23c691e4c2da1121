import { define } from 'add-skill-element/define';
import wasm from 'add-skill-element/add-skill_bg.wasm' with { type: 'file' };
import { getAccessToken } from './token.js';

define('add-skill', { wasm: new URL(wasm, import.meta.url), locales: '/locales/' });

document.querySelector('add-skill').getAccessToken = getAccessToken;
