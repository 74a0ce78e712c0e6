import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { send, tenantOf, tokenFor } from "./client";

/** Whatever is sent, the emulator answers as a service would; a defect of its own would say so. */
describe("nonsense", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  let token: string;
  before(async () => {
    emulator = await startEmulator();
    tenant = tenantOf(emulator, "public");
    token = await tokenFor(tenant);
  });
  after(() => emulator.stop());

  const segment = fc.oneof(
    fc.constantFrom(
      "adminapi",
      "AdminApi",
      "beta",
      "v1.0",
      "InvokeCommand",
      "EXOModuleFile",
      "EXOBanner('x')",
      "$batch",
    ),
    fc.constantFrom(
      "_emulator",
      "tenants",
      "objects",
      "requests",
      "oauth2",
      "v2.0",
      "token",
      "devicecode",
      "authorize",
    ),
    fc.constantFrom(
      "organizations",
      "common",
      "login",
      "gcc",
      "metadata",
      "identity",
      "_identity",
      "msi",
      "devicelogin",
    ),
    fc.constantFrom(
      "RetentionCompliancePolicy",
      "PolicyConfig",
      "discovery",
      "keys",
      ".well-known",
      "openid-configuration",
    ),
    fc.constant("TENANT"),
    fc.string({ maxLength: 6 }).map(encodeURIComponent),
  );
  const query = fc.constantFrom(
    "",
    "?$select=Name",
    "?%24skiptoken=x",
    "?a=%ZZ",
    "?$skiptoken=",
    "?api-version=1&resource=x",
  );
  const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE");
  const type = fc.constantFrom("application/json", "application/x-www-form-urlencoded", "text/plain", "");
  const cmdlet = fc.constantFrom("Get-ComplianceTag", "New-ComplianceTag", "Set-Label", "Nope", "", "get-label");
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record({ CmdletInput: fc.record({ CmdletName: cmdlet, Parameters: fc.jsonValue() }) })
      .map((b) => JSON.stringify(b)),
    fc.constantFrom("grant_type=client_credentials", "grant_type=password&username=@", "client_id=x&scope=%20", "=&&="),
  );

  it("never meets a defect, and never stops the emulator", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(segment, { maxLength: 6 }),
        query,
        method,
        type,
        body,
        fc.boolean(),
        async (segments, search, verb, contentType, content, signedIn) => {
          const path = segments.map((part) => (part === "TENANT" ? tenant.tenantId : part)).join("/");
          if (/reset/.test(path)) return;
          const base = segments.length % 2 ? emulator.url : emulator.regionUrl;
          const { text } = await send(`${base}/${path}${search}`, {
            method: verb,
            headers: {
              ...(contentType && { "content-type": contentType }),
              ...(signedIn && { authorization: `Bearer ${token}`, "x-anchormailbox": `UPN:a@${tenant.organization}` }),
            },
            ...(verb !== "GET" && { body: content }),
          });
          assert.doesNotMatch(text, /emulator defect|Cannot read propert|is not a function|Internal Server Error/);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("as a cmdlet's input is refused with 400 or 403, or accepted", async () => {
    await fc.assert(
      fc.asyncProperty(body, async (content) => {
        const { status, text } = await send(`${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/InvokeCommand`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: content,
        });
        assert.ok([200, 400, 403, 404].includes(status), `${status}: ${text}`);
      }),
      { numRuns: 200 },
    );
  });
});
