/** An application asks its identity provider. */
export const getAccessToken = async () => 'CANARY-host';
