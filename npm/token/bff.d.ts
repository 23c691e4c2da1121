import type { GetAccessToken } from '../types.js';

export interface BffOptions {
  /** Signs the user in, with the requested claims, if the back end has no session or needs a new one. Resolves when the session exists. */
  signIn?: (claims?: string) => Promise<void>;
}

/** Creates a token source for a backend for frontend (BFF). */
export declare function bffToken(tickets: string | URL, options?: BffOptions): GetAccessToken;
