// JSX of React 19.
import 'add-skill-element/react';

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
// @ts-expect-error No member of the enumeration.
export const wrongSkill = <add-skill skill={{ proficiency: 'master' }} />;
// @ts-expect-error No attribute of it.
export const wrongAttribute = <add-skill token="eyJ0" />;
// @ts-expect-error No member of the detail.
export const wrongEvent = <add-skill onskill-added={({ detail }) => detail.token} />;
