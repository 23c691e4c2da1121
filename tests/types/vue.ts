// The types that Vue's template compiler uses for a component: its props and handlers.
import 'add-skill-element/vue';
import 'add-skill-element/several/vue';
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
// @ts-expect-error Not a member of the enumeration.
({ skill: { proficiency: 'master' } }) satisfies Props;
// @ts-expect-error Not an attribute.
({ token: 'eyJ0' }) satisfies Props;

type ListProps = InstanceType<GlobalComponents['add-skills']>['$props'];
({
  'draft-key': 'ada',
  skills: [{ displayName: 'Rust' }],
  onSkillAdded: ({ detail }) => detail.skill.id,
  onSkillsSettled: ({ detail }) => detail.added,
}) satisfies ListProps;
// @ts-expect-error Not an array.
({ skills: {} }) satisfies ListProps;
