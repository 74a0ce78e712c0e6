import { randomUUID } from "node:crypto";
import { ServiceError } from "../../../errors";
import { malformed } from "../malformed";
import {
  decodeMessage,
  Defragmenter,
  fragmentsOf,
  initRunspacePool,
  MESSAGE,
  poolMessage,
  PoolReader,
  sessionCapability,
} from "../psrp";
import {
  create,
  HttpRefusal,
  receive,
  receivedIn,
  remove,
  saysSessionLimit,
  shellIdIn,
  withoutPrefix,
  WsmanConnection,
  WsmanFault,
  type ConnectionDeps,
} from "../wsman";
import type { RemotingCredentials } from "../credentials";
import { isLostAnswer, ShellExchange, type ExchangeLimits } from "./exchange";
import { SessionLimitReached, ShellLost } from "./failures";

export interface OpenDeps extends ConnectionDeps {
  readonly credentials: RemotingCredentials;
}

/** A shell whose runspace pool is open. */
export interface OpenedShell {
  readonly exchange: ShellExchange;
  readonly poolId: string;
  readonly pool: PoolReader;
  /** Of the next message. */
  readonly nextObjectId: bigint;
}

/** Messages of the handshake are small. */
const HANDSHAKE_BLOB = 32_768;
/** The handshake is three messages; Exchange's own probe allows three answers. */
const MAX_ANSWERS = 50;
/** What removing a half-made shell may take. */
const REMOVAL_MS = 5000;

/**
 * Opens a shell: Create, on the backend that the front door redirects to, and the answers until its pool is open
 * (docs/service/remoting.md#minimal-session).
 * @throws SessionLimitReached, WsmanFault, HttpRefusal, PipelineOverdue, PurviewError
 */
export async function openShell(deps: OpenDeps, limits: ExchangeLimits): Promise<OpenedShell> {
  const shellId = randomUUID().toUpperCase();
  const poolId = shellId.toLowerCase();
  const payload = Buffer.concat([
    ...fragmentsOf(poolMessage(MESSAGE.SESSION_CAPABILITY, poolId, sessionCapability()), 1n, HANDSHAKE_BLOB),
    ...fragmentsOf(poolMessage(MESSAGE.INIT_RUNSPACEPOOL, poolId, initRunspacePool()), 2n, HANDSHAKE_BLOB),
  ]);
  const exchange = await createShell(deps, { shellId, payload }, limits);
  try {
    const pool = await handshake(exchange, limits);
    if ((pool.version?.minor ?? 0) >= 2) exchange.connection.allowLargeEnvelopes();
    return { exchange, poolId, pool, nextObjectId: 3n };
  } catch (error) {
    // No command was in it: another shell is as good.
    if (error instanceof WsmanFault && error.isLoss) throw new ShellLost(error, { started: false, gone: true });
    await removeQuietly(exchange.connection);
    throw error;
  }
}

interface Wish {
  readonly shellId: string;
  readonly payload: Buffer;
}

async function createShell(deps: OpenDeps, { shellId, payload }: Wish, limits: ExchangeLimits): Promise<ShellExchange> {
  const { credentials, endpoint, clock } = deps;
  for (let redirects = 1; ; redirects++) {
    const connection = new WsmanConnection(deps, await credentials.current(limits.signal));
    const exchange = new ShellExchange(connection, credentials, clock);
    try {
      const reply = await exchange.perform(create(shellId, payload), limits);
      connection.shellId = shellIdIn(reply) ?? shellId;
      return exchange;
    } catch (error) {
      if (error instanceof HttpRefusal && error.isRedirect) {
        endpoint.follow(error.details.location, redirects);
        continue;
      }
      if (error instanceof WsmanFault && error.kind === "sessionLimit")
        throw new SessionLimitReached(withoutPrefix(error.message));
      if (isLostAnswer(error) || limits.signal?.aborted) {
        // A shell that was made all the same would count until it is idle for long enough.
        connection.shellId = shellId;
        await removeQuietly(connection);
      }
      throw error;
    }
  }
}

async function handshake(exchange: ShellExchange, limits: ExchangeLimits): Promise<PoolReader> {
  const pool = new PoolReader();
  const defragmenter = new Defragmenter();
  for (let answers = 0; answers < MAX_ANSWERS; answers++) {
    for (const packet of await received(exchange, limits))
      for (const message of defragmenter.push(packet)) pool.take(decodeMessage(message));
    const { state } = pool;
    if (state.name === "opened") return pool;
    if (state.name === "opening") continue;
    const said = state.name === "broken" ? (state.reason?.message ?? "") : "it was closed";
    if (saysSessionLimit(said)) throw new SessionLimitReached(withoutPrefix(said));
    throw new ServiceError("The service opened a remote session and ended it at once.", {
      code: "PURVIEW_SERVICE_FAILED",
      serviceMessage: said || undefined,
      advice:
        "Check that the account is enabled for remote PowerShell and has a role; `purview doctor` shows each step.",
    });
  }
  throw malformed("the session was created, but never opened");
}

async function received(exchange: ShellExchange, limits: ExchangeLimits): Promise<readonly Buffer[]> {
  try {
    return receivedIn(await exchange.perform(receive(), limits)).packets;
  } catch (error) {
    if (error instanceof WsmanFault && error.kind === "nothingYet") return [];
    throw error;
  }
}

/** Removes a shell on the server; where that fails it expires by itself. */
export async function removeQuietly(connection: WsmanConnection, timeoutMs = REMOVAL_MS): Promise<void> {
  try {
    await connection.post(remove, { timeoutMs, operationTimeoutMs: timeoutMs });
  } catch {
    // It is gone, or cannot be reached.
  }
}
