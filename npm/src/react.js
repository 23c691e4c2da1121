'use client';
// The component of <add-skill> for React.
import './add-skill.js';
import { component } from './react-component.js';

export const AddSkill = component('add-skill', {
  events: {
    onSkillSubmit: 'skill-submit',
    onSkillExists: 'skill-exists',
    onSkillAdded: 'skill-added',
    onSkillUpdated: 'skill-updated',
    onSkillRemoved: 'skill-removed',
    onSkillFailed: 'skill-failed',
  },
  functions: ['getAccessToken', 'suggest'],
  objects: ['messages', 'skill'],
});
AddSkill.displayName = 'AddSkill';
