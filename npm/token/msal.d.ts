import type { GetAccessToken } from '../types.js';

/** What is used of `IPublicClientApplication` of `@azure/msal-browser`, versions 3 to 5. */
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
  /** What to do where only a person can go on; `popup` if not said. With `none`, `getAccessToken` rejects. */
  interact?: 'popup' | 'redirect' | 'none';
  /** Who is likely to sign in, where nobody is. Where several are, the active account counts, or the person is asked. */
  loginHint?: string;
  /** Where to sign in, instead of the client's own authority. */
  authority?: string;
}

/** A token source for `@azure/msal-browser`. */
export declare function msalToken(client: MsalClient, options?: MsalOptions): GetAccessToken;
