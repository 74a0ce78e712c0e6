import { strict as assert } from "node:assert";
import { PermissionError, ServiceError } from "../../provider/errors";
import { listExportable } from "../../provider/lifecycle";
import { POLICY, RULE, diff, mail, nextProcess, recordedOf, retention, world, type World } from "./fake/world";
import { SETTINGS } from "./fake/session";

const CLEANUP = { priorityCleanup: true, acceptIrreversible: ["PriorityCleanup"] };
const cleanup = { ...mail, name: "Clean-up", ...CLEANUP };
const NOUN = "RetentionCompliancePolicy";
const WIRE = { Name: "Clean-up", ExchangeLocation: ["All"], PriorityCleanup: true };

const surveyed = ({ session, notes }: World) =>
  listExportable({ session, reporter: notes, settings: SETTINGS }, POLICY);

const refuseCleanups = ({ session }: World, error: Error): void => {
  session.service.refuse = ({ parameters }) => (parameters["PriorityCleanup"] === true ? error : undefined);
};

const HIDDEN = new ServiceError("Get was refused.", {
  code: "PURVIEW_SERVICE_REFUSED",
  serviceMessage: "A parameter cannot be found that matches parameter name 'PriorityCleanup'.",
});

describe("objects in a list of their own (priority clean-ups)", () => {
  it("are imported at once, with the property that their list says of them", async () => {
    const w = world();
    const { Guid } = w.session.service.put(NOUN, WIRE);
    const begun = w.session.clock.now();
    assert.equal((await w.lifecycle.read(POLICY, { id: "clean-up" }))?.id, Guid);
    const found = await w.lifecycle.read(POLICY, { id: String(Guid) });
    assert.equal(found?.inputs["priorityCleanup"], true);
    assert.equal(found.outputs["priorityCleanup"], true);
    assert.ok(w.session.clock.now() - begun < 5_000);
    const recorded = {
      id: found.id,
      outputs: found.outputs,
      declared: Object.keys(found.inputs),
      inputs: found.inputs,
    };
    assert.deepEqual((await diff(nextProcess(w), POLICY, recorded, found.inputs)).changes, []);
  });

  it("are listed in addition to the ordinary ones, with what creating them again does for good", async () => {
    const w = world();
    w.session.service.put(NOUN, { Name: "Mail", ExchangeLocation: ["All"] });
    w.session.service.put(NOUN, WIRE);
    const { objects, unread } = await surveyed(w);
    assert.deepEqual(
      objects.map(({ name, inputs, irreversible }) => [
        name,
        inputs["priorityCleanup"],
        irreversible.map(({ act }) => act),
      ]),
      [
        ["Mail", undefined, []],
        ["Clean-up", true, ["PriorityCleanup"]],
      ],
    );
    assert.deepEqual(unread, []);
  });

  it("are reported as unread where their list is refused, and the ordinary ones are there", async () => {
    const w = world();
    w.session.service.put(NOUN, { Name: "Mail", ExchangeLocation: ["All"] });
    refuseCleanups(w, new PermissionError("app may not.", { code: "PURVIEW_PERMISSION" }));
    const { objects, unread } = await surveyed(w);
    assert.deepEqual(
      objects.map(({ name }) => name),
      ["Mail"],
    );
    assert.deepEqual(unread, [{ list: `Get-${NOUN} -DistributionDetail -PriorityCleanup`, reason: "app may not." }]);
    const listed = await w.lifecycle.list(POLICY, {});
    assert.equal(listed.length, 1);
    assert.match(w.notes.warnings.join(), /-PriorityCleanup could not be read: app may not/);
  });

  it("are ordinary ones where the service shows the same objects in both lists", async () => {
    const w = world();
    w.session.service.put(NOUN, { Name: "Mail", ExchangeLocation: ["All"] });
    w.session.service.knowsPriorityCleanup = false;
    const { objects } = await surveyed(w);
    assert.deepEqual(
      objects.map(({ inputs }) => inputs["priorityCleanup"]),
      [undefined],
    );
  });

  it("do not keep an ordinary object from being gone where the service has no such list", async () => {
    const w = world();
    const written = await w.lifecycle.create(POLICY, { desired: mail });
    w.session.service.drop(NOUN, "Mail 7y");
    refuseCleanups(w, HIDDEN);
    assert.ok((await diff(nextProcess(w), POLICY, recordedOf(written, mail), mail)).gone);
  });

  it("are waited for as the others are: the policy when it has a rule, and the rule's policy", async () => {
    const w = world();
    const { service } = w.session;
    const policy = await w.lifecycle.create(POLICY, { desired: cleanup });
    service.deployMs = 40_000;
    const rule = { ...retention("clean-up"), ...CLEANUP };
    const begun = w.session.clock.now();
    await w.lifecycle.create(RULE, { desired: rule });
    assert.ok(w.session.clock.now() - begun >= 40_000);
    assert.equal(service.one("RetentionComplianceRule", "Mail 7y rule")["PriorityCleanup"], true);
    const changed = { ...cleanup, comment: "longer" };
    const next = nextProcess(w);
    const update = await next.lifecycle.update(POLICY, {
      recorded: recordedOf(policy, cleanup),
      desired: changed,
      ignored: [],
    });
    assert.equal(update.outputs["distributionStatus"], "Success");
    const [set] = service.calls("Set-");
    assert.equal(set?.parameters["PriorityCleanup"], true);
  });
});
