import type { GetAccessToken } from '../types.js';

/** The required members of `IPublicClientApplication` of `@azure/msal-browser`, versions 3 to 5. */
export interface MsalClient {
  getActiveAccount(): any;
  getAllAccounts(): any[];
  setActiveAccount(account: any): void;
  ssoSilent(request: any): Promise<{ accessToken: string }>;
  acquireTokenSilent(request: any): Promise<{ accessToken: string }>;
  acquireTokenPopup(request: any): Promise<{ accessToken: string; account: any }>;
  acquireTokenRedirect(request: any): Promise<void>;
}

export interface MsalOptions {
  /** How the user signs in if that is required, by default `popup`. With `none`, `getAccessToken` rejects. */
  interact?: 'popup' | 'redirect' | 'none';
  /** The likely user if no one is signed in. If several accounts are signed in, the active one is used, or the user selects one. */
  loginHint?: string;
  /** The authority, by default the client's. */
  authority?: string;
}

/** Creates a token source for `@azure/msal-browser`. */
export declare function msalToken(client: MsalClient, options?: MsalOptions): GetAccessToken;
