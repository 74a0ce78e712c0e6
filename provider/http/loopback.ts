/** `localhost`, 127.0.0.0/8 and ::1, in whatever form the URL parser leaves them. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
