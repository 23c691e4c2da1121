// The types in a page's TypeScript. `make package` compiles this file with the packed package. Each @ts-expect-error must be an error.
import { AddSkillElement, define, type SkillAddedEvent, type SkillError, type SkillProficiency } from 'add-skill-element';
import { define as defineElsewhere } from 'add-skill-element/define';
import { AddSkillsElement, define as defineList, type SkillsSettled, type SkillsSettledEvent } from 'add-skill-element/several';
import { define as defineListElsewhere } from 'add-skill-element/several/define';
import { bffToken } from 'add-skill-element/token/bff';
import { msalToken } from 'add-skill-element/token/msal';
import { teamsToken } from 'add-skill-element/token/teams';

const made = document.createElement('add-skill');
const found: AddSkillElement | null = document.querySelector('add-skill');
made satisfies HTMLElement;
found?.focus({ preventScroll: true });

made.endpoint = '/beta/me/profile/skills';
made.tokenHosts = 'graph.example.com';
made.scopes = 'User.ReadWrite.All';
made.draft = 'off';
made.readOnly = made.readonly;
made.skill = { displayName: 'Rust', proficiency: 'expert', inference: { confidenceScore: 0.5 } };
made.skill = undefined;
made.messages = { 'ui.submit': 'Save', sv: { 'ui.submit': 'Spara' } };
made.suggest = async (text, signal) => (signal.aborted ? [] : [text]);
made.validate = async ({ displayName }, signal) => (displayName && !signal.aborted ? undefined : { displayName: 'No', 'inference.confidenceScore': undefined });
made.validate = (skill) => (skill.webUrl ? {} : { webUrl: 'Enter a link' });
made.validate = () => {};
made.getAccessToken = async ({ scopes, claims }) => [...scopes, claims ?? ''].join();
const name: string | null | undefined = made.skill.displayName;
const created: Promise<SkillProficiency> = made.submit();
created.catch((error: SkillError) => error.kind === 'invalid' || error.retryAfter);
const isValid: boolean = made.checkValidity() && made.reportValidity() && made.validity.valid && made.willValidate;
made.reset();
[name, isValid, made.form?.elements, made.labels.length, made.validationMessage, AddSkillElement.version satisfies string];

made.addEventListener('skill-submit', (event) => (event.detail.skill.displayName ? event.preventDefault() : undefined));
made.addEventListener('skill-added', (event: SkillAddedEvent) => event.detail.skill.id?.length);
made.addEventListener('skill-exists', (event) => { if (event.detail.existing.proficiency === event.detail.skill.proficiency) event.preventDefault(); });
made.addEventListener('skill-updated', ({ detail }) => detail.skill.proficiency?.length);
made.addEventListener('skill-removed', ({ detail }) => detail.id.length);
made.existing = 'allow';
// @ts-expect-error: no such value
made.existing = 'never';
made.scopes = 'User.ReadWrite openid';
made.validate = async (skill, signal) => (signal.aborted || skill.displayName ? undefined : { displayName: 'Enter a name' });
document.addEventListener('skill-failed', ({ detail }) => [detail.kind === 'throttled', detail.retryAfter?.toFixed(), detail.clientRequestId.length]);

define('x-skill', new CustomElementRegistry()) satisfies CustomElementConstructor | undefined;
defineElsewhere('y-skill', { registry: customElements, wasm: new URL('https://example.com/x.wasm'), locales: '/locales/' });

made.getAccessToken = bffToken('/tickets', { signIn: async (claims) => void claims });
made.getAccessToken = teamsToken({ getAuthToken: async () => '', authenticate: async () => '' }, { exchange: '/exchange', consent: '/consent' });
declare const client: import('add-skill-element/token/msal').MsalClient;
made.getAccessToken = msalToken(client, { interact: 'redirect' });

// @ts-expect-error Not a member of the enumeration.
made.skill = { proficiency: 'master' };
// @ts-expect-error Not a text.
made.validate = () => ({ displayName: 7 });
// @ts-expect-error Neither session nor off.
made.draft = 'local';
// @ts-expect-error Read-only.
made.form = null;
// @ts-expect-error Not a kind of failure.
made.addEventListener('skill-failed', ({ detail }) => detail.kind === 'lost');
// @ts-expect-error The token is passed with the property only.
made.token = 'eyJ0';

const list = document.createElement('add-skills');
list satisfies AddSkillsElement;
list.skills = [{ displayName: 'Rust', proficiency: 'expert' }];
list.skills = undefined;
list.skills[0]?.displayName?.length;
list.existing = 'allow';
list.getAccessToken = made.getAccessToken;
list.validate = made.validate;
const settled: Promise<SkillsSettled> = list.submit();
settled.then(({ added, skipped, failed, unknown }) => added + skipped + failed + unknown);
list.addEventListener('skills-settled', (event: SkillsSettledEvent) => event.detail.added.toFixed());
list.addEventListener('skill-added', ({ detail }) => detail.skill.id?.length);
list.reset();
defineList('x-skills') satisfies CustomElementConstructor | undefined;
defineListElsewhere('y-skills', { wasm: new URL('https://example.com/x.wasm'), locales: '/locales/' });

// @ts-expect-error Not an array.
list.skills = { displayName: 'Rust' };
// @ts-expect-error The list has no such attribute.
list.fields = 'displayName';
// @ts-expect-error Not a registry.
defineListElsewhere('y-skills', { registry: customElements });
