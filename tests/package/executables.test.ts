import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const { bin, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  bin: Record<string, string>;
  version: string;
};
const text = (file: string): string => readFileSync(join(root, file), "utf8");

/** No Windows machine runs these tests: what can be held still is what npm, cmd.exe and Pulumi read there. */
describe("the executables on Windows", () => {
  it("are started by npm's shims with Node: a shim runs what the first line names, and Windows has no /bin/sh", () => {
    for (const [name, file] of Object.entries(bin)) {
      assert.match(text(file), /^#!\/usr\/bin\/env node\n/, name);
      const [, target] = /require\("(.+)"\)/.exec(text(file)) ?? [];
      assert.ok(target && existsSync(join(root, "bin", target)), `${name} starts ${target}`);
    }
  });

  it("stand next to the POSIX ones, where Pulumi (`plugins:`, `plugin install --file`) and people look for them", () => {
    for (const name of Object.keys(bin)) {
      assert.ok(existsSync(join(root, "bin", name)), `bin/${name}`);
      const command = text(`bin/${name}.cmd`);
      const mains = [...command.matchAll(/"%root%\\(dist[^"]+)"/g)].map(([, main]) => String(main));
      assert.ok(mains.length > 0);
      for (const main of mains)
        assert.ok(existsSync(join(root, ...main.split("\\"))), `bin/${name}.cmd starts ${main}`);
      assert.match(command, /exit \/b %ERRORLEVEL%/, "the exit code is passed on");
    }
  });

  it("keep the line ends that their readers need in a Windows checkout", () => {
    assert.match(text(".gitattributes"), /^\* text=auto eol=lf$/m);
    assert.match(text(".gitattributes"), /^\*\.cmd text eol=crlf$/m);
  });
});

describe("the plugin's executable, copied by `pulumi plugin install --file`", function () {
  this.timeout(20_000);
  let folder: string;
  before(function () {
    if (process.platform === "win32") {
      console.log("        (skipped: this is the POSIX one)");
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "purview-installed-"));
    for (const name of ["home", "program/node_modules", "program/deep/down", "elsewhere", "global", "npm"])
      mkdirSync(join(folder, name), { recursive: true });
    copyFileSync(join(root, "bin/pulumi-resource-purview"), join(folder, "home/pulumi-resource-purview"));
    symlinkSync(root, join(folder, "program/node_modules/pulumi-purview"));
    writeFileSync(join(folder, "npm/npm"), `#!/bin/sh\necho "${folder}/global"\n`, { mode: 0o755 });
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  const run = (cwd: string) =>
    spawnSync(join(folder, "home/pulumi-resource-purview"), ["--version"], {
      cwd: join(folder, cwd),
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: [join(folder, "npm"), dirname(process.execPath), process.env["PATH"]].join(delimiter),
      },
    });

  it("finds the package of the program that it is started for", () => {
    for (const cwd of ["program", "program/deep/down"]) assert.equal(run(cwd).stdout.trim(), version, run(cwd).stderr);
  });

  it("finds a package that npm installed globally, and says what to do where there is none", () => {
    const { status, stdout, stderr } = run("elsewhere");
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /npm install -g pulumi-purview/);
    symlinkSync(root, join(folder, "global/pulumi-purview"));
    assert.equal(run("elsewhere").stdout.trim(), version);
  });
});
