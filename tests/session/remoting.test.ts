import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { clouds, type KnownEnvironment } from "../../provider/clouds";
import { makeSession, resolveSettings } from "../../provider/session";
import { FakeClock, FakeHttp, jwt, openid } from "../transport/fakes";
import { output, RemoteServer } from "../transport/remoting/server";
import { webServer } from "../transport/remoting/web";
import { record, text } from "../../provider/transport/clixml";

const TID = "11111111-2222-3333-4444-555555555555";
const US = "https://login.microsoftonline.us/common";

/** The four examples of the connect page (docs/service/remoting.md#connect-examples). */
const EXAMPLES: readonly {
  readonly title: string;
  readonly environment: KnownEnvironment;
  readonly user: string;
  readonly settings: { readonly [setting: string]: string };
  readonly posted: string;
  readonly login: string;
}[] = [
  {
    title: "Microsoft 365",
    environment: "public",
    user: "navin@contoso.com",
    settings: {},
    posted: "https://ps.compliance.protection.outlook.com/powershell-liveid/",
    login: "login.microsoftonline.com",
  },
  {
    title: "21Vianet",
    environment: "china",
    user: "li@fabrikam.cn",
    settings: { connectionUri: "https://ps.compliance.protection.partner.outlook.cn/powershell-liveid" },
    posted: "https://ps.compliance.protection.partner.outlook.cn/powershell-liveid",
    login: "login.partner.microsoftonline.cn",
  },
  {
    title: "GCC High",
    environment: "gccHigh",
    user: "chris@govt.us",
    settings: {
      connectionUri: "https://ps.compliance.protection.office365.us/powershell-liveid/",
      azureADAuthorizationEndpointUri: US,
    },
    posted: "https://ps.compliance.protection.office365.us/powershell-liveid/",
    login: "login.microsoftonline.us",
  },
  {
    title: "DoD",
    environment: "dod",
    user: "michelle@govt.mil",
    settings: {
      connectionUri: "https://l5.ps.compliance.protection.office365.us/powershell-liveid/",
      azureADAuthorizationEndpointUri: US,
    },
    posted: "https://l5.ps.compliance.protection.office365.us/powershell-liveid/",
    login: "login.microsoftonline.us",
  },
];

const passwordOf = (authorization: string | undefined): string =>
  Buffer.from((authorization ?? "").replace(/^Basic /, ""), "base64").toString("utf8");

function service(environment: KnownEnvironment) {
  const server = new RemoteServer();
  server.cmdlets.set("Get-ComplianceTag", () => [output(record([["Name", text("a")]]))]);
  const asked: string[] = [];
  const http = new FakeHttp((request) => {
    const { host, pathname } = new URL(request.url);
    if (!pathname.endsWith("/openid-configuration")) return server.handle(request);
    asked.push(host);
    const { loginHosts, regionSubScope } = clouds[environment];
    return openid(`https://${loginHosts[0]}`, TID, {
      ...(regionSubScope && { tenant_region_sub_scope: regionSubScope }),
    });
  });
  return { server, http, asked };
}

const token = (environment: KnownEnvironment, claims: object) =>
  jwt({ tid: TID, aud: clouds[environment].exchangeAudience, exp: 4_000_000_000, ...claims });

describe("remote PowerShell of an organization in", () => {
  for (const { title, environment, user, settings, posted, login } of EXAMPLES) {
    const open = (more: object) => {
      const found = service(environment);
      const resolved = resolveSettings({ args: { transport: "remoting", ...settings, ...more } });
      return { ...found, session: makeSession(resolved, { http: found.http, clock: new FakeClock(), env: {} }) };
    };

    it(`${title} takes user name and password as they are, at the address of the example`, async () => {
      const { session, server, asked } = open({ username: user, password: "pä:ss" });
      const { objects } = await session.read({ cmdlet: "Get-ComplianceTag", parameters: {} });
      assert.deepEqual(objects, [{ Name: "a" }]);
      assert.equal(server.seen[0]?.url, posted);
      assert.deepEqual([...new Set(asked)].includes(login), true);
      for (const { authorization } of server.seen) assert.equal(passwordOf(authorization), `${user}:pä:ss`);
      await session.close();
      assert.equal(server.shells.size, 0);
    });

    it(`${title} takes a token as the password of its user`, async () => {
      const value = token(environment, { scp: "AdminApi.AccessAsUser.All", upn: user });
      const { session, server } = open({ accessToken: value, tenantId: TID });
      await session.rights();
      assert.equal(server.seen[0]?.url, `${posted}?BasicAuthToOAuthConversion=true`);
      assert.equal(passwordOf(server.seen[0]?.authorization), `${user}:Bearer ${value}`);
      await session.close();
    });

    it(`${title} takes an app's token as the password of OAuthUser`, async () => {
      const value = token(environment, { roles: ["Exchange.ManageAsApp"], appid: "a" });
      const { session, server } = open({ accessToken: value, tenantId: TID, organization: "contoso.onmicrosoft.com" });
      await session.rights();
      assert.equal(passwordOf(server.seen[0]?.authorization), `OAuthUser@${TID}:Bearer ${value}`);
      const query = new URL(server.seen[0]?.url ?? "").searchParams;
      assert.equal(query.get("BasicAuthToOAuthConversion"), "true");
      assert.match(query.get("email") ?? "", /^SystemMailbox\{.*\}@contoso\.onmicrosoft\.com$/);
      await session.close();
    });
  }
});

