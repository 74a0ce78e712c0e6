import assert from "node:assert/strict";
import { defineKind, findKind, type Kind } from "../../provider/kinds";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import { type Properties, secret, UNKNOWN } from "../../provider/values";

const alert = defineKind({ noun: "ProtectionAlert", summary: "A trial." });
const kind = (noun: string): Kind => findKind(noun) ?? assert.fail(noun);

const ALERT = {
  name: "x",
  category: "Others",
  threatType: "Activity",
  operation: ["FileDeleted"],
  notifyUser: ["a@b.c"],
};

/** Without a line for the page: `property: reason`. */
function found(one: Kind, news: Properties, olds?: Properties) {
  const { failures, warnings } = checkInputs(one, news, { olds });
  const texts = (list: typeof failures): readonly string[] =>
    list.map(({ property, reason }) => `${property}: ${reason.replace(/ \(stated by .*\)$/, "")}`);
  return { failures: texts(failures), warnings: texts(warnings) };
}

const warningsOf = (more: Properties): readonly string[] => {
  const { failures, warnings } = found(alert, { ...ALERT, ...more });
  assert.deepEqual(failures, []);
  return warnings;
};

describe("a limit that only a page states", () => {
  it("is a warning that names the page", () => {
    const label = { name: "x", displayName: "x", tooltip: "x", applyContentMarkingHeaderEnabled: true };
    const checked = checkInputs(kind("Label"), { ...label, applyContentMarkingHeaderMargin: 5 }, {});
    assert.deepEqual(checked.failures, []);
    assert.deepEqual(checked.warnings, [
      {
        property: "applyContentMarkingHeaderMargin",
        reason:
          "should be at least 15, not 5 (stated by https://learn.microsoft.com/powershell/module/exchangepowershell/new-label#-applycontentmarkingheadermargin; the service may accept it)",
      },
    ]);
  });

  it("may leave out the end of a range", () => {
    assert.deepEqual(warningsOf({ timeWindow: 60, aggregationType: "SimpleAggregation" }), [
      "timeWindow: should be more than 60, not 60",
    ]);
    assert.deepEqual(warningsOf({ timeWindow: 61, aggregationType: "SimpleAggregation" }), []);
  });

  it("may close a list of texts, be one element alone, or a length", () => {
    assert.deepEqual(warningsOf({ alertBy: ["user"] }), []);
    assert.equal(
      warningsOf({ alertBy: ["Everybody"] })[0],
      'alertBy[0]: should be "Mail.Recipient" or "Mail.ThreatName" or "User", not "Everybody"',
    );
    assert.deepEqual(warningsOf({ operation: ["FileDeleted", "FileModified"] }), [
      "operation: should have at most one element, not 2",
    ]);
    const news = { name: "n".repeat(65), locationType: "User", rawQuery: "Department eq 'F'" };
    assert.deepEqual(found(kind("AdaptiveScope"), news).warnings, ["name: should have at most 64 characters, not 65"]);
  });

  it("may depend on another property", () => {
    assert.deepEqual(warningsOf({ alertBy: ["Mail.Recipient"] }), [
      "alertBy: should be User where threatType is Activity, not Mail.Recipient",
    ]);
    assert.deepEqual(warningsOf({ alertBy: ["User"], aggregationType: "None" }), [
      "alertBy: should be left out where aggregationType is None",
    ]);
    const audit = { name: "x", retentionDuration: "TenYears", priority: 1, operations: ["FileDeleted"] };
    const auditWarnings = (more: Properties) => found(kind("UnifiedAuditLogRetentionPolicy"), { ...audit, ...more });
    assert.deepEqual(auditWarnings({ recordTypes: ["SharePoint", "OneDrive"] }), {
      failures: [],
      warnings: ["recordTypes: should have exactly one value because operations is declared"],
    });
    assert.deepEqual(auditWarnings({ userIds: ["ann@contoso.com"] }).warnings, [
      "recordTypes: is needed because operations is declared",
    ]);
    assert.deepEqual(auditWarnings({ recordTypes: ["SharePoint"] }), { failures: [], warnings: [] });
  });

  it("is not judged of what is not known yet, and is judged of secrets", () => {
    assert.deepEqual(warningsOf({ timeWindow: UNKNOWN, aggregationType: UNKNOWN, alertBy: [UNKNOWN] }), []);
    assert.equal(warningsOf({ timeWindow: secret(30), aggregationType: "SimpleAggregation" }).length, 1);
  });
});

describe("what PowerShell's binder refuses", () => {
  it("is an error: types, members of enumerations, texts that .NET parses, unknown properties, what is mandatory", () => {
    const failuresOf = (more: Properties): readonly string[] => found(alert, { ...ALERT, ...more }).failures;
    assert.deepEqual(failuresOf({ notificationCulture: "two words" }), [
      'notificationCulture: must be a culture name such as "en-US", not "two words"',
    ]);
    assert.deepEqual(failuresOf({ notificationCulture: "de-DE" }), []);
    assert.match(failuresOf({ timeWindow: "long" }).join(), /timeWindow: must be a whole number/);
    assert.match(failuresOf({ severity: "Terrible" }).join(), /severity: must be one of/);
    assert.match(failuresOf({ sevrity: "Low" }).join(), /did you mean "severity"/);
    assert.match(found(alert, { name: "x" }).failures.join(), /is required/);
  });
});

describe("what the recorded inputs have", () => {
  it("was accepted by the service: it is neither an error nor a warning, while what is new is", () => {
    const imported = { ...ALERT, timeWindow: 30, severity: "Terrible", aggregationType: "SimpleAggregation" };
    assert.deepEqual(found(alert, imported, imported), { failures: [], warnings: [] });
    const { failures, warnings } = found(alert, { ...imported, timeWindow: 20, severity: "Awful" }, imported);
    assert.match(failures.join(), /^severity: must be one of .*"Awful"/);
    assert.deepEqual(warnings, ["timeWindow: should be more than 60, not 20"]);
  });
});
