import type { GetAccessToken } from 'add-skill-element' with { 'resolution-mode': 'import' };

/** An application asks its identity provider. */
export const getAccessToken: GetAccessToken = async () => 'CANARY-host';
