import type { Messages, SkillProficiency } from './types.js';

/** The element's attributes and properties, and where its stylesheet is from. Lists can be arrays. */
export interface RenderOptions {
  /** The language of the form, such as `de`. Without it, the form is in English. */
  lang?: string | undefined;
  /** The direction of the form. Without it, that of the language. */
  dir?: 'ltr' | 'rtl' | 'auto' | undefined;
  /** Does not change the markup; accepted so that one object can hold all attributes. */
  endpoint?: string | undefined;
  /** The fields to show, as Graph property names, in order. */
  fields?: string | readonly string[] | undefined;
  /** The required fields in addition to `displayName`. */
  required?: string | readonly string[] | undefined;
  /** Does not change the markup. */
  tokenHosts?: string | readonly string[] | undefined;
  /** Does not change the markup. */
  scopes?: string | readonly string[] | undefined;
  /** Does not change the markup. */
  draft?: 'session' | 'off' | undefined;
  /** Does not change the markup. */
  draftKey?: string | undefined;
  /** Does not change the markup. */
  verify?: 'on' | 'off' | undefined;
  /** Does not change the markup. */
  existing?: 'ask' | 'allow' | undefined;
  /** The allowed range of `inference.confidenceScore`, such as `0 1`. */
  scoreRange?: string | readonly number[] | undefined;
  /** The selectable members of `allowedAudiences`. The first is preselected. */
  audiences?: string | readonly string[] | undefined;
  /** Does not change the markup. */
  name?: string | undefined;
  /** Whether the user can neither fill in nor send the form. */
  disabled?: boolean | '' | undefined;
  /** Whether the fields are read-only. */
  readonly?: boolean | '' | undefined;
  /** Another name of `readonly`. */
  readOnly?: boolean | '' | undefined;
  /** The values of the fields. The element starts with them. */
  skill?: SkillProficiency | undefined;
  /** Custom texts. The element starts with them. */
  messages?: Messages | undefined;
  /** The nonce of the inline stylesheet, if the page's Content-Security-Policy requires one. */
  nonce?: string | undefined;
  /** The URL of `add-skill-element/add-skill.css`, which is linked instead of the inline stylesheet. */
  stylesheet?: string | undefined;
}

/**
 * Returns the declarative shadow root of an `<add-skill>`: insert it as HTML at the beginning of the element's content. When the element's
 * script has loaded, the element hydrates the form in place, and keeps the user's input.
 *
 * In a browser, it returns an empty string.
 */
export declare function renderToString(options?: RenderOptions): string;
