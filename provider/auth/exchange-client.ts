/** Microsoft's own public client of Exchange PowerShell, there in every cloud (admin-api.md 1.4). */
export const EXCHANGE_CLIENT_ID = "fb78d390-0c51-40cd-8e17-fdbfab77341b";
