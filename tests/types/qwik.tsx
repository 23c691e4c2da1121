/** @jsxImportSource @builder.io/qwik */
import { $ } from '@builder.io/qwik';
import 'add-skill-element/qwik';
import 'add-skill-element/several/qwik';

export const form = <add-skill class="skill" fields="displayName" endpoint="/beta/me/profile/skills" onSkillAdded$={$((event) => event.type)} />;
// @ts-expect-error Not an attribute.
export const wrongAttribute = <add-skill token="eyJ0" />;

export const list = <add-skills class="skills" endpoint="/beta/me/profile/skills" />;
