import { strict as assert } from "node:assert";
import { findKind, type Kind } from "../../provider/kinds";
import { maskOf } from "../../provider/lifecycle/report/redact";
import { createLifecycle } from "../../provider/lifecycle/lifecycle";
import { secret, type Properties } from "../../provider/values";
import { FakeSession, Notes, SETTINGS } from "./fake/session";

const POLICY = findKind("RetentionCompliancePolicy") as Kind;
const desired: Properties = {
  name: "Mail 7y",
  comment: secret('hush "comment"'),
  exchangeLocation: ["open@contoso.com", secret("hush@contoso.com")],
};

describe("a program's secrets in messages", () => {
  const world = () => {
    const session = new FakeSession();
    const notes = new Notes();
    return { session, notes, lifecycle: createLifecycle({ session, reporter: notes, settings: SETTINGS }) };
  };
  const unheard = (...told: readonly string[]): void => {
    const text = told.join("\n");
    assert.match(text, /\[secret\]/);
    assert.doesNotMatch(text, /hush/i);
  };

  it("are masked in the warnings of a diff, and what is no secret is shown", async () => {
    const { lifecycle } = world();
    const { id, outputs } = await lifecycle.create(POLICY, { desired });
    const recorded = { id, outputs, inputs: desired, declared: Object.keys(desired) };
    const fewer = { ...desired, exchangeLocation: [] };
    const { warnings } = await lifecycle.diff(POLICY, { recorded, desired: fewer, ignored: [], against: "live" });
    unheard(...warnings);
    assert.match(warnings.join(), /open@contoso\.com/);
  });

  it("are masked in check's failures, in errors with their stacks, and in what is unfinished", async () => {
    const { session, lifecycle } = world();
    const news = { ...desired, retentionDuration: secret("hush-duration"), enabled: secret("hush-switch") };
    const { failures } = await lifecycle.check(POLICY, { news });
    assert.ok(failures.length > 0);
    assert.doesNotMatch(JSON.stringify(failures), /hush/);
    session.service.ignores.add("Comment");
    const { unfinished } = await lifecycle.create(POLICY, { desired });
    assert.match(String(unfinished?.reasons), /comment/);
    assert.doesNotMatch(String(unfinished?.reasons), /hush/);
    const again = { ...desired, name: secret("Mail 7y") };
    await assert.rejects(lifecycle.create(POLICY, { desired: again }), (error: Error) => {
      unheard(error.message);
      assert.doesNotMatch(String(error.stack), /Mail 7y/);
      return true;
    });
  });

  it("are masked where they are short, numbers, or hold what nobody sees, and not inside other words", async () => {
    const { lifecycle } = world();
    const shy: Properties = {
      name: "Mail 7y",
      exchangeLocation: ["abcd@contoso.com", secret("abc"), secret("hu\u200bsh@contoso.com")],
    };
    const { id, outputs } = await lifecycle.create(POLICY, { desired: shy });
    const recorded = { id, outputs, inputs: shy, declared: Object.keys(shy) };
    const { warnings, driftLines } = await lifecycle.diff(POLICY, {
      recorded,
      desired: { ...shy, exchangeLocation: [] },
      ignored: [],
      against: "live",
    });
    const told = [...warnings, ...driftLines].join("\n");
    assert.match(told, /abcd@contoso\.com, \[secret\], \[secret\]/);
    const mask = maskOf({ retentionDuration: secret(2555), other: secret(7) });
    assert.equal(
      mask?.("keeps 2555 days instead of 7 (2025-07-07, 12555)"),
      "keeps [secret] days instead of [secret] (2025-07-07, 12555)",
    );
  });
});
