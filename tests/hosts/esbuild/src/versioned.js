import { AddSkillElement, define } from 'add-skill-element/define';
import { getAccessToken } from './token.js';

define('add-skill', { wasm: `/add-skill_bg.wasm?v=${AddSkillElement.version}`, locales: '/locales/' });

document.querySelector('add-skill').getAccessToken = getAccessToken;
