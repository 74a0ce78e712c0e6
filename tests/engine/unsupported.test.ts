import assert from "node:assert/strict";
import { Sandbox, embedded } from "./support";

const programs: Readonly<Record<string, string>> = {
  transforms: `new Thing("a", {}, { transforms: [() => undefined] });`,
  "stack transforms": `pulumi.runtime.registerResourceTransform(() => undefined); new Thing("a");`,
  hooks: `new Thing("a", {}, { hooks: { beforeCreate: [new pulumi.ResourceHook("h", () => {})] } });`,
  "remote components": `new (class extends pulumi.ComponentResource { constructor() { super("things:index:R", "r", {}, {}, true); } })();`,
  "stack references": `new pulumi.StackReference("org/project/stack");`,
  assets: `new PluginThing("a", { file: new pulumi.asset.StringAsset("text") });`,
  replacementTrigger: `new Thing("a", {}, { replacementTrigger: 1 });`,
};

describe("what the embedded engine does not cover", function () {
  this.timeout(60_000);
  for (const [what, program] of Object.entries(programs))
    it(`${what}: says "use \`pulumi\`" and does nothing`, async () => {
      const sandbox = new Sandbox();
      try {
        sandbox.program(program);
        const trace = await embedded.run("up", sandbox);
        assert.ok(!trace.ok);
        assert.match(trace.diagnostics.join("\n"), /the embedded engine does not support .*use `pulumi`/);
        assert.deepEqual(sandbox.things(), {});
      } finally {
        sandbox.dispose();
      }
    });

  it("a program that registers nothing is an error, unless it is meant", async () => {
    const sandbox = new Sandbox();
    try {
      sandbox.program(`new Thing("a");`);
      assert.ok((await embedded.run("up", sandbox)).ok);
      sandbox.program("");
      const trace = await embedded.run("up", sandbox);
      assert.ok(!trace.ok);
      assert.match(trace.diagnostics.join("\n"), /registered no resource.*use destroy/);
      assert.deepEqual(Object.keys(sandbox.things()), ["a-1"], "nothing was deleted");
    } finally {
      sandbox.dispose();
    }
  });
});
