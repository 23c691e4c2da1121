// The types in a server's TypeScript.
import { renderToString, type RenderOptions } from 'add-skill-element/server';

const options: RenderOptions = {
  lang: 'de',
  dir: 'ltr',
  fields: ['displayName', 'webUrl'],
  required: 'webUrl',
  audiences: ['organization'],
  scoreRange: [0, 1],
  scopes: ['User.ReadWrite'],
  readonly: true,
  disabled: '',
  draft: 'off',
  skill: { displayName: 'Rust', proficiency: 'expert' },
  messages: { 'ui.submit': 'Save', sv: { 'ui.submit': 'Spara' } },
  nonce: 'abc',
};
const html: string = renderToString(options) + renderToString();
html.length;

// @ts-expect-error Not an option.
renderToString({ field: 'displayName' });
// @ts-expect-error Not a member of the enumeration.
renderToString({ skill: { proficiency: 'master' } });
// @ts-expect-error The markup never contains a token.
renderToString({ getAccessToken: async () => '' });
