import { strict as assert } from "node:assert";
import { kind, POLICY, mail, world, nextProcess, recordedOf } from "./fake/world";

describe("read", () => {
  it("tells what was declared as it is now", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.patch("RetentionCompliancePolicy", "Mail 7y", { Comment: "tampered" });
    const found = await nextProcess(it).lifecycle.read(POLICY, { id: written.id, recorded: recordedOf(written, mail) });
    assert.deepEqual(found?.inputs, { ...mail, comment: "tampered" });
  });

  it("imports by exact name, any case, with inputs that check accepts", async () => {
    const it = world();
    await it.lifecycle.create(POLICY, { desired: mail });
    const next = nextProcess(it);
    const found = await next.lifecycle.read(POLICY, { id: "MAIL 7Y" });
    assert.ok(found);
    assert.deepEqual(found.inputs["exchangeLocation"], ["All"]);
    assert.equal((await next.lifecycle.read(POLICY, { id: `{${found.id.toUpperCase()}}` }))?.id, found.id);
    const { failures } = await next.lifecycle.check(POLICY, { news: found.inputs, olds: found.inputs });
    assert.deepEqual(failures, []);
  });

  it("imports what the service fills in with the name only where it says something else", async () => {
    const it = world();
    for (const DisplayName of ["Legal department", "D1"]) {
      const { Guid } = it.session.service.put("FilePlanPropertyDepartment", { Name: "D1", DisplayName });
      const found = await nextProcess(it).lifecycle.read(kind("FilePlanPropertyDepartment"), { id: String(Guid) });
      assert.deepEqual(found?.inputs, { name: "D1", ...(DisplayName !== "D1" && { displayName: DisplayName }) });
    }
  });

  it("answers nothing for what is certainly gone", async () => {
    const it = world();
    const written = await it.lifecycle.create(POLICY, { desired: mail });
    it.session.service.drop("RetentionCompliancePolicy", "Mail 7y");
    assert.equal(
      await nextProcess(it).lifecycle.read(POLICY, { id: written.id, recorded: recordedOf(written, mail) }),
      undefined,
    );
  });
});
