// Importing this module defines <add-skills> and loads its files.
import { define } from './several-define.js';

export { AddSkillsElement, define } from './several-define.js';

define();
