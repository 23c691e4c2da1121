/** @jsxImportSource solid-js */
import 'add-skill-element/solid';
import 'add-skill-element/several/solid';

export const form = () => (
  <add-skill
    class="skill"
    endpoint="/beta/me/profile/skills"
    token-hosts="graph.example.com"
    prop:skill={{ displayName: 'Rust' }}
    prop:getAccessToken={async ({ scopes }) => scopes.join()}
    on:skill-added={({ detail }) => detail.skill.id}
  />
);
// @ts-expect-error Not a member of the enumeration.
export const wrongSkill = () => <add-skill prop:skill={{ proficiency: 'master' }} />;
// @ts-expect-error Not a member of the detail.
export const wrongEvent = () => <add-skill on:skill-added={({ detail }) => detail.token} />;

export const list = () => <add-skills token-hosts="graph.example.com" prop:skills={[{ displayName: 'Rust' }]} on:skills-settled={({ detail }) => detail.added} />;
// @ts-expect-error Not a member of the detail.
export const wrongCount = () => <add-skills on:skills-settled={({ detail }) => detail.total} />;
