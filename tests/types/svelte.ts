// The types that Svelte's template compiler uses for an element: its attributes and handlers.
import 'add-skill-element/svelte';
import 'add-skill-element/several/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

type Attributes = SvelteHTMLElements['add-skill'];
({
  class: 'skill',
  endpoint: '/beta/me/profile/skills',
  'draft-key': 'ada',
  skill: { displayName: 'Rust' },
  getAccessToken: async ({ scopes }) => scopes.join(),
  'onskill-added': ({ detail }) => detail.skill.id,
  'on:skill-failed': ({ detail }) => detail.retryAfter,
}) satisfies Attributes;
// @ts-expect-error Not a member of the enumeration.
({ skill: { proficiency: 'master' } }) satisfies Attributes;
// @ts-expect-error Not a member of the detail.
({ 'onskill-added': ({ detail }) => detail.token }) satisfies Attributes;

({
  skills: [{ displayName: 'Rust' }],
  getAccessToken: async ({ scopes }) => scopes.join(),
  'onskills-settled': ({ detail }) => detail.added,
}) satisfies SvelteHTMLElements['add-skills'];
