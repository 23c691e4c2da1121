/** An application would call its identity provider. */
export const getAccessToken = async () => 'CANARY-host';
