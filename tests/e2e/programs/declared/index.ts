import type * as pulumi from "@pulumi/pulumi";
import * as dynamic from "pulumi-purview";
import * as plugin from "pulumi-purview/plugin";

interface Declared {
  readonly kind: "RetentionCompliancePolicy" | "RetentionComplianceRule" | "ComplianceTag" | "Provider";
  readonly name: string;
  /** A value "@Name" is the id of the resource of that name. */
  readonly args: Record<string, unknown>;
  readonly options?: Record<string, unknown>;
  /** Name of a provider that is declared before. */
  readonly provider?: string;
  /** An id: the object is read, not managed. */
  readonly get?: string;
}

const purview = process.env["HOST"] === "plugin" ? plugin : dynamic;
const declared = JSON.parse(process.env["DECLARED"] ?? "[]") as Declared[];
const made = new Map<string, pulumi.Resource>();

for (const { kind, name, args, options, provider, get } of declared) {
  const opts = {
    ...options,
    ...(provider !== undefined && { provider: made.get(provider) as pulumi.ProviderResource }),
  };
  const given = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, resolve(value)]));
  made.set(name, make(kind, name, given, opts, get));
}

function resolve(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith("@")) return value;
  return (made.get(value.slice(1)) as pulumi.CustomResource).id;
}

function make(
  kind: Declared["kind"],
  name: string,
  args: Record<string, unknown>,
  opts: pulumi.CustomResourceOptions,
  get: string | undefined,
): pulumi.Resource {
  switch (kind) {
    case "Provider":
      return new purview.Provider(name, args, opts);
    case "RetentionCompliancePolicy": {
      if (get !== undefined) return purview.retention.RetentionCompliancePolicy.get(name, get, {}, opts);
      return new purview.retention.RetentionCompliancePolicy(name, args, opts);
    }
    case "RetentionComplianceRule":
      return new purview.retention.RetentionComplianceRule(name, args as never, opts);
    case "ComplianceTag":
      return new purview.retentionLabels.ComplianceTag(name, args as never, opts);
  }
}

export const ids = Object.fromEntries(
  [...made].map(([name, resource]) => [name, (resource as pulumi.CustomResource).id]),
);
