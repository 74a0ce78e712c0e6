import assert from "node:assert/strict";
import { TestStack } from "../../engine/testing";

describe("pulumi-purview/testing", function () {
  this.timeout(60_000);

  it("runs a program given as text, with types, configuration, steps, outputs and state", async () => {
    const stack = await TestStack.inline(
      `import * as pulumi from "@pulumi/pulumi";
       const word: string = new pulumi.Config().require("word");
       class Box extends pulumi.ComponentResource {
         constructor(name: string, opts?: pulumi.ComponentResourceOptions) { super("test:index:Box", name, {}, opts); this.registerOutputs({ name }); }
       }
       const outer = new Box("outer"); new Box("inner", { parent: outer });
       console.log("hello from the program");
       export const greeting = pulumi.secret(word); export const plain = outer.urn;`,
      { config: { word: "good day" }, project: "inline" },
    );
    try {
      const preview = await stack.preview();
      assert.ok(preview.ok, JSON.stringify(preview.diagnostics));
      assert.ok(preview.hasChanges);
      const up = await stack.up();
      assert.deepEqual(up.changes, { create: 3 });
      assert.deepEqual(
        up.steps.map(({ op, name }) => `${op} ${name}`),
        ["create inline-dev", "create outer", "create inner"],
      );
      assert.equal(up.outputs["greeting"], "[secret]");
      assert.equal(up.outputs["plain"], "urn:pulumi:dev::inline::test:index:Box::outer");
      assert.ok(up.lines.includes("hello from the program"));
      const inner = up.resources.find(({ name }) => name === "inner");
      assert.equal(inner?.urn, "urn:pulumi:dev::inline::test:index:Box$test:index:Box::inner");
      assert.deepEqual(inner.outputs, { name: "inner" });
      assert.equal((await stack.preview()).hasChanges, false);
      assert.deepEqual((await stack.destroy()).changes, { delete: 3 });
    } finally {
      await stack.dispose();
    }
  });

  it("reports a program that does not compile or throws as a failed result", async () => {
    const stack = await TestStack.inline(`throw new Error("on purpose");`);
    try {
      const result = await stack.up();
      assert.ok(!result.ok);
      assert.match(result.diagnostics.map(({ message }) => message).join("\n"), /on purpose/);
    } finally {
      await stack.dispose();
    }
  });
});
