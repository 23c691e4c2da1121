import 'add-skill-element';
import { getAccessToken } from './token.js';

export default {
  title: 'Add a skill',
  render: (properties) => Object.assign(document.createElement('add-skill'), { getAccessToken, ...properties }),
};

export const Prefilled = { args: { skill: { displayName: 'Rust' } } };
