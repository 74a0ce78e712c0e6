import assert from "node:assert/strict";
import type * as command from "../../emulator/command";
import type * as emulator from "../../emulator/index";
import { type EmulatorModules, requireEmulator } from "../../engine/emulator";

/** Compiles only while the package has what the command line and `pulumi-purview/testing` use of it. */
const contract = (modules: {
  readonly "pulumi-purview-emulator": typeof emulator;
  readonly "pulumi-purview-emulator/command": typeof command;
}): EmulatorModules => modules;

describe("the emulator's package", () => {
  it("has what the command line and unit tests use of it", () => {
    assert.equal(typeof contract, "function");
    assert.equal(typeof requireEmulator("pulumi-purview-emulator").startEmulator, "function");
    assert.equal(typeof requireEmulator("pulumi-purview-emulator/command").run, "function");
  });
});
