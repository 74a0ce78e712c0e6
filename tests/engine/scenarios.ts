import assert from "node:assert/strict";
import { type Sandbox, type Trace, type Verb, pluginUrn, urn } from "./support";

export interface Phase {
  readonly verb: Verb;
  /** The program from here on; without it, the one before. */
  readonly program?: string;
  readonly config?: Readonly<Record<string, string>>;
  /** What happens behind the engine's back before. */
  readonly before?: (sandbox: Sandbox) => void;
  /** What must be true on every engine. */
  readonly expect: (trace: Trace, sandbox: Sandbox) => void;
}
export interface Scenario {
  readonly title: string;
  readonly phases: readonly Phase[];
}

const group = (name: string) => urn(name, "things:index:Group");
const stackUrn = "urn:pulumi:dev::tests::pulumi:pulumi:Stack::tests-dev";
const STACK = `create ${stackUrn} [] []`;
const ok = (trace: Trace) => assert.ok(trace.ok, trace.diagnostics.join("\n"));
const quiet = (trace: Trace) => {
  ok(trace);
  assert.deepEqual(
    Object.keys(trace.changes).filter((op) => op !== "same" && op !== "read"),
    [],
  );
};
const changed = (trace: Trace) => trace.steps.filter((step) => !step.startsWith("same") && !step.startsWith("refresh"));
const says = (trace: Trace, pattern: RegExp) =>
  assert.ok(
    trace.diagnostics.some((text) => pattern.test(text)),
    `no "${pattern}" in:\n${trace.diagnostics.join("\n")}`,
  );
const before = (trace: Trace, first: string, second: string) => {
  const [one, two] = [trace.order.indexOf(first), trace.order.indexOf(second)];
  assert.ok(one >= 0 && two > one, `"${first}" must come before "${second}":\n${trace.order.join("\n")}`);
};
const methods = (trace: Trace, name: string) => (trace.calls[name] ?? []).map(({ method }) => method);

