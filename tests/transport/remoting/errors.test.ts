import assert from "node:assert/strict";
import { PurviewError } from "../../../provider/errors";
import { refusalError } from "../../../provider/transport/rest";
import { refusalOf } from "../../../provider/transport/remoting/error-map";
import type { ErrorRecord } from "../../../provider/transport/remoting/psrp";
import type { Reply } from "../fakes";
import { fault, errorRecord, state } from "./server";
import { READ, setUp, WRITE } from "./set-up";

const subject = { cmdlet: "Set-X", object: "a", tenant: "contoso.onmicrosoft.com", identity: "user anna" };
const remote = (more: Partial<ErrorRecord>): ErrorRecord => ({
  ...{ message: "no", fullyQualifiedErrorId: "x", category: "NotSpecified", reason: "Exception", target: undefined },
  ...more,
});

/** What the service says, in the form of remote PowerShell; its status over REST; and what both become. */
const CASES: readonly (readonly [code: string, status: number, record: ErrorRecord])[] = [
  [
    "PURVIEW_DEPLOYING",
    400,
    remote({
      message: "|Microsoft.Exchange.Management.UnifiedPolicy.PolicyLockConflictException|The policy is being deployed.",
    }),
  ],
  ["PURVIEW_EXISTS", 400, remote({ reason: "ADObjectAlreadyExistsException", category: "ResourceExists" })],
  [
    "PURVIEW_EXISTS",
    400,
    remote({
      fullyQualifiedErrorId:
        "[Server=x,RequestId=r1,TimeStamp=t] [FailureCategory=Cmdlet-CompliancePolicyAlreadyExistsException] A1,x",
    }),
  ],
  ["PURVIEW_NOT_FOUND", 404, remote({ reason: "ErrorRuleNotFoundException", category: "ObjectNotFound" })],
  ["PURVIEW_NOT_FOUND", 404, remote({ category: "ObjectNotFound" })],
  ["PURVIEW_PENDING_DELETION", 400, remote({ reason: "ErrorCannotRemovePendingDeletionPolicyException" })],
  ["PURVIEW_PERMISSION", 403, remote({ category: "PermissionDenied" })],
  [
    "PURVIEW_PERMISSION",
    400,
    remote({
      message:
        "The term 'Set-X' is not recognized as a name of a cmdlet, function, script file, or executable program.",
      fullyQualifiedErrorId: "CommandNotFoundException",
      category: "ObjectNotFound",
      reason: "CommandNotFoundException",
    }),
  ],
  [
    "PURVIEW_SERVICE_REFUSED",
    400,
    remote({
      message: "A parameter cannot be found that matches parameter name 'Y'.",
      fullyQualifiedErrorId: "NamedParameterNotFound,Set-X",
      category: "InvalidArgument",
      reason: "ParameterBindingException",
    }),
  ],
  [
    "PURVIEW_SERVICE_REFUSED",
    400,
    remote({
      message: "Cannot process argument transformation on parameter 'N'.",
      fullyQualifiedErrorId: "ParameterArgumentTransformationError,Set-X",
      category: "InvalidData",
      reason: "ParameterBindingArgumentTransformationException",
    }),
  ],
  ["PURVIEW_LICENSE", 400, remote({ reason: "InvalidLicenseException" })],
  ["PURVIEW_THROTTLED", 429, remote({ category: "LimitsExceeded" })],
];

describe("an error record", () => {
  for (const [code, status, record] of CASES)
    it(`with ${record.reason} and ${record.category} is ${code}, as over REST`, () => {
      const over = refusalError(refusalOf(record), subject);
      assert.equal(over.code, code, over.message);
      assert.equal(over.context.status, status);
      const said = record.message.split("|").at(-1) ?? "";
      const rest = refusalError(
        {
          status,
          text: JSON.stringify({ error: { details: [{ message: `|${over.context.serviceType ?? ""}|${said}` }] } }),
        },
        subject,
      );
      assert.equal(over.constructor, rest.constructor);
      assert.equal(over.message, rest.message);
    });

  it("that does not end the cmdlet is an error of a read, and a warning of a write that returned something", async () => {
    const { channel, server } = setUp();
    const written = [
      0x00041005,
      state(5, errorRecord("half", "x", 0))[1]
        .replace(/.*(<Obj N="ExceptionAsErrorRecord".*<\/Obj>)<\/MS><\/Obj>$/, "$1")
        .replace(' N="ExceptionAsErrorRecord"', ""),
    ] as const;
    const made = [0x00041004, '<Obj RefId="0"><MS><S N="Name">a</S></MS></Obj>'] as const;
    server.cmdlets.set("Get-ComplianceTag", () => [made, written]);
    server.cmdlets.set("New-ComplianceTag", () => [made, written]);
    await assert.rejects(channel.invoke(READ), { code: "PURVIEW_SERVICE_REFUSED" });
    assert.deepEqual(await channel.invoke(WRITE), { objects: [{ Name: "a" }], warnings: ["half"] });
    server.cmdlets.set("New-ComplianceTag", () => [written]);
    await assert.rejects(channel.invoke(WRITE), { code: "PURVIEW_SERVICE_REFUSED" });
  });
});

/** Each item of the connect page's list (docs/service/remoting.md#connect-trouble) as cause and cure. */
const TROUBLE: readonly (readonly [title: string, code: string, cure: RegExp, reply: Reply])[] = [
  [
    "a wrong password",
    "PURVIEW_UNAUTHORIZED",
    /wrong password/,
    { status: 401, headers: { "www-authenticate": "Basic" } },
  ],
  [
    "five open connections",
    "PURVIEW_THROTTLED",
    /five remote sessions/,
    fault(2150859173, "allowed a maximum number of 5 concurrent shells, which has been exceeded"),
  ],
  [
    "an account that is not enabled",
    "PURVIEW_PERMISSION",
    /RemotePowerShellEnabled/,
    { status: 403, headers: { "x-remoteps-failurecategory": "AuthZ-AuthorizationException" } },
  ],
  ["an account without access", "PURVIEW_PERMISSION", /RemotePowerShellEnabled/, fault(5, "Access is denied.")],
  [
    "a changing client address",
    "PURVIEW_SESSION_LOST",
    /outgoing address/,
    fault(
      2150858843,
      "The request for the Windows Remote Shell with ShellId 1 failed because the shell was not found on the server.",
    ),
  ],
  [
    "an address without remote PowerShell",
    "PURVIEW_SERVICE_REFUSED",
    /powershell-liveid/,
    { status: 404, body: "<html></html>" },
  ],
];

describe("opening a remote session", () => {
  for (const [title, code, cure, reply] of TROUBLE)
    it(`fails for ${title} with the cure of the connect page`, async () => {
      const { channel, server } = setUp();
      const operation = code === "PURVIEW_SESSION_LOST" ? "Receive" : "Create";
      server.intercept = (seen) => (seen.operation === operation ? reply : undefined);
      await assert.rejects(channel.rights(), (error) => {
        assert.ok(error instanceof PurviewError);
        assert.equal(error.code, code, error.message);
        assert.match(error.message, cure);
        assert.doesNotMatch(error.message, /Bearer|<html/);
        return true;
      });
    });
});
