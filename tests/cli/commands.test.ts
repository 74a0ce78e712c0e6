import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const MAIN = join(ROOT, "dist/cli/main.js");
const COMMANDS = ["login", "logout", "whoami", "doctor", "export", "emulator", "engine"];

const purview = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8" });

/** Runs a command whose output nobody reads beyond the first piece, as `| head -1` does. */
function withClosedOutput(args: readonly string[]): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (text) => (stderr += String(text)));
  child.stdout.destroy();
  return new Promise((done) => child.once("close", (code) => done({ code, stderr })));
}

describe("purview", function () {
  this.timeout(30_000);

  it("lists its commands and exit codes", () => {
    const { status, stdout } = purview("--help");
    assert.equal(status, 0);
    for (const command of COMMANDS) assert.match(stdout, new RegExp(`^ +${command} +\\S`, "m"));
    assert.match(stdout, /64 wrong usage/);
    assert.equal(purview("help").stdout, stdout);
  });

  it("prints its version", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    for (const word of ["--version", "-v", "-V", "version"]) assert.equal(purview(word).stdout, `${version}\n`, word);
  });

  it("suggests the command that was meant, and exits with 64", () => {
    const { status, stdout, stderr } = purview("exprot", "--kind", "Label");
    assert.deepEqual([status, stdout], [64, ""]);
    assert.match(stderr, /unknown command 'exprot'\n\(Did you mean export\?\)/);
    assert.equal(purview().status, 64);
  });

  it("suggests the option that was meant", () => {
    const { status, stderr } = purview("export", "--knid", "Label");
    assert.equal(status, 64);
    assert.match(stderr, /\(Did you mean --kind\?\)/);
  });

  it("passes every argument to the command that is named first", () => {
    const { status, stdout } = purview("engine", "preview", "--help");
    assert.equal(status, 0);
    assert.match(stdout, /Usage: purview engine preview/);
    assert.match(purview("help", "doctor").stdout, /Usage: purview doctor/);
  });

  it("prints completion scripts that the shells accept", function () {
    for (const shell of ["bash", "zsh", "fish", "powershell"]) {
      const { status, stdout } = purview("completion", shell);
      assert.equal(status, 0, shell);
      assert.match(stdout, /purview/, shell);
      assert.match(stdout, /complete/, shell);
    }
    const bash = spawnSync("bash", ["-n"], { input: purview("completion", "bash").stdout, encoding: "utf8" });
    if (bash.error) return void console.log("      (not parsed: there is no bash here)");
    assert.equal(bash.status, 0, bash.stderr);
  });

  it("completes commands, subcommands, options and their values", () => {
    const completions = (...words: string[]): string[] =>
      purview("complete", "--", ...words)
        .stdout.split("\n")
        .filter((line) => line !== "" && !line.startsWith(":"))
        .map((line) => line.split("\t")[0] ?? "");
    for (const command of COMMANDS) assert.ok(completions("").includes(command), command);
    assert.deepEqual(completions("whoa"), ["whoami"]);
    assert.deepEqual(completions("engine", "ref"), ["refresh"]);
    assert.ok(completions("engine", "preview", "--").includes("--expect-no-changes"));
    assert.ok(completions("doctor", "--").includes("--json"));
    assert.deepEqual(completions("export", "--host", ""), ["plugin", "dynamic"]);
    assert.deepEqual(completions("emulator", "--clock", "m"), ["manual"]);
  });

  it("does not crash when the reader of its output has gone", async () => {
    for (const args of [["--help"], ["doctor", "--help"], ["export", "--help"], ["doctor", "--json"]]) {
      const { code, stderr } = await withClosedOutput(args);
      assert.doesNotMatch(stderr, /EPIPE|Unhandled|at .*\.js:\d+/, args.join(" "));
      assert.equal(code, args.at(-1) === "--help" ? 0 : 1, args.join(" "));
    }
  });

  it("colors its output where that is asked for", () => {
    const { stdout } = spawnSync(process.execPath, [MAIN, "doctor", "--config", "environment=china"], {
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: "1" },
    });
    assert.match(stdout, /\u001b\[3[12]m[✔✘]/);
  });

  it("writes no escape sequences where its output is piped, also where colors are forced and NO_COLOR forbids them", () => {
    for (const env of [{ NO_COLOR: "1" }, { NO_COLOR: "1", FORCE_COLOR: "1" }]) {
      const { stdout, stderr } = spawnSync(process.execPath, [MAIN, "doctor", "--config", "environment=china"], {
        encoding: "utf8",
        env: { ...process.env, ...env },
      });
      assert.ok(stdout.length > 0);
      assert.ok(!(stdout + stderr).includes("\u001b"), stdout + stderr);
    }
  });
});
