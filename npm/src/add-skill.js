// Importing this defines <add-skill>, and loads what it needs.
import { define } from './define.js';

export { AddSkillElement, define } from './define.js';

define();
