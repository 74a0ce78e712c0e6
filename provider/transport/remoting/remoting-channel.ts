import { abortable, type Clock } from "../../clock";
import { CancelledError, PurviewError } from "../../errors";
import { neverSent, withRetries, type Http, type Retry } from "../../http";
import type { CallOptions, CmdletCall, CmdletChannel, CmdletResult, Rights } from "../channel";
import { afterGrace } from "../rest/grace-period";
import { Pace, type RefusalSubject } from "../rest";
import { unknownRights } from "../rest/rights";
import { commandOf, needsSessionKey, type ParameterType } from "./arguments";
import { judged, retryWanted, type Attempt } from "./attempt";
import { completed, discoverCommands, isRead, rightsOf, typesOf, type Commands } from "./commands";
import type { RemotingCredentials } from "./credentials";
import { discover } from "./discovery";
import type { PipelineResult } from "./psrp";
import { resultOf } from "./result";
import { Sessions } from "./sessions";
import type { ExchangeLimits } from "./shell/exchange";
import { ShellLost } from "./shell/failures";
import { openShell } from "./shell/open";
import { RemoteShell } from "./shell/remote-shell";
import type { Endpoint } from "./wsman";

export interface RemotingChannelDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly endpoint: Endpoint;
  readonly credentials: RemotingCredentials;
  /** For messages. */
  readonly tenant: string;
  /** At most so many of the five sessions that the service allows. */
  readonly maxSessions: number;
  /** For one cmdlet. */
  readonly requestTimeoutMs: number;
  /** Of a parameter whose type the session does not say. */
  readonly typeOf: ParameterType;
  /** Shows people why nothing happens for a while. */
  readonly notify: (message: string) => void;
  readonly throttled?: ((sentAtMs: number) => void) | undefined;
  /** 0 … 1, for spreading retries. */
  readonly random: () => number;
}

const BACKOFF = { first: 2000, factor: 2, max: 60_000 };
const JITTER = { least: 0.75, span: 0.5 };
/** A write under way gets so long to report its outcome after a cancellation. */
const WRITE_GRACE_MS = 3000;

/** One cmdlet on its way, over all its attempts. */
interface Job {
  readonly subject: RefusalSubject;
  readonly writes: boolean;
  readonly signal?: AbortSignal | undefined;
  run(shell: RemoteShell, limits: ExchangeLimits): Promise<PipelineResult>;
}

/** Cmdlets over remote PowerShell: WS-Management and PSRP (docs/service/remoting.md#minimal-session). */
export class RemotingChannel implements CmdletChannel {
  readonly #deps: RemotingChannelDeps;
  readonly #sessions: Sessions;
  readonly #pace: Pace;
  /** Ends what nobody in particular asked for. */
  readonly #closer = new AbortController();
  #commands: Promise<Commands | undefined> | undefined;

