import assert from "node:assert/strict";
import {
  closedValues,
  findCmdlet,
  findParameter,
  isAbove,
  isBelow,
  pageOf,
  rangeOf,
  wholeNumbers,
} from "../../catalogue";

const parameter = (cmdlet: string, name: string) => {
  const found = findCmdlet(cmdlet);
  const one = found && findParameter(found, name);
  assert.ok(one, `${cmdlet} -${name}`);
  return one;
};

describe("limits of the catalogue", () => {
  it("are ranges with ends that belong to them or not", () => {
    const window = rangeOf(parameter("New-ProtectionAlert", "TimeWindow").limits ?? {});
    assert.deepEqual(window.lower, { value: 60, inclusive: false });
    assert.deepEqual(
      [59, 60, 61].map((value) => isBelow(value, window.lower)),
      [true, true, false],
    );
    assert.deepEqual(wholeNumbers(window), { min: 61 });
    const priority = rangeOf(parameter("New-UnifiedAuditLogRetentionPolicy", "Priority").limits ?? {});
    assert.deepEqual(wholeNumbers(priority), { min: 1, max: 10_000 });
    assert.deepEqual(
      [10_000, 10_001].map((value) => isAbove(value, priority.upper)),
      [false, true],
    );
    assert.deepEqual(wholeNumbers(rangeOf({ exclusiveMax: 5 })), { max: 4 });
  });

  it("close lists of texts only where the page does, and the type is no enumeration", () => {
    assert.deepEqual(closedValues(parameter("New-ProtectionAlert", "AlertBy")), [
      "Mail.Recipient",
      "Mail.ThreatName",
      "User",
    ]);
    assert.deepEqual(closedValues(parameter("New-DlpCompliancePolicy", "EnforcementPlanes"))?.at(-1), "Entra");
    assert.equal(closedValues(parameter("New-RetentionCompliancePolicy", "ExchangeLocation")), undefined);
    assert.equal(closedValues(parameter("New-RetentionCompliancePolicy", "Applications")), undefined);
    assert.equal(closedValues(parameter("New-ProtectionAlert", "Severity")), undefined);
  });

  it("stand on the reference page of the cmdlet", () => {
    assert.equal(
      pageOf("New-Label", "ApplyContentMarkingHeaderMargin"),
      "https://learn.microsoft.com/powershell/module/exchangepowershell/new-label#-applycontentmarkingheadermargin",
    );
  });
});
