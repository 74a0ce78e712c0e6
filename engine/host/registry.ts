import { randomUUID } from "node:crypto";
import { BailError, EngineError } from "../errors";
import { equal } from "../property/compare";
import { UNKNOWN_STRING } from "../property/signatures";
import type { PropertyMap } from "../property/value";
import type { ResourceState } from "../state/resource";
import { parseReference, providerReference, servedPackage, typeOf } from "../state/urn";
import type { CheckResult, DiffResult } from "./provider-answers";
import type { Bags, ProviderClient } from "./provider-client";

/** Stands for the id of a provider that was checked but not configured yet. */
const UNCONFIGURED = "unconfigured";
const INTERNAL = "__internal";

/** The running providers by reference; at the same time what creates, compares and updates provider resources. */
export class ProviderRegistry {
  private readonly providers = new Map<string, ProviderClient>();
  private readonly aliases = new Map<string, string>();
  private readonly loading = new Map<string, Promise<void>>();
  private readonly all = new Set<ProviderClient>();
  private readonly starting = new Set<Promise<void>>();
  /** Aborts when no provider is started any more, and those that are about to be ready are not wanted. */
  private readonly over = new AbortController();

  constructor(private readonly launch: (pkg: string, signal: AbortSignal) => Promise<ProviderClient>) {}

  get(reference: string): ProviderClient | undefined {
    return this.providers.get(reference);
  }

  alias(urn: string, former: string): void {
    this.aliases.set(urn, former);
  }

  async check(urn: string, olds: PropertyMap, news: PropertyMap): Promise<CheckResult> {
    const provider = await this.start(urn);
    let result: CheckResult;
    try {
      result = await provider.checkConfig(urn, forPlugin(olds), forPlugin(news));
    } catch (error) {
      await this.drop(provider);
      throw error;
    }
    if (result.failures.length > 0) {
      await this.drop(provider);
      return result;
    }
    this.set(urn, UNCONFIGURED, provider);
    const kept = ["version", INTERNAL].filter((key) => news[key] !== undefined).map((key) => [key, news[key]!]);
    return { ...result, inputs: { ...result.inputs, ...(Object.fromEntries(kept) as PropertyMap) } };
  }

  async diff(target: { readonly urn: string; readonly id: string }, bags: Bags): Promise<DiffResult> {
    const { urn, id } = target;
    const provider = this.get(providerReference(urn, UNCONFIGURED)) ?? this.get(providerReference(urn, id));
    if (!provider) throw new EngineError(`the provider ${urn} was not loaded`, urn);
    const news = forPlugin(bags.news);
    const diff = await provider.diffConfig(urn, forPlugin(bags.oldInputs), bags.oldOutputs, news);
    if (diff.changes !== "unknown") return diff;
    return { ...diff, changes: equal(bags.oldOutputs, news) ? "none" : "some" };
  }

  async create(urn: string, inputs: PropertyMap, preview: boolean): Promise<{ id: string; outputs: PropertyMap }> {
    const provider = this.take(urn) ?? (await this.start(urn));
    const id = preview ? UNKNOWN_STRING : randomUUID();
    const outputs = forPlugin(inputs);
    provider.configure(urn, id, outputs);
    this.set(urn, id, provider);
    return { id, outputs };
  }

  async update(urn: string, id: string, inputs: PropertyMap): Promise<PropertyMap> {
    const provider = this.take(urn) ?? (await this.start(urn));
    const outputs = forPlugin(inputs);
    provider.configure(urn, id, outputs);
    this.set(urn, id, provider);
    return outputs;
  }

  /** The provider goes on as it was: configured with the inputs of the state. */
  async same(
    { urn, id }: { readonly urn: string; readonly id: string },
    inputs: PropertyMap,
    /** `checked`: the process of the check is taken. */
    from: "checked" | "unchecked",
  ): Promise<void> {
    if (this.get(providerReference(urn, id))) return;
    const provider = (from === "checked" ? this.take(urn) : undefined) ?? (await this.start(urn));
    provider.configure(urn, id, forPlugin(inputs));
    this.set(urn, id, provider);
  }

  /** Loads the provider that a resource of the state refers to, unless it runs. */
  async ensure(reference: string, olds: ReadonlyMap<string, ResourceState>): Promise<void> {
    if (reference === "" || this.get(reference)) return;
    const { urn, id } = parseReference(reference);
    const state = olds.get(urn);
    if (state === undefined || state.id !== id)
      throw new EngineError(`the state does not hold the provider ${reference}`, urn);
    const load = this.loading.get(reference) ?? this.same(state, state.inputs, "unchecked");
    this.loading.set(reference, load);
    await load.finally(() => this.loading.delete(reference));
  }

  /** Asks every provider to give up, and starts no other. */
  async cancel(): Promise<void> {
    this.over.abort();
    await Promise.all([...this.all].map((provider) => provider.cancel(30_000)));
  }

  /** Resolves when none is left, not even one that was still on its way. */
  async close(): Promise<void> {
    this.over.abort();
    await Promise.allSettled(this.starting);
    await Promise.all([...this.all].map((provider) => provider.close()));
    this.all.clear();
  }

  kill(): void {
    this.over.abort();
    for (const provider of this.all) provider.kill();
  }

  private async start(urn: string): Promise<ProviderClient> {
    this.refuseWhenOver(urn);
    const launching = this.launch(servedPackage(typeOf(urn)), this.over.signal);
    const known = launching.then((provider) => void this.all.add(provider));
    this.starting.add(known);
    await known.finally(() => this.starting.delete(known));
    this.refuseWhenOver(urn);
    return launching;
  }

  private refuseWhenOver(urn: string): void {
    if (this.over.signal.aborted) throw new BailError("no provider is started any more", urn);
  }

  private async drop(provider: ProviderClient): Promise<void> {
    await provider.close();
    this.all.delete(provider);
  }

  private set(urn: string, id: string, provider: ProviderClient): void {
    this.providers.set(providerReference(urn, id), provider);
    const alias = this.aliases.get(urn);
    if (alias !== undefined) this.providers.set(providerReference(alias, id), provider);
  }

  private take(urn: string): ProviderClient | undefined {
    const reference = providerReference(urn, UNCONFIGURED);
    const provider = this.providers.get(reference);
    this.providers.delete(reference);
    return provider;
  }
}

/** Without what only the engine needs. */
export function forPlugin(inputs: PropertyMap): PropertyMap {
  const { [INTERNAL]: _internal, ...rest } = inputs;
  return rest;
}
