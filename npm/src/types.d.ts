// The hand-written half of the package's types: what goes into the element and comes out of it. scripts/package adds the element itself,
// from custom-elements.json.

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

/** Values that this version does not know come from the live service too; they are passed on as they are. */
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
  /** Any finite number; the attribute `score-range` narrows it. */
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

/** What a token is asked for. */
export interface TokenRequest {
  /** The scopes that are needed: `User.ReadWrite`, as MSAL takes it. */
  scopes: string[];
  /** What the service demands besides, as JSON, for the `claims` of MSAL. Only another sign-in or a fresh token meets it. */
  claims?: string;
}

/** Gives an access token for one request; rejects where there is none. */
export type GetAccessToken = (request: TokenRequest) => Promise<string> | string;

/** Completes what is typed as the skill's name. */
export type Suggest = (text: string, signal: AbortSignal) => Promise<string[]> | string[];

/** Words by key, for every language, or under a language's tag for that one. */
export interface Messages {
  [keyOrLanguage: string]: string | { [key: string]: string };
}

/** What is known of a skill that was not added. */
export interface SkillFailure {
  /**
   * `not-sent`: nothing left the page. `rejected`: the service refused it. `needs-auth`: the service wants another token.
   * `throttled`: the service is busy. `unknown`: nobody knows whether it was added.
   */
  kind: 'not-sent' | 'rejected' | 'needs-auth' | 'throttled' | 'unknown';
  /** The HTTP status, if there was an answer. */
  status?: number;
  /** Graph's error code. */
  code?: string;
  /** What the person reads. */
  message: string;
  /** For how many seconds the service is busy. */
  retryAfter?: number;
  /** The service's id of the request, for support. */
  requestId?: string;
  /** The element's id of the request. */
  clientRequestId: string;
}

/** What `submit()` rejects with. */
export interface SkillError extends Error, Omit<Partial<SkillFailure>, 'kind' | 'message'> {
  /** Besides those of a failure, `invalid`: the form has errors. `not-ready`: it is disabled, read-only or busy. `cancelled`: the page took over. */
  kind: SkillFailure['kind'] | 'invalid' | 'not-ready' | 'cancelled';
}

/** Cancelable. */
export type SkillSubmitEvent = CustomEvent<{ skill: SkillProficiency }>;
export type SkillAddedEvent = CustomEvent<{ skill: SkillProficiency; requestId?: string; clientRequestId: string }>;
export type SkillFailedEvent = CustomEvent<SkillFailure>;

export interface DefineOptions {
  /** Where to define it; the page's own registry, if not said. */
  registry?: CustomElementRegistry;
  /**
   * The module, or where it is, instead of `add-skill_bg.wasm` beside the script. The first call of a page decides, or the
   * next one where that did not come.
   */
  wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module | Promise<Response | BufferSource | WebAssembly.Module>;
  /** The folder with the catalogues, instead of `locales/` beside the script. The last call of a page decides, for all tags. */
  locales?: string | URL;
}
