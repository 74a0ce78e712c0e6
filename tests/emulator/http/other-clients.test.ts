import { strict as assert } from "node:assert";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { type Answer, AUDIENCE, control, send, tenantOf } from "./client";

/**
 * Clients of this API as others have written them, in their manner of speaking: paths, headers, anchors, error reading,
 * links. Each does New, Get, Set and Remove. Source: docs/service/admin-api.md#request and the sections after it.
 */
interface Client {
  readonly name: string;
  /** First call to the global host, which is expected to be redirected. */
  readonly probe: (tenant: TenantLine) => { method: string; path: string };
  /** Of the first call; absent = that of a system mailbox. */
  readonly anchor?: (tenant: TenantLine) => string;
  readonly headers: (tenant: TenantLine, cmdlet: string) => Record<string, string>;
  /** The tenant as its paths have it. */
  readonly tid: (tenant: TenantLine) => string;
  readonly root: string;
  readonly follow: "GET" | "POST";
  readonly cookies: boolean;
}

const SYSTEM = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}";
const banner = ({ tenantId }: TenantLine) => ({
  method: "GET",
  path: `/adminapi/beta/${tenantId}/EXOBanner('AutogenSession')?Version=3.9.2`,
});
const moduleFile = ({ tenantId }: TenantLine) => ({
  method: "GET",
  path: `/AdminApi/v1.0/${tenantId}/EXOModuleFile?Version=3.9.2`,
});

const CLIENTS: readonly Client[] = [
  {
    name: "Microsoft's module",
    probe: banner,
    headers: ({ organization }, cmdlet) => ({
      "content-type": "application/json;odata.metadata=minimal;charset=utf-8",
      accept: "application/json",
      "accept-charset": "UTF-8",
      "x-anchormailbox": `UPN:OAuthUser@${organization}`,
      "x-cmdletname": cmdlet,
      "x-clientapplication": "ExoManagementModule",
      "x-clientmoduleversion": "3.9.2",
      "x-serializationlevel": "Partial",
      prefer: "odata.maxpagesize=2",
      "connection-id": "44444444-4444-4444-8444-444444444444",
      warningaction: "",
    }),
    tid: ({ tenantId }) => tenantId,
    root: "/adminapi/beta",
    follow: "POST",
    cookies: false,
  },
  {
    name: "one that signs in like CIPP",
    probe: banner,
    headers: ({ organization }) => ({
      "content-type": "application/json; charset=utf-8",
      accept: "application/json; odata.metadata=minimal",
      "x-anchormailbox": `UPN:${SYSTEM}@${organization}`,
      prefer: "odata.maxpagesize=2",
    }),
    tid: ({ tenantId }) => tenantId,
    root: "/adminapi/beta",
    follow: "POST",
    cookies: false,
  },
  {
    name: "a Go client with a cookie jar",
    probe: moduleFile,
    headers: ({ organization }, cmdlet) => ({
      "content-type": "application/json",
      "x-anchormailbox": `UPN:OAuthUser@${organization}`,
      "x-cmdletname": cmdlet,
      "x-responseformat": "json",
      prefer: 'odata.maxpagesize="2"',
    }),
    tid: ({ organization }) => organization,
    root: "/AdminApi/beta",
    follow: "GET",
    cookies: true,
  },
  {
    name: "a Python client that names an app's tenant by its GUID",
    probe: ({ tenantId }) => ({ method: "POST", path: `/adminapi/beta/${tenantId}/InvokeCommand` }),
    anchor: ({ tenantId }) => `APP:${SYSTEM}@${tenantId}`,
    headers: ({ tenantId }, cmdlet) => ({
      accept: "application/json",
      "content-type": "application/json;odata.metadata=minimal",
      "x-anchormailbox": `APP:${SYSTEM}@${tenantId}`,
      "x-cmdletname": cmdlet,
      prefer: "odata.maxpagesize=2",
    }),
    tid: ({ tenantId }) => tenantId,
    root: "/adminapi/beta",
    follow: "POST",
    cookies: false,
  },
  {
    name: "a PowerShell client that names an encoding that is none, and the tenant after two @",
    probe: moduleFile,
    headers: ({ tenantId }, cmdlet) => ({
      "content-type": "application/json",
      "content-encoding": "utf-8",
      "user-agent": "ExoHelper",
      "x-anchormailbox": `APP:${SYSTEM}@@${tenantId}`,
      "x-clientapplication": "ExoHelper",
      "x-cmdletname": cmdlet,
      prefer: "odata.maxpagesize=2;",
    }),
    tid: ({ tenantId }) => tenantId,
    root: "/adminapi/beta",
    follow: "POST",
    cookies: false,
  },
  {
    name: "a TypeScript client without a kind before its anchor, the tenant as a domain",
    probe: ({ organization }) => ({ method: "POST", path: `/adminapi/beta/${organization}/InvokeCommand` }),
    anchor: ({ organization }) => `${SYSTEM}@${organization}`,
    headers: () => ({ "content-type": "application/json", "x-responseformat": "json", prefer: "odata.maxpagesize=2" }),
    tid: ({ organization }) => organization,
    root: "/adminapi/beta",
    follow: "POST",
    cookies: false,
  },
  {
    name: "a script that calls InvokeCommand at once, and leaves the anchor out on the region",
    probe: ({ tenantId }) => ({ method: "POST", path: `/adminapi/beta/${tenantId}/InvokeCommand` }),
    headers: () => ({ "content-type": "application/json", prefer: "odata.maxpagesize=2" }),
    tid: ({ tenantId }) => tenantId,
    root: "/adminapi/beta",
    follow: "GET",
    cookies: true,
  },
];

