import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorLine, EmulatorProcess } from "../../../emulator/index";
import { builtEmulator } from "../../../scripts/start/emulator";
import { control, invoke, tokenFor } from "./client";

describe("the command purview emulator", function () {
  // Processes of their own, on machines that may be busy with others.
  this.timeout(60_000);
  let folder: string;
  const running: EmulatorProcess[] = [];
  const start = (...args: string[]): EmulatorProcess => {
    const emulator = new EmulatorProcess(builtEmulator(...args));
    running.push(emulator);
    return emulator;
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "purview-emulator-test-"));
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((emulator) => emulator.kill("SIGKILL")));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("says everything in one line, answers, and exits with 0 on SIGTERM", async () => {
    const began = Date.now();
    const emulator = start("--port", "0");
    const line = await emulator.line();
    const took = Date.now() - began;
    assert.equal(line.version, 1);
    assert.deepEqual(Object.keys(line), ["version", "url", "regionUrl", "tenants"]);
    assert.deepEqual(Object.keys(line.tenants[0]!), [
      "tenantId",
      "organization",
      "environment",
      "clientId",
      "clientSecret",
      "connectionUri",
      "azureADAuthorizationEndpointUri",
    ]);
    assert.equal(new URL(line.url).hostname, "127.0.0.1");
    const [tenant] = line.tenants;
    assert.equal((await invoke(line, tenant!, "Get-ComplianceTag")).status, 200);
    const { code, stdout } = await emulator.kill("SIGTERM");
    assert.equal(code, 0);
    assert.equal(stdout.trim().split("\n").length, 1);
    // A second on an idle machine; test machines are not.
    assert.ok(took < 20_000, `it took ${took} ms`);
  });

  it("ends with 130 when it is interrupted", async () => {
    const emulator = start();
    await emulator.line();
    assert.equal((await emulator.kill("SIGINT")).code, 130);
  });

  it("says in one line that a port is in use, and exits 1", async () => {
    const first = start();
    const { port } = new URL((await first.line()).url);
    const { code, stdout, stderr } = await start("--port", port).ended;
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr.trim(), new RegExp(`^purview emulator: port ${port} is in use.*$`));
  });

  it("refuses options that make no sense with 64, and helps with 0", async () => {
    for (const args of [["--port", "many"], ["--clock", "sand"], ["--max-concurrent", "few"], ["--color"]])
      assert.equal((await start(...args).ended).code, 64, args.join(" "));
    const { code, stdout } = await start("--help").ended;
    assert.equal(code, 0);
    for (const option of [
      "--port",
      "--state",
      "--clock",
      "--errors",
      "--seed",
      "--tls",
      "--max-concurrent",
      "--strict-sessions",
    ])
      assert.ok(stdout.includes(option), option);
  });

  it("keeps tenants, secrets and objects over kill -9", async () => {
    const file = join(folder, "state.json");
    const first = start("--state", file, "--seed", "11");
    const line = await first.line();
    const tenant = line.tenants[2]!;
    const token = await tokenFor(tenant);
    for (let i = 0; i < 20; i++) {
      const made = await invoke(
        line,
        tenant,
        "New-RetentionCompliancePolicy",
        { Name: `p${i}`, ExchangeLocation: "All" },
        { token },
      );
      assert.equal(made.status, 200, made.text);
    }
    const added = (await control(line, "POST", "tenants", { environment: "public" })).json;
    const lastName = invoke(
      line,
      tenant,
      "New-RetentionCompliancePolicy",
      { Name: "last", ExchangeLocation: "All" },
      { token },
    ).catch(() => undefined);
    await first.kill("SIGKILL");
    const answered = await lastName;
    assert.equal(statSync(file).mode & 0o077, 0, "the file holds secrets");

    const second = start("--state", file);
    const again = await second.line();
    const secrets = (from: EmulatorLine) => from.tenants.map(({ tenantId, clientSecret }) => [tenantId, clientSecret]);
    assert.deepEqual(secrets(again).slice(0, 5), secrets(line));
    assert.equal(again.tenants[5]?.tenantId, added.tenantId);
    const { json } = await control(again, "GET", `tenants/${tenant.tenantId}/objects/RetentionCompliancePolicy`);
    const names = (json as { Name: string }[]).map(({ Name }) => Name);
    for (let i = 0; i < 20; i++) assert.ok(names.includes(`p${i}`), `p${i} is lost`);
    if (answered?.status === 200) assert.ok(names.includes("last"), "an answered write is lost");
    // The old token is good: the key that signed it is kept as well.
    const read = await invoke(again, tenant, "Get-RetentionCompliancePolicy", {}, { token });
    assert.equal(read.status, 200);
  });

  it("does not touch a file that is not its own", async () => {
    const file = join(folder, "notes.json");
    writeFileSync(file, '{"mine":true}');
    const { code, stderr } = await start("--state", file).ended;
    assert.equal(code, 1);
    assert.match(stderr, /is not a state file/);
    assert.equal(readFileSync(file, "utf8"), '{"mine":true}');
  });

  it("serves https on request with an authority that a client can be made to trust", async () => {
    const line = await start("--tls").line();
    assert.ok(line.url.startsWith("https://") && line.regionUrl.startsWith("https://"));
    const { host } = new URL(line.url);
    const [tenant] = line.tenants;
    // The most faithful set-up for msal: discovery and all over https (docs/service/sign-in.md#plain-http), by either name of this machine.
    const program = `
      const { ConfidentialClientApplication } = require("@azure/msal-node");
      const [host, tenantId, clientId, clientSecret, scope] = process.argv.slice(1);
      const auth = { clientId, clientSecret, authority: "https://" + host + "/" + tenantId, knownAuthorities: [host] };
      new ConfidentialClientApplication({ auth }).acquireTokenByClientCredential({ scopes: [scope] }).then(
        ({ tokenType }) => console.log(tokenType),
        ({ errorCode }) => console.log(errorCode),
      );`;
    const run = (env: NodeJS.ProcessEnv, at = host): Promise<string> =>
      new Promise((resolve) => {
        let text = "";
        const { tenantId, clientId, clientSecret } = tenant!;
        const args = [at, tenantId, clientId, clientSecret, "https://ps.compliance.protection.outlook.com/.default"];
        const child = spawn(process.execPath, ["-e", program, ...args], { env: { ...process.env, ...env } });
        child.stdout.on("data", (chunk) => (text += chunk));
        child.once("close", () => resolve(text.trim()));
      });
    assert.equal(await run({ NODE_EXTRA_CA_CERTS: line.caFile }), "Bearer");
    assert.equal(await run({ NODE_EXTRA_CA_CERTS: line.caFile }, host.replace("127.0.0.1", "localhost")), "Bearer");
    assert.equal(await run({}), "endpoints_resolution_error");
  });
});
