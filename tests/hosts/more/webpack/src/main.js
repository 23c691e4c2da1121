import 'add-skill-element';
import { getAccessToken } from './token.js';

document.querySelector('add-skill').getAccessToken = getAccessToken;
