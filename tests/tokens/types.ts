// The types of the libraries are assignable to those of the token sources.
import { createNestablePublicClientApplication, PublicClientApplication } from '@azure/msal-browser';
import { authentication } from '@microsoft/teams-js';
import { msalToken } from 'add-skill-element/token/msal';
import { teamsToken } from 'add-skill-element/token/teams';

const configuration = { auth: { clientId: 'your-client-id' } };
msalToken(new PublicClientApplication(configuration));
msalToken(await createNestablePublicClientApplication(configuration), { interact: 'popup' });
teamsToken(authentication, { exchange: '/exchange', consent: new URL('https://example.com/consent') });
