// The whole element in one classic script: the module is part of it, and other languages stand beside it in `locales`.
import './add-skill.js';
