/** @jsxImportSource preact */
import 'add-skill-element/preact';
import 'add-skill-element/several/preact';

export const form = (
  <add-skill
    class="skill"
    endpoint="/beta/me/profile/skills"
    skill={{ displayName: 'Rust' }}
    getAccessToken={async ({ scopes }) => scopes.join()}
    onskill-added={({ detail }) => detail.skill.id}
  />
);
// @ts-expect-error Not a member of the enumeration.
export const wrongSkill = <add-skill skill={{ proficiency: 'master' }} />;
// @ts-expect-error Not a member of the detail.
export const wrongEvent = <add-skill onskill-added={({ detail }) => detail.token} />;

export const list = <add-skills class="skills" skills={[{ displayName: 'Rust' }]} onskills-settled={({ detail }) => detail.added} />;
// @ts-expect-error Not a member of the detail.
export const wrongCount = <add-skills onskills-settled={({ detail }) => detail.total} />;
