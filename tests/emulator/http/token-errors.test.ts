import { strict as assert } from "node:assert";
import { SignJWT } from "jose";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { askToken, AUDIENCE, authorityOf, control, send, tenantOf } from "./client";
import { claimsOf, type KeyAndCertificate, newCertificate } from "./msal";

const ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

describe("the token endpoint refuses", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  before(async () => {
    emulator = await startEmulator();
    tenant = tenantOf(emulator, "public");
  });
  after(() => emulator.stop());

  const refuses = async (form: Record<string, string>, number: number, error: string, at = tenant) => {
    const answer = await askToken(at, form);
    assert.ok(answer.status >= 400, answer.text);
    assert.equal(answer.json.error, error, answer.text);
    assert.deepEqual(answer.json.error_codes, [number]);
    assert.match(answer.json.error_description, new RegExp(`^AADSTS${number}: .+Trace ID: .+Timestamp: `));
  };

  it("a wrong secret", () => refuses({ client_secret: "nope" }, 7000215, "invalid_client"));
  it("no credential at all", async () => {
    const answer = await send(`${authorityOf(tenant)}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: tenant.clientId,
        scope: `${AUDIENCE.public}/.default`,
      }),
    });
    assert.deepEqual(answer.json.error_codes, [7000218]);
  });
  it("an app of another tenant", () =>
    refuses({ client_id: tenantOf(emulator, "gcc").clientId }, 700016, "unauthorized_client"));
  it("an audience of another cloud", () =>
    refuses({ scope: `${AUDIENCE.gccHigh}/.default` }, 500011, "invalid_resource"));
  it("the DoD host as an audience: it is named without its first label", () =>
    refuses(
      { scope: "https://l5.ps.compliance.protection.office365.us/.default" },
      500011,
      "invalid_resource",
      tenantOf(emulator, "dod"),
    ));
  it("a scope that is not .default", () => refuses({ scope: `${AUDIENCE.public}/Read` }, 1002012, "invalid_scope"));
  it("a grant that nobody knows", () => refuses({ grant_type: "magic" }, 70003, "unsupported_grant_type"));

  it("a tenant that is not there, in discovery too", async () => {
    const wrong = authorityOf(tenant).replace(tenant.tenantId, "11111111-1111-4111-8111-111111111111");
    for (const answer of [
      await send(`${wrong}/oauth2/v2.0/token`, { method: "POST", body: new URLSearchParams() }),
      await send(`${wrong}/v2.0/.well-known/openid-configuration`),
    ]) {
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.json.error_codes, [90002]);
    }
  });

  it("a tenant at another cloud's authority, where discovery still returns the right one", async () => {
    const gov = tenantOf(emulator, "gccHigh");
    const wrong = `${emulator.url}/login/public/${gov.tenantId}`;
    const found = await send(`${wrong}/v2.0/.well-known/openid-configuration`);
    assert.equal(found.json.tenant_region_sub_scope, "DODCON");
    assert.ok(found.json.token_endpoint.startsWith(authorityOf(gov)));
    const answer = await send(`${wrong}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials", client_id: gov.clientId }),
    });
    assert.deepEqual(answer.json.error_codes, [900382]);
  });

  describe("an assertion", () => {
    let key: KeyAndCertificate;
    let certified: TenantLine;
    before(async () => {
      key = newCertificate();
      const apps = [{ certificatePem: key.pem, federated: { issuer: "https://ci.example", subject: "job:1" } }];
      certified = (await control(emulator, "POST", "tenants", { environment: "public", apps })).json;
    });

    const thumbprint = (encoding: "base64" | "base64url"): string =>
      Buffer.from(key.certificate.fingerprint256.replaceAll(":", ""), "hex").toString(encoding);
    const assertion = (
      claims: Record<string, unknown>,
      expiresIn = 600,
      x5t = thumbprint("base64url"),
    ): Promise<string> => {
      return new SignJWT({
        iss: certified.clientId,
        sub: certified.clientId,
        aud: `${authorityOf(certified)}/oauth2/v2.0/token`,
        exp: Math.floor(Date.now() / 1000) + expiresIn,
        ...claims,
      })
        .setProtectedHeader({ alg: "PS256", typ: "JWT", "x5t#S256": x5t })
        .sign(key.privateKey);
    };
    const present = async (jwt: string) => {
      const form = { client_assertion: jwt, client_assertion_type: ASSERTION };
      return askToken({ ...certified, clientSecret: "" }, form);
    };
    const outcome = async (jwt: string): Promise<unknown> => {
      const { json } = await present(jwt);
      return json.error_codes?.[0] ?? json.token_type;
    };

    it("that is good is not refused", async () => assert.equal(await outcome(await assertion({})), "Bearer"));
    it("whose thumbprint is padded, as MSAL for Python sends it, is good too", async () =>
      assert.equal(await outcome(await assertion({}, 600, thumbprint("base64"))), "Bearer"));
    it("with another certificate's thumbprint", async () =>
      assert.equal(await outcome(await assertion({}, 600, `A${thumbprint("base64url").slice(1)}`)), 700027));
    it("that names the real login host is good too", async () =>
      assert.equal(
        await outcome(
          await assertion({ aud: `https://login.microsoftonline.com/${certified.tenantId}/oauth2/v2.0/token` }),
        ),
        "Bearer",
      ));
    it("for another audience", async () =>
      assert.equal(await outcome(await assertion({ aud: "https://elsewhere.example/token" })), 700023));
    it("that is too old", async () => assert.equal(await outcome(await assertion({}, -900)), 700024));
    it("of another client", async () =>
      assert.equal(await outcome(await assertion({ sub: "22222222-2222-4222-8222-222222222222" })), 700021));
    it("that is no token", async () => assert.equal(await outcome("garbage"), 50027));
    it("whose text was changed after signing", async () => {
      const [head, , signature] = (await assertion({})).split(".");
      const [, body] = (await assertion({ jti: "other" })).split(".");
      assert.equal(await outcome([head, body, signature].join(".")), 700027);
    });
    it("of an issuer, subject or audience that the app does not trust", async () => {
      const foreign = (claims: object) =>
        new SignJWT({
          iss: "https://ci.example",
          sub: "job:1",
          aud: "api://AzureADTokenExchange",
          exp: Math.floor(Date.now() / 1000) + 60,
          ...claims,
        })
          .setProtectedHeader({ alg: "RS256" })
          .sign(key.privateKey);
      assert.equal(await outcome(await foreign({})), "Bearer");
      assert.equal(await outcome(await foreign({ iss: "https://evil.example" })), 700211);
      assert.equal(await outcome(await foreign({ sub: "job:2" })), 700213);
      assert.equal(await outcome(await foreign({ aud: "api://other" })), 700212);
    });
  });

  it("nothing of the claims parameter, and echoes client capabilities", async () => {
    const claims = JSON.stringify({
      access_token: { xms_cc: { values: ["CP1"] } },
      id_token: { login_hint: null },
    });
    const { json } = await askToken(tenant, { claims });
    assert.deepEqual(claimsOf(json.access_token).xms_cc, ["CP1"]);
  });

  it("discovers the tenant's cloud by its domain", async () => {
    const scopes = emulator.tenants.map(async ({ organization }) => {
      const { json } = await send(`${emulator.url}/${organization}/v2.0/.well-known/openid-configuration`);
      return json.tenant_region_sub_scope ?? json.cloud_instance_name;
    });
    assert.deepEqual(await Promise.all(scopes), [
      "microsoftonline.com",
      "GCC",
      "DODCON",
      "DOD",
      "partner.microsoftonline.cn",
    ]);
  });
});
