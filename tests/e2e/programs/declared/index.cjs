const pulumi = require("@pulumi/pulumi");
// Plain JavaScript: the tests run it a few hundred times, and the examples show that programs in TypeScript run.
const dynamic = require("pulumi-purview");
const plugin = require("pulumi-purview/plugin");

const purview = process.env.HOST === "plugin" ? plugin : dynamic;
/** A value "@Name" is the id of the resource of that name; `provider` names one that is declared before; with `get` it is read. */
const declared = JSON.parse(process.env.DECLARED ?? "[]");
const made = new Map();

const resolve = (value) => (typeof value === "string" && value.startsWith("@") ? made.get(value.slice(1)).id : value);

function make({ kind, name, args, get }, opts) {
  const given = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, resolve(value)]));
  switch (kind) {
    case "Provider":
      return new purview.Provider(name, given, opts);
    case "RetentionCompliancePolicy":
      return get === undefined
        ? new purview.retention.RetentionCompliancePolicy(name, given, opts)
        : purview.retention.RetentionCompliancePolicy.get(name, get, {}, opts);
    case "RetentionComplianceRule":
      return new purview.retention.RetentionComplianceRule(name, given, opts);
    case "ComplianceTag":
      return new purview.retentionlabels.ComplianceTag(name, given, opts);
    default:
      throw new Error(`the program knows no ${kind}`);
  }
}

/** Options that reach a resource later than its constructor: [{ way, name, opts }]. */
const late = JSON.parse(process.env.LATE ?? "[]");
const adds =
  ({ name, opts }) =>
  (args) =>
    args.name === name ? { props: args.props, opts: { ...args.opts, ...opts } } : undefined;
const parents = new Map();
for (const one of late) {
  if (one.way === "stack transform") pulumi.runtime.registerResourceTransform(adds(one));
  if (one.way === "stack transformation") pulumi.runtime.registerStackTransformation(adds(one));
  if (one.way.startsWith("component")) {
    const key = one.way === "component transform" ? "transforms" : "transformations";
    parents.set(
      one.name,
      new pulumi.ComponentResource("test:e2e:Estate", `${one.name} estate`, {}, { [key]: [adds(one)] }),
    );
  }
}

for (const one of declared) {
  const provider = one.provider === undefined ? {} : { provider: made.get(one.provider) };
  const parent = parents.has(one.name) ? { parent: parents.get(one.name) } : {};
  made.set(one.name, make(one, { ...one.options, ...provider, ...parent }));
}

module.exports = { ids: Object.fromEntries([...made].map(([name, { id }]) => [name, id])) };
