// The hand-written part of the package's types: the elements' inputs and outputs. scripts/package.mjs generates the types of the elements
// themselves from custom-elements.json.

/**
 * A skill, as Microsoft Graph's beta has it.
 * @see https://learn.microsoft.com/graph/api/resources/skillproficiency?view=graph-rest-beta
 */
export interface SkillProficiency {
  '@odata.type'?: string;
  id?: string;
  displayName?: string | null;
  proficiency?: SkillProficiencyLevel | null;
  categories?: string[] | null;
  webUrl?: string | null;
  collaborationTags?: string[] | null;
  thumbnailUrl?: string | null;
  allowedAudiences?: AllowedAudiences | null;
  inference?: InferenceData | null;
  createdBy?: IdentitySet | null;
  lastModifiedBy?: IdentitySet | null;
  /** An ISO 8601 time in UTC. */
  createdDateTime?: string | null;
  /** An ISO 8601 time in UTC. */
  lastModifiedDateTime?: string | null;
  isSearchable?: boolean | null;
  source?: { type?: string[] | null } | null;
}

/** The live service also returns values that are not listed here. The element passes them on unchanged. */
export type SkillProficiencyLevel =
  | 'elementary'
  | 'limitedWorking'
  | 'generalProfessional'
  | 'advancedProfessional'
  | 'expert'
  | 'unknownFutureValue';

export type AllowedAudiences =
  | 'me'
  | 'family'
  | 'contacts'
  | 'groupMembers'
  | 'organization'
  | 'federatedOrganizations'
  | 'everyone'
  | 'unknownFutureValue';

export interface InferenceData {
  /** Any finite number. The attribute `score-range` restricts it. */
  confidenceScore?: number | null;
  userHasVerifiedAccuracy?: boolean | null;
}

export interface IdentitySet {
  application?: Identity | null;
  device?: Identity | null;
  user?: Identity | null;
}

export interface Identity {
  id?: string | null;
  displayName?: string | null;
}

/** The argument of `getAccessToken`. */
export interface TokenRequest {
  /** The scopes of the attribute `scopes`, in MSAL's format: by default, `User.ReadWrite`. */
  scopes: string[];
  /** The claims of a claims challenge, as JSON, in MSAL's format. Return a new token with these claims, not a cached one. */
  claims?: string;
}

/** Returns an access token for one request. Rejects if there is none. */
export type GetAccessToken = (request: TokenRequest) => Promise<string> | string;

/** Returns autocomplete suggestions for the skill name. */
export type Suggest = (text: string, signal: AbortSignal) => Promise<string[]> | string[];

/**
 * Validates a skill. Returns messages by Microsoft Graph path, or nothing if the skill is valid. `signal` aborts when the submission is
 * stopped, or after 5 seconds.
 */
export type Validate = (skill: SkillProficiency, signal: AbortSignal) => Promise<ValidationMessages | void> | ValidationMessages | void;

/** Messages as plain text, by Microsoft Graph path such as `inference.confidenceScore`. */
export type ValidationMessages = { [path: string]: string | null | undefined };

/** Texts by message key, for all languages or, in an object under a language tag, for one language. */
export interface Messages {
  [keyOrLanguage: string]: string | { [key: string]: string };
}

/** The result of a submission that ended without success. */
export interface SkillFailure {
  /**
   * `not-sent`: no request was sent. `rejected`: the service rejected the skill. `needs-auth`: the service requires another token.
   * `throttled`: the service is throttling requests or unavailable. `exists`: the profile already contains a skill with this name, and the user
   * keeps it. `unknown`: the skill may have been added or changed.
   */
  kind: 'not-sent' | 'rejected' | 'needs-auth' | 'throttled' | 'exists' | 'unknown';
  /** The HTTP status, if there was a response. */
  status?: number;
  /** Graph's error code. */
  code?: string;
  /** The message that the user sees. */
  message: string;
  /** The delay that the service requests, in seconds. */
  retryAfter?: number;
  /** The service's request id, for support. */
  requestId?: string;
  /** The element's request id, which it sends as `client-request-id`. */
  clientRequestId: string;
}

/** The error with which `submit()` rejects. */
export interface SkillError extends Error, Omit<Partial<SkillFailure>, 'kind' | 'message'> {
  /** In addition to the kinds of a failure: `invalid` (the form has errors), `not-ready` (it is disabled, read-only, or busy), and `cancelled` (the page canceled `skill-submit` or `skill-exists`). */
  kind: SkillFailure['kind'] | 'invalid' | 'not-ready' | 'cancelled';
}

/** Cancelable with `preventDefault()`. */
export type SkillSubmitEvent = CustomEvent<{ skill: SkillProficiency }>;
/** Cancelable with `preventDefault()`. `existing` is the skill with the same name as the collection lists it: its `id`, `displayName`, and `proficiency`. */
export type SkillExistsEvent = CustomEvent<{ skill: SkillProficiency; existing: SkillProficiency }>;
export type SkillAddedEvent = CustomEvent<{ skill: SkillProficiency; requestId?: string; clientRequestId: string }>;
/** `skill` is the changed skill. */
export type SkillUpdatedEvent = CustomEvent<{ skill: SkillProficiency; requestId?: string; clientRequestId: string }>;
export type SkillRemovedEvent = CustomEvent<{ id: string }>;
export type SkillFailedEvent = CustomEvent<SkillFailure>;

/** The numbers of skills in the list of `<add-skills>`, by result. */
export interface SkillsSettled {
  /** The skills that were added, also by earlier transfers. */
  added: number;
  /** The skills that were not sent, for example because the profile contains them or because the transfer was stopped. */
  skipped: number;
  /** The skills that the service rejected. */
  failed: number;
  /** The skills that may have been added. */
  unknown: number;
}
export type SkillsSettledEvent = CustomEvent<SkillsSettled>;

export interface DefineOptions {
  /** The registry, by default the page's. */
  registry?: CustomElementRegistry;
  /**
   * The WebAssembly module or its URL, by default `add-skill_bg.wasm` in the same folder as the script. The first call on a page
   * determines it, or a later one if loading fails.
   */
  wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module | Promise<Response | BufferSource | WebAssembly.Module>;
  /** The URL of the folder with the message catalogs, by default `locales/` in the same folder as the script. The last call on a page determines it for all tags. */
  locales?: string | URL;
}

/** The options of `add-skill-element/several/define`. The first call on a page determines them. */
export interface DefineListOptions {
  /** The WebAssembly module or its URL, by default `add-skills_bg.wasm` in the same folder as the script. */
  wasm?: DefineOptions['wasm'];
  /** The URL of the folder with the message catalogs, by default `locales/` in the same folder as the script. */
  locales?: string | URL;
}
