import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { run as doctor } from "../../cli/doctor";
import { run as whoami } from "../../cli/whoami";
import { fault, RemoteServer, functionInfo } from "../transport/remoting/server";
import { TENANT_ID, webServer } from "../transport/remoting/web";

interface Report {
  readonly healthy: boolean;
  readonly steps: readonly {
    readonly id: string;
    readonly status: string;
    readonly lines: readonly string[];
    readonly advice?: string;
  }[];
}

describe("over remote PowerShell", function () {
  this.timeout(60_000);
  const env = { ...process.env };
  let remote: RemoteServer;
  let close: () => void;

  beforeEach(async () => {
    remote = new RemoteServer();
    remote.commands = ["Get", "New", "Set", "Remove"].map((verb) =>
      functionInfo(`${verb}-RetentionCompliancePolicy`, "[[-Identity] <string>]"),
    );
    remote.cmdlets.set("Get-RetentionCompliancePolicy", () => []);
    const server = await webServer(remote);
    close = server.close;
    const origin = `http://127.0.0.1:${(server.web.address() as AddressInfo).port}`;
    for (const name of Object.keys(process.env)) if (/^(PURVIEW|ARM|AZURE)_/.test(name)) delete process.env[name];
    Object.assign(process.env, {
      PURVIEW_TRANSPORT: "remoting",
      PURVIEW_TENANT_ID: TENANT_ID,
      PURVIEW_ORGANIZATION: "contoso.onmicrosoft.com",
      PURVIEW_USERNAME: "anna@contoso.com",
      PURVIEW_PASSWORD: "pass-4711",
      PURVIEW_CONNECTION_URI: `${origin}/powershell-liveid/`,
      PURVIEW_AZURE_AD_AUTHORIZATION_ENDPOINT_URI: `${origin}/organizations`,
    });
  });
  afterEach(() => {
    close();
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
  });

  /** What the command prints as JSON. */
  async function printed(command: (args: readonly string[]) => Promise<number>): Promise<string> {
    const { stdout } = process;
    const write = stdout.write;
    let text = "";
    stdout.write = (chunk: string | Uint8Array) => ((text += String(chunk)), true);
    try {
      await command(["--json"]);
    } finally {
      stdout.write = write;
    }
    assert.ok(!text.includes("pass-4711"));
    return text;
  }

  it("doctor shows the endpoint, the authentication, the session, its cmdlets and how many sessions are in use", async () => {
    const { healthy, steps } = JSON.parse(await printed(doctor)) as Report;
    assert.ok(healthy, JSON.stringify(steps));
    const found = new Map(steps.map((step) => [step.id, step]));
    assert.match(found.get("winrm")?.lines[0] ?? "", /powershell-liveid\/ answers/);
    assert.equal(found.get("authentication")?.lines[0], "Basic, Negotiate");
    assert.match(found.get("shell")?.lines[0] ?? "", /^opened on 127\.0\.0\.1/);
    assert.match(found.get("cmdlets")?.lines[0] ?? "", /^4 of \d+/);
    assert.match(found.get("sessions")?.lines[0] ?? "", /^1 by this command, at most 2/);
    assert.equal(found.get("token")?.status, "skipped");
    assert.equal(found.get("region"), undefined);
    assert.equal(remote.shells.size, 0);
  });

  it("doctor says what to do where the account may not open a session", async () => {
    remote.intercept = ({ operation }) => (operation === "Create" ? fault(5, "Access is denied.") : undefined);
    const { healthy, steps } = JSON.parse(await printed(doctor)) as Report;
    assert.ok(!healthy);
    const shell = steps.find(({ id }) => id === "shell");
    assert.equal(shell?.status, "failed");
    assert.match(shell?.lines.join(" ") ?? "", /RemotePowerShellEnabled/);
  });

  it("whoami needs no token where a password signs in", async () => {
    const report = JSON.parse(await printed(whoami)) as { readonly identity: string; readonly service: string };
    assert.equal(report.identity, "user anna@contoso.com");
    assert.equal(remote.shells.size, 0);
  });
});
