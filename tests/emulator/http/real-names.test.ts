import { strict as assert } from "node:assert";
import { request } from "node:http";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { anchorOf, control, tenantOf, tokenFor } from "./client";

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  // Answers are looked into freely by tests.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
}

/** A client with the service's own names built in: a hosts file and a forwarder that speaks TLS bring it here. */
function ask(
  origin: string,
  host: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${origin}${path}`,
      { method: body === undefined ? "GET" : "POST", headers: { ...headers, host } },
      (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            location: answer.headers.location,
            json: text.startsWith("{") ? JSON.parse(text) : text,
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

describe("clients that have the service's own host names built in", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  let high: TenantLine;
  before(async () => {
    emulator = await startEmulator({ clock: "manual", redirect: "port446" });
    tenant = tenantOf(emulator, "public");
    high = tenantOf(emulator, "gccHigh");
  });
  after(() => emulator.stop());

  const instance = (endpoint: string): Promise<Answer> =>
    ask(
      emulator.url,
      "login.microsoftonline.com",
      `/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(endpoint)}`,
    );

  it("find the authority that they asked: msal compares the issuer with it", async () => {
    const { json } = await ask(
      emulator.url,
      "login.microsoftonline.com",
      `/${tenant.tenantId}/v2.0/.well-known/openid-configuration`,
    );
    assert.equal(json.issuer, `https://login.microsoftonline.com/${tenant.tenantId}/v2.0`);
    assert.equal(json.token_endpoint, `https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token`);
  });

  it("get the tenant's own cloud, and sign in there only", async () => {
    const path = `/${high.tenantId}/v2.0/.well-known/openid-configuration`;
    const { json } = await ask(emulator.url, "login.microsoftonline.com", path);
    assert.equal(json.token_endpoint, `https://login.microsoftonline.us/${high.tenantId}/oauth2/v2.0/token`);
    const signIn = (host: string): Promise<Answer> =>
      ask(
        emulator.url,
        host,
        `/${high.tenantId}/oauth2/v2.0/token`,
        { "content-type": "application/x-www-form-urlencoded" },
        new URLSearchParams({
          grant_type: "client_credentials",
          client_id: high.clientId,
          client_secret: high.clientSecret,
          scope: "https://ps.compliance.protection.office365.us/.default",
        }).toString(),
      );
    assert.match((await signIn("login.microsoftonline.com")).json.error_description, /AADSTS900382/);
    assert.equal((await signIn("login.microsoftonline.us")).json.token_type, "Bearer");
  });

  it("may ask which instances are known; an unknown one is refused", async () => {
    const { json } = await instance(`https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/authorize`);
    assert.equal(
      json.tenant_discovery_endpoint,
      `https://login.microsoftonline.com/${tenant.tenantId}/v2.0/.well-known/openid-configuration`,
    );
    const aliases = json.metadata.flatMap((cloud: { aliases: string[] }) => cloud.aliases);
    for (const host of ["login.windows.net", "login.microsoftonline.us", "login.chinacloudapi.cn"])
      assert.ok(aliases.includes(host), host);
    const own = await instance(`${emulator.url}/${tenant.tenantId}/oauth2/v2.0/authorize`);
    assert.deepEqual(own.json.metadata[0].aliases, [new URL(emulator.url).host]);
    const portless = await instance(`http://127.0.0.1/${tenant.tenantId}/oauth2/v2.0/authorize`);
    assert.ok(portless.json.tenant_discovery_endpoint.startsWith(`${emulator.url}/${tenant.tenantId}/`));
    const unknown = await instance("https://login.example.org/common/oauth2/v2.0/authorize");
    assert.equal(unknown.status, 400);
    assert.equal(unknown.json.error, "invalid_instance");
  });

  it("are sent to the region by its name, and page there by https", async () => {
    const token = await tokenFor(tenant);
    const headers = {
      authorization: `Bearer ${token}`,
      "x-anchormailbox": anchorOf(tenant),
      "content-type": "application/json",
      prefer: "odata.maxpagesize=1",
    };
    const body = JSON.stringify({ CmdletInput: { CmdletName: "Get-RetentionCompliancePolicy", Parameters: {} } });
    const path = `/adminapi/beta/${tenant.tenantId}/InvokeCommand`;
    const first = await ask(emulator.url, "ps.compliance.protection.outlook.com", path, headers, body);
    assert.equal(first.status, 302);
    assert.equal(first.location, `https://nam11b.admin.protection.outlook.com:446${path}`);
    for (const Name of ["one", "two"])
      await control(emulator, "PUT", `tenants/${tenant.tenantId}/objects/RetentionCompliancePolicy/${Name}`, { Name });
    const region = "nam11b.ps.compliance.protection.outlook.com";
    const page = await ask(emulator.regionUrl, region, path, headers, body);
    assert.equal(page.json["@odata.context"].split("$")[0], `https://${region}/adminapi/beta/${tenant.tenantId}/`);
    assert.ok(page.json["@odata.nextLink"].startsWith(`https://${region}/adminapi/`), page.json["@odata.nextLink"]);
    assert.match(page.json["@adminapi.warnings"][0], /^There are more results available/);
    const { pathname, search } = new URL(page.json["@odata.nextLink"]);
    const last = await ask(emulator.regionUrl, region, `${pathname}${search}`, headers);
    assert.equal(last.json.value[0].Name, "two");
    assert.deepEqual(last.json["@adminapi.warnings"], []);
  });
});