describe("clients that others wrote", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  let token: string;
  before(async () => {
    emulator = await startEmulator({ clock: "manual" });
    tenant = tenantOf(emulator, "gccHigh");
    const { json } = await send(`${emulator.url}/${tenant.organization}/oauth2/v2.0/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        client_id: tenant.clientId,
        client_secret: tenant.clientSecret,
        scope: `${AUDIENCE[tenant.environment]}/.default`,
        grant_type: "client_credentials",
      }).toString(),
    });
    token = json.access_token;
  });
  after(() => emulator.stop());
  beforeEach(() => control(emulator, "POST", "reset"));

  for (const client of CLIENTS)
    it(`${client.name}: New, Get by pages, Set, Remove`, async () => {
      const { method, path } = client.probe(tenant);
      const probe = await send(`${emulator.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          "x-anchormailbox": client.anchor?.(tenant) ?? `UPN:${SYSTEM}@${tenant.organization}`,
          "content-type": "application/json",
        },
        ...(method === "POST" && { body: '{"CmdletInput":{"CmdletName":"Get-Label","Parameters":{}}}' }),
      });
      assert.equal(probe.status, 302, probe.text);
      const region = new URL(probe.headers.get("location") ?? "").origin;

      let cookie = "";
      const ask = async (url: string, verb: string, cmdlet: string, body?: string): Promise<Answer> => {
        const answer = await send(url, {
          method: verb,
          headers: {
            authorization: `Bearer ${token}`,
            ...client.headers(tenant, cmdlet),
            ...(client.cookies && cookie && { cookie }),
          },
          ...(body !== undefined && { body }),
        });
        cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie;
        return answer;
      };
      const run = async (cmdlet: string, parameters: object): Promise<Record<string, unknown>[]> => {
        const body = JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } });
        let answer = await ask(`${region}${client.root}/${client.tid(tenant)}/InvokeCommand`, "POST", cmdlet, body);
        const rows = [];
        for (;;) {
          assert.equal(answer.status, 200, `${cmdlet}: ${answer.text}`);
          rows.push(...answer.json.value);
          const link = answer.json["@odata.nextLink"];
          if (!link) return rows;
          answer = await ask(link, client.follow, cmdlet, client.follow === "POST" ? body : undefined);
        }
      };
      const names = (rows: Record<string, unknown>[]) => rows.map(({ Name }) => Name).sort();

      for (const Name of ["one", "two", "three", "four", "five"])
        await run("New-RetentionCompliancePolicy", { Name, ExchangeLocation: "All" });
      await run("New-RetentionComplianceRule", { Name: "rule", Policy: "one", RetentionDuration: 30 });
      await control(emulator, "POST", "clock", { advanceMs: 3_600_000 });
      token = await renewed();
      assert.deepEqual(names(await run("Get-RetentionCompliancePolicy", {})), ["five", "four", "one", "three", "two"]);
      await run("Set-RetentionCompliancePolicy", { Identity: "one", Comment: "changed" });
      await control(emulator, "POST", "clock", { advanceMs: 3_000_000 });
      const [changed] = await run("Get-RetentionCompliancePolicy", { Identity: "one" });
      assert.equal(changed?.Comment, "changed");
      await run("Remove-RetentionComplianceRule", { Identity: "rule" });
      await control(emulator, "POST", "clock", { advanceMs: 300_000 });
      await run("Remove-RetentionCompliancePolicy", { Identity: "two", Confirm: false });
    });

  const renewed = async (): Promise<string> => {
    const { json } = await send(`${emulator.url}/${tenant.tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        client_id: tenant.clientId,
        client_secret: tenant.clientSecret,
        scope: `${AUDIENCE[tenant.environment]}/.default`,
        grant_type: "client_credentials",
      }),
    });
    return json.access_token as string;
  };
});
