import assert from "node:assert/strict";
import { pluginUrn, urn } from "../support";
import { type Scenario, before, group, methods, ok, quiet } from "./expect";

export const options: readonly Scenario[] = [
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
