import { plainGoal } from "../deploy/goal";
import type { Goal } from "../deploy/goal";
import type { ConfigValue } from "../project";
import { Secret } from "../property/value";
import type { Property, PropertyMap } from "../property/value";
import type { ResourceState } from "../state/resource";
import { providerReference, providerTypeOf } from "../state/urn";
import { EngineError } from "../errors";
import { NODEJS_DYNAMIC } from "./locate";

/** The providers that nobody declared: one for each package and version, registered when first needed. */
export class DefaultProviders {
  private readonly known = new Map<string, Promise<string>>();

  constructor(
    private readonly config: ReadonlyMap<string, ConfigValue>,
    private readonly register: (goal: Goal) => Promise<ResourceState>,
  ) {}

  /** A reference to the package's default provider. */
  reference(pkg: string, version: string): Promise<string> {
    const key = `${pkg}-${version}`;
    let reference = this.known.get(key);
    if (!reference) {
      this.refuseWhereDisabled(pkg);
      reference = this.create(pkg, version);
      this.known.set(key, reference);
    }
    return reference;
  }

  private async create(pkg: string, version: string): Promise<string> {
    const state = await this.register(defaultProviderGoal(pkg, version, this.config));
    return providerReference(state.urn, state.id);
  }

  private refuseWhereDisabled(pkg: string): void {
    const setting = this.config.get("pulumi:disable-default-providers")?.value;
    if (setting === undefined || setting === "") return;
    const barred = JSON.parse(setting) as string[];
    if (barred.includes("*") || barred.includes(pkg))
      throw new EngineError(`Default provider for '${pkg}' disabled. A resource must use an explicit provider.`);
  }
}

export const defaultProviderName = (version: string): string =>
  version === "" ? "default" : `default_${version.replace(/[.+-]/g, "_")}`;

export const defaultProviderGoal = (pkg: string, version: string, config: ReadonlyMap<string, ConfigValue>): Goal =>
  plainGoal({
    type: providerTypeOf(pkg),
    name: defaultProviderName(version),
    properties: withVersion(packageConfig(pkg, config), version),
  });

export const withVersion = (inputs: PropertyMap, version: string): PropertyMap =>
  version === "" ? inputs : { ...inputs, __internal: inputs["__internal"] ?? {}, version };

/** A package sees its own part of the configuration; the dynamic provider sees all, with full names. */
function packageConfig(pkg: string, config: ReadonlyMap<string, ConfigValue>): PropertyMap {
  const inputs: Record<string, Property> = {};
  for (const [key, { value, secret }] of config) {
    const property = secret ? new Secret(value) : value;
    const [namespace, ...name] = key.split(":");
    if (pkg === NODEJS_DYNAMIC) inputs[key] = property;
    else if (namespace === pkg) inputs[name.join(":")] = property;
  }
  return inputs;
}
