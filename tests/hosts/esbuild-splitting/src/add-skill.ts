import { define } from 'add-skill-element/define';
import wasm from 'add-skill-element/add-skill_bg.wasm';

define('add-skill', { wasm: new URL(wasm, import.meta.url), locales: '/locales/' });
