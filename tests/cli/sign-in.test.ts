import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run as doctor } from "../../cli/doctor";
import { run as login } from "../../cli/login";
import { run as logout } from "../../cli/logout";
import { run as whoami } from "../../cli/whoami";
import { clouds } from "../../provider/clouds";
import { type Emulator, startEmulator, type TenantClient } from "../support/emulator";
import { jwt, openid } from "../transport/fakes";

type Command = (args: readonly string[]) => Promise<number>;

/** Runs a command in this process; `onError` gets what it writes to stderr. */
async function call(command: Command, args: string[], onError: (text: string) => void = () => undefined) {
  const { stdout, stderr } = process;
  const [out, err] = [stdout.write, stderr.write];
  let [printed, complained] = ["", ""];
  stdout.write = (text: string | Uint8Array) => ((printed += String(text)), true);
  stderr.write = (text: string | Uint8Array) => {
    complained += String(text);
    onError(String(text));
    return true;
  };
  try {
    const code = await command(args);
    return { code, printed, complained };
  } finally {
    stdout.write = out;
    stderr.write = err;
  }
}

interface Report {
  readonly healthy: boolean;
  readonly steps: readonly { id: string; status: string; lines: string[]; advice?: string; ms: number }[];
}

const OWN = /^(PURVIEW|ARM|AZURE)_/;

