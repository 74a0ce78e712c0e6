import assert from "node:assert/strict";
import { pluginUrn, urn } from "../support";
import { type Scenario, STACK, before, changed, methods, ok, quiet, stackUrn } from "./expect";

export const changes: readonly Scenario[] = [
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
];
