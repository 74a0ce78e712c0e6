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
import type { ObjectOptions } from "./service";
import { readState, StateFile } from "./state/state-file";
import type { TenantLine } from "./tenants/model";
import { Tenants } from "./tenants/tenants";
import { makePrivateTls } from "./tls/private-ca";
import type { ErrorForm, RedirectForm, Settings, World } from "./world";

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
  /** Hide the eDiscovery cmdlets that need a search-only session from full ones; default false. */
  readonly strictSessions?: boolean;
  /** Lifetime of an access token in seconds; default 3600. */
  readonly tokenLifetime?: number;
  /** How long objects lag, deploy and stay as tombstones, in milliseconds; whether labels have their storage; `answers`. */
  readonly objects?: ObjectOptions;
  /** Serve https with a certificate authority made for this run. */
  readonly tls?: boolean;
}

/** The first line of `purview emulator`. */
export interface EmulatorLine {
  readonly version: 1;
  readonly url: string;
  readonly regionUrl: string;
  readonly tenants: readonly TenantLine[];
  /** Only with `tls`: the authority's certificate, a PEM file to trust. */
  readonly caFile?: string;
}

export interface RunningEmulator extends EmulatorLine {
  readonly clock: Clock;
  readonly world: World;
  stop(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";

/** Starts an emulator in this process; resolves once both listeners accept. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const [{ world, parts, reset }, tls] = await Promise.all([
    makeWorld(options),
    options.tls ? makePrivateTls() : undefined,
  ]);
  const region = buildListener(world, "region", { ...parts, tls, role: "region", reset });
  const global = buildListener(world, "global", { ...parts, tls, role: "global", reset });
  const stop = async (): Promise<void> => {
    world.stop.abort();
    await Promise.all([global.close(), region.close()]);
    tls?.remove();
  };
  try {
    world.places.regionUrl = await listen(region, 0);
    world.places.url = await listen(global, options.port ?? 0);
    world.saved();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    version: 1,
    ...world.places,
    tenants: world.tenants.all().map(({ tenant }) => tenantLine(world, tenant)),
    ...(tls && { caFile: tls.caFile }),
    clock: world.clock,
    world,
    stop,
  };
}

const listen = (app: FastifyInstance, port: number): Promise<string> => app.listen({ host: LOOPBACK, port });

/** Everything but the listeners: new from the seed, or as the state file has it. */
async function makeWorld(options: EmulatorOptions) {
  const saved = options.stateFile === undefined ? undefined : readState(options.stateFile);
  const seed = saved?.seed ?? options.seed ?? 1;
  const clock = new Clock(options.clock ?? "real");
  if (saved) clock.restore(saved.clock);
  const tenants = new Tenants(seed, clock, options.objects);
  if (saved) tenants.restore(saved.tenants);
  else tenants.seed();
  const keys = await Keys.make(seed, saved?.keyPem);
  const file =
    options.stateFile === undefined ? undefined : stateFileOf(options.stateFile, { seed, keys, clock, tenants });
  const stop = new AbortController();
  const world = {
    settings: settingsOf(options, seed),
    places: { url: "", regionUrl: "" },
    clock,
    keys,
    tenants,
    journal: new Journal(),
    faults: new Faults(seed),
    stop,
    stopping: stop.signal,
    saved: (tenantId?: string) => file?.save(tenantId),
  } satisfies World & { stop: AbortController };
  const parts = { limits: new Limits(), paging: new Paging(), grants: new OneTimeGrants() };
  const reset = (): void => {
    for (const part of [tenants, clock, world.journal, parts.paging, parts.limits]) part.reset();
    world.faults.replace([]);
  };
  return { world, parts, reset };
}

const settingsOf = (options: EmulatorOptions, seed: number): Settings => ({
  seed,
  errors: options.errors ?? "pipe",
  redirect: options.redirect ?? "direct",
  maxConcurrent: options.maxConcurrent ?? 50,
  rateLimit: options.rateLimit ?? 30_000,
  strictSessions: options.strictSessions ?? false,
  tokenLifetime: options.tokenLifetime ?? 3600,
});

/** What outlives the process. */
interface Kept {
  readonly seed: number;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly tenants: Tenants;
}

const stateFileOf = (path: string, { seed, keys, clock, tenants }: Kept): StateFile =>
  new StateFile(path, {
    seed,
    keyPem: keys.pem(),
    clock: () => clock.dump(),
    tenantIds: () => tenants.all().map(({ tenant }) => tenant.tenantId),
    tenant: (tenantId) => tenants.dump(tenantId),
  });
