import 'add-skill-element';

export function addSkillForm(getAccessToken) {
  return Object.assign(document.createElement('add-skill'), { getAccessToken });
}