export const scenarios: readonly Scenario[] = [
  {
    title: "creates, finds nothing to do, updates what changed, deletes dependents first",
    phases: [
      {
        verb: "preview",
        program: `
          const a = new Thing("a", { size: "small", list: ["x", { y: 1 }] });
          const b = new Thing("b", { size: a.serial });
          exports.serial = b.serial; exports.hidden = pulumi.secret({ deep: "hush" });`,
        expect: (trace, sandbox) => {
          ok(trace);
          assert.deepEqual(trace.steps, [`create ${urn("a")} [] []`, `create ${urn("b")} [] []`, STACK]);
          assert.deepEqual(sandbox.things(), {}, "a preview writes nothing");
          assert.deepEqual(methods(trace, "a"), ["check"]);
        },
      },
      {
        verb: "up",
        expect: (trace, sandbox) => {
          ok(trace);
          assert.equal(trace.changes.create, 3);
          before(trace, "create a", "check b");
          assert.equal(sandbox.things()["b-1"]?.["size"], "s-a-1", "an output reached the dependent");
          const stack = trace.state.find(({ urn }) => urn === stackUrn);
          assert.deepEqual(stack?.["outputs"], { hidden: { secret: { deep: "hush" } }, serial: "s-b-1" });
        },
      },
      { verb: "preview", expect: quiet },
      { verb: "up", expect: quiet },
      {
        verb: "up",
        program: `
          const a = new Thing("a", { size: "large", list: ["x", { y: 2 }, 3], more: true });
          const b = new Thing("b", { size: a.serial });`,
        expect: (trace) => {
          ok(trace);
          assert.deepEqual(changed(trace), [`update ${urn("a")} [list,more,size] []`]);
        },
      },
      { verb: "refresh", expect: quiet },
      {
        verb: "destroy",
        expect: (trace, sandbox) => {
          ok(trace);
          before(trace, "delete b", "delete a");
          assert.deepEqual(sandbox.things(), {});
          assert.deepEqual(trace.state, []);
        },
      },
    ],
  },
  {
    title: "removes from the world what the program no longer has",
    phases: [
      {
        verb: "up",
        program: `const a = new Thing("a"); new Thing("b", { size: a.serial }); new Thing("c");`,
        expect: ok,
      },
      {
        verb: "preview",
        program: `new Thing("c");`,
        expect: (trace) => {
          ok(trace);
          assert.deepEqual(changed(trace), [`delete ${urn("a")} [] []`, `delete ${urn("b")} [] []`]);
        },
      },
      {
        verb: "up",
        expect: (trace, sandbox) => {
          ok(trace);
          before(trace, "delete b", "delete a");
          assert.deepEqual(Object.keys(sandbox.things()), ["c-1"]);
        },
      },
    ],
  },
  {
    title: "sees drift that a dynamic provider finds in its diff",
    phases: [
      { verb: "up", program: `new Thing("a", { size: "small" });`, expect: ok },
      {
        verb: "preview",
        before: (sandbox) => sandbox.tamper("a-1", { size: "tampered" }),
        expect: (trace) => assert.deepEqual(changed(trace), [`update ${urn("a")} [] []`]),
      },
      {
        verb: "up",
        expect: (trace, sandbox) => {
          ok(trace);
          assert.equal(sandbox.things()["a-1"]?.["size"], "small");
        },
      },
      { verb: "preview", expect: quiet },
    ],
  },
  {
    title: "refresh takes over what it finds, and forgets what is gone",
    phases: [
      {
        verb: "up",
        program: `const a = new PluginThing("a", { size: "small" }); new PluginThing("b", { size: a.serial });`,
        expect: ok,
      },
      {
        verb: "preview --refresh",
        before: (sandbox) => {
          sandbox.tamper("a-1", { size: "tampered" });
          sandbox.tamper("b-1", undefined);
        },
        expect: (trace) => {
          ok(trace);
          assert.ok(trace.steps.includes(`create ${pluginUrn("b")} [] []`), trace.steps.join("\n"));
          assert.ok(
            trace.steps.some((step) => step.startsWith(`update ${pluginUrn("a")}`)),
            trace.steps.join("\n"),
          );
        },
      },
      {
        verb: "refresh",
        expect: (trace) => {
          ok(trace);
          assert.equal(trace.changes.update, 1);
          assert.equal(trace.changes.delete, 1);
          assert.deepEqual(
            trace.state.map(({ urn }) => urn).filter((name) => String(name).includes("Thing")),
            [pluginUrn("a")],
          );
        },
      },
      {
        verb: "up",
        expect: (trace, sandbox) => {
          ok(trace);
          assert.equal(sandbox.things()["a-1"]?.["size"], "small");
        },
      },
    ],
  },
  {
    title: "refreshes by itself what asked to be read before each update",
    phases: [
      {
        verb: "up",
        program: `new PluginThing("a", { size: "small", live: true }); new PluginThing("b", { size: "small" });`,
        expect: ok,
      },
      {
        verb: "preview",
        expect: (trace) => {
          quiet(trace);
          assert.ok(methods(trace, "a").includes("read"));
          assert.ok(!methods(trace, "b").includes("read"));
        },
      },
      {
        verb: "preview",
        before: (sandbox) => sandbox.tamper("a-1", { size: "tampered" }),
        expect: (trace) => assert.deepEqual(changed(trace), [`update ${pluginUrn("a")} [size] []`]),
      },
      {
        verb: "up",
        expect: (trace, sandbox) => {
          ok(trace);
          assert.equal(sandbox.things()["a-1"]?.["size"], "small");
        },
      },
    ],
  },
  {
    title: "replaces by creating first and deleting last, with the dependent updated in between",
    phases: [
      {
        verb: "up",
        program: `const a = new PluginThing("a", { fixed: 1 }); new PluginThing("b", { size: a.serial });`,
        expect: ok,
      },
      {
        verb: "preview",
        program: `const a = new PluginThing("a", { fixed: 2 }); new PluginThing("b", { size: a.serial });`,
        expect: (trace) =>
          assert.deepEqual(changed(trace), [
            `create-replacement ${pluginUrn("a")} [fixed] [fixed]`,
            `delete-replaced ${pluginUrn("a")} [] []`,
            `replace ${pluginUrn("a")} [fixed] [fixed]`,
            `update ${pluginUrn("b")} [size] []`,
          ]),
      },
      {
        verb: "up",
        expect: (trace, sandbox) => {
          ok(trace);
          before(trace, "create a", "update b");
          before(trace, "update b", "delete a");
          assert.deepEqual(Object.keys(sandbox.things()).sort(), ["a-2", "b-1"]);
        },
      },
    ],
  },
  {
    title: "replaces by deleting first, together with dependents that cannot outlive it",
    phases: [
      {
        verb: "up",
        program: `const a = new PluginThing("a", { fixedFirst: 1 }); new PluginThing("b", { fixed: a.serial }); new PluginThing("c", { size: a.serial });`,
        expect: ok,
      },
      {
        verb: "preview",
        program: `const a = new PluginThing("a", { fixedFirst: 2 }); new PluginThing("b", { fixed: a.serial }); new PluginThing("c", { size: a.serial });`,
        expect: (trace) => {
          ok(trace);
          assert.ok(trace.steps.includes(`delete-replaced ${pluginUrn("b")} [] []`), trace.steps.join("\n"));
          assert.ok(trace.steps.includes(`update ${pluginUrn("c")} [size] []`), trace.steps.join("\n"));
        },
      },
      {
        verb: "up",
        expect: (trace, sandbox) => {
          ok(trace);
          before(trace, "delete b", "delete a");
          before(trace, "delete a", "create a");
          assert.deepEqual(Object.keys(sandbox.things()).sort(), ["a-2", "b-2", "c-1"]);
        },
      },
      { verb: "preview", expect: quiet },
    ],
  },
  {
    title: "a replacement whose creation failed after the deletion is finished, or forgotten with its resource",
    phases: [
      {
        verb: "up",
        program: `new PluginThing("a", { fixedFirst: 1 }); new PluginThing("b", { fixedFirst: 1 });`,
        expect: ok,
      },
      {
        verb: "up",
        program: `const a = new PluginThing("a", { fixedFirst: 2, fail: "create" });`,
        expect: (trace, sandbox) => {
          assert.ok(!trace.ok);
          says(trace, /cannot create a/);
          assert.deepEqual(Object.keys(sandbox.things()), ["b-1"]);
          assert.equal(trace.state.find(({ urn: name }) => name === pluginUrn("a"))?.["pendingReplacement"], true);
        },
      },
      {
        verb: "up",
        program: `new PluginThing("a", { fixedFirst: 2 }); new PluginThing("b", { fixedFirst: 1 });`,
        expect: (trace, sandbox) => {
          ok(trace);
          assert.deepEqual(Object.keys(sandbox.things()), ["a-3", "b-1"]);
          assert.ok(!methods(trace, "a").includes("delete"), "it was deleted before");
        },
      },
      { verb: "preview", expect: quiet },
      {
        verb: "up",
        program: `new PluginThing("a", { fixedFirst: 3, fail: "create" }); new PluginThing("b", { fixedFirst: 1 });`,
        expect: (trace) => assert.ok(!trace.ok),
      },
      {
        verb: "up",
        program: `new PluginThing("b", { fixedFirst: 1 });`,
        expect: (trace) => {
          ok(trace);
          assert.ok(trace.steps.includes(`remove-pending-replace ${pluginUrn("a")} [] []`), trace.steps.join("\n"));
          assert.ok(!trace.state.some(({ urn: name }) => name === pluginUrn("a")));
        },
      },
    ],
  },
  {
    title: "a failed deletion keeps its resource and what that needs",
    phases: [
      {
        verb: "up",
        program: `const a = new PluginThing("a"); new PluginThing("b", { size: a.serial, fail: "delete" });`,
        expect: ok,
      },
      {
        verb: "destroy",
        expect: (trace, sandbox) => {
          assert.ok(!trace.ok);
          says(trace, /cannot delete b-1/);
          assert.deepEqual(Object.keys(sandbox.things()), ["a-1", "b-1"]);
          assert.ok(!methods(trace, "a").includes("delete"));
        },
      },
    ],
  },
  {
    title: "the option deleteBeforeReplace wins over the provider, in the dynamic host too",
    phases: [
      { verb: "up", program: `new Thing("a", { fixed: 1 }, { deleteBeforeReplace: true });`, expect: ok },
      {
        verb: "up",
        program: `new Thing("a", { fixed: 2 }, { deleteBeforeReplace: true });`,
        expect: (trace) => {
          ok(trace);
          before(trace, "delete a", "create a");
        },
      },
    ],
  },
  {
    title: "ignoreChanges, replaceOnChanges and additionalSecretOutputs",
    phases: [
      {
        verb: "up",
        program: `new Thing("a", { size: 1, o: { k: 1 } }, { ignoreChanges: ["size", "o.k"] }); new Thing("b", { size: 1 }, { additionalSecretOutputs: ["serial"] });`,
        expect: ok,
      },
      {
        verb: "preview",
        program: `new Thing("a", { size: 2, o: { k: 2 } }, { ignoreChanges: ["size", "o.k"] }); new Thing("b", { size: 2 }, { replaceOnChanges: ["size"], additionalSecretOutputs: ["serial"] });`,
        expect: (trace) => {
          ok(trace);
          assert.ok(!trace.steps.some((step) => step.startsWith("update")), trace.steps.join("\n"));
          assert.ok(trace.steps.includes(`replace ${urn("b")} [size] [size]`), trace.steps.join("\n"));
        },
      },
      {
        verb: "up",
        expect: (trace) => {
          ok(trace);
          const b = trace.state.find(({ urn: name }) => name === urn("b"));
          assert.deepEqual((b?.["outputs"] as Record<string, unknown>)["serial"], { secret: "s-b-2" });
        },
      },
    ],
  },
  {
    title: "secrets stay secret in inputs and outputs of both hosts",
    phases: [
      {
        verb: "up",
        program: `new Thing("a", { size: pulumi.secret("hush"), o: { deep: pulumi.secret(1) } }); new PluginThing("b", { size: pulumi.secret("hush") });`,
        expect: (trace) => {
          ok(trace);
          for (const name of [urn("a"), pluginUrn("b")]) {
            const state = trace.state.find(({ urn: other }) => other === name)!;
            for (const bag of ["inputs", "outputs"])
              assert.deepEqual((state[bag] as Record<string, unknown>)["size"], { secret: "hush" }, `${name} ${bag}`);
          }
        },
      },
      { verb: "preview", expect: quiet },
    ],
  },
  {
    title: "protected resources are neither deleted nor replaced",
    phases: [
      { verb: "up", program: `new Thing("a", { fixed: 1 }, { protect: true }); new Thing("b");`, expect: ok },
      {
        verb: "preview",
        program: `new Thing("a", { fixed: 2 }, { protect: true }); new Thing("b");`,
        expect: (trace) => {
          assert.ok(!trace.ok);
          says(trace, /unable to replace resource/);
        },
      },
      {
        verb: "up",
        expect: (trace, sandbox) => {
          assert.ok(!trace.ok);
          assert.deepEqual(Object.keys(sandbox.things()).sort(), ["a-1", "b-1"]);
        },
      },
      {
        verb: "up",
        program: `new Thing("b");`,
        expect: (trace) => {
          assert.ok(!trace.ok);
          says(trace, /because it is protected/);
        },
      },
      {
        verb: "destroy",
        expect: (trace, sandbox) => {
          assert.ok(!trace.ok);
          says(trace, /because it is protected/);
          assert.deepEqual(Object.keys(sandbox.things()), ["a-1"]);
        },
      },
      { verb: "up", program: `new Thing("a", { fixed: 1 });`, expect: ok },
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
    title: "retainOnDelete leaves the object",
    phases: [
      { verb: "up", program: `new Thing("a", {}, { retainOnDelete: true }); new Thing("b");`, expect: ok },
      {
        verb: "up",
        program: `new Thing("b");`,
        expect: (trace, sandbox) => {
          ok(trace);
          assert.deepEqual(Object.keys(sandbox.things()), ["a-1", "b-1"]);
        },
      },
    ],
  },
  {
    title: "aliases: of the resource, of its parent, of its type with another host",
    phases: [
      {
        verb: "up",
        program: `const g = new Group("g"); new Thing("g-a", {}, { parent: g }); new Thing("b"); new Thing("c", { size: 1 });`,
        expect: ok,
      },
      {
        verb: "up",
        program: `
          const g = new Group("h", { aliases: [{ name: "g" }] }); new Thing("h-a", { name: "g-a" }, { parent: g });
          new Thing("b2", { name: "b" }, { aliases: [{ name: "b", parent: pulumi.rootStackResource }], parent: g });
          new PluginThing("c", { size: 1 }, { aliases: [{ type: "pulumi-nodejs:dynamic/things:Thing" }] });`,
        expect: (trace, sandbox) => {
          ok(trace);
          assert.ok(!trace.steps.some((step) => /^(create|delete|replace) .*Thing/.test(step)), trace.steps.join("\n"));
          assert.deepEqual(Object.keys(sandbox.things()).length, 3);
        },
      },
      { verb: "preview", expect: ok },
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
    title: "a resource that was created but is not well is saved, and the next update goes on",
    phases: [
      {
        verb: "up",
        program: `new PluginThing("a", { sick: "not ready yet" });`,
        expect: (trace) => {
          assert.ok(!trace.ok);
          says(trace, /not ready yet/);
          assert.deepEqual(trace.state.at(-1)?.["initErrors"], ["not ready yet"]);
        },
      },
      {
        verb: "up",
        program: `new PluginThing("a", {});`,
        expect: (trace) => {
          ok(trace);
          assert.ok(methods(trace, "a").includes("update"));
          assert.equal(trace.state.at(-1)?.["initErrors"], undefined);
        },
      },
      {
        verb: "up",
        program: `new PluginThing("a", { size: 2, sick: "again" });`,
        expect: (trace) => {
          assert.ok(!trace.ok);
          says(trace, /again/);
        },
      },
      { verb: "up", program: `new PluginThing("a", { size: 2 });`, expect: ok },
      { verb: "preview", expect: quiet },
    ],
  },
  {
    title: "the same in the dynamic host",
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
    title: "a failed creation stops the run, keeps what was done, and the next one goes on",
    phases: [
      {
        verb: "up",
        program: `const a = new Thing("a"); new Thing("b", { fail: "create", size: a.serial });`,
        expect: (trace, sandbox) => {
          assert.ok(!trace.ok);
          says(trace, /cannot create b/);
          assert.deepEqual(Object.keys(sandbox.things()), ["a-1"]);
        },
      },
      {
        verb: "up",
        program: `const a = new Thing("a"); new Thing("b", { size: a.serial });`,
        expect: (trace, sandbox) => {
          ok(trace);
          assert.deepEqual(Object.keys(sandbox.things()), ["a-1", "b-1"]);
        },
      },
    ],
  },
  {
    title: "what Check refuses is shown with its property, and nothing is sent",
    phases: [
      {
        verb: "preview",
        program: `new PluginThing("a", { size: "huge" });`,
        expect: (trace) => {
          assert.ok(!trace.ok);
          says(trace, /size.*is not a size/s);
        },
      },
      {
        verb: "up",
        program: `new Thing("a", { size: "huge" });`,
        expect: (trace, sandbox) => {
          assert.ok(!trace.ok);
          says(trace, /size.*is not a size/s);
          assert.deepEqual(sandbox.things(), {});
        },
      },
    ],
  },
  {
    title: "a program that throws deletes nothing",
    phases: [
      { verb: "up", program: `new Thing("a"); new Thing("b");`, expect: ok },
      {
        verb: "up",
        program: `new Thing("a"); throw new Error("broken program");`,
        expect: (trace, sandbox) => {
          assert.ok(!trace.ok);
          says(trace, /broken program/);
          assert.deepEqual(Object.keys(sandbox.things()).length, 2);
        },
      },
      { verb: "preview", program: `new Thing("a"); process.exitCode = 3;`, expect: (trace) => assert.ok(!trace.ok) },
    ],
  },
  {
    title: ".get reads what somebody else manages, and never touches it",
    phases: [
      { verb: "up", program: `new PluginThing("a", { size: 7 });`, expect: ok },
      {
        verb: "up",
        program: `new PluginThing("a", { size: 7 }); const got = PluginThing.get("seen", "a-1"); exports.serial = got.serial;`,
        expect: (trace) => {
          ok(trace);
          assert.ok(trace.steps.includes(`read ${pluginUrn("seen")} [] []`), trace.steps.join("\n"));
        },
      },
      { verb: "preview", expect: quiet },
      {
        verb: "destroy",
        expect: (trace) => {
          ok(trace);
          assert.equal(methods(trace, "seen").filter((method) => method === "delete").length, 0);
        },
      },
    ],
  },
  {
    title: "a missing object of .get is an error",
    phases: [
      {
        verb: "preview",
        program: `PluginThing.get("seen", "nobody");`,
        expect: (trace) => {
          assert.ok(!trace.ok);
          says(trace, /does not exist/);
        },
      },
    ],
  },
  {
    title: "the import option takes an object over, and refuses when the program disagrees",
    phases: [
      { verb: "up", program: `new PluginThing("a", { size: 7 }, { retainOnDelete: true });`, expect: ok },
      {
        verb: "up",
        program: `new PluginThing("b", { name: "a", size: 7 }, { import: "a-1" });`,
        expect: (trace, sandbox) => {
          ok(trace);
          assert.ok(trace.steps.includes(`import ${pluginUrn("b")} [] []`), trace.steps.join("\n"));
          assert.deepEqual(Object.keys(sandbox.things()), ["a-1"]);
        },
      },
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
  {
    title: "components: outputs, children, deletion from the leaves",
    phases: [
      {
        verb: "up",
        program: `
          const g = new Group("g"); const inner = new Group("inner", { parent: g });
          const a = new Thing("a", {}, { parent: inner }); inner.registerOutputs({ serial: a.serial });
          new Thing("b", {}, { dependsOn: [g] });`,
        expect: (trace) => {
          ok(trace);
          const inner = trace.state.find(({ urn: name }) => String(name).endsWith("::inner"));
          assert.deepEqual(inner?.["outputs"], { serial: "s-a-1" });
          before(trace, "create a", "create b");
          assert.equal(trace.state.filter(({ urn: name }) => name === group("g")).length, 1);
        },
      },
      {
        verb: "destroy",
        expect: (trace) => {
          ok(trace);
          before(trace, "delete b", "delete a");
        },
      },
    ],
  },
];
