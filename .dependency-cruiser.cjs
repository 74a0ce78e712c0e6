/** What may import what (docs/architecture.md). A lower folder never imports a higher one. */
const below = (room, forbidden) => ({
  name: `${room.replace(/\W+/g, "-")}-stays-below`,
  severity: "error",
  from: { path: `^${room}/` },
  to: { path: forbidden.map((f) => (f.startsWith("^") || f.startsWith("node_modules") ? f : `^${f}/`)) },
});
const pulumi = "node_modules/@pulumi/";

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    below("catalogue", ["provider", "emulator", "engine", "cli", "sdk", pulumi]),
    below("provider", ["emulator", "engine", "cli", "sdk"]),
    below("emulator", ["provider", "engine", "cli", "sdk", pulumi]),
    below("engine", ["provider", "emulator"]),
    below("cli", ["emulator"]),
    below("provider/errors", ["provider/(?!errors)[^/]+", "catalogue", pulumi]),
    below("provider/values", ["provider/(?!values)[^/]+", "catalogue", pulumi]),
    below("provider/clock", ["provider/(?!clock)[^/]+", "catalogue", pulumi]),
    below("provider/http", ["provider/(?!http|errors|values|clock)[^/]+", "catalogue", pulumi]),
    below("provider/clouds", ["provider/(?!clouds|http|errors|values|clock)[^/]+", "catalogue", pulumi]),
    below("provider/auth", ["provider/(?!auth|clouds|http|errors|values|clock)[^/]+", "catalogue", pulumi]),
    below("provider/transport", ["provider/(?!transport|auth|clouds|http|errors|values|clock)[^/]+", pulumi]),
    below("provider/session", ["provider/(?!session|transport|auth|clouds|http|errors|values|clock)[^/]+", pulumi]),
    below("provider/kinds", ["provider/(?!kinds|errors|values)[^/]+", pulumi]),
    below("provider/lifecycle", ["provider/(hosts|schema)", pulumi]),
    // The steps of docs/behavior.md, each above the ones before it; the verbs (create.ts, diff.ts …) stand above them all.
    ...["object", "report", "operation", "observe", "diff", "guard", "plan", "apply", "check"].map((step, at, steps) =>
      below(`provider/lifecycle/${step}`, [
        ...steps.slice(at + 1).map((later) => `provider/lifecycle/${later}`),
        "^provider/lifecycle/(check|create|delete|diff|lifecycle|list|list-exportable|preview|read|update)\\.ts$",
      ]),
    ),
    below("provider/schema", ["provider/(hosts|lifecycle|session|transport|auth)", pulumi]),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|emulator/dist|coverage)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default", "types"] },
  },
};
