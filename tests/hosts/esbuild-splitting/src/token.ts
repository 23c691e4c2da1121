import type { GetAccessToken } from 'add-skill-element/define';

/** An application asks its identity provider. */
export const getAccessToken: GetAccessToken = async () => 'CANARY-host';
