'use client';

import { AddSkill } from 'add-skill-element/react';
import { renderToString } from 'add-skill-element/server';
import { getAccessToken } from './token';

const options = { lang: 'en', fields: 'displayName proficiency' };
const html = { __html: renderToString(options) };

export function SkillForm() {
  return <AddSkill {...options} getAccessToken={getAccessToken} dangerouslySetInnerHTML={html} />;
}
