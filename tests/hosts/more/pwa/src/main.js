import { registerSW } from 'virtual:pwa-register';
import 'add-skill-element';
import { getAccessToken } from './token.js';

registerSW();
document.querySelector('add-skill').getAccessToken = getAccessToken;
