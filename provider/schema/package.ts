import type { Kind } from "../kinds";
import { functionsOf, functionSpec } from "./functions";
import { resourceSpec } from "./resource";
import { type Setting, settingFacts } from "./setting";
import { NamedTypes, type TypeSpec } from "./types";

/**
 * No `defaultInfo.environment` and no `default`: the SDKs would copy what they find into the provider's inputs, and so into state.
 * The provider asks the environment itself, when it is configured.
 */
function settingSpec(setting: Setting): TypeSpec {
  return {
    type: setting.type,
    description: [setting.description, ...settingFacts(setting)].join("\n\n"),
    ...(setting.secret ? { secret: true } : {}),
  };
}

const HEAD = {
  name: "purview",
  displayName: "Microsoft Purview",
  description:
    "Retention and compliance policies of Microsoft Purview (Security & Compliance): what Connect-IPPSSession offers, declared, without PowerShell.",
  keywords: ["pulumi", "purview", "compliance", "retention", "microsoft365", "category/cloud", "kind/native"],
  license: "Apache-2.0",
  publisher: "pulumi-purview",
  homepage: "https://github.com/pulumi-purview/pulumi-purview#readme",
  repository: "https://github.com/pulumi-purview/pulumi-purview",
  logoUrl: "https://raw.githubusercontent.com/pulumi-purview/pulumi-purview/main/docs/logo.svg",
  pluginDownloadURL: "github://api.github.com/pulumi-purview/pulumi-purview",
  attribution: "Parameter facts come from Microsoft's documentation of the cmdlets (MIT); see NOTICE.",
  meta: { moduleFormat: "(.*)" },
} as const;

/** How each language names things. Programs that `pulumi import` writes use these names too. */
const LANGUAGES = {
  // The name of what `pulumi package add` generates into a project. The classes of the npm package are `pulumi-purview/plugin`, which npm
  // takes for no package's name; `pulumi-purview` would be its dynamic host.
  nodejs: { packageName: "pulumi-purview-plugin", respectSchemaVersion: true },
  python: {
    packageName: "pulumi_purview",
    pyproject: { enabled: true },
    respectSchemaVersion: true,
    inputTypes: "classes-and-dicts",
  },
  go: {
    importBasePath: "github.com/pulumi-purview/pulumi-purview/sdk/go/purview",
    generateResourceContainerTypes: true,
    respectSchemaVersion: true,
  },
  csharp: {
    rootNamespace: "PulumiPurview",
    // What .NET cannot know of a module's lower-case name: where its words begin.
    namespaces: {
      purview: "Purview",
      adaptivescopes: "AdaptiveScopes",
      fileplan: "FilePlan",
      retentionlabels: "RetentionLabels",
      sensitivitylabels: "SensitivityLabels",
    },
    respectSchemaVersion: true,
  },
} as const;

const byKey = <T>(entries: Iterable<readonly [string, T]>): { readonly [key: string]: T } =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** The package schema: what SDKs, `pulumi import`, YAML and `pulumi package` work from. */
export function packageSchema(kinds: readonly Kind[], settings: readonly Setting[], version?: string): TypeSpec {
  const areas = new Map(kinds.map(({ area }) => [area, new NamedTypes(area)]));
  const resources = byKey(
    kinds.map((kind) => [kind.token, resourceSpec(kind, areas.get(kind.area) as NamedTypes)] as const),
  );
  const functions = byKey(
    kinds
      .flatMap(functionsOf)
      .map((one) => [one.token, functionSpec(one, areas.get(one.kind.area) as NamedTypes)] as const),
  );
  const inputs = byKey(settings.map((setting) => [setting.name, settingSpec(setting)] as const));
  return {
    ...HEAD,
    ...(version ? { version } : {}),
    config: { variables: inputs },
    provider: {
      description:
        "A connection with one tenant as one identity. What is left out comes from the environment when the provider starts, and is not recorded.",
      inputProperties: inputs,
      aliases: [{ type: "pulumi:providers:pulumi-nodejs" }],
    },
    types: byKey([...areas.values()].flatMap((area) => [...area.types])),
    resources,
    functions,
    language: LANGUAGES,
  };
}
