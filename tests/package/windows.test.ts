import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const { bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { bin: Record<string, string> };
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

  it("stand beside the POSIX ones, where Pulumi (`plugins:`, `plugin install --file`) and people look for them", () => {
    for (const name of Object.keys(bin)) {
      assert.ok(existsSync(join(root, "bin", name)), `bin/${name}`);
      const command = text(`bin/${name}.cmd`);
      const [, main] = /"%root%\\(dist[^"]+)"/.exec(command) ?? [];
      assert.ok(main && existsSync(join(root, ...main.split("\\"))), `bin/${name}.cmd starts ${main}`);
      assert.match(command, /exit \/b %ERRORLEVEL%/, "the exit code is passed on");
    }
  });

  it("keep the line ends that their readers need in a Windows checkout", () => {
    assert.match(text(".gitattributes"), /^\* text=auto eol=lf$/m);
    assert.match(text(".gitattributes"), /^\*\.cmd text eol=crlf$/m);
  });
});
