import type { GetAccessToken } from '../types.js';

/** What is used of `authentication` of `@microsoft/teams-js`, version 2. */
export interface TeamsAuthentication {
  getAuthToken(parameters?: { claims?: string[] }): Promise<string>;
  authenticate(parameters: { url: string; width?: number; height?: number }): Promise<string>;
}

export interface TeamsOptions {
  /** The back end's URL that exchanges the Teams token. */
  exchange: string | URL;
  /** The page that asks a person to consent, in a window of Teams. Without it `getAccessToken` rejects where it would be needed. */
  consent?: string | URL;
}

/** A token source for a tab in Microsoft Teams, Outlook or Microsoft 365. */
export declare function teamsToken(authentication: TeamsAuthentication, options: TeamsOptions): GetAccessToken;
