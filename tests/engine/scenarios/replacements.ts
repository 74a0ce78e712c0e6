import assert from "node:assert/strict";
import { pluginUrn } from "../support";
import { type Scenario, before, changed, methods, ok, quiet, says } from "./expect";

export const replacements: readonly Scenario[] = [
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
          assert.deepEqual(Object.keys(sandbox.things()), ["a-2", "b-1"]);
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
];
