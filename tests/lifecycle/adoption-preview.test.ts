import { strict as assert } from "node:assert";
import { mail, POLICY, retention, RULE, world } from "./fake/world";
import { UNKNOWN } from "../../provider/values";

const ADOPT = { adoptExisting: true };

describe("a preview of a resource that takes over what exists", () => {
  it("names every difference, old and new, and what loses protection", async () => {
    const { session, notes, lifecycle } = world();
    session.service.put("RetentionCompliancePolicy", {
      Name: "Finance 7y",
      ExchangeLocation: ["a@contoso.com", "b@contoso.com"],
      Comment: "tax law",
    });
    const news = { name: "Finance 7y", exchangeLocation: ["a@contoso.com"], comment: "ours", ...ADOPT };
    const { failures } = await lifecycle.check(POLICY, { news, logicalName: "finance" });
    assert.deepEqual(failures, []);
    const warnings = notes.warnings.join("\n");
    assert.match(warnings, /takes it over and changes it: .*comment: "tax law" → "ours"/);
    assert.match(warnings, /exchangeLocation: .*b@contoso\.com.* → /);
    assert.match(warnings, /no longer covers b@contoso\.com/);
  });

  it("says so where nothing differs", async () => {
    const { session, notes, lifecycle } = world();
    session.service.put("RetentionCompliancePolicy", { Name: "Finance 7y", Comment: "ours" });
    await lifecycle.check(POLICY, { news: { name: "Finance 7y", comment: "ours", ...ADOPT } });
    assert.match(notes.infos.join(), /taken over as it is/);
    assert.deepEqual(notes.warnings, []);
  });

  it("refuses a locked policy that would be narrowed", async () => {
    const { session, lifecycle } = world();
    session.service.put("RetentionCompliancePolicy", {
      Name: "Locked",
      ExchangeLocation: ["a@contoso.com", "b@contoso.com"],
      RestrictiveRetention: true,
    });
    const news = { name: "Locked", exchangeLocation: ["a@contoso.com"], restrictiveRetention: true, ...ADOPT };
    const { failures } = await lifecycle.check(POLICY, { news });
    assert.match(failures.map(({ reason }) => reason).join(), /Preservation Lock/);
  });

  it("refuses what is fixed at creation, but not what is not known yet", async () => {
    const { session, lifecycle } = world();
    const [one, other] = ["One", "Other"].map((Name) => session.service.put("RetentionCompliancePolicy", { Name }));
    session.service.put("RetentionComplianceRule", {
      Name: "Rule",
      Policy: String(one?.["Guid"]),
      RetentionDuration: 2555,
      RetentionComplianceAction: "Keep",
    });
    const news = (policy: string | typeof UNKNOWN) => ({ ...retention("x"), name: "Rule", policy, ...ADOPT });
    const refused = await lifecycle.check(RULE, { news: news(String(other?.["Guid"])) });
    assert.match(refused.failures.map(({ reason }) => reason).join(), /policy is fixed when the object is created/);
    assert.deepEqual((await lifecycle.check(RULE, { news: news(UNKNOWN) })).failures, []);
  });

  it("shows it also where previews do not ask the tenant otherwise", async () => {
    const { session, notes, lifecycle } = world({ drift: "refresh" });
    session.service.put("RetentionCompliancePolicy", { Name: "Mail 7y", Comment: "theirs" });
    await lifecycle.check(POLICY, { news: { ...mail, ...ADOPT } });
    assert.match(notes.warnings.join(), /comment: "theirs" → "seven years"/);
  });
});
