import type { GetAccessToken } from 'add-skill-element/define';

/** An application would call its identity provider. */
export const getAccessToken: GetAccessToken = async () => 'CANARY-host';
