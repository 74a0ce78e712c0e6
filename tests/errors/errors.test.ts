import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import * as errors from "../../provider/errors";

const { ServiceError, errorCodes, isPurviewError, printable } = errors;
const root = join(__dirname, "../../provider");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith("codes.ts"))
  .map((name) => readFileSync(join(root, name), "utf8"));
/** Codes in the source; environment variables have no quote before and after `code`. */
const used = new Set(
  sources.flatMap((text) =>
    [...text.matchAll(/(?:code:[^\n]{0,40}|\b[a-zA-Z]+\(\s*)"(PURVIEW_[A-Z_]+)"/g)].map((match) => match[1] ?? ""),
  ),
);

describe("error codes", () => {
  it("are listed for docs/errors.md, every one that the provider uses", () => {
    const listed = new Set(errorCodes.map(({ code }) => code));
    assert.equal(listed.size, errorCodes.length, "none twice");
    assert.deepEqual(
      [...used].filter((code) => !listed.has(code)),
      [],
    );
    assert.ok(used.size > 40);
  });

  it("belong to classes that exist", () => {
    for (const { code, name } of errorCodes)
      assert.equal(typeof (errors as { [key: string]: unknown })[name], "function", code);
  });
});

describe("an error", () => {
  it("says what failed, the service's own message and what to do, as sentences", () => {
    const error = new ServiceError("It failed.", {
      code: "PURVIEW_X",
      serviceMessage: "Not allowed to call",
      advice: "Do this.",
    });
    assert.equal(error.message, "It failed. The service says: Not allowed to call. Do this.");
    assert.ok(isPurviewError(error));
  });

  it("never carries control characters, whatever the foreign text is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(printable(text), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
    assert.equal(printable("a\u001b[2Jb\u001b]0;x\u0007c\r\nd"), "abc d");
    assert.equal(printable("x".repeat(5000)).length, 2000);
  });

  it("hides tokens in foreign text", () => {
    assert.equal(printable("Bearer eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.abc was bad"), "[token] was bad");
  });
});
