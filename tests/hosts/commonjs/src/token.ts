import type { GetAccessToken } from 'add-skill-element' with { 'resolution-mode': 'import' };

/** An application would call its identity provider. */
export const getAccessToken: GetAccessToken = async () => 'CANARY-host';
