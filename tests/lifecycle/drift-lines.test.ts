import { strict as assert } from "node:assert";
import fc from "fast-check";
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

  const valuesIn = (line = ""): readonly string[] => (/ (\w+): (.*) → (.*) \(last changed/s.exec(line) ?? []).slice(2);

  it("show what differs first inside a long text, with a little around it", () => {
    const ours = `Retains contracts ${"and their annexes ".repeat(20)}for ten years, as the law says.`;
    const theirs = ours.replace("ten", "two");
    const [line = ""] = linesOf(
      "RetentionCompliancePolicy",
      { Comment: theirs, ExchangeLocation: ["All"] },
      { name: "Mail", comment: ours, exchangeLocation: ["All"] },
    );
    assert.deepEqual(valuesIn(line), [
      '"…ir annexes for two years, as the l…"',
      '"…ir annexes for ten years, as the l…"',
    ]);
    assert.ok(line.length < 250, line);
  });

  const UNSEEN: readonly (readonly [what: string, theirs: string, ours: string])[] = [
    ["a zero-width character", "Finance\u200b", "Finance"],
    ["a space that does not break", "seven\u00a0years", "seven years"],
    ["a tab", "seven\tyears", "seven years"],
    ["a Cyrillic letter", "F\u0456nance", "Finance"],
    ["a full-width letter", "\uff26inance", "Finance"],
    ["a text direction", "\u202eFinance", "Finance"],
    ["a blank at the end", "Finance ", "Finance"],
    [
      "a zero-width character at the end of a long text",
      `${"seven years ".repeat(30)}\u200b`,
      "seven years ".repeat(30),
    ],
  ];
  for (const [what, theirs, ours] of UNSEEN)
    it(`never show two values that look equal: ${what}`, () => {
      const [line] = linesOf(
        "RetentionCompliancePolicy",
        { Comment: theirs, ExchangeLocation: ["All"] },
        { name: "Mail", comment: ours, exchangeLocation: ["All"] },
      );
      const [actual = "", declared = ""] = valuesIn(line);
      const seen = (text: string): string => text.normalize("NFKC").replace(/[\p{Cf}\p{Cc}]/gu, "");
      assert.notEqual(seen(actual), seen(declared), line);
      assert.doesNotMatch(`${actual}${declared}`, /[\p{Cf}\p{Cc}\u00a0\u0456\uff26]/u);
    });

  it("name the first differences of a list, and count the others", () => {
    const [line] = linesOf(
      "RetentionCompliancePolicy",
      { ExchangeLocation: mailboxes(50) },
      { name: "Mail", exchangeLocation: mailboxes(40) },
    );
    assert.deepEqual(valuesIn(line), [
      '[…, "person40@contoso.com", "person41@contoso.com", "person42@contoso.com", and 7 more]',
      "[…]",
    ]);
  });

  it("show moments without the service's seven decimals, whatever form the service has them in", () => {
    for (const moment of [
      "2026-01-02T03:04:05.1234567Z",
      "2026-01-02T04:04:05.0000000+01:00",
      "/Date(1767323045000)/",
    ]) {
      const [line] = linesOf(
        "RetentionCompliancePolicy",
        { Comment: "x", ExchangeLocation: ["All"], WhenChangedUTC: moment },
        { name: "Mail", comment: "y", exchangeLocation: ["All"] },
      );
      assert.ok(line?.endsWith(BY), line);
    }
    const [dates] = linesOf(
      "RetentionComplianceRule",
      { ContentDateFrom: "2026-02-01T00:00:00.0000000Z" },
      { name: "Mail", contentDateFrom: "2026-01-01T00:00:00Z" },
    );
    assert.deepEqual(valuesIn(dates), ['"2026-02-01T00:00:00Z"', '"2026-01-01T00:00:00Z"']);
  });

  it("cut long names and escape what nobody sees in them, so that the values come early", () => {
    const kind = findKind("RetentionCompliancePolicy") as Kind;
    const change = {
      property: "comment",
      path: "comment",
      kind: "update",
      replaces: false,
      cause: "drift",
      actual: "a",
      desired: "b",
    } as const;
    const [line = ""] = driftLines(kind, "r".repeat(300), [change], { name: `Mail\u200b${"x".repeat(300)}` });
    assert.ok(line.indexOf("comment:") < 200, line);
    assert.match(line, /"Mail\\u200bx+…"/);
  });

  it("hold for any two values: they differ as people see them, and are short", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom("a", "а", "x ", "x", "x\u200b", "é", "e\u0301", "A".repeat(500), `${"A".repeat(500)}b`),
    );
    fc.assert(
      fc.property(text, text, (theirs, ours) => {
        const lines = linesOf(
          "RetentionCompliancePolicy",
          { Comment: theirs, ExchangeLocation: ["All"] },
          { name: "Mail", comment: ours, exchangeLocation: ["All"] },
        );
        for (const line of lines) {
          const [actual = "", declared = ""] = valuesIn(line);
          assert.notEqual(actual, declared);
          assert.doesNotMatch(actual + declared, /[\p{Cf}\p{Cc}]/u);
        }
      }),
      { numRuns: 40 },
    );
  });
});
