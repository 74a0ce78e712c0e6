import assert from "node:assert/strict";
import type { Recorded, Written } from "../../provider/lifecycle/types";
import type { Plain, Properties } from "../../provider/values";
import { Emulated, kindNamed, recordedOf } from "./emulated";

/** Orders, members, single locations and generic objects: up, nothing to do, changed in the portal, named, repaired, gone. */
interface Ordered {
  readonly order: string;
  readonly noun: string;
  readonly property: string;
  /** What the ordered objects belong to. */
  readonly within?: { readonly noun: string; readonly property: string; readonly desired: Properties };
  make(name: string): Properties;
}

describe("kinds that are no object of their own, on the emulator", function () {
  this.timeout(60_000);
  let emulated: Emulated;

  before(async () => void (emulated = await Emulated.start()));
  after(async () => await emulated.stop());
  afterEach(async () => await emulated.closeSessions());

  async function create(noun: string, desired: Properties): Promise<Recorded> {
    const written = await emulated.lifecycle().create(kindNamed(noun), { desired });
    assert.equal(written.unfinished, undefined);
    return recordedOf(written, desired);
  }

  async function drift(noun: string, recorded: Recorded, desired: Properties): Promise<readonly string[]> {
    const request = { recorded, desired, ignored: [], against: "live" } as const;
    const { changes, gone } = await emulated.lifecycle().diff(kindNamed(noun), request);
    return gone ? ["(gone)"] : [...new Set(changes.map(({ path }) => path))];
  }

  const update = (noun: string, recorded: Recorded, desired: Properties): Promise<Written> =>
    emulated.lifecycle().update(kindNamed(noun), { recorded, desired, ignored: [] });

  const remove = (noun: string, recorded: Recorded): Promise<void> =>
    emulated.lifecycle().delete(kindNamed(noun), { recorded });

  const one = async (noun: string, name: string): Promise<Record<string, unknown>> => {
    const found = (await emulated.tenant.objects(noun)).find((object) => object["Name"] === name);
    assert.ok(found, `${noun} ${name}`);
    return found;
  };

  for (const { order, noun, property, within, make } of [
    {
      order: "LabelOrder",
      noun: "Label",
      property: "labels",
      make: (name: string) => ({ name, displayName: name, tooltip: name }),
    },
    {
      order: "LabelPolicyOrder",
      noun: "LabelPolicy",
      property: "policies",
      make: (name: string) => ({ name, labels: ["Published"], exchangeLocation: ["All"] }),
    },
    {
      order: "DlpCompliancePolicyOrder",
      noun: "DlpCompliancePolicy",
      property: "policies",
      make: (name: string) => ({ name, exchangeLocation: ["All"] }),
    },
    {
      order: "AutoSensitivityLabelPolicyOrder",
      noun: "AutoSensitivityLabelPolicy",
      property: "policies",
      make: (name: string) => ({
        name,
        applySensitivityLabel: "Published",
        exchangeLocation: ["All"],
        mode: "TestWithoutNotifications",
      }),
    },
    {
      order: "DlpComplianceRuleOrder",
      noun: "DlpComplianceRule",
      property: "rules",
      within: {
        noun: "DlpCompliancePolicy",
        property: "policy",
        desired: { name: "Ordered", exchangeLocation: ["All"] },
      },
      make: (name: string) => ({
        name,
        policy: "Ordered",
        contentContainsSensitiveInformation: [{ name: "Credit Card Number" }],
        blockAccess: true,
      }),
    },
  ] as readonly Ordered[])
    it(`${order} puts what it lists into order, and again after somebody moved one`, async () => {
      await emulated.put("Label", "Published", { DisplayName: "Published", Tooltip: "Published" });
      if (within) await create(within.noun, within.desired);
      const names = ["one", "two", "three"].map((name) => `${order} ${name}`);
      for (const name of names) await create(noun, make(name));
      const priorities = async (): Promise<readonly string[]> => {
        const objects = (await emulated.tenant.objects(noun)).filter(({ Name }) => names.includes(String(Name)));
        return objects.sort((a, b) => Number(a["Priority"]) - Number(b["Priority"])).map(({ Name }) => String(Name));
      };
      const wanted = [...names].reverse();
      const desired = { [property]: wanted, ...(within && { [within.property]: String(within.desired["name"]) }) };
      const recorded = await create(order, desired);
      assert.deepEqual(await priorities(), wanted);
      assert.deepEqual(await drift(order, recorded, desired), []);
      const [first, last] = [await one(noun, wanted[0] ?? ""), await one(noun, wanted[2] ?? "")];
      await emulated.tenant.patch(noun, String(first["Name"]), { Priority: last["Priority"] });
      await emulated.tenant.patch(noun, String(last["Name"]), { Priority: first["Priority"] });
      const named = await drift(order, recorded, desired);
      assert.ok(named.length > 0 && named.every((path) => path.startsWith(property)), named.join());
      await update(order, recorded, desired);
      assert.deepEqual(await priorities(), wanted);
      assert.deepEqual(await drift(order, recorded, desired), []);
      const writes = await emulated.writesOf(() => remove(order, recorded));
      assert.deepEqual(writes, []);
    });

  it("ComplianceCaseMember joins, is missed when somebody removes it, and leaves", async () => {
    const { id } = await create("ComplianceCase", { name: "Members" });
    const desired = { case: id, member: "ann@contoso.com" };
    const recorded = await create("ComplianceCaseMember", desired);
    assert.deepEqual(await drift("ComplianceCaseMember", recorded, desired), []);
    const imported = await emulated.lifecycle().read(kindNamed("ComplianceCaseMember"), { id: recorded.id });
    assert.deepEqual(imported?.inputs["member"], "ann@contoso.com");
    await remove("ComplianceCaseMember", recorded);
    assert.deepEqual(await drift("ComplianceCaseMember", recorded, desired), ["(gone)"]);
    const again = await create("ComplianceCaseMember", desired);
    assert.deepEqual(await drift("ComplianceCaseMember", again, desired), []);
    await remove("ComplianceCaseMember", again);
  });

  it("CaseHoldPolicyLocation joins the hold next to others, is missed and put back, and leaves the others", async () => {
    const { id: held } = await create("ComplianceCase", { name: "Holds" });
    const hold = await create("CaseHoldPolicy", { name: "Hold", case: held });
    await create("CaseHoldRule", { name: "Hold rule", policy: hold.id });
    const locations: readonly Properties[] = [
      { policy: hold.id, exchangeLocation: "ann@contoso.com" },
      { policy: hold.id, sharePointLocation: "https://contoso.sharepoint.com/sites/hr" },
      { policy: hold.id, publicFolderLocation: "All" },
    ];
    const noun = "CaseHoldPolicyLocation";
    const members: Recorded[] = [];
    for (const desired of locations) members.push(await create(noun, desired));
    const [ann, site, folders] = members as [Recorded, Recorded, Recorded];
    for (const member of members) assert.deepEqual(await drift(noun, member, member.inputs ?? {}), []);
    assert.deepEqual(await drift("CaseHoldPolicy", hold, hold.inputs ?? {}), []);
    await emulated.tenant.patch("CaseHoldPolicy", "Hold", { ExchangeLocation: [] });
    assert.deepEqual(await drift(noun, ann, ann.inputs ?? {}), ["(gone)"]);
    assert.deepEqual(await drift(noun, site, site.inputs ?? {}), []);
    const again = await create(noun, ann.inputs ?? {});
    assert.deepEqual(await drift(noun, again, again.inputs ?? {}), []);
    for (const member of [again, folders]) await remove(noun, member);
    const left = await one("CaseHoldPolicy", "Hold");
    assert.deepEqual([left["ExchangeLocation"], left["PublicFolderLocation"]], [[], []]);
    assert.equal((left["SharePointLocation"] as unknown[]).length, 1);
  });

  it("LabelPolicyMembership adds one label next to others in every spelling of Get, is missed and put back, and leaves the others", async () => {
    const noun = "LabelPolicyMembership";
    const label = async (name: string): Promise<string> =>
      (await create("Label", { name, displayName: `${name} (shown)`, tooltip: name })).id;
    const theirs = await label("Membership theirs");
    const policy = await create("LabelPolicy", { name: "Membership", labels: [theirs], exchangeLocation: ["All"] });
    const members: Recorded[] = [];
    // So many that each spelling occurs among them.
    for (const n of [1, 2, 3, 4, 5]) {
      const id = await label(`Membership ${n}`);
      const desired = { policy: n % 2 ? policy.id : "Membership", label: n % 2 ? id : `Membership ${n}` };
      const member = await create(noun, desired);
      assert.equal(member.id, `${policy.id}/${id}`, "whatever Get calls the label");
      members.push(member);
    }
    for (const member of members) assert.deepEqual(await drift(noun, member, member.inputs ?? {}), []);
    const { labels: _, ...withoutLabels } = policy.inputs ?? {};
    assert.deepEqual(await drift("LabelPolicy", policy, withoutLabels), [], "the policy leaves its labels to others");

    const [first, second] = members as [Recorded, Recorded];
    const held = (await one("LabelPolicy", "Membership"))["Labels"] as unknown[];
    await emulated.tenant.patch("LabelPolicy", "Membership", { Labels: [theirs] });
    assert.deepEqual(await drift(noun, first, first.inputs ?? {}), ["(gone)"]);
    await emulated.tenant.patch("LabelPolicy", "Membership", { Labels: held });
    assert.deepEqual(await drift(noun, first, first.inputs ?? {}), []);
    await emulated.tenant.patch("Label", "Membership 1", { DisplayName: "Renamed" });
    assert.deepEqual(await drift(noun, first, first.inputs ?? {}), [], "a renamed label is the same");

    const imported = await emulated.lifecycle().read(kindNamed(noun), { id: second.id });
    assert.equal(imported?.id, second.id);
    const again = { ...imported.inputs, adoptExisting: true };
    const writes = await emulated.writesOf(async () => void (await create(noun, again)));
    assert.deepEqual(writes, [], "what is there already is taken over without a write");
    await assert.rejects(create(noun, first.inputs ?? {}), { code: "PURVIEW_EXISTS" });

    for (const member of members) await remove(noun, member);
    assert.equal(((await one("LabelPolicy", "Membership"))["Labels"] as unknown[]).length, 1);
  });

  it("Object makes, compares, repairs and removes what no kind knows", async () => {
    const desired = {
      noun: "OrganizationSegment",
      name: "Research",
      parameters: { UserGroupFilter: "Department -eq 'Research'" },
    };
    const recorded = await create("Object", desired);
    assert.deepEqual(await drift("Object", recorded, desired), []);
    await emulated.tenant.patch("OrganizationSegment", "Research", { UserGroupFilter: "Department -eq 'HR'" });
    assert.deepEqual(await drift("Object", recorded, desired), ["parameters.UserGroupFilter"]);
    await update("Object", recorded, desired);
    assert.equal((await one("OrganizationSegment", "Research"))["UserGroupFilter"], desired.parameters.UserGroupFilter);
    assert.deepEqual(await drift("Object", recorded, desired), []);
    await remove("Object", recorded);
    assert.equal(await emulated.lifecycle().read(kindNamed("Object"), { id: recorded.id, recorded }), undefined);
  });

  it("two audit policies that swap their priorities in one up do so through a free number", async () => {
    const noun = "UnifiedAuditLogRetentionPolicy";
    const inputs = (name: string, priority: number): Properties => ({
      name,
      priority,
      retentionDuration: "TenYears",
      recordTypes: ["MicrosoftTeams"],
    });
    const first = await create(noun, inputs("swap A", 501));
    const second = await create(noun, inputs("swap B", 502));
    const up = emulated.lifecycle();
    const swap = (recorded: Recorded, desired: Properties): Promise<Written> =>
      up.update(kindNamed(noun), { recorded, desired, ignored: [] });
    await Promise.all([swap(first, inputs("swap A", 502)), swap(second, inputs("swap B", 501))]);
    const priorityOf = async (name: string): Promise<Plain> => (await one(noun, name))["Priority"] as Plain;
    assert.deepEqual([await priorityOf("swap A"), await priorityOf("swap B")], [502, 501]);
  });
});
