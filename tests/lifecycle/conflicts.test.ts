import { strict as assert } from "node:assert";
import { findKind, type Kind } from "../../provider/kinds";
import { createLifecycle } from "../../provider/lifecycle/lifecycle";
import type { Lifecycle, Recorded } from "../../provider/lifecycle/types";
import type { Plain, Properties } from "../../provider/values";
import { FakeSession, Notes, SETTINGS } from "./fake/session";

const kind = (noun: string): Kind => findKind(noun) as Kind;

interface World {
  readonly session: FakeSession;
  readonly lifecycle: Lifecycle;
}

const run = (session = new FakeSession()): World => ({
  session,
  lifecycle: createLifecycle({ session, reporter: new Notes(), settings: SETTINGS }),
});

const idOf = (object: { readonly [name: string]: Plain }): string => String(object["Guid"]);

const recorded = (id: string, inputs: Properties): Recorded => ({
  id,
  inputs,
  outputs: { ...inputs, tenantId: "11111111-1111-4111-8111-111111111111", environment: "public" },
  declared: Object.keys(inputs),
});

const diff = ({ lifecycle }: World, noun: string, of: Recorded, desired: Properties, ignored: readonly string[] = []) =>
  lifecycle.diff(kind(noun), { recorded: of, desired, ignored, against: "live" });

const BOTH = { code: "PURVIEW_INVALID", message: /both decide the (position of a label|locations of a hold)/ };

describe("what two kinds of resources could decide", () => {
  function labelled(): World & { readonly label: Recorded; readonly order: Recorded } {
    const world = run();
    const wire = (Name: string, Priority: string) => ({ Name, DisplayName: Name, Tooltip: Name, Priority });
    const label = world.session.service.put("Label", wire("General", "0"));
    world.session.service.put("Label", wire("Secret", "1"));
    return {
      ...world,
      label: recorded(idOf(label), { name: "General", displayName: "General", tooltip: "General" }),
      order: recorded("Label", { labels: ["General", "Secret"] }),
    };
  }

  it("is refused in preview when both do, whichever is looked at first", async () => {
    for (const order of ["label first", "order first"]) {
      const world = labelled();
      const label = () => diff(world, "Label", world.label, { ...world.label.inputs, priority: 0 });
      const list = () => diff(world, "LabelOrder", world.order, world.order.inputs ?? {});
      const [first, second] = order === "label first" ? [label, list] : [list, label];
      await first();
      await assert.rejects(second(), BOTH);
    }
  });

  it("is nobody's rival: without `priority`, with `priority` ignored, of a label that is not listed", async () => {
    const world = labelled();
    const inputs = world.label.inputs ?? {};
    await diff(world, "LabelOrder", world.order, { labels: ["General"] });
    await diff(world, "Label", world.label, inputs);
    await diff(world, "Label", world.label, { ...inputs, priority: 0 }, ["priority"]);
    const other = world.session.service.one("Label", "Secret");
    const secret = { name: "Secret", displayName: "Secret", tooltip: "Secret" };
    await diff(world, "Label", recorded(idOf(other), secret), { ...secret, priority: 1 });
  });

  it("is refused in up for objects that the same run makes", async () => {
    const world = run();
    const desired = { name: "New", displayName: "New", tooltip: "New", priority: 0 };
    const made = await world.lifecycle.create(kind("Label"), { desired });
    await assert.rejects(world.lifecycle.create(kind("LabelOrder"), { desired: { labels: [made.id] } }), BOTH);
  });

  it("holds for the locations of a hold and single ones in addition", async () => {
    const world = run();
    const hold = world.session.service.put("CaseHoldPolicy", { Name: "Hold", ExchangeLocation: ["ann@contoso.com"] });
    const inputs = { name: "Hold", exchangeLocation: ["ann@contoso.com"] };
    await diff(world, "CaseHoldPolicy", recorded(idOf(hold), inputs), inputs);
    const single = { policy: idOf(hold), exchangeLocation: "bob@contoso.com" };
    await assert.rejects(world.lifecycle.create(kind("CaseHoldPolicyLocation"), { desired: single }), BOTH);
  });

  it("the labels of a policy and a membership of one label, by id and by name", async () => {
    const world = run();
    const label = world.session.service.put("Label", { Name: "Merger", DisplayName: "Merger" });
    const policy = world.session.service.put("LabelPolicy", { Name: "Everybody", Labels: [idOf(label)] });
    const inputs = { name: "Everybody", labels: [idOf(label)] };
    await diff(world, "LabelPolicy", recorded(idOf(policy), inputs), inputs);
    for (const reference of [idOf(policy), "Everybody"])
      await assert.rejects(
        world.lifecycle.create(kind("LabelPolicyMembership"), { desired: { policy: reference, label: idOf(label) } }),
        /LabelPolicyMembership.*policy and labels of LabelPolicy "Everybody".* both decide the labels of a label policy/,
      );
  });

  it("the labels of a policy no longer, once the program leaves them to memberships: a refresh compared with the old inputs before", async () => {
    const world = run();
    const label = world.session.service.put("Label", { Name: "Merger", DisplayName: "Merger" });
    const policy = world.session.service.put("LabelPolicy", { Name: "Everybody", Labels: [] });
    const inputs = { name: "Everybody", labels: [] };
    await diff(world, "LabelPolicy", recorded(idOf(policy), inputs), inputs);
    await diff(world, "LabelPolicy", recorded(idOf(policy), inputs), { name: "Everybody" });
    const desired = { policy: idOf(policy), label: idOf(label) };
    const outcome = await world.lifecycle.create(kind("LabelPolicyMembership"), { desired, timeoutMs: 1 }).then(
      () => "made",
      (error: Error) => error.message,
    );
    assert.doesNotMatch(outcome, /both decide/);
  });
});
