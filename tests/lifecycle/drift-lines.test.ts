import { strict as assert } from "node:assert";
import { findKind, type Kind } from "../../provider/kinds";
import { diffProperties } from "../../provider/lifecycle/diff/properties";
import { driftLines } from "../../provider/lifecycle/report/drift-lines";
import { readObject } from "../../provider/lifecycle/object/state";
import type { Plain, Properties } from "../../provider/values";
import { secret } from "../../provider/values";

const mailboxes = (count: number): string[] => Array.from({ length: count }, (_, at) => `person${at}@contoso.com`);

/** The lines for an object that reads back as `actual` although nothing in the program changed. */
function linesOf(noun: string, actual: Readonly<Record<string, Plain>>, desired: Properties): readonly string[] {
  const kind = findKind(noun) as Kind;
  const observed = readObject(kind, {
    Name: "Mail",
    Guid: "5f0e2b3c-1111-4111-8111-111111111111",
    WhenChangedUTC: "2026-01-02T03:04:05Z",
    LastModifiedBy: "admin",
    ...actual,
  });
  const changes = diffProperties(kind, {
    desired,
    declaredBefore: Object.keys(desired),
    recorded: desired,
    actual: observed,
    ignored: [],
    resolve: () => undefined,
  });
  return driftLines(kind, "mail", changes, observed);
}

const BY = " (last changed 2026-01-02T03:04:05Z by admin)";

describe("drift lines", () => {
  it("show each property once, whole, whatever its elements did", () => {
    const lines = linesOf(
      "RetentionCompliancePolicy",
      { Comment: "tampered", ExchangeLocation: ["a@contoso.com", "x@contoso.com", "y@contoso.com"] },
      { name: "Mail", comment: "seven years", exchangeLocation: ["a@contoso.com", "b@contoso.com"] },
    );
    assert.deepEqual(lines, [
      `drift: mail (RetentionCompliancePolicy "Mail") comment: "tampered" → "seven years"${BY}`,
      'drift: mail (RetentionCompliancePolicy "Mail") exchangeLocation: ' +
        `["a@contoso.com","x@contoso.com","y@contoso.com"] → ["a@contoso.com","b@contoso.com"]${BY}`,
    ]);
  });

  it("leave out what both sides of a long list have in common, so that the difference is seen", () => {
    const [line] = linesOf(
      "RetentionCompliancePolicy",
      { ExchangeLocation: [...mailboxes(40), "intern@contoso.com"] },
      { name: "Mail", exchangeLocation: mailboxes(40) },
    );
    assert.equal(
      line,
      `drift: mail (RetentionCompliancePolicy "Mail") exchangeLocation: […, "intern@contoso.com"] → […]${BY}`,
    );
  });

  it("mask what the program marks as secret, on both sides", () => {
    const [line] = linesOf(
      "RetentionCompliancePolicy",
      { Comment: "their secret", ExchangeLocation: ["All"] },
      { name: "Mail", comment: secret("our secret"), exchangeLocation: ["All"] },
    );
    assert.match(line ?? "", / comment: \[secret\] → \[secret\] \(/);
  });
});
