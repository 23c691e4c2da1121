'use client';
// The component of <add-skills> for React.
import { component } from './react-component.js';
import './several.js';

export const AddSkills = component('add-skills', {
  events: {
    onSkillSubmit: 'skill-submit',
    onSkillAdded: 'skill-added',
    onSkillRemoved: 'skill-removed',
    onSkillFailed: 'skill-failed',
    onSkillsSettled: 'skills-settled',
  },
  functions: ['getAccessToken'],
  objects: ['messages', 'skills'],
});
AddSkills.displayName = 'AddSkills';
