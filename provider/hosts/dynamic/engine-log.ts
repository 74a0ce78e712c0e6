import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { systemClock } from "../../clock";
import type { Reporter } from "../../lifecycle";

/** Messages of one provider process to the engine that started it. */
export interface EngineLog {
  /** On the resource of that URN, or on the stack. The same warning about the same resource is sent once per process. */
  reporter(urn: string | undefined): Reporter;
  /** Resolves when the engine has taken what was said so far, so that messages come before the answer they belong to. */
  flush(): Promise<void>;
}

type Send = (request: LogRequest) => Promise<void>;

/** The engine's address is the process's first argument; without it messages go to stderr, which the engine shows as well. */
export function createEngineLog(address: string | undefined, send: Send = sender(address)): EngineLog {
  const said = new Set<string>();
  let last = Promise.resolve();

  const say = (severity: LogSeverity, message: string, urn = ""): void => {
    const key = `${severity} ${urn} ${message}`;
    if (said.has(key)) return;
    said.add(key);
    enqueue(request(severity, message, urn, false));
  };
  // One after the other, so that people read them in the order in which they were said.
  const enqueue = (log: LogRequest): void => {
    last = last.then(() => send(log));
  };
  return {
    reporter: (urn) => ({
      warn: (message) => say(LogSeverity.WARNING, message, urn),
      info: (message) => say(LogSeverity.INFO, message, urn),
      progress: (message) => enqueue(request(LogSeverity.INFO, message, urn ?? "", true)),
    }),
    flush: () => last,
  };
}

function request(severity: LogSeverity, message: string, urn: string, ephemeral: boolean): LogRequest {
  const log = new LogRequest();
  log.setSeverity(severity);
  log.setMessage(message);
  log.setUrn(urn);
  log.setEphemeral(ephemeral);
  return log;
}

const LOG_DEADLINE_MS = 5_000;

/** A message that the engine does not take (it is going away) is lost: that must never fail an operation. */
function sender(address: string | undefined): Send {
  if (address === undefined || !/^[^\s/]+:\d+$/.test(address)) {
    return async (log) => {
      if (!log.getEphemeral()) process.stderr.write(`${log.getMessage()}\n`);
    };
  }
  const client = new EngineClient(address, credentials.createInsecure());
  return (log) =>
    new Promise((resolve) => {
      client.log(log, new Metadata(), { deadline: systemClock.now() + LOG_DEADLINE_MS }, () => resolve());
    });
}
