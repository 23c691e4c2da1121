import { addSkillForm } from './library/dist/skills.js';

document.body.append(addSkillForm(async () => 'CANARY-host'));
