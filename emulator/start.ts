import type { FastifyInstance } from "fastify";
import { Limits } from "./admin/limits";
import { Paging } from "./admin/paging";
import { Clock, type ClockMode } from "./clock";
import { tenantLine } from "./control/tenant-answer";
import { Faults } from "./faults/faults";
import { Keys } from "./identity/keys";
import { OneTimeGrants } from "./identity/one-time";
import { Journal } from "./journal/journal";
import { buildListener } from "./server";
import type { TenantLine } from "./tenants/model";
import { Tenants } from "./tenants/tenants";
import type { ErrorForm, RedirectForm, World } from "./world";

export interface EmulatorOptions {
  /** Port of the global listener; 0 (default) = any free one. The region always takes a free one. */
  readonly port?: number;
  /** File that keeps tenants and objects over restarts. */
  readonly stateFile?: string;
  /** Default `real`. */
  readonly clock?: ClockMode;
  /** Form of `details[].message`; default `pipe`. */
  readonly errors?: ErrorForm;
  /** Makes tenants, ids and probabilities; default 1. */
  readonly seed?: number;
  /** Where the global host sends a tenant's calls; default `direct` = to `regionUrl`. */
  readonly redirect?: RedirectForm;
  /** Requests of one tenant at a time before the 429; default 50. */
  readonly maxConcurrent?: number;
  /** Requests of one tenant in five minutes; default 30000. */
  readonly rateLimit?: number;
  /** Seconds that an access token lives; default 3600. */
  readonly tokenLifetime?: number;
}

/** The first line of `purview emulator`. */
export interface EmulatorLine {
  readonly version: 1;
  readonly url: string;
  readonly regionUrl: string;
  readonly tenants: readonly TenantLine[];
}

export interface RunningEmulator extends EmulatorLine {
  readonly clock: Clock;
  readonly world: World;
  stop(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";

/** Starts an emulator in this process; resolves once both listeners accept. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const seed = options.seed ?? 1;
  const clock = new Clock(options.clock ?? "real");
  const stopping = new AbortController();
  const tenants = new Tenants(seed, clock);
  const world: World = {
    settings: {
      seed,
      errors: options.errors ?? "pipe",
      redirect: options.redirect ?? "direct",
      maxConcurrent: options.maxConcurrent ?? 50,
      rateLimit: options.rateLimit ?? 30_000,
      tokenLifetime: options.tokenLifetime ?? 3600,
    },
    places: { url: "", regionUrl: "" },
    clock,
    keys: await Keys.make(seed),
    tenants,
    journal: new Journal(),
    faults: new Faults(seed),
    stopping: stopping.signal,
    saved: () => undefined,
  };
  const rooms = { limits: new Limits(), paging: new Paging(), grants: new OneTimeGrants(), tls: undefined };
  const reset = (): void => {
    tenants.reset();
    clock.reset();
    world.faults.replace([]);
    world.journal.reset();
    rooms.paging.forget();
    rooms.limits.forget();
  };
  const region = buildListener(world, "region", { ...rooms, role: "region", reset });
  const global = buildListener(world, "global", { ...rooms, role: "global", reset });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all([global.close(), region.close()]);
  };
  try {
    world.places.regionUrl = await listen(region, 0);
    world.places.url = await listen(global, options.port ?? 0);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    version: 1,
    ...world.places,
    tenants: tenants.all().map(({ tenant }) => tenantLine(world, tenant)),
    clock,
    world,
    stop,
  };
}

const listen = (app: FastifyInstance, port: number): Promise<string> => app.listen({ host: LOOPBACK, port });
