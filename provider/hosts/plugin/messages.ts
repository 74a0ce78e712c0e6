import { credentials } from "@grpc/grpc-js";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Reporter } from "../../lifecycle";

/** Sends messages to people through the engine's Log RPC; before an engine is known, to nobody. */
export interface Messages {
  /** Where messages go from now on, `host:port`. */
  attach(address: string): void;
  /** A reporter whose lines appear with that resource, or with the stack when there is no URN. */
  about(urn?: string): Reporter;
  /** Waits until what was sent has arrived or failed. */
  flush(): Promise<void>;
  close(): void;
}

export function createMessages(): Messages {
  let client: EngineClient | undefined;
  let address: string | undefined;
  const pending = new Set<Promise<void>>();

  // The client is made with the first message: most provider processes never send one.
  const connect = (to: string): EngineClient => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { EngineClient: Client } = require("@pulumi/pulumi/proto/engine_grpc_pb") as {
      EngineClient: typeof EngineClient;
    };
    return new Client(to, credentials.createInsecure());
  };

  const log = (severity: 0 | 1 | 2 | 3, message: string, urn: string | undefined, ephemeral: boolean): void => {
    if (address === undefined) return;
    const to = (client ??= connect(address));
    const request = new LogRequest();
    request.setSeverity(severity);
    request.setMessage(message);
    request.setUrn(urn ?? "");
    request.setEphemeral(ephemeral);
    // A message that cannot be delivered is no reason to fail an operation.
    const sent = new Promise<void>((resolve) => to.log(request, () => resolve()));
    pending.add(sent);
    void sent.then(() => pending.delete(sent));
  };

  return {
    attach: (to) => {
      if (to === address || to === "") return;
      client?.close();
      client = undefined;
      address = to;
    },
    about: (urn) => ({
      warn: (message) => log(LogSeverity.WARNING, message, urn, false),
      info: (message) => log(LogSeverity.INFO, message, urn, false),
      progress: (message) => log(LogSeverity.INFO, message, urn, true),
    }),
    flush: async () => void (await Promise.all(pending)),
    close: () => client?.close(),
  };
}
