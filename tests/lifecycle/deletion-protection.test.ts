import { strict as assert } from "node:assert";
import type { Kind } from "../../provider/kinds";
import type { Properties } from "../../provider/values";
import { diff, kind, mail, nextProcess, POLICY, recordedOf, world, type World } from "./fake/world";

const EVENT_TYPE = kind("ComplianceRetentionEventType");

async function deleted(w: World, of: Kind, inputs: Properties): Promise<unknown> {
  const written = await w.lifecycle.create(of, { desired: inputs });
  return await w.lifecycle.delete(of, { recorded: recordedOf(written, inputs) }).then(
    () => undefined,
    (error: unknown) => error,
  );
}

const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown } | undefined)?.code;

describe("deletion protection", () => {
  it("keeps a hold by default, sends nothing, and names both ways out", async () => {
    const w = world({ deletionProtection: "holds" });
    const error = await deleted(w, POLICY, mail);
    assert.equal(codeOf(error), "PURVIEW_DELETE_REFUSED");
    assert.match(String(error), /aliases: \[\{ name: "<old name>" \}\].*deletionProtection: false/);
    assert.deepEqual(w.session.service.calls("Remove"), []);
    assert.deepEqual(w.session.service.names(POLICY.noun), ["Mail 7y"]);
  });

  it("lets go what keeps nothing, unless all is protected", async () => {
    const inputs = { name: "Contract ended" };
    assert.equal(codeOf(await deleted(world({ deletionProtection: "holds" }), EVENT_TYPE, inputs)), undefined);
    assert.equal(
      codeOf(await deleted(world({ deletionProtection: "all" }), EVENT_TYPE, inputs)),
      "PURVIEW_DELETE_REFUSED",
    );
  });

  it("follows what the resource itself declared at its last update", async () => {
    const open = { ...mail, deletionProtection: false };
    assert.equal(codeOf(await deleted(world({ deletionProtection: "all" }), POLICY, open)), undefined);
    const closed = { name: "Contract ended", deletionProtection: true };
    const error = await deleted(world({ deletionProtection: "none" }), EVENT_TYPE, closed);
    assert.match(String(error), /declares deletionProtection: true/);
  });

  it("does not keep what somebody deleted already", async () => {
    const w = world({ deletionProtection: "holds" });
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.drop(POLICY.noun, "Mail 7y");
    await nextProcess(w, { deletionProtection: "holds" }).lifecycle.delete(POLICY, {
      recorded: recordedOf(written, mail),
    });
  });

  it("lets a replacement through that the program allows", async () => {
    const w = world({ deletionProtection: "holds" });
    const inputs = { ...mail, allowReplace: true };
    const recorded = recordedOf(await w.lifecycle.create(POLICY, { desired: inputs }), inputs);
    const { deleteBeforeReplace } = await diff(w, POLICY, recorded, { ...inputs, name: "Mail seven" });
    assert.ok(deleteBeforeReplace);
    await w.lifecycle.delete(POLICY, { recorded });
    assert.deepEqual(w.session.service.names(POLICY.noun), []);
  });
});