describe("the commands login, logout, whoami and doctor", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let people: TenantClient;
  let app: TenantClient;
  let folder: string;
  const env = { ...process.env };

  before(async () => {
    emulator = await startEmulator();
    app = emulator.tenant();
    people = await emulator.addTenant({
      environment: "gccHigh",
      domains: ["govt.us"],
      users: [
        { userPrincipalName: "chris@govt.us", password: "x", mfa: true },
        { userPrincipalName: "pat@govt.us", password: "x", mfa: true, roleGroups: ["Security Reader"] },
      ],
    });
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "purview-cli-"));
    for (const name of Object.keys(process.env)) if (OWN.test(name)) delete process.env[name];
    process.env["PURVIEW_CONFIG_DIR"] = folder;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    for (const name of Object.keys(process.env)) if (OWN.test(name)) delete process.env[name];
    Object.assign(process.env, env);
  });
  after(() => emulator.stop());

  const point = (tenant: TenantClient): void => {
    process.env["PURVIEW_TENANT_ID"] = tenant.tenantId;
    process.env["PURVIEW_CONNECTION_URI"] = tenant.connectionUri;
    process.env["PURVIEW_AZURE_AD_AUTHORIZATION_ENDPOINT_URI"] = tenant.azureADAuthorizationEndpointUri;
  };
  const asApp = (tenant: TenantClient): void => {
    point(tenant);
    process.env["PURVIEW_ORGANIZATION"] = tenant.organization;
    process.env["ARM_CLIENT_ID"] = tenant.clientId;
    process.env["ARM_CLIENT_SECRET"] = tenant.clientSecret;
  };
  const signIn = (userPrincipalName: string, more: string[] = []) =>
    call(
      login,
      ["--device-code", "--user-principal-name", userPrincipalName, "--tenant-id", people.tenantId, ...more],
      (text) => {
        const userCode = /code (\w+)/.exec(text)?.[1];
        if (userCode) void emulator.control("POST", "devicecodes", { userCode, userPrincipalName });
      },
    );

  it("login signs in a person with a device code, whoami shows the person, logout forgets them", async () => {
    point(people);
    const signed = await signIn("chris@govt.us", ["--json"]);
    assert.equal(signed.code, 0, signed.complained);
    const result = JSON.parse(signed.printed) as { [key: string]: string };
    assert.equal(result["userPrincipalName"], "chris@govt.us");
    assert.equal(result["environment"], "gccHigh");
    for (const name of ["accounts.json", "msal-cache.json"])
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
    assert.doesNotMatch(readFileSync(join(folder, "accounts.json"), "utf8"), /eyJ|secret/);

    const who = JSON.parse((await call(whoami, ["--json"])).printed) as {
      identity: string;
      credential: string;
      organization: string;
    };
    assert.equal(who.identity, "user chris@govt.us");
    assert.equal(who.credential, "purview login");

    const out = await call(logout, ["--json"]);
    assert.deepEqual(JSON.parse(out.printed), { signedOut: ["chris@govt.us"] });
    assert.equal(statSync(join(folder, "msal-cache.json"), { throwIfNoEntry: false }), undefined);
    const after = await call(whoami, []);
    assert.equal(after.code, 1);
    assert.match(after.complained, /PURVIEW_AUTH_NOT_CONFIGURED/);
  });

  it("logout signs out one of two people and keeps the other", async () => {
    point(people);
    await signIn("chris@govt.us");
    await signIn("pat@govt.us");
    assert.equal((await call(logout, ["--user-principal-name", "CHRIS@govt.us"])).code, 0);
    const who = await call(whoami, ["--json"]);
    assert.equal((JSON.parse(who.printed) as { identity: string }).identity, "user pat@govt.us");
    assert.doesNotMatch(readFileSync(join(folder, "msal-cache.json"), "utf8"), /chris@govt\.us/);
  });

  it("whoami shows an app and what it may do, without its secret", async () => {
    asApp(app);
    const { code, printed } = await call(whoami, []);
    assert.equal(code, 0);
    assert.match(printed, new RegExp(`app ${app.clientId} \\(client secret\\)`));
    assert.match(printed, /Exchange\.ManageAsApp/);
    assert.match(printed, /write \d+, only read 0, not read 0 of/);
    assert.ok(!printed.includes(app.clientSecret));
  });

  it("doctor checks a healthy sign-in step by step", async () => {
    asApp(app);
    const { code, printed } = await call(doctor, ["--json"]);
    const { healthy, steps } = JSON.parse(printed) as Report;
    assert.equal(code, 0);
    assert.equal(healthy, true);
    assert.deepEqual(
      steps.map(({ id }) => id),
      [
        ...[
          "settings",
          "credential",
          "proxy",
          "names",
          "tcp",
          "port80",
          "tls",
          "discovery",
          "frontDoor",
          "token",
          "region",
          "rights",
        ],
        ...["labelStorage", "policies"],
      ],
    );
    const [settings] = steps;
    assert.ok(settings?.lines.includes("clientSecret = (secret) (from ARM_CLIENT_SECRET)"));
    assert.ok(!printed.includes(app.clientSecret));
    assert.ok(steps.every(({ ms }) => ms >= 0));
  });

  const faults: [string, () => void, string, RegExp][] = [
    ["a wrong secret", () => (process.env["ARM_CLIENT_SECRET"] = "wr0ng-4711"), "token", /secret's value/],
    [
      "a tenant that does not exist",
      () => (process.env["PURVIEW_TENANT_ID"] = "nowhere.onmicrosoft.com"),
      "discovery",
      /tenantId/,
    ],
    ["another cloud", () => (process.env["PURVIEW_ENVIRONMENT"] = "china"), "discovery", /Set environment to public/],
    [
      "a port that nobody listens on",
      () => (process.env["PURVIEW_CONNECTION_URI"] = "http://127.0.0.1:1/"),
      "tcp",
      /port 443/,
    ],
    [
      "a name that nobody knows",
      () => (process.env["PURVIEW_CONNECTION_URI"] = "https://purview.invalid/"),
      "names",
      /DNS/,
    ],
    [
      "no credentials",
      () => (delete process.env["ARM_CLIENT_SECRET"], undefined),
      "credential",
      /clientCertificatePath/,
    ],
    [
      "a wrong organization",
      () => (process.env["PURVIEW_ORGANIZATION"] = "other.onmicrosoft.com"),
      "region",
      /organization/,
    ],
  ];
  for (const [title, spoil, id, advice] of faults)
    it(`doctor finds ${title}, and says how to fix it`, async () => {
      asApp(app);
      spoil();
      const { code, printed } = await call(doctor, ["--json"]);
      const { healthy, steps } = JSON.parse(printed) as Report;
      assert.equal(code, 1);
      assert.equal(healthy, false);
      const failure = steps.find(({ status }) => status === "failed");
      assert.equal(failure?.id, id, JSON.stringify(failure));
      assert.match(`${failure.lines.join(" ")} ${failure.advice ?? ""}`, advice);
      assert.equal(steps.filter(({ status }) => status === "failed").length, 1, "what follows is skipped");
      assert.ok(!printed.includes("wr0ng-4711"));
    });

  it("doctor connects to the hosts themselves where the configured proxy is not used for them", async () => {
    asApp(app);
    const proxies = { HTTPS_PROXY: "http://127.0.0.1:1", HTTP_PROXY: "http://127.0.0.1:1" };
    const old = Object.keys(proxies).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, proxies);
    try {
      const { code, printed } = await call(doctor, ["--json"]);
      const { steps } = JSON.parse(printed) as Report;
      assert.equal(code, 0, printed);
      assert.match(steps.find(({ id }) => id === "proxy")?.lines.join() ?? "", /127\.0\.0\.1:1 .*; not for localhost/);
      assert.match(steps.find(({ id }) => id === "token")?.lines.join("\n") ?? "", /roles: .*Compliance Administrator/);
    } finally {
      for (const [name, value] of old)
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
    }
  });

  it("whoami and doctor print no control characters of a token", async () => {
    const evil = "\u001b[2J\u202e\u009b31mroot";
    const claims = { tid: app.tenantId, aud: clouds.public.audience, upn: `${evil}@x.y`, scp: evil, wids: [evil] };
    const server = createServer((request, response) => {
      const { port } = server.address() as AddressInfo;
      const found = openid(`http://127.0.0.1:${port}`, app.tenantId).body;
      const answer = request.url?.includes("/.well-known/") ? found : { value: [] };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    Object.assign(process.env, {
      PURVIEW_TENANT_ID: app.tenantId,
      PURVIEW_CONNECTION_URI: url,
      PURVIEW_AZURE_AD_AUTHORIZATION_ENDPOINT_URI: url,
      PURVIEW_ACCESS_TOKEN: jwt({ ...claims, exp: 1e300 }),
    });
    try {
      for (const command of [whoami, doctor]) {
        const { code, printed, complained } = await call(command, []);
        assert.equal(code, 0, complained);
        assert.match(printed, /root@x\.y/);
        assert.doesNotMatch(printed + complained, /[\u001b\u202e\u009b]/);
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  const rightsOf = async (roleGroups: readonly string[]) => {
    const tenant = await emulator.addTenant({ environment: "public", apps: [{ roleGroups }] });
    asApp(tenant);
    const { code, printed } = await call(doctor, ["--json"]);
    const rights = (JSON.parse(printed) as Report).steps.find(({ id }) => id === "rights");
    assert.ok(rights);
    return { code, ...rights, text: rights.lines.join("\n") };
  };

  it("doctor says in one line that an identity may only read, and names the role groups that may write", async () => {
    const { code, status, lines, text, advice } = await rightsOf(["Global Reader"]);
    assert.deepEqual([code, status, lines.length], [0, "warning", 1]);
    assert.match(text, /^may only read, which is enough for previews: (\d+) of \1 kinds$/);
    assert.match(advice ?? "", /Compliance Administrator/);
  });

  it("doctor says which kinds an identity may write, may only read and may not read", async () => {
    const { code, status, text } = await rightsOf(["Information Protection Admins"]);
    assert.deepEqual([code, status], [0, "warning"]);
    assert.match(text, /^may write \d+ of \d+ kinds\n/);
    assert.match(text, /^may not read .*\bRetentionCompliancePolicy\b/m);
  });

  it("doctor fails for an identity without any role, and names the role groups to add it to", async () => {
    // The emulator does not have this group: no cmdlet comes with it.
    const { code, status, text, advice } = await rightsOf(["View-Only Organization Management"]);
    assert.deepEqual([code, status], [1, "failed"]);
    assert.match(text, /lists no cmdlets for this identity/);
    assert.match(advice ?? "", /Compliance Administrator, .*Global Reader/);
  });

  it("doctor reads the settings of a stack's file, and names those that are encrypted there", async () => {
    const lines = Object.entries({
      tenantId: app.tenantId,
      organization: app.organization,
      clientId: app.clientId,
      connectionUri: app.connectionUri,
    });
    const yaml = lines.map(([key, value]) => `  purview:${key}: ${value}`).join("\n");
    writeFileSync(
      join(folder, "Pulumi.dev.yaml"),
      `config:\n${yaml}\n  purview:password:\n    secure: v1:abc\n  other:key: x\n`,
    );
    process.env["PURVIEW_AZURE_AD_AUTHORIZATION_ENDPOINT_URI"] = app.azureADAuthorizationEndpointUri;
    process.env["PURVIEW_CLIENT_SECRET"] = app.clientSecret;
    const { code, printed } = await call(doctor, ["--json", "--stack", "dev", "--cwd", folder]);
    const [settings] = (JSON.parse(printed) as Report).steps;
    assert.equal(code, 0);
    assert.equal(settings?.status, "warning");
    assert.ok(settings.lines.includes(`tenantId = ${app.tenantId} (from purview:tenantId)`));
    assert.match(settings.lines.join("\n"), /not known here: purview:password/);
  });

  it("every command ends with one line for invalid settings and with 64 for unknown options", async () => {
    const bad = await call(doctor, ["--config", "tenantid=x"]);
    assert.equal(bad.code, 1);
    assert.match(bad.complained, /Did you mean tenantId\?/);
    const json = await call(whoami, ["--config", "maxConcurrency=x", "--json"]);
    assert.equal((JSON.parse(json.printed) as { error: { code: string } }).error.code, "PURVIEW_CONFIG_INVALID");
    for (const command of [doctor, login, logout, whoami]) assert.equal((await call(command, ["--nonsense"])).code, 64);
  });
});