describe("a session over remoting", () => {
  const value = token("public", { scp: "x", upn: "anna@contoso.com" });

  it("runs at most maxSessions cmdlets at a time, and lists are shared", async () => {
    const { http, server } = service("public");
    const settings = resolveSettings({
      args: { transport: "remoting", accessToken: value, tenantId: TID, maxSessions: 1 },
    });
    const session = makeSession(settings, { http, clock: new FakeClock(), env: {} });
    const query = { cmdlet: "Get-ComplianceTag", parameters: {} };
    await Promise.all([session.list(query), session.list(query), session.read(query), session.read(query)]);
    assert.equal(server.pipelines.filter(({ cmdlet }) => cmdlet === "Get-ComplianceTag").length, 3);
    assert.equal(server.most, 1);
    await session.close();
    assert.equal(server.shells.size, 0);
  });

  it("takes a token for Security & Compliance too, and none for another service", async () => {
    const { http } = service("public");
    const open = (aud: string) =>
      makeSession(
        resolveSettings({
          args: { transport: "remoting", accessToken: jwt({ tid: TID, aud, exp: 4_000_000_000 }), tenantId: TID },
        }),
        { http, clock: new FakeClock(), env: {} },
      );
    await open(clouds.public.audience).rights();
    await assert.rejects(open("https://graph.microsoft.com").rights(), { code: "PURVIEW_TOKEN_AUDIENCE" });
  });

  it("is opened over TLS, with the authority of caFile and with no other", async () => {
    const pem = join(__dirname, "../auth/fixtures/tls.pem");
    const both = readFileSync(pem, "utf8");
    const remote = new RemoteServer();
    const { web, close } = await webServer(remote, { key: both, cert: both });
    const origin = `https://localhost:${(web.address() as AddressInfo).port}`;
    const open = (more: object) =>
      makeSession(
        resolveSettings({
          args: {
            ...{ transport: "remoting", username: "anna@contoso.com", password: "p", tenantId: TID },
            ...{ connectionUri: `${origin}/PowerShell/`, azureADAuthorizationEndpointUri: `${origin}/common` },
            ...more,
          },
        }),
        { env: {} },
      );
    try {
      const session = open({ caFile: pem });
      await session.rights();
      await session.close();
      assert.equal(remote.seen[0]?.url, `${origin}/PowerShell/`);
      const before = remote.seen.length;
      const untrusted = open({});
      await assert.rejects(untrusted.rights(), { code: "PURVIEW_TLS" });
      await untrusted.close();
      assert.equal(remote.seen.length, before);
    } finally {
      close();
    }
  });

  it("removes its sessions over the real network within a second, also those whose cmdlet still runs", async () => {
    const remote = new RemoteServer();
    remote.cmdlets.set("Get-ComplianceTag", () => "running");
    const { web, close } = await webServer(remote);
    const origin = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
    const args = {
      ...{ transport: "remoting", accessToken: value, tenantId: TID, organization: "contoso.onmicrosoft.com" },
      ...{ connectionUri: `${origin}/powershell-liveid/`, azureADAuthorizationEndpointUri: `${origin}/organizations` },
    };
    const session = makeSession(resolveSettings({ args }), { env: {} });
    try {
      await session.rights();
      const running = session
        .read({ cmdlet: "Get-ComplianceTag", parameters: {} })
        .catch(({ code }: { code: string }) => code);
      while (!remote.pipelines.some(({ cmdlet }) => cmdlet === "Get-ComplianceTag"))
        await new Promise((resolve) => setImmediate(resolve));
      await session.close();
      assert.equal(await running, "PURVIEW_CANCELLED");
      assert.equal(remote.shells.size, 0);
      assert.equal(remote.operations().at(-1), "Delete");
    } finally {
      close();
    }
  });
});
