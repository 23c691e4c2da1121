import type { GetAccessToken } from '../types.js';

/** The required members of `authentication` of `@microsoft/teams-js`, version 2. */
export interface TeamsAuthentication {
  getAuthToken(parameters?: { claims?: string[] }): Promise<string>;
  authenticate(parameters: { url: string; width?: number; height?: number }): Promise<string>;
}

export interface TeamsOptions {
  /** The URL of the back end that exchanges the Teams token. */
  exchange: string | URL;
  /** The page on which the user consents, in a Teams window. Without it, `getAccessToken` rejects if consent is required. */
  consent?: string | URL;
}

/** Creates a token source for a tab in Microsoft Teams, Outlook, or Microsoft 365. */
export declare function teamsToken(authentication: TeamsAuthentication, options: TeamsOptions): GetAccessToken;
