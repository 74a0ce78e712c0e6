import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PurviewError, formatError } from "../../provider/errors";
import { makeSession, resolveSettings } from "../../provider/session";
import { page } from "../transport/fakes";
import { base, service } from "./service";

const POLICY = "Finance records";
const MAILBOX = "secret.person@contoso.com";

describe("the log of a session", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "purview-log-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes one policy while the service answers, reads one list, and returns the lines and all that is in the file. */
  async function run(logLevel: string, answers: Parameters<typeof service>[0]) {
    const logFile = join(folder, "purview.log");
    const { http, clock } = service(answers);
    const session = makeSession(resolveSettings({ args: { ...base, logLevel, logFile } }), { http, clock });
    const parameters = { Identity: POLICY, AddExchangeLocation: [MAILBOX] };
    const error = await session.write({ cmdlet: "Set-RetentionCompliancePolicy", parameters }).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    await session.close();
    const text = existsSync(logFile) ? readFileSync(logFile, "utf8") : "";
    const lines = text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { error, text, lines, logFile };
  }

  it("has one line for each cmdlet, with its parameters' names, duration, requests and request id", async () => {
    let refusals = 1;
    const { lines } = await run("info", () =>
      refusals-- > 0 ? { status: 503, body: "The server is busy" } : { ...page([]), headers: { "request-id": "r-2" } },
    );
    assert.equal(lines.length, 1, JSON.stringify(lines));
    const [line = {}] = lines;
    assert.deepEqual(
      [line["event"], line["level"], line["cmdlet"], line["identity"], line["parameters"]],
      ["cmdlet", "info", "Set-RetentionCompliancePolicy", POLICY, ["Identity", "AddExchangeLocation"]],
    );
    assert.equal(line["requestId"], "r-2");
    assert.equal(line["requests"], 2);
    assert.equal(typeof line["ms"], "number");
    assert.match(String(line["time"]), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it("has each request too at debug: sign-in, status, host and path", async () => {
    const { lines } = await run("debug", () => page([]));
    const requests = lines.filter(({ event }) => event === "request");
    assert.ok(requests.some(({ path }) => String(path).endsWith("/token")));
    assert.ok(requests.some(({ cmdlet, status }) => cmdlet === "Set-RetentionCompliancePolicy" && status === 200));
  });

  it("never holds a token, a secret or a parameter's value, and only its owner may read it", async () => {
    const { text, logFile } = await run("debug", () => page([]));
    for (const word of [base.clientSecret, "Bearer", "eyJ", MAILBOX]) assert.ok(!text.includes(word), word);
    if (process.platform !== "win32") assert.equal(statSync(logFile).mode & 0o777, 0o600);
  });

  it("says how a refused cmdlet ended; the error carries the request id and the time for a support case", async () => {
    const { lines, error } = await run("info", () => ({
      status: 400,
      headers: { "request-id": "r-77" },
      body: { error: { code: "BadRequest", message: "No." } },
    }));
    assert.ok(error instanceof PurviewError);
    assert.equal(lines.at(-1)?.["error"], error.code);
    assert.match(formatError(error), /\(request id r-77, \d{4}-\d\d-\d\dT[\d:.]+Z\) \[PURVIEW_\w+\]$/);
  });

  it("is not there unless it is asked for", async () => {
    const { logFile } = await run("off", () => page([]));
    assert.ok(!existsSync(logFile));
  });

  it("does not stop anything when its file cannot be written", async () => {
    const { http, clock } = service();
    const settings = resolveSettings({
      args: { ...base, logLevel: "info", logFile: join(folder, "no/such/folder.log") },
    });
    const session = makeSession(settings, { http, clock });
    const written = process.stderr.write.bind(process.stderr);
    const said: string[] = [];
    process.stderr.write = (text) => (said.push(String(text)), true);
    try {
      await session.write({ cmdlet: "Set-X", parameters: {} });
      await session.write({ cmdlet: "Set-X", parameters: {} });
    } finally {
      process.stderr.write = written;
    }
    await session.close();
    assert.equal(said.filter((text) => text.includes("log file cannot be written")).length, 1);
  });
});
