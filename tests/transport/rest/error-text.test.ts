import assert from "node:assert/strict";
import fc from "fast-check";
import { PurviewError } from "../../../provider/errors";
import { readFailure, failureOf, readDetail, refusalError, shortType } from "../../../provider/transport/rest";

const TYPE = "Microsoft.Exchange.Management.UnifiedPolicy.PolicyLockConflictException";
const attempt = { cmdlet: "Set-RetentionCompliancePolicy", object: "Keep", tenant: "contoso", identity: "app 1" };
const className = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,20}(\.[A-Z][A-Za-z0-9]{0,20}){0,4}$/);
const nested = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom("error", "details", "message", "innererror", "internalexception", "type", "x"),
      tie("value"),
      { maxKeys: 5 },
    ),
  ),
})).value;

describe("the message of an error detail", () => {
  const forms: [string, string, { type?: string; text: string }][] = [
    [
      "id, type and text",
      `Ex6F9304|${TYPE}|Wait, please.`,
      { type: "PolicyLockConflictException", text: "Wait, please." },
    ],
    ["an empty id", `|${TYPE}|Wait.`, { type: "PolicyLockConflictException", text: "Wait." }],
    ["an id without a type", "Ex6F9304||Wait.", { text: "Wait." }],
    ["text that itself holds bars", `Ex6F9304|${TYPE}|a|b|c`, { type: "PolicyLockConflictException", text: "a|b|c" }],
    [
      "JSON with TypeName",
      JSON.stringify({ Message: "Wait.", TypeName: TYPE, StackTrace: "…", InnerError: null }),
      { type: "PolicyLockConflictException", text: "Wait." },
    ],
    [
      "JSON with ClassName",
      JSON.stringify({ ClassName: TYPE, Message: "Wait.", localizedString: { stringId: "Ex6F9304" } }),
      { type: "PolicyLockConflictException", text: "Wait." },
    ],
    ["plain text", "Something is wrong.", { text: "Something is wrong." }],
    ["plain text with bars", "one | two | three", { text: "one | two | three" }],
    ["text that begins with a brace", "{not json", { text: "{not json" }],
  ];
  for (const [title, message, wanted] of forms)
    it(`is read as ${title}`, () => assert.deepEqual(readDetail(message), wanted));

  it("gives back any type and text that it was made of", () => {
    fc.assert(
      fc.property(
        className,
        fc.string({ minLength: 1 }).filter((text) => text.trim() === text),
        (type, text) => {
          assert.deepEqual(readDetail(`Ex00FFaa|${type}|${text}`), { type: shortType(type), text });
          assert.deepEqual(readDetail(`|${type}|${text}`), { type: shortType(type), text });
        },
      ),
    );
  });

  it("never throws, whatever arrives", () => {
    fc.assert(fc.property(fc.string(), (text) => typeof readDetail(text).text === "string"));
    fc.assert(
      fc.property(nested, fc.integer({ min: 100, max: 599 }), (value, status) => {
        readFailure(value);
        const error = refusalError({ status, text: JSON.stringify(value) }, attempt);
        assert.ok(error instanceof PurviewError);
        assert.match(error.code, /^PURVIEW_[A-Z_]+$/);
      }),
    );
  });
});

describe("the error envelope", () => {
  it("is searched in the module's own order", () => {
    const full = {
      code: "BadRequest",
      message: "generic",
      details: [{ message: "|A.B.FirstException|first" }],
      innererror: {
        message: "third",
        type: "X.ThirdException",
        internalexception: { message: "second", type: "X.SecondException" },
      },
    };
    assert.deepEqual(readFailure(full), { code: "BadRequest", type: "FirstException", text: "first" });
    assert.deepEqual(readFailure({ ...full, details: [] }), {
      code: "BadRequest",
      type: "SecondException",
      text: "second",
    });
    assert.equal(readFailure({ code: "x", message: "generic", innererror: { message: "third" } }).text, "third");
  });

  it("may be plain text, HTML, empty or unreadable", () => {
    assert.equal(
      failureOf({ status: 429, text: "You have reached the maximum number" }).text,
      "You have reached the maximum number",
    );
    assert.equal(failureOf({ status: 502, text: "<html>Bad gateway</html>" }).text, undefined);
    assert.equal(failureOf({ status: 403, text: "\0\0\0\0" }).text, undefined);
    assert.equal(failureOf({ status: 403, text: undefined }).text, undefined);
  });
});

