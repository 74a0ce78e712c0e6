import type { Clock } from "../../clock";
import { isPurviewError } from "../../errors";
import type { Http, HttpRequest, HttpResponse } from "../../http";
import { addAttempt } from "./attempts";
import type { Log } from "./log";

const CMDLET = "x-cmdletname";
const REQUEST_ID = "client-request-id";

/** Header names are spelled as each caller spells them. */
const headerOf = ({ headers = {} }: HttpRequest, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

/** Logs each request: where it went, its status and how long it took. No query, header, body or token is logged. */
export function loggedHttp(http: Http, log: Log, clock: Clock): Http {
  if (log.level === "off") return http;
  return {
    close: () => http.close(),
    send: async (request): Promise<HttpResponse> => {
      const began = clock.now();
      const cmdlet = headerOf(request, CMDLET);
      const sent = headerOf(request, REQUEST_ID);
      const { host, pathname } = new URL(request.url);
      const facts = { event: "request", method: request.method, host, path: pathname, cmdlet };
      try {
        const response = await http.send(request);
        const requestId = response.header("request-id") ?? sent;
        if (cmdlet !== undefined) addAttempt(requestId);
        log.debug({ ...facts, status: response.status, requestId, ms: clock.now() - began });
        return response;
      } catch (error) {
        if (cmdlet !== undefined) addAttempt(sent);
        const code = isPurviewError(error) ? error.code : undefined;
        log.debug({ ...facts, requestId: sent, error: code ?? "failed", ms: clock.now() - began });
        throw error;
      }
    },
  };
}
