import {
  CheckFailure,
  type CheckRequest,
  CheckResponse,
  type ConfigureRequest,
  ConfigureResponse,
  type DiffRequest,
  DiffResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isDeepStrictEqual } from "node:util";
import { environmentOf } from "../../../clouds/table";
import { TenantMismatchError } from "../../../errors";
import { areOtherGuids, type Plain, plainOf } from "../../../values";
import { decodeDeclared } from "../codec";
import type { Instance, SettingsGiven } from "../instance";
import { ACCEPTS } from "./meta";

/** What the engine itself keeps among a provider's inputs. */
const ENGINE_KEYS: ReadonlySet<string> = new Set(["version", "pluginDownloadURL", "pluginChecksums"]);

/**
 * Provider inputs that a `pulumi-nodejs` provider of the dynamic host left in state are named `purview:key`
 * (docs/service/pulumi-engine.md#diff-config).
 */
const settingName = (key: string): string => key.replace(/^purview:/, "");

/** The settings among the inputs: known values without secret marks. A value that is not known yet cannot be judged yet. */
export function settingsIn(inputs: Struct | undefined): SettingsGiven {
  const entries = Object.entries(decodeDeclared(inputs))
    .filter(([key]) => !ENGINE_KEYS.has(key) && (!key.includes(":") || key.startsWith("purview:")))
    .map(([key, value]): [string, Plain | undefined] => [settingName(key), plainOf(value)]);
  return Object.fromEntries(entries.filter((entry): entry is [string, Plain] => entry[1] !== undefined));
}

export function failures(list: readonly { readonly property: string; readonly reason: string }[]): CheckFailure[] {
  return list.map(({ property, reason }) => {
    const failure = new CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
  });
}

export function checkConfig(instance: Instance, request: CheckRequest): CheckResponse {
  const response = new CheckResponse();
  // As they came: a provider's inputs stand in state, and nothing of the environment may get there.
  response.setInputs(request.getNews());
  response.setFailuresList(failures(instance.backend.checkSettings(settingsIn(request.getNews()))));
  return response;
}

const sameText = (a: Plain | undefined, b: Plain | undefined): boolean =>
  isDeepStrictEqual(a, b) || (a !== undefined && b !== undefined && textOf(a) === textOf(b));

/** Stack configuration gives strings, programs give typed values: `"true"` and `true` are one setting. */
const textOf = (value: Plain): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Two tenants or clouds for certain: a domain and a GUID may be one tenant, and a cloud has several names. */
function isOther(key: string, old: Plain | undefined, now: Plain | undefined): boolean {
  if (typeof old !== "string" || typeof now !== "string") return false;
  if (key === "tenantId") return areOtherGuids(old, now);
  const clouds = [old, now].map((word) => environmentOf(word));
  return key === "environment" && clouds.every((name) => name !== undefined) && clouds[0] !== clouds[1];
}

/**
 * Once the new settings are in state, every refresh looks for the old tenant's objects in the new one: refused before that. So is a
 * provider that no longer has resources, since it cannot know.
 */
function refuseOther(olds: SettingsGiven, news: SettingsGiven): void {
  const key = ["tenantId", "environment"].find((name) => isOther(name, olds[name], news[name]));
  if (key === undefined) return;
  throw new TenantMismatchError(
    `The provider's resources belong to ${key} ${String(olds[key])}, and the program now gives it ${String(news[key])}. Nothing was sent.`,
    {
      code: "PURVIEW_TENANT_MISMATCH",
      property: key,
      advice:
        "Declare a provider of another name for the other tenant; to leave the old one permanently, remove its resources with `pulumi state delete`, and the provider with them.",
    },
  );
}

/**
 * Never a replacement, which would replace every resource of the provider and delete the old tenant's policies unasked: another
 * tenant or cloud is refused for each resource before anything is sent (docs/behavior.md#rule-10).
 */
export function diffConfig(request: DiffRequest): DiffResponse {
  const olds = settingsIn(request.getOldInputs() ?? request.getOlds());
  const news = settingsIn(request.getNews());
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => !sameText(olds[key], news[key]),
  );
  refuseOther(olds, news);
  const response = new DiffResponse();
  response.setChanges(changed.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setDiffsList(changed);
  return response;
}

export async function configure(instance: Instance, request: ConfigureRequest): Promise<ConfigureResponse> {
  const given = settingsIn(request.getArgs());
  instance.configured(await instance.backend.connect(given, instance.log.reporter()));
  const response = new ConfigureResponse();
  response.setAcceptsecrets(ACCEPTS.secrets);
  response.setAcceptresources(ACCEPTS.resources);
  response.setAcceptoutputs(ACCEPTS.outputs);
  response.setSupportsAutonamingConfiguration(ACCEPTS.autonaming);
  response.setSupportspreview(true);
  return response;
}
