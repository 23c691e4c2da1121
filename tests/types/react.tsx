// The types of JSX in React 19.
import { AddSkill } from 'add-skill-element/react';
import { AddSkills } from 'add-skill-element/several/react';

export const form = (
  <add-skill
    ref={(element) => element?.focus()}
    className="skill"
    lang="de"
    endpoint="/beta/me/profile/skills"
    token-hosts="graph.example.com"
    draftKey="ada"
    readonly
    skill={{ displayName: 'Rust', categories: ['hobby'] }}
    getAccessToken={async ({ scopes }) => scopes.join()}
    onskill-submit={(event) => event.preventDefault()}
    onskill-added={({ detail }) => detail.skill.id?.length}
    onskill-failed={({ detail }) => detail.retryAfter}
  >
    The form needs WebAssembly.
  </add-skill>
);
// @ts-expect-error Not a member of the enumeration.
export const wrongSkill = <add-skill skill={{ proficiency: 'master' }} />;
// @ts-expect-error Not an attribute.
export const wrongAttribute = <add-skill token="eyJ0" />;
// @ts-expect-error Not a member of the detail.
export const wrongEvent = <add-skill onskill-added={({ detail }) => detail.token} />;

export const component = (
  <AddSkill
    ref={(element) => element?.focus()}
    className="skill"
    fields="displayName proficiency"
    tokenHosts="graph.example.com"
    readonly
    skill={{ displayName: 'Rust' }}
    getAccessToken={async ({ scopes }) => scopes.join()}
    onSkillSubmit={(event) => event.preventDefault()}
    onSkillAdded={({ detail }) => detail.skill.id?.length}
    onSkillExists={({ detail }) => detail.existing.id?.length}
    onSkillUpdated={({ detail }) => detail.skill.proficiency?.length}
    onSkillRemoved={({ detail }) => detail.id.length}
    onSkillFailed={({ detail }) => detail.retryAfter}
  >
    The form needs WebAssembly.
  </AddSkill>
);
// @ts-expect-error Not a member of the enumeration.
export const wrongPrefill = <AddSkill skill={{ proficiency: 'master' }} />;
// @ts-expect-error Not a prop.
export const wrongProp = <AddSkill token="eyJ0" />;

export const list = <add-skills className="skills" skills={[{ displayName: 'Rust' }]} onskills-settled={({ detail }) => detail.added} />;
export const listComponent = (
  <AddSkills
    ref={(element) => void element?.submit().then(({ added }) => added.toFixed())}
    className="skills"
    draftKey="ada"
    skills={[{ displayName: 'Rust' }]}
    getAccessToken={async ({ scopes }) => scopes.join()}
    validate={({ displayName }) => (displayName ? {} : { displayName: 'Enter a name' })}
    onSkillSubmit={(event) => event.preventDefault()}
    onSkillAdded={({ detail }) => detail.skill.id?.length}
    onSkillRemoved={({ detail }) => detail.id.length}
    onSkillFailed={({ detail }) => detail.retryAfter}
    onSkillsSettled={({ detail }) => detail.added}
  />
);
// @ts-expect-error Not a prop of the list.
export const wrongFields = <AddSkills fields="displayName" />;
