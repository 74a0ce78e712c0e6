import { strict as assert } from "node:assert";
import { configOf, type Emulator, startEmulator } from "../../support/emulator";
import { type Failed, type Props, ProviderProcess } from "./support/provider";

const POLICY = "RetentionCompliancePolicy";
const RULE = "RetentionComplianceRule";

describe("the dynamic host when the service misbehaves", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let provider: ProviderProcess;
  let names = 0;
  before(async () => {
    emulator = await startEmulator();
  });
  beforeEach(async () => {
    await emulator.faults();
    provider = await ProviderProcess.start(configOf(emulator.tenant()));
    names += 1;
  });
  afterEach(() => provider.stop());
  after(() => emulator.stop());

  const fault = (cmdlet: string, type: string, more: object = {}, times = 1): Promise<unknown> =>
    emulator.faults({ match: { cmdlet }, fault: { type, ...more }, times });
  const policyInputs = (more: Props = {}): Props =>
    ProviderProcess.inputs(POLICY, { name: `P${names}`, exchangeLocation: ["All"], comment: "one", ...more });
  const ruleInputs = (policy: string, more: Props = {}): Props =>
    ProviderProcess.inputs(RULE, {
      name: `R${names}`,
      policy,
      retentionDuration: 30,
      retentionComplianceAction: "Keep",
      ...more,
    });
  const named = async (): Promise<number> =>
    (await emulator.tenant().objects(POLICY)).filter((object) => object["Name"] === `P${names}`).length;
  const sent = async (cmdlet: string, from: number): Promise<number> =>
    (await emulator.tenant().cmdlets(from)).filter((request) => request.cmdlet === cmdlet).length;

  it("makes no twin when the answer to New is lost", async () => {
    await fault(`New-${POLICY}`, "resetAfter");
    const made = await provider.create(policyInputs());
    assert.equal(await named(), 1);
    assert.match(made.id, /^[0-9a-f-]{36}$/);
  });

  it("sends New again when it never arrived", async () => {
    await fault(`New-${POLICY}`, "resetBefore");
    await provider.create(policyInputs());
    assert.equal(await named(), 1);
  });

  it("does not repeat a Set that happened", async () => {
    const made = await provider.create(policyInputs());
    const from = await emulator.lastRequest();
    await fault(`Set-${POLICY}`, "resetAfter");
    await provider.update(made.id, made.outputs, policyInputs({ comment: "two" }));
    assert.equal(await sent(`Set-${POLICY}`, from), 1);
  });

  it("takes a Remove whose answer is lost for done once the object is gone", async () => {
    const made = await provider.create(policyInputs());
    await fault(`Remove-${POLICY}`, "resetAfter");
    await provider.delete(made.id, made.outputs);
  });

  it("waits while the policy is being deployed", async () => {
    const policy = await provider.create(policyInputs());
    await fault(`New-${RULE}`, "beingDeployed");
    const rule = await provider.create(ruleInputs(policy.id));
    assert.ok(rule.id);
  });

  it("saves a rule whose policy could not be distributed, and resumes with one retry", async () => {
    const policy = await provider.create(policyInputs());
    await fault(`New-${RULE}`, "deployError");
    const error = await provider.create(ruleInputs(policy.id)).then(
      () => assert.fail("it did not fail"),
      (failed: Error & Failed) => failed,
    );
    assert.match(error.message, /could not distribute/);
    assert.ok(error.saved?.id);
    assert.equal(error.saved.properties["policy"], policy.id);
    const from = await emulator.lastRequest();
    await provider.update(error.saved.id, error.saved.properties, ruleInputs(policy.id));
    const retries = (await emulator.tenant().cmdlets(from)).filter(
      (request) => request.parameters?.["RetryDistribution"] === true,
    );
    assert.equal(retries.length, 1);
  });

  it("names the property that the service silently keeps", async () => {
    const made = await provider.create(policyInputs());
    await fault(`Set-${POLICY}`, "ignoreProperty", { property: "Comment" });
    await assert.rejects(
      provider.update(made.id, made.outputs, policyInputs({ comment: "two", enabled: false })),
      /comment reads back as "one"/,
    );
  });

  it("never calls an object gone because lists fail, are cut or hidden", async () => {
    const made = await provider.create(policyInputs());
    for (const [type, more] of [
      ["truncate", {}],
      ["emptyBody", {}],
      ["hideCmdlet", {}],
      ["status", { status: 403 }],
    ] as const) {
      await provider.stop();
      provider = await ProviderProcess.start(configOf(emulator.tenant()));
      await fault(`Get-${POLICY}`, type, more, 50);
      const answer = await provider.diff(made.id, made.outputs, policyInputs()).catch((error: Error) => error);
      assert.ok(answer instanceof Error, `${type}: ${JSON.stringify(answer)}`);
      assert.equal(provider.stderr, "", type);
    }
  });

  it("warns in preview of a hidden Set, and stops before it writes", async () => {
    const made = await provider.create(policyInputs());
    await provider.stop();
    await fault(`Set-${POLICY}`, "hideCmdlet", {}, 50);
    provider = await ProviderProcess.start(configOf(emulator.tenant()));
    const changed = policyInputs({ comment: "two" });
    // The engine checks in a preview; a refresh only compares, and is not warned of what it does not do.
    await provider.check(made.outputs, changed);
    assert.equal((await provider.diff(made.id, made.outputs, changed)).changes, "unknown");
    assert.ok(provider.warnings.some((line) => /may not run Set-RetentionCompliancePolicy/.test(line)));
    const from = await emulator.lastRequest();
    await assert.rejects(provider.update(made.id, made.outputs, changed), /Compliance Administrator/);
    assert.equal(await sent(`Set-${POLICY}`, from), 0);
  });
});
