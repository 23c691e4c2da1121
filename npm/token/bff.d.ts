import type { GetAccessToken } from '../types.js';

export interface BffOptions {
  /** Signs the person in, answering the claims, where the back end has no session or needs a fresh one: resolves once it has. */
  signIn?: (claims?: string) => Promise<void>;
}

/** A token source for a back end for the front end. */
export declare function bffToken(tickets: string | URL, options?: BffOptions): GetAccessToken;
