import { credentials, Metadata } from "@grpc/grpc-js";
import type * as EngineRpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { systemClock } from "../../clock";
import type { Reporter } from "../../lifecycle/report/reporter";

/** Messages of one provider process to people, through the Log RPC of the engine that started it. */
export interface EngineLog {
  /** Where messages go from now on, `host:port`. */
  attach(address: string): void;
  /** Lines on the resource of that URN, or on the stack. The same line about the same resource is sent once. */
  reporter(urn?: string): Reporter;
  /** Resolves when the engine has taken what was reported so far, so that messages come before the answer they belong to. */
  flush(): Promise<void>;
  close(): void;
}

export interface EngineLogOptions {
  /** The engine's address, where it is known already. */
  readonly address?: string | undefined;
  /** Takes messages while no engine is known. Default: they are dropped. */
  readonly withoutEngine?: (log: LogRequest) => Promise<void>;
}

interface Connection {
  send(log: LogRequest): Promise<void>;
  close(): void;
}

export function createEngineLog({ address, withoutEngine = drop }: EngineLogOptions = {}): EngineLog {
  const reported = new Set<string>();
  let attached = "";
  let connection: Connection = { send: withoutEngine, close: () => undefined };
  let last = Promise.resolve();

  // One after the other, so that people read them in the order in which they were reported.
  const enqueue = (log: LogRequest): void => {
    const { send } = connection;
    last = last.then(() => send(log));
  };
  const once = (severity: LogSeverity, message: string, urn: string): void => {
    const key = `${severity} ${urn} ${message}`;
    if (reported.has(key)) return;
    reported.add(key);
    enqueue(request({ severity, message, urn, ephemeral: false }));
  };
  const attach = (to: string): void => {
    if (to === attached || !isAddress(to)) return;
    connection.close();
    connection = connectTo(to);
    attached = to;
    reported.clear();
  };

  if (address !== undefined) attach(address);
  return {
    attach,
    reporter: (urn = "") => ({
      warn: (message) => once(LogSeverity.WARNING, message, urn),
      info: (message) => once(LogSeverity.INFO, message, urn),
      debug: (message) => once(LogSeverity.DEBUG, message, urn),
      progress: (message) => enqueue(request({ severity: LogSeverity.INFO, message, urn, ephemeral: true })),
    }),
    flush: () => last,
    close: () => connection.close(),
  };
}

const isAddress = (text: string): boolean => /^[^\s/]+:\d+$/.test(text);

const drop = async (): Promise<void> => undefined;

/** The engine shows what its plugins print there as well. */
export async function writeToStderr(log: LogRequest): Promise<void> {
  if (!log.getEphemeral()) process.stderr.write(`${log.getMessage()}\n`);
}

interface Line {
  readonly severity: LogSeverity;
  readonly message: string;
  readonly urn: string;
  /** Progress: replaced by the next line. */
  readonly ephemeral: boolean;
}

const request = ({ severity, message, urn, ephemeral }: Line): LogRequest =>
  new LogRequest().setSeverity(severity).setMessage(message).setUrn(urn).setEphemeral(ephemeral);

const LOG_DEADLINE_MS = 5_000;

/** A message that the engine does not take (it is going away) is lost: that must never fail an operation. */
function connectTo(address: string): Connection {
  let client: EngineRpc.EngineClient | undefined;
  // The client is made with the first message: most provider processes never send one.
  const connected = (): EngineRpc.EngineClient => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { EngineClient } = require("@pulumi/pulumi/proto/engine_grpc_pb") as typeof EngineRpc;
    return (client ??= new EngineClient(address, credentials.createInsecure()));
  };
  return {
    send: (log) =>
      new Promise((resolve) => {
        const deadline = systemClock.now() + LOG_DEADLINE_MS;
        connected().log(log, new Metadata(), { deadline }, () => resolve());
      }),
    close: () => client?.close(),
  };
}
