// What Vue's compiler of templates asks of a component: its props and its handlers.
import 'add-skill-element/vue';
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['add-skill']>['$props'];
({
  class: 'skill',
  endpoint: '/beta/me/profile/skills',
  'token-hosts': 'graph.example.com',
  skill: { displayName: 'Rust' },
  getAccessToken: async ({ scopes }) => scopes.join(),
  onSkillAdded: ({ detail }) => detail.skill.id,
  onSkillFailed: ({ detail }) => detail.retryAfter,
}) satisfies Props;
// @ts-expect-error No member of the enumeration.
({ skill: { proficiency: 'master' } }) satisfies Props;
// @ts-expect-error No attribute of it.
({ token: 'eyJ0' }) satisfies Props;
