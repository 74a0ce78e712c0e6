/** Microsoft's own public client of Exchange PowerShell, there in every cloud (docs/service/sign-in.md#public-client). */
export const EXCHANGE_CLIENT_ID = "fb78d390-0c51-40cd-8e17-fdbfab77341b";
