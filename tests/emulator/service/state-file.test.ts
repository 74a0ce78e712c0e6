import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Json } from "../../../emulator/contract";
import { differences, patched } from "../../../emulator/state/patch";
import { readState, StateFile } from "../../../emulator/state/state-file";
import { tenant } from "./harness";

const POLICY = "RetentionCompliancePolicy";
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe("the state file of the emulator", () => {
  const folder = mkdtempSync(join(tmpdir(), "purview-state-"));
  const path = join(folder, "state.json");
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Two tenants and their file; a third comes when it is asked for. */
  function world() {
    const tenants = ["a", "b"].map((id) => ({ id, own: tenant() }));
    let now = 0;
    const dumped = ({ id, own }: (typeof tenants)[number]): Json => ({ id, objects: own.service.dump() });
    const file = new StateFile(path, {
      seed: 7,
      keyPem: "pem",
      clock: () => ({ now: ++now }),
      tenantIds: () => tenants.map(({ id }) => id),
      tenant: (wanted) => tenants.filter(({ id }) => id === wanted).map(dumped)[0] ?? null,
    });
    const here = () => copy(tenants.map(dumped));
    return { tenants, file, here };
  }

  it("has every change as soon as it is saved, and each costs a line", () => {
    const { tenants, file, here } = world();
    file.save();
    const whole = statSync(path).size;
    const change = (id: string, cmdlet: string, parameters: { readonly [name: string]: Json }): void => {
      tenants.find((one) => one.id === id)?.own.call(cmdlet, parameters);
      file.save(id);
      assert.deepEqual(readState(path)?.tenants, here(), cmdlet);
    };
    for (let i = 0; i < 5; i++) change("b", `New-${POLICY}`, { Name: `p${i}`, ExchangeLocation: "All" });
    change("a", "New-ComplianceTag", { Name: "l", RetentionAction: "Keep", RetentionDuration: "5" });
    change("b", `Set-${POLICY}`, { Identity: "p1", Comment: "other" });
    change("b", `Remove-${POLICY}`, { Identity: "p0", Confirm: false });
    tenants.push({ id: "c", own: tenant() });
    change("c", `New-${POLICY}`, { Name: "mine", ExchangeLocation: "All" });
    const lines = readFileSync(path, "utf8").split("\n");
    assert.equal(lines.length, 1 + 9 + 1);
    assert.equal(Buffer.byteLength(lines[0] ?? ""), whole - 1);
    assert.equal(readState(path)?.seed, 7);
    file.save();
    assert.equal(readFileSync(path, "utf8").split("\n").length, 2);
    assert.deepEqual(readState(path)?.tenants, here());
  });

  it("is what it was before a change whose line was cut off, wherever that was", () => {
    const { tenants, file, here } = world();
    file.save();
    const before = here();
    const kept = readFileSync(path).length;
    tenants[0]?.own.call(`New-${POLICY}`, { Name: "cut off", ExchangeLocation: "All" });
    file.save("a");
    const text = readFileSync(path);
    for (const end of [kept, kept + 1, Math.floor((kept + text.length) / 2), text.length - 1]) {
      writeFileSync(path, text.subarray(0, end));
      assert.deepEqual(readState(path)?.tenants, before, `${end} of ${text.length} bytes`);
    }
  });

  it("reads what earlier versions wrote, one tenant a line", () => {
    const state = { version: 1, seed: 3, clock: {}, keyPem: "pem", tenants: [{ id: "a" }, { id: "b" }] };
    writeFileSync(path, JSON.stringify(state).replace('{"id":"a"},', '{"id":"a"},\n') + "\n");
    assert.deepEqual(readState(path), state);
  });

  it("makes any value of any other by patches", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (a, b) => {
        const [before, after] = [copy(a), copy(b)] as [Json, Json];
        const patches = copy(differences(before, after));
        assert.deepEqual(patched(copy(before), patches), after);
        assert.deepEqual(differences(before, copy(before)), []);
      }),
    );
  });
});
