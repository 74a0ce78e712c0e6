import type { Clock } from "../../clock";
import { isPurviewError } from "../../errors";
import type { CmdletChannel } from "../../transport/channel";
import { type Attempts, countAttempts } from "./attempts";
import type { Log } from "./log";

/** Logs each cmdlet: its object and the names of its parameters, never their values; its outcome, duration, requests and request id. */
export function loggedChannel(channel: CmdletChannel, tenant: string, log: Log, clock: Clock): CmdletChannel {
  if (log.level === "off") return channel;
  return {
    rights: (options) => channel.rights(options),
    close: () => channel.close(),
    invoke: async (call, options) => {
      const began = clock.now();
      const attempts: Attempts = { count: 0, requestId: undefined };
      const { Identity } = call.parameters;
      const facts = (outcome: Partial<Record<"objects" | "warnings", number>> & { error?: string }) => ({
        event: "cmdlet",
        tenant,
        cmdlet: call.cmdlet,
        identity: typeof Identity === "string" ? Identity : undefined,
        parameters: Object.keys(call.parameters),
        ms: clock.now() - began,
        requests: attempts.count,
        requestId: attempts.requestId,
        ...outcome,
      });
      try {
        const result = await countAttempts(attempts, () => channel.invoke(call, options));
        log.info(facts({ objects: result.objects.length, warnings: result.warnings.length }));
        return result;
      } catch (error) {
        log.info(facts({ error: isPurviewError(error) ? error.code : "failed" }));
        throw error;
      }
    },
  };
}
