import { AddSkill } from 'add-skill-element/react';
import { getAccessToken } from '../token.js';

export default function Skills() {
  return <AddSkill getAccessToken={getAccessToken}>The form needs a browser with WebAssembly.</AddSkill>;
}
