import assert from "node:assert/strict";
import { allCmdlets, allFamilies, enumMembers, findCmdlet, findFamily, findParameter, setsOf } from "../../catalogue";

describe("the catalogue reader", () => {
  it("knows all 442 cmdlets and 101 families", () => {
    assert.equal(allCmdlets().length, 442);
    assert.equal(allFamilies().length, 101);
  });

  it("finds cmdlets, nouns and parameters whatever their case", () => {
    const cmdlet = findCmdlet("new-retentioncompliancepolicy");
    assert.equal(cmdlet?.name, "New-RetentionCompliancePolicy");
    assert.equal(findParameter(cmdlet, "exchangelocation")?.list, true);
    assert.equal(findFamily("compliancetag")?.area, "retention-labels");
  });

  it("answers undefined for what it does not know", () => {
    assert.equal(findCmdlet("New-Nothing"), undefined);
    assert.equal(findFamily("Nothing"), undefined);
    assert.equal(enumMembers("Nothing"), undefined);
  });

  it("gives a cmdlet without documented sets one set with its mandatory parameters", () => {
    const cmdlet = findCmdlet("Cancel-DlpEdmSession");
    assert.ok(cmdlet);
    const [set, ...others] = setsOf(cmdlet);
    assert.equal(others.length, 0);
    assert.deepEqual(set?.required, ["DataStoreName", "SessionId"]);
  });

  it("gives the add and remove pairs of a noun", () => {
    const pair = findFamily("RetentionCompliancePolicy")?.addRemove?.find((p) => p.base === "SharePointLocation");
    assert.deepEqual(pair, {
      base: "SharePointLocation",
      add: "AddSharePointLocation",
      remove: "RemoveSharePointLocation",
      onNew: true,
    });
  });
});
