import { strict as assert } from "node:assert";
import { kind, mail, POLICY, retention, RULE, world } from "./fake/world";

const LABEL_POLICY = kind("LabelPolicy");

describe("a literal name of what the same program creates", () => {
  it("is waited for as long as anything else of the program moves on, however long that takes", async () => {
    const { session, lifecycle } = world();
    session.latencyMs = 20_000;
    const rule = lifecycle.create(RULE, { desired: retention("Mail 7y") });
    await lifecycle.create(POLICY, { desired: { ...mail, name: "Other" } });
    await lifecycle.create(POLICY, { desired: mail });
    assert.ok((await rule).id);
  });

  it("ends within seconds where nothing moves on: the engine may run one operation at a time", async () => {
    const { session, lifecycle } = world();
    const begun = session.clock.now();
    await assert.rejects(lifecycle.create(RULE, { desired: retention("Mail 7y") }), {
      code: "PURVIEW_REFERENCE",
      message:
        /policy refers to RetentionCompliancePolicy "Mail 7y", but it exists nowhere yet\. .*pass the resource itself/,
    });
    assert.ok(session.clock.now() - begun < 30_000);
    assert.equal(session.service.calls("New").length, 0);
  });

  it("ends although others wait too: all who are left wait for each other", async () => {
    const { session, lifecycle } = world();
    const begun = session.clock.now();
    const waiting = ["A", "B", "C"].map((name) => lifecycle.create(RULE, { desired: { ...retention(name), name } }));
    for (const { status } of await Promise.allSettled(waiting)) assert.equal(status, "rejected");
    assert.ok(session.clock.now() - begun < 60_000);
  });

  it("of which the creation failed is not waited for", async () => {
    const { session, lifecycle } = world();
    session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y" });
    await assert.rejects(lifecycle.create(POLICY, { desired: mail }), { code: "PURVIEW_EXISTS" });
    assert.ok((await lifecycle.create(RULE, { desired: retention("Mail 7y") })).id, "it exists all the same");
  });

  it("that several objects answer to is refused with the candidates", async () => {
    const { session, lifecycle } = world();
    const put = (Name: string, DisplayName: string, ParentId?: string) =>
      session.service.put("Label", { Name, DisplayName, ...(ParentId && { ParentId }) });
    const [a, b] = [put("label-1", "A"), put("label-2", "B")];
    put("label-3", "All", String(a["Guid"]));
    put("label-4", "All", String(b["Guid"]));
    const preview = await lifecycle.check(LABEL_POLICY, { news: { name: "Everybody", labels: ["All"] } });
    assert.match(preview.failures[0]?.reason ?? "", /several are called so/);
    await assert.rejects(lifecycle.create(LABEL_POLICY, { desired: { name: "Everybody", labels: ["All"] } }), {
      code: "PURVIEW_AMBIGUOUS",
      message: /labels\[0\] refers to Label "All", and several are called so: .*label-3.*label-4/,
    });
  });
});