  constructor(deps: RemotingChannelDeps) {
    const { clock, credentials, maxSessions } = deps;
    this.#deps = deps;
    this.#pace = new Pace(clock);
    this.#sessions = new Sessions({
      max: maxSessions,
      clock,
      credentials,
      open: async (limits) => new RemoteShell(await openShell(deps, limits), clock),
    });
  }

  /** How many sessions are open now. */
  get sessionCount(): number {
    return this.#sessions.count;
  }

  async invoke(call: CmdletCall, options: CallOptions = {}): Promise<CmdletResult> {
    const commands = await this.#discovered(options.signal);
    const typeOf = typesOf(commands, this.#deps.typeOf);
    const writes = !isRead(call.cmdlet);
    const subject = this.#subject(call);
    return await this.#perform({
      subject,
      writes,
      signal: options.signal,
      run: async (shell, limits) => {
        const sessionKey = needsSessionKey(call, typeOf) ? await shell.sessionKey(limits) : undefined;
        const command = completed(commandOf(call, typeOf, { sessionKey }), commands);
        return await shell.run(command, { ...limits, writes });
      },
    });
  }

  async rights(options: CallOptions = {}): Promise<Rights> {
    const commands = await this.#discovered(options.signal);
    return commands ? rightsOf(commands) : unknownRights;
  }

  /** Removes every session; the network is closed by whoever opened it. */
  async close(): Promise<void> {
    this.#closer.abort(new CancelledError("The session is being closed.", { code: "PURVIEW_CANCELLED" }));
    await this.#sessions.close();
  }

  /** The cmdlets of the session, asked for once; a failure is not kept. */
  #discovered(signal?: AbortSignal): Promise<Commands | undefined> {
    if (!this.#commands) {
      const commands = discover({
        ...this.#deps,
        perform: (run) =>
          this.#perform({
            subject: this.#subject({ cmdlet: discoverCommands.cmdlet, parameters: {} }),
            writes: false,
            signal: this.#closer.signal,
            run,
          }),
      });
      this.#commands = commands;
      commands.catch(() => {
        if (this.#commands === commands) this.#commands = undefined;
      });
    }
    return abortable(this.#commands, signal);
  }

  async #perform(job: Job): Promise<CmdletResult> {
    const { clock, random } = this.#deps;
    return await withRetries(() => this.#attempt(job), {
      clock,
      backoff: BACKOFF,
      jitter: (ms) => ms * (JITTER.least + JITTER.span * random()),
      wait: (retry) => this.#wait(job, retry),
    });
  }

  async #attempt(job: Job): Promise<CmdletResult> {
    const { clock, requestTimeoutMs, endpoint, throttled } = this.#deps;
    const { subject, writes, signal } = job;
    assertRunning(signal);
    await this.#pace.wait(signal);
    const sentAtMs = clock.now();
    const attempt = (): Attempt => ({
      subject,
      writes,
      requestTimeoutMs,
      host: endpoint.host,
      aborted: signal?.aborted === true,
    });
    const shell = await this.#acquire(signal).catch((error: unknown) => {
      // Nothing was sent of the cmdlet itself.
      throw judged(error, { ...attempt(), writes: false });
    });
    const result = await this.#runIn(shell, job).catch((error: unknown) => {
      throw judged(error, attempt());
    });
    try {
      return resultOf(result, writes, subject);
    } catch (error) {
      const again = error instanceof PurviewError ? retryWanted(result, error, attempt()) : undefined;
      if (error instanceof PurviewError && error.retryable) throttled?.(sentAtMs);
      throw again ?? error;
    }
  }

  async #acquire(signal: AbortSignal | undefined): Promise<RemoteShell> {
    const { clock, requestTimeoutMs, endpoint } = this.#deps;
    try {
      return await this.#sessions.acquire({ signal, deadlineMs: clock.now() + requestTimeoutMs });
    } catch (error) {
      // The backend that it was redirected to may be the reason.
      if (neverSent(error)) endpoint.forget();
      throw error;
    }
  }

  async #runIn(shell: RemoteShell, { writes, signal, run }: Job): Promise<PipelineResult> {
    const { clock, requestTimeoutMs } = this.#deps;
    const grace = writes ? afterGrace(signal, clock, WRITE_GRACE_MS) : undefined;
    try {
      return await run(shell, {
        signal: grace ? grace.signal : signal,
        deadlineMs: clock.now() + requestTimeoutMs,
      });
    } catch (error) {
      if (error instanceof ShellLost) {
        await this.#sessions.discard(shell, error.gone ? "nothing" : "shell");
        throw error;
      }
      throw error;
    } finally {
      grace?.done();
      this.#sessions.release(shell);
    }
  }

  /** People are shown why nothing happens. */
  async #wait({ signal, subject }: Job, { cause, waitMs }: Retry): Promise<void> {
    const { clock, notify } = this.#deps;
    const seconds = Math.ceil(waitMs / 1000);
    if (cause === "sessions")
      notify(
        `Too many remote sessions are open in tenant ${subject.tenant} (five are allowed); waiting ${seconds} s …`,
      );
    if (cause === "throttled") {
      this.#pace.pause(waitMs);
      notify(`The service throttles requests or sessions of tenant ${subject.tenant}; waiting ${seconds} s …`);
      return;
    }
    try {
      await clock.sleep(waitMs, signal);
    } catch (error) {
      assertRunning(signal);
      throw error;
    }
  }

  #subject(call: CmdletCall): RefusalSubject {
    const { tenant, credentials } = this.#deps;
    const value = call.parameters["Identity"] ?? call.parameters["Name"];
    const object = typeof value === "string" && value !== "" ? value : undefined;
    return { cmdlet: call.cmdlet, object, tenant, identity: credentials.identity };
  }
}

function assertRunning(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw signal.reason instanceof CancelledError
    ? signal.reason
    : new CancelledError("The operation was cancelled.", { code: "PURVIEW_CANCELLED", cause: signal.reason });
}
