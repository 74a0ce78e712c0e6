import assert from "node:assert/strict";
import fc from "fast-check";
import { suggest } from "../../provider/values";

const NAMES = ["tenantId", "clientId", "clientSecret", "exchangeLocation", "comment"];

describe("A suggested name", () => {
  it("is the known one that differs by a typing error: a letter missing, too many, replaced or swapped", () => {
    for (const typed of ["tennantId", "tenanId", "tenentId", "tenatnId", "TENANT_ID"])
      assert.equal(suggest(typed, NAMES), "tenantId", typed);
  });

  it("is the nearest of several", () => assert.equal(suggest("clientSecrt", NAMES), "clientSecret"));

  it("is missing where no known name is near, or where more would have to change than stays", () => {
    assert.equal(suggest("zzzzzz", NAMES), undefined);
    assert.equal(suggest("ab", ["cd", "xy"]), undefined);
    assert.equal(suggest("", NAMES), undefined);
    assert.equal(suggest("tenantId", []), undefined);
  });

  it("is always one of the known names", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.array(fc.string({ maxLength: 12 })), (name, known) => {
        const found = suggest(name, known);
        return found === undefined || known.includes(found);
      }),
    );
  });
});
