import assert from "node:assert/strict";
import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { TokenCache, pickCredential, signInUser, type AuthContext } from "../../provider/auth";
import { systemClock } from "../../provider/clock";
import { locateTenant } from "../../provider/clouds";
import { PurviewError } from "../../provider/errors";
import { closeAllSessions, resolveSettings } from "../../provider/session";
import { UndiciHttp } from "../../provider/http";
import { jwt } from "../transport/fakes";
import { argsOf, type Emulator, startEmulator, type TenantClient } from "../support/emulator";
import { TAGS, open, failsWith, admin } from "./support";

const plainPem = readFileSync(join(__dirname, "../auth/fixtures/plain.pem"), "utf8");
const leafPem = plainPem.slice(plainPem.lastIndexOf("-----BEGIN CERTIFICATE"));
const strangerPem = readFileSync(join(__dirname, "../auth/fixtures/tls.pem"), "utf8");

describe("signing in to the emulator service", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let tenant: TenantClient;

  before(async () => {
    emulator = await startEmulator({ clock: "real" });
    tenant = emulator.tenant();
  });
  beforeEach(() => emulator.reset());
  afterEach(() => closeAllSessions());
  after(() => emulator.stop());

  const SECRET = "wr0ng-s3cret-4711-abcdefghijklmnop";

  const wrong: [string, object, string][] = [
    ["a wrong secret", { clientSecret: SECRET }, "PURVIEW_AUTH_CREDENTIAL"],
    ["an unknown app", { clientId: "99999999-2222-3333-4444-555555555555", clientSecret: SECRET }, "PURVIEW_AUTH_APP"],
    ["an unknown tenant", { tenantId: "99999999-2222-3333-4444-555555555555" }, "PURVIEW_TENANT_UNKNOWN"],
    ["another cloud than the tenant's", { environment: "china" }, "PURVIEW_ENVIRONMENT_MISMATCH"],
  ];
  for (const [title, more, code] of wrong)
    it(`is refused clearly for ${title}`, async () => {
      const error: unknown = await open(argsOf(tenant, more))
        .list(TAGS)
        .catch((thrown: unknown) => thrown);
      assert.ok(failsWith(code)(error));
      assert.doesNotMatch(inspect(error, { depth: 9 }), /wr0ng-s3cret/);
      assert.equal(admin(await emulator.requests()).length, 0);
    });

  it("is refused clearly for the secret of another tenant, and when no service listens", async () => {
    const [, other] = emulator.tenants;
    const foreign = { clientId: other?.clientId, clientSecret: other?.clientSecret };
    await assert.rejects(open(argsOf(tenant, foreign)).list(TAGS), failsWith("PURVIEW_AUTH_APP"));
    const dead = { azureADAuthorizationEndpointUri: "http://127.0.0.1:1/organizations" };
    await assert.rejects(open(argsOf(tenant, dead)).list(TAGS), PurviewError);
  });

  it("works with a certificate, and reports a revoked one as such", async () => {
    const own = await emulator.addTenant({ environment: "dod", apps: [{ certificatePem: leafPem }] });
    const clientId = own.clientId || own.apps[0]?.clientId;
    const args = {
      ...argsOf(own),
      clientSecret: "",
      clientId,
      clientCertificate: Buffer.from(plainPem).toString("base64"),
    };
    assert.deepEqual((await open(args).list(TAGS)).objects, []);
    await assert.rejects(
      open({ ...args, clientCertificate: Buffer.from(strangerPem).toString("base64") }).list(TAGS),
      failsWith("PURVIEW_AUTH_CREDENTIAL", /revoked/),
    );
  });

  it("works with user name and password, and not with multi-factor authentication", async () => {
    const people = await emulator.addTenant({
      environment: "gccHigh",
      domains: ["govt.us"],
      users: [
        { userPrincipalName: "chris@govt.us", password: "pässword 1" },
        { userPrincipalName: "mfa@govt.us", password: "pässword 1", mfa: true },
      ],
    });
    const { clientId: _, clientSecret: __, ...args } = argsOf(people);
    const session = open({ ...args, username: "chris@govt.us", password: "pässword 1" });
    assert.deepEqual((await session.list(TAGS)).objects, []);
    assert.equal((await session.facts()).identity, "user chris@govt.us");
    const mfa = open({ ...args, username: "mfa@govt.us", password: "pässword 1" });
    await assert.rejects(mfa.list(TAGS), failsWith("PURVIEW_AUTH_INTERACTION", /multi-factor/));
    const wrong = open({ ...args, username: "chris@govt.us", password: SECRET });
    await assert.rejects(wrong.list(TAGS), failsWith("PURVIEW_AUTH_CREDENTIAL"));
  });

  it("works with a given access token, and only of this tenant and audience", async () => {
    const settings = resolveSettings({ args: argsOf(tenant) });
    const http = new UndiciHttp(settings, {}, systemClock);
    const location = await locateTenant(settings, tenant.tenantId, http);
    const context: AuthContext = { location, http, clock: systemClock, env: {} };
    const cache = new TokenCache(await pickCredential(settings).open(settings, context), context);
    const { value: accessToken } = await cache.get();
    const { clientId: _, clientSecret: __, ...args } = argsOf(tenant);
    assert.deepEqual((await open({ ...args, accessToken }).list(TAGS)).objects, []);
    const [, , other] = emulator.tenants;
    const { clientId: ___, clientSecret: ____, ...others } = argsOf(other as TenantClient);
    await assert.rejects(open({ ...others, accessToken }).list(TAGS), failsWith("PURVIEW_TOKEN_TENANT"));
    await http.close();
  });

  it("works with a pipeline's token, and only with the issuer and subject that the app trusts", async () => {
    const federated = [
      { issuer: "https://token.actions.githubusercontent.com", subject: "repo:contoso/policies:ref:refs/heads/main" },
    ];
    const own = await emulator.addTenant({ environment: "public", apps: [{ federated }] });
    const clientId = own.clientId || own.apps[0]?.clientId;
    const token = (sub: string): string =>
      jwt({
        iss: federated[0]?.issuer,
        sub,
        aud: "api://AzureADTokenExchange",
        iat: Math.floor(Date.now() / 1000) - 10,
        nbf: Math.floor(Date.now() / 1000) - 10,
        exp: Math.floor(Date.now() / 1000) + 300,
      });
    const args = { ...argsOf(own), clientId, clientSecret: "" };
    assert.deepEqual((await open({ ...args, oidcToken: token(federated[0]?.subject ?? "") }).list(TAGS)).objects, []);
    const stranger = open({ ...args, oidcToken: token("repo:contoso/other:ref:refs/heads/main") });
    await assert.rejects(stranger.list(TAGS), failsWith("PURVIEW_AUTH_CREDENTIAL", /federated credential/));
  });

  it("works as the machine's managed identity", async () => {
    const { clientId: _, clientSecret: __, ...args } = argsOf(tenant);
    const session = open({ ...args, useMsi: true, msiEndpoint: `${emulator.url}/metadata/identity/oauth2/token` });
    assert.deepEqual((await session.list(TAGS)).objects, []);
  });

  /** What a user does: enters the code elsewhere, or signs in on the page and lets the browser come back. */
  const persons: [string, boolean, string, (message: string) => Promise<unknown>][] = [
    [
      "a device code",
      true,
      "navin@code.example",
      (message) => {
        const userCode = /code (\w+)/.exec(message)?.[1];
        return emulator.control("POST", "devicecodes", { userCode, userPrincipalName: "navin@code.example" });
      },
    ],
    [
      "a browser",
      false,
      "navin@page.example",
      async (message) => {
        const page = /(http\S+)$/.exec(message)?.[1];
        if (page === undefined) return;
        assert.equal(new URL(page).searchParams.get("login_hint"), "navin@page.example");
        const html = await (await fetch(page)).text();
        const action = /action="([^"]+)"/.exec(html)?.[1] ?? "";
        const fields = [...html.matchAll(/name="([^"]+)" value="([^"]+)"/g)].map(
          ([, name = "", value = ""]): [string, string] => [name, value],
        );
        await fetch(action, { method: "POST", body: new URLSearchParams(fields) });
      },
    ],
  ];
  for (const [title, deviceCode, person, act] of persons)
    it(`works silently as the user who used ${title} before`, async () => {
      const people = await emulator.addTenant({
        environment: "public",
        domains: [`${deviceCode ? "code" : "page"}.example`],
        users: [{ userPrincipalName: person, password: "x", mfa: true }],
      });
      const folder = mkdtempSync(join(tmpdir(), "purview-login-"));
      const { PURVIEW_CONFIG_DIR: before, PATH: path } = process.env;
      process.env["PURVIEW_CONFIG_DIR"] = folder;
      // No browser is to be found there, so the address is shown.
      process.env["PATH"] = folder;
      try {
        const { clientId: _, clientSecret: __, ...args } = argsOf(people);
        const settings = resolveSettings({ args });
        const http = new UndiciHttp(settings, {}, systemClock);
        const location = await locateTenant(settings, people.tenantId, http);
        const context: AuthContext = { location, http, clock: systemClock, env: process.env };
        const { account } = await signInUser(context, {
          deviceCode,
          userPrincipalName: person,
          show: (message) => void act(message),
        });
        assert.equal(account.username, person);
        const session = open(args);
        assert.deepEqual((await session.list(TAGS)).objects, []);
        assert.equal((await session.facts()).identity, `user ${person}`);
        await assert.rejects(
          open({ ...argsOf(tenant), clientId: "", clientSecret: "" }).list(TAGS),
          failsWith("PURVIEW_LOGIN_REQUIRED"),
        );
        await http.close();
      } finally {
        if (before === undefined) delete process.env["PURVIEW_CONFIG_DIR"];
        else process.env["PURVIEW_CONFIG_DIR"] = before;
        process.env["PATH"] = path;
        rmSync(folder, { recursive: true });
      }
    });
});
