// Importing this module defines <add-skill> and loads its files.
import { define } from './define.js';

export { AddSkillElement, define } from './define.js';

define();
