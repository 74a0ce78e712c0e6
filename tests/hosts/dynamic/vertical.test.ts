import { strict as assert } from "node:assert";
import { configOf, type Emulator, startEmulator } from "../../support/emulator";
import { type Props, ProviderProcess } from "./support/provider";

const LABEL = "ComplianceTag";
const POLICY = "RetentionCompliancePolicy";
const RULE = "RetentionComplianceRule";

describe("the dynamic host on the real provider process against the emulator", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let provider: ProviderProcess;
  before(async () => {
    emulator = await startEmulator();
    provider = await ProviderProcess.start(configOf(emulator.tenant()));
  });
  after(async () => {
    await provider?.stop();
    await emulator?.stop();
  });

  interface Made {
    readonly noun: string;
    readonly id: string;
    readonly inputs: Props;
    readonly outputs: Props;
  }
  const make = async (noun: string, props: Props): Promise<Made> => {
    const { inputs, failures } = await provider.check({}, ProviderProcess.inputs(noun, props));
    assert.deepEqual(failures, []);
    const { id, outputs } = await provider.create(inputs);
    return { noun, id, inputs, outputs };
  };
  const compare = async (made: Made, props: Props = made.inputs) => {
    const { inputs, failures } = await provider.check(made.inputs, props);
    assert.deepEqual(failures, []);
    return { inputs, answer: await provider.diff(made.id, made.outputs, inputs) };
  };
  const nextProcess = async (): Promise<void> => {
    await provider.stop();
    provider = await ProviderProcess.start(configOf(emulator.tenant()));
  };

  it("creates, compares as equal, shows drift, repairs and deletes the three retention kinds", async () => {
    const label = await make(LABEL, {
      name: "Contract 7y",
      comment: "contracts",
      retentionAction: "Keep",
      retentionDuration: 2555,
      retentionType: "CreationAgeInDays",
    });
    const policy = await make(POLICY, { name: "Mail 7y", exchangeLocation: ["All"], comment: "seven years" });
    const rule = await make(RULE, {
      name: "Mail 7y rule",
      policy: policy.id,
      retentionDuration: 2555,
      retentionComplianceAction: "Keep",
    });
    const publishing = await make(POLICY, { name: "Publish contracts", exchangeLocation: ["All"] });
    const publication = await make(RULE, { policy: publishing.id, publishComplianceTag: label.id });
    const all = [label, policy, rule, publishing, publication];

    await nextProcess();
    const before = await emulator.lastRequest();
    for (const made of all) assert.equal((await compare(made)).answer.changes, "none", made.noun);
    const lists = (await emulator.tenant().cmdlets(before)).map(({ cmdlet, parameters }) => [cmdlet, parameters]);
    // A rule names its label by an id that only some label has: those of priority clean-ups stand in a list of their own.
    assert.deepEqual(lists.map((list) => JSON.stringify(list)).sort(), [
      JSON.stringify([`Get-${LABEL}`, { PriorityCleanup: true }]),
      JSON.stringify([`Get-${LABEL}`, {}]),
      JSON.stringify([`Get-${POLICY}`, { DistributionDetail: true }]),
      JSON.stringify([`Get-${RULE}`, {}]),
    ]);

    await emulator.tenant().patch(POLICY, "Mail 7y", { Comment: "tampered" });
    await nextProcess();
    const drifted = await compare(policy);
    assert.equal(drifted.answer.changes, "some");
    const lines = provider.said.filter(({ message }) => message.startsWith("drift:"));
    assert.equal(lines.length, 1);
    assert.match(
      lines[0]?.message ?? "",
      /^drift: Mail 7y \(RetentionCompliancePolicy "Mail 7y"\) comment: "tampered" → "seven years"/,
    );
    assert.equal(lines[0]?.urn, (policy.inputs["__options"] as Props)["urn"]);

    const repaired = await provider.update(policy.id, policy.outputs, drifted.inputs);
    assert.equal(repaired["comment"], "seven years");
    const sets = (await emulator.tenant().cmdlets()).filter(({ cmdlet }) => cmdlet === `Set-${POLICY}`);
    assert.equal(sets.length, 1);

    for (const made of [...all].reverse()) await provider.delete(made.id, made.outputs);
    for (const noun of [POLICY, RULE]) {
      const left = (await emulator.tenant().objects(noun)).filter((object) => object["Mode"] !== "PendingDeletion");
      assert.deepEqual(
        left.map((object) => object["Name"]),
        [],
      );
    }
  });
});
