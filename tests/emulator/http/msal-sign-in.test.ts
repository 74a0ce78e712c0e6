import { ManagedIdentityApplication } from "@azure/msal-node";
import { strict as assert } from "node:assert";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { control, invoke, tenantOf } from "./client";
import {
  claimsOf,
  confidential,
  hex,
  type KeyAndCertificate,
  newCertificate,
  pkcs8,
  publicClient,
  scopesOf,
} from "./msal";

const MODULE_CLIENT = "fb78d390-0c51-40cd-8e17-fdbfab77341b";

describe("msal-node signs in at the emulator", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  let key: KeyAndCertificate;
  let other: KeyAndCertificate;
  before(async () => {
    emulator = await startEmulator();
    [key, other] = [newCertificate(), newCertificate()];
    const made = await control(emulator, "POST", "tenants", {
      environment: "gccHigh",
      apps: [{ certificatePem: key.pem, clientSecret: "s3cret" }],
      users: [
        { userPrincipalName: "ada@lovelace.onmicrosoft.us", password: "pa55" },
        { userPrincipalName: "grace@lovelace.onmicrosoft.us", password: "pa55", mfa: true },
      ],
      organization: "lovelace.onmicrosoft.us",
    });
    assert.equal(made.status, 201, made.text);
    tenant = made.json as TenantLine;
  });
  after(() => emulator.stop());

  const works = async (token: string | undefined, at = tenant): Promise<void> => {
    const { status, text } = await invoke(emulator, at, "Get-RetentionCompliancePolicy", {}, { token: token ?? "" });
    assert.equal(status, 200, text);
  };

  it("with a client secret, in every cloud", async () => {
    for (const line of emulator.tenants) {
      const app = await confidential(line, { clientSecret: line.clientSecret });
      const result = await app.acquireTokenByClientCredential({ scopes: scopesOf(line) });
      await works(result?.accessToken, line);
      assert.equal(claimsOf(result?.accessToken ?? "").tid, line.tenantId);
    }
  });

  for (const [title, thumbprint] of [
    ["SHA-256 thumbprint (PS256)", (k: KeyAndCertificate) => ({ thumbprintSha256: hex(k.certificate.fingerprint256) })],
    ["SHA-1 thumbprint (RS256)", (k: KeyAndCertificate) => ({ thumbprint: hex(k.certificate.fingerprint) })],
    [
      "its certificate chain sent along",
      (k: KeyAndCertificate) => ({ thumbprintSha256: hex(k.certificate.fingerprint256), x5c: k.pem }),
    ],
  ] as const)
    it(`with a certificate by ${title}`, async () => {
      const app = await confidential(tenant, {
        clientCertificate: { privateKey: pkcs8(key.privateKey), ...thumbprint(key) },
      });
      const result = await app.acquireTokenByClientCredential({ scopes: scopesOf(tenant) });
      await works(result?.accessToken);
    });

  it("not with a certificate that is not registered, nor with another key under the registered thumbprint", async () => {
    const refused = async (clientCertificate: { privateKey: string; thumbprintSha256: string }) => {
      const app = await confidential(tenant, { clientCertificate });
      await assert.rejects(app.acquireTokenByClientCredential({ scopes: scopesOf(tenant) }), { errorNo: 700027 });
    };
    await refused({
      privateKey: pkcs8(other.privateKey),
      thumbprintSha256: hex(other.certificate.fingerprint256),
    });
    await refused({ privateKey: pkcs8(other.privateKey), thumbprintSha256: hex(key.certificate.fingerprint256) });
  });

  it("with a user's password, but not past multi-factor authentication", async () => {
    const app = await publicClient(tenant, MODULE_CLIENT);
    const ask = (username: string, password: string) =>
      app.acquireTokenByUsernamePassword({ scopes: scopesOf(tenant), username, password });
    await works((await ask("ada@lovelace.onmicrosoft.us", "pa55"))?.accessToken);
    await assert.rejects(ask("ada@lovelace.onmicrosoft.us", "wrong"), { errorNo: 50126 });
    await assert.rejects(ask("grace@lovelace.onmicrosoft.us", "pa55"), { errorNo: 50076 });
  });

  it("by device code, waiting until the user has answered, and again by the refresh token", async () => {
    const app = await publicClient(tenant, MODULE_CLIENT);
    const result = await app.acquireTokenByDeviceCode({
      scopes: scopesOf(tenant),
      deviceCodeCallback: ({ userCode }) =>
        void control(emulator, "POST", "devicecodes", { userCode, userPrincipalName: "grace@lovelace.onmicrosoft.us" }),
    });
    await works(result?.accessToken);
    const [account] = await app.getTokenCache().getAllAccounts();
    assert.equal(account?.username, "grace@lovelace.onmicrosoft.us");
    const renewed = await app.acquireTokenSilent({ account: account!, scopes: scopesOf(tenant), forceRefresh: true });
    assert.notEqual(renewed.accessToken, result?.accessToken);
    await works(renewed.accessToken);
  });

  it("in a browser, by authorization code with PKCE over form_post", async () => {
    const app = await publicClient(tenant, MODULE_CLIENT);
    const result = await app.acquireTokenInteractive({
      scopes: scopesOf(tenant),
      loginHint: "ada@lovelace.onmicrosoft.us",
      openBrowser: async (url) => {
        const page = await (await fetch(url)).text();
        const action = /action="([^"]+)"/.exec(page)?.[1] ?? "";
        const fields = [...page.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
          ([, name, value]) => [name!, value!] as [string, string],
        );
        await fetch(action.replaceAll("&#38;", "&"), { method: "POST", body: new URLSearchParams(fields) });
      },
    });
    await works(result.accessToken);
    assert.equal(claimsOf(result.accessToken).upn, "ada@lovelace.onmicrosoft.us");
  });

  it("by federation with a workload's own token", async () => {
    const line = tenantOf(emulator, "public");
    const { json: machine } = await control(emulator, "GET", `tenants/${line.tenantId}/identity`);
    const github = async (): Promise<string> => {
      const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = machine.github;
      const answer = await fetch(`${url}&audience=api://AzureADTokenExchange`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await answer.json()) as { value: string }).value;
    };
    const azureDevOps = async (): Promise<string> => {
      const { SYSTEM_OIDCREQUESTURI: url, SYSTEM_ACCESSTOKEN: token, serviceConnectionId } = machine.azureDevOps;
      const answer = await fetch(`${url}&serviceConnectionId=${serviceConnectionId}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await answer.json()) as { oidcToken: string }).oidcToken;
    };
    for (const clientAssertion of [github, azureDevOps]) {
      const app = await confidential(line, { clientAssertion });
      await works((await app.acquireTokenByClientCredential({ scopes: scopesOf(line) }))?.accessToken, line);
    }
    const app = await confidential(tenant, { clientAssertion: github });
    await assert.rejects(app.acquireTokenByClientCredential({ scopes: scopesOf(tenant) }), { errorNo: 700211 });
  });

  it("as a managed identity, the machine's own and a named one", async () => {
    const line = tenantOf(emulator, "dod");
    const { json: machine } = await control(emulator, "GET", `tenants/${line.tenantId}/identity`);
    const saved = { ...process.env };
    try {
      for (const way of ["imds", "appService"]) {
        Object.assign(process.env, machine[way]);
        for (const userAssignedClientId of [undefined, machine.userAssigned.clientId as string]) {
          const app = new ManagedIdentityApplication(
            userAssignedClientId ? { managedIdentityIdParams: { userAssignedClientId } } : {},
          );
          const result = await app.acquireToken({ resource: scopesOf(line)[0]! });
          await works(result.accessToken, line);
          if (userAssignedClientId) assert.equal(claimsOf(result.accessToken).appid, userAssignedClientId);
        }
      }
    } finally {
      process.env = saved;
    }
  });
});