describe("The error of an error response", () => {
  const types: [number, string, string, string][] = [
    [
      400,
      "Microsoft.Exchange.Management.UnifiedPolicy.PolicyLockConflictException",
      "DeployingError",
      "PURVIEW_DEPLOYING",
    ],
    [404, "Microsoft.Exchange.Management.Transport.ErrorRuleNotFoundException", "NotFoundError", "PURVIEW_NOT_FOUND"],
    [400, "ErrorPolicyNotFoundException", "NotFoundError", "PURVIEW_NOT_FOUND"],
    [
      404,
      "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
      "NotFoundError",
      "PURVIEW_NOT_FOUND",
    ],
    [400, "x.ComplianceRuleAlreadyExistsInScenarioException", "ExistsError", "PURVIEW_EXISTS"],
    [400, "x.CompliancePolicyAlreadyExistsInScenarioException", "ExistsError", "PURVIEW_EXISTS"],
    [400, "Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException", "ExistsError", "PURVIEW_EXISTS"],
    [400, "x.LocationAlreadyExistsException", "ServiceError", "PURVIEW_SERVICE_REFUSED"],
    [400, "x.ErrorCannotRemovePendingDeletionPolicyException", "ServiceError", "PURVIEW_PENDING_DELETION"],
    [400, "x.ErrorCommonComplianceRuleIsDeletedException", "ServiceError", "PURVIEW_PENDING_DELETION"],
    [400, "x.InvalidLicenseException", "ServiceError", "PURVIEW_LICENSE"],
    [404, "x.ErrorComplianceCaseNotFoundException", "NotFoundError", "PURVIEW_NOT_FOUND"],
    [404, "x.CommandNotFoundException", "ServiceError", "PURVIEW_SERVICE_REFUSED"],
    [404, "x.RmsTemplateNotFoundException", "ServiceError", "PURVIEW_SERVICE_REFUSED"],
    [500, "x.SomethingDeterministicException", "ServiceError", "PURVIEW_SERVICE_FAILED"],
  ];
  for (const [status, type, name, code] of types)
    it(`is ${name} for ${type} with status ${status}, and keeps the cmdlet's message`, () => {
      const text = JSON.stringify({
        error: { code: "BadRequest", message: "g", details: [{ message: `Ex1A2B3C|${type}|The very words.` }] },
      });
      const error = refusalError({ status, text, requestId: "r-1" }, attempt);
      assert.equal(error.name, name);
      assert.equal(error.code, code);
      assert.equal(error.context.serviceMessage, "The very words.");
      assert.equal(error.context.serviceType, shortType(type));
      assert.equal(error.context.requestId, "r-1");
      for (const part of ["Set-RetentionCompliancePolicy", "Keep", "contoso", "The very words."])
        assert.ok(error.message.includes(part), part);
    });

  it("knows a policy that is being deployed by its text, since the type is not always returned", () => {
    const message = "The policy is being deployed. Once deployed, additional actions can be performed";
    assert.equal(
      refusalError({ status: 400, text: JSON.stringify({ error: { message } }) }, attempt).name,
      "DeployingError",
    );
  });

  it("names role group and app role when something is not allowed, by status or by text", () => {
    const denied: [number, string | undefined][] = [
      [403, JSON.stringify({ error: { code: "Forbidden", message: "User is not allowed to call New-X" } })],
      [403, undefined],
      [
        400,
        JSON.stringify({
          error: { message: "The cmdlet 'X' is not present in the role definition of the current user." },
        }),
      ],
      [
        400,
        JSON.stringify({ error: { message: "The role assigned to application 1 isn't supported in this scenario." } }),
      ],
    ];
    for (const [status, text] of denied) {
      const error = refusalError({ status, text }, attempt);
      assert.equal(error.name, "PermissionError");
      assert.match(error.message, /Compliance Administrator/);
      assert.match(error.message, /Exchange\.ManageAsApp/);
    }
  });

  it("does not take a limit of objects for throttling, which would be waited for in vain", () => {
    const limits = ["You have exceeded the maximum number of policies.", "The maximum number of locations is 1000."];
    for (const message of limits)
      assert.equal(
        refusalError({ status: 400, text: JSON.stringify({ error: { message } }) }, attempt).code,
        "PURVIEW_SERVICE_REFUSED",
      );
  });

  it("carries no terminal control, no tokens and no endless text", () => {
    const message = `\u001b[31mred\u001b]0;title\u0007 \u202Eevil\r\nline eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl ${"x".repeat(9000)}`;
    const error = refusalError({ status: 400, text: JSON.stringify({ error: { message } }) }, attempt);
    assert.doesNotMatch(error.message, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    assert.doesNotMatch(error.message, /eyJ/);
    assert.ok(error.message.includes("red evil line [token]"));
    assert.ok(error.message.length < 3000);
  });
});
