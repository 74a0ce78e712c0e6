import assert from "node:assert/strict";
import { type Scenario, methods, ok, quiet, says } from "./expect";

export const failures: readonly Scenario[] = [
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
];
