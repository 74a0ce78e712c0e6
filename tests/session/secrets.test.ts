import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { clouds } from "../../provider/clouds";
import { closeAllSessions, openSession, resolveSettings, type Session, type Settings } from "../../provider/session";
import { jwt } from "../transport/fakes";
import { argsOf, type Emulator, startEmulator, type TenantClient } from "../support/emulator";
import { hasty } from "./support";

const pem = readFileSync(join(__dirname, "../auth/fixtures/plain.pem"), "utf8");
const stranger = readFileSync(join(__dirname, "../auth/fixtures/tls.pem"), "utf8");
const keyLine = /PRIVATE KEY-----\n(.{40})/.exec(stranger)?.[1] ?? "";
const SECRET = "S3cr3t~value-4711_abcdefghijklmnopqrstuvwxyz";

describe("secrets", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let tenant: TenantClient;
  let folder: string;

  before(async () => {
    emulator = await startEmulator({ clock: "real" });
    tenant = emulator.tenant();
    folder = mkdtempSync(join(tmpdir(), "purview-secrets-"));
    writeFileSync(join(folder, "token"), jwt({ iss: "x", marker: SECRET }));
  });
  afterEach(() => closeAllSessions());
  after(async () => {
    rmSync(folder, { recursive: true });
    await emulator.stop();
  });

  /** Every credential, each with one that is refused, and the texts that must never be seen. */
  const refused = (): readonly [string, object, readonly string[]][] => {
    const token = jwt({ tid: tenant.tenantId, aud: "https://elsewhere.example", exp: 4102444800, marker: SECRET });
    const body = jwt({ marker: SECRET }).split(".")[1] ?? "";
    return [
      ["client secret", { clientSecret: SECRET }, [SECRET]],
      ["certificate", { clientSecret: "", clientCertificate: Buffer.from(stranger).toString("base64") }, [keyLine]],
      ["certificate that cannot be read", { clientSecret: "", clientCertificate: SECRET }, [SECRET]],
      [
        "certificate's password",
        {
          clientSecret: "",
          clientCertificate: Buffer.from(pem).toString("base64").slice(0, 900),
          clientCertificatePassword: SECRET,
        },
        [SECRET, pem.slice(200, 240)],
      ],
      [
        "assertion command",
        { clientSecret: "", clientAssertionCommand: `${process.execPath} -e 'console.log("${SECRET}")'` },
        [],
      ],
      ["OIDC token", { clientSecret: "", oidcToken: jwt({ marker: SECRET }) }, [body]],
      ["token file", { clientSecret: "", oidcTokenFilePath: join(folder, "token") }, [body]],
      [
        "pipeline",
        { clientSecret: "", useOidc: true, oidcRequestUrl: `${emulator.url}/none`, oidcRequestToken: SECRET },
        [SECRET],
      ],
      ["password", { clientSecret: "", clientId: "", username: "a@contoso.com", password: SECRET }, [SECRET]],
      ["access token", { clientSecret: "", accessToken: token }, [token.split(".")[1] ?? "?"]],
      [
        "proxy",
        { proxyUrl: "http://127.0.0.1:1", proxyUsername: "corp", proxyPassword: SECRET },
        [SECRET, encodeURIComponent(SECRET)],
      ],
    ];
  };

  const everything = (error: unknown, session: Session, settings: Settings): string =>
    [
      inspect(error, { depth: 20, showHidden: true }),
      JSON.stringify(error),
      String((error as Error).stack),
      inspect(session, { depth: 20, showHidden: true }),
      inspect(settings, { depth: 20, showHidden: true }),
      JSON.stringify(settings),
    ].join("\n");

  it("of every credential are in no error, no session, no settings that somebody prints, and not in the service's journal", async () => {
    for (const [credential, args, hidden] of refused()) {
      const settings = resolveSettings({ args: argsOf(tenant, args) });
      const session = openSession(settings, { clock: hasty });
      const error: unknown = await session.facts().then(
        () => assert.fail(`${credential} was accepted`),
        (thrown: unknown) => thrown,
      );
      const shown = everything(error, session, settings);
      for (const text of hidden) assert.ok(text.length > 8 && !shown.includes(text), `${credential} shows its secret`);
      assert.match((error as { code?: string }).code ?? "", /^PURVIEW_/, `${credential}: ${String(error)}`);
    }
    assert.ok(!JSON.stringify(await emulator.requests()).includes(SECRET));
  });

  it("of a signed-in session are not shown either", async () => {
    const settings = resolveSettings({ args: argsOf(tenant) });
    const session = openSession(settings, { clock: hasty });
    await session.list({ cmdlet: "Get-ComplianceTag", parameters: {} });
    const shown = everything(new Error("x"), session, settings);
    assert.ok(!shown.includes(tenant.clientSecret));
    assert.doesNotMatch(shown, /eyJ[A-Za-z0-9_-]{10,}/);
  });

  it("are not in what a crash leaves behind, nor in a verbose network log", () => {
    const program = `
      const { openSession, resolveSettings } = require(${JSON.stringify(join(__dirname, "../../provider/session"))});
      openSession(resolveSettings({ args: JSON.parse(process.env.SESSION_ARGS) })).facts();`;
    const crashed = spawnSync(process.execPath, ["--require", "ts-node/register", "-e", program], {
      encoding: "utf8",
      env: {
        ...process.env,
        TS_NODE_TRANSPILE_ONLY: "true",
        NODE_DEBUG: "undici,fetch",
        SESSION_ARGS: JSON.stringify({
          ...argsOf(tenant, { clientSecret: SECRET }),
          connectionUri: "http://127.0.0.1:1/",
          azureADAuthorizationEndpointUri: "http://127.0.0.1:1/organizations",
        }),
      },
    });
    assert.notEqual(crashed.status, 0);
    assert.match(crashed.stderr, /PURVIEW_CONNECT_FAILED/);
    assert.ok(!(crashed.stdout + crashed.stderr).includes(SECRET));
  });

  it("go to hosts of their own cloud alone: no suffix of one is a host of another", () => {
    for (const one of Object.values(clouds))
      for (const other of Object.values(clouds))
        if (one.loginHosts[0] !== other.loginHosts[0])
          for (const door of other.frontDoors) assert.ok(!one.suffixes.some((suffix) => door.endsWith(suffix)), door);
  });
});
