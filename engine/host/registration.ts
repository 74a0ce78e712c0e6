import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type * as proto from "@pulumi/pulumi/proto/resource_pb";
import type { AliasSpec, Goal, ReadGoal } from "../deploy/goal";
import { EngineError, UnsupportedError } from "../errors";
import { fromStruct } from "../property/wire";
import type { CustomTimeouts, ResourceState } from "../state/resource";
import { isProviderType, packageOf, parseReference, servedPackage, typeOf } from "../state/urn";
import { type DefaultProviders, withVersion } from "./default-providers";

/** Reads what the program sends into goals; fills in what children take from their parents, and the providers. */
export class RegistrationReader {
  private readonly goals = new Map<string, Goal>();
  private readonly componentProviders = new Map<string, ReadonlyMap<string, string>>();

  constructor(private readonly defaults: DefaultProviders) {}

  async goal(request: proto.RegisterResourceRequest): Promise<Goal> {
    refuseForeign(request);
    const type = request.getType();
    const custom = request.getCustom();
    const parent = this.goals.get(request.getParent());
    if (custom && type.split(":").length < 3) throw new EngineError(`the type token "${type}" lacks a part`);
    const properties = fromStruct(request.getObject());
    const dependencies = request.getDependenciesList();
    const timeouts = request.getCustomtimeouts();
    return {
      type,
      name: request.getName(),
      custom,
      properties: isProviderType(type) ? withVersion(properties, request.getVersion()) : properties,
      parent: request.getParent(),
      protect: request.hasProtect() ? request.getProtect() : parent?.protect,
      dependencies,
      provider: custom && !isProviderType(type) ? await this.providerOf(request, parent) : "",
      propertyDependencies: propertyDependencies(request, Object.keys(properties), dependencies),
      deleteBeforeReplace:
        request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()
          ? request.getDeletebeforereplace()
          : undefined,
      ignoreChanges: request.getIgnorechangesList(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      aliases: [...request.getAliasurnsList().map((urn) => ({ urn })), ...request.getAliasesList().map(aliasOf)],
      importId: request.getImportid(),
      customTimeouts: timeouts
        ? {
            ...seconds("create", timeouts.getCreate()),
            ...seconds("update", timeouts.getUpdate()),
            ...seconds("delete", timeouts.getDelete()),
            ...seconds("read", timeouts.getRead()),
          }
        : {},
      replaceOnChanges: request.getReplaceonchangesList(),
      retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : parent?.retainOnDelete,
      deletedWith: request.getDeletedwith() || (parent?.deletedWith ?? ""),
      replaceWith: request.getReplaceWithList(),
    };
  }

  /** Remembers what the children of the resource take from it. */
  registered(goal: Goal, state: ResourceState, request: proto.RegisterResourceRequest): void {
    this.goals.set(state.urn, goal);
    if (goal.custom) return;
    const providers = new Map(this.componentProviders.get(goal.parent) ?? []);
    request.getProvidersMap().forEach((reference, pkg) => void providers.set(pkg, reference));
    this.componentProviders.set(state.urn, providers);
  }

  async readGoal(request: proto.ReadResourceRequest): Promise<ReadGoal> {
    if (request.getPackageref() !== "") throw new UnsupportedError("parameterized packages");
    const type = request.getType();
    if (type === "pulumi:pulumi:StackReference") throw new UnsupportedError("stack references");
    const reference = request.getProvider() || (await this.defaults.reference(packageOf(type), request.getVersion()));
    return {
      id: request.getId(),
      type,
      name: request.getName(),
      parent: request.getParent(),
      properties: fromStruct(request.getProperties()),
      dependencies: request.getDependenciesList(),
      provider: reference,
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    };
  }

  private async providerOf(request: proto.RegisterResourceRequest, parent: Goal | undefined): Promise<string> {
    const pkg = packageOf(request.getType());
    const inherited =
      parent && parent.provider !== "" && servedPackage(typeOf(parseReference(parent.provider).urn)) === pkg
        ? parent.provider
        : "";
    return (
      request.getProvider() ||
      inherited ||
      request.getProvidersMap().get(pkg) ||
      this.componentProviders.get(request.getParent())?.get(pkg) ||
      (await this.defaults.reference(pkg, request.getVersion()))
    );
  }
}

function refuseForeign(request: proto.RegisterResourceRequest): void {
  const what = request.getRemote()
    ? "remote components"
    : request.getTransformsList().length > 0
      ? "transforms"
      : request.getStateMigrationsList().length > 0
        ? "state migrations"
        : hasHooks(request)
          ? "resource hooks"
          : request.getPackageref() !== ""
            ? "parameterized packages"
            : request.hasReplacementTrigger() && request.getReplacementTrigger()?.toJavaScript() !== null
              ? "replacementTrigger"
              : request.getEnvvarmappingsMap().getLength() > 0
                ? "envVarMappings"
                : request.getType() === "pulumi:pulumi:StackReference"
                  ? "stack references"
                  : undefined;
  if (what !== undefined) throw new UnsupportedError(what);
}

const hasHooks = (request: proto.RegisterResourceRequest): boolean =>
  Object.values(request.getHooks()?.toObject() ?? {}).some((names) => Array.isArray(names) && names.length > 0);

function propertyDependencies(
  request: proto.RegisterResourceRequest,
  keys: readonly string[],
  all: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const declared = request.getPropertydependenciesMap();
  // A client that does not say which property depends on what means: every one on all.
  if (declared.getLength() === 0) return Object.fromEntries(keys.map((key) => [key, all]));
  const found: Record<string, readonly string[]> = Object.fromEntries(keys.map((key) => [key, []]));
  declared.forEach((urns, key) => void (found[key] = urns.getUrnsList()));
  return found;
}

function aliasOf(alias: Alias): AliasSpec {
  const spec = alias.getSpec();
  if (!spec) return { urn: alias.getUrn() };
  return {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    parent: spec.getParenturn() === "" ? undefined : spec.getParenturn(),
    noParent: spec.getNoparent(),
  };
}

const UNITS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** `5m`, `1h30m`, `1.5s` in seconds. */
function seconds(key: keyof CustomTimeouts, text: string): CustomTimeouts {
  if (text === "") return {};
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.map(([part]) => part).join("") !== text)
    throw new EngineError(`unable to parse customTimeout value "${text}"`);
  return { [key]: parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit!]!, 0) };
}
