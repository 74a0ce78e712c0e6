import assert from "node:assert/strict";
import { pluginUrn } from "../support";
import { type Scenario, before, methods, ok, quiet, says, stackUrn } from "./expect";

export const providers: readonly Scenario[] = [
  {
    title: "explicit providers: a process each, replaced resources when DiffConfig says so",
    phases: [
      {
        verb: "up",
        program: `
          const one = new PluginProvider("one", { tenant: "t1", note: "x" }); const two = new PluginProvider("two", { tenant: "t2" });
          new PluginThing("a", { fixed: 1 }, { provider: one }); new PluginThing("b", {}, { provider: two });
          const d = new DynamicProvider("d", { "things:tenant": "t3", secret: pulumi.secret("hush") }); new Thing("c", {}, { provider: d });`,
        expect: (trace) => {
          ok(trace);
          const tenants = (trace.calls[""] ?? [])
            .filter(({ method }) => method === "configure")
            .map(({ args, tenant }) => (args as { tenant?: string })?.tenant ?? tenant);
          assert.deepEqual(tenants.sort(), ["t1", "t2", "t3"]);
        },
      },
      {
        verb: "up",
        program: `
          const one = new PluginProvider("one", { tenant: "t1", note: "y" }); const two = new PluginProvider("two", { tenant: "t9" });
          new PluginThing("a", { fixed: 1 }, { provider: one }); new PluginThing("b", {}, { provider: two });
          const d = new DynamicProvider("d", { "things:tenant": "t4", secret: pulumi.secret("hush") }); new Thing("c", {}, { provider: d });`,
        expect: (trace) => {
          ok(trace);
          assert.ok(
            trace.steps.some((step) => step.startsWith("update urn:pulumi:dev::tests::pulumi:providers:things::one")),
            trace.steps.join("\n"),
          );
          assert.ok(
            trace.steps.some((step) => step.startsWith(`replace ${pluginUrn("b")}`)),
            trace.steps.join("\n"),
          );
          assert.ok(!trace.steps.some((step) => step.startsWith(`replace ${pluginUrn("a")}`)), trace.steps.join("\n"));
        },
      },
      { verb: "refresh", expect: ok },
      {
        verb: "destroy",
        expect: (trace, sandbox) => {
          ok(trace);
          assert.deepEqual(sandbox.things(), {});
        },
      },
    ],
  },
  {
    title: "the default dynamic provider sees the whole configuration; refresh runs on that of the last update",
    phases: [
      {
        verb: "up",
        config: { "things:tenant": "t1", "other:key": "v" },
        program: `new Thing("a");`,
        expect: (trace) => {
          ok(trace);
          assert.equal(trace.calls[""]?.find(({ method }) => method === "configure")?.["tenant"], "t1");
        },
      },
      {
        verb: "refresh",
        config: { "things:tenant": "t2", "other:key": "v" },
        expect: (trace) =>
          assert.equal(trace.calls[""]?.find(({ method }) => method === "configure")?.["tenant"], "t1"),
      },
      {
        verb: "up",
        expect: (trace) =>
          assert.equal(trace.calls[""]?.findLast(({ method }) => method === "configure")?.["tenant"], "t2"),
      },
    ],
  },
  {
    title: "a resource of the dynamic host that was created but is not well is saved as well",
    phases: [
      {
        verb: "up",
        program: `new Thing("a", { sick: "not ready yet" });`,
        expect: (trace) => {
          assert.ok(!trace.ok);
          says(trace, /not ready yet/);
          assert.deepEqual(trace.state.at(-1)?.["initErrors"], ["not ready yet"]);
        },
      },
      { verb: "up", program: `new Thing("a", {});`, expect: ok },
      { verb: "preview", expect: quiet },
    ],
  },
  {
    title: "custom timeouts, dependsOn, deletedWith, functions and messages of providers",
    phases: [
      {
        verb: "up",
        program: `
          const a = new PluginThing("a", { say: "careful" }, { customTimeouts: { create: "1m30s" } });
          new PluginThing("b", {}, { dependsOn: [a] }); new PluginThing("c", {}, { deletedWith: a });
          exports.echo = pulumi.runtime.invoke("things:index:echo", { word: "hello" }, { version: "1.2.3" }).then((r) => r.echo.word);`,
        expect: (trace) => {
          ok(trace);
          assert.equal(trace.calls["a"]?.find(({ method }) => method === "create")?.["timeout"], 90);
          before(trace, "create a", "create b");
          says(trace, /warning: careful/);
          assert.equal(
            (trace.state.find(({ urn: name }) => name === stackUrn)?.["outputs"] as Record<string, unknown>)["echo"],
            "hello",
          );
        },
      },
      {
        verb: "destroy",
        expect: (trace) => {
          ok(trace);
          assert.deepEqual(methods(trace, "c"), []);
          before(trace, "delete b", "delete a");
        },
      },
    ],
  },
];
