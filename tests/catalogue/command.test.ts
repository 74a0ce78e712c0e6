import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describeNoun, unknownNoun } from "../../scripts/catalogue/describe";

const textOf = (noun: string): string => (describeNoun(noun) ?? assert.fail(noun)).join("\n");

describe("npm run catalogue", () => {
  it("shows cmdlets, pages, sets, and each parameter with its type, limits and flags", () => {
    const text = textOf("protectionalert");
    assert.match(text, /^ProtectionAlert \(area alerts, full\)\n {2}Resource: purview:alerts:ProtectionAlert/);
    assert.match(text, /\nNew-ProtectionAlert\n {2}https:\/\/learn\.microsoft\.com\/.*\/new-protectionalert\n {2}Set /);
    assert.match(text, /-TimeWindow +Int32 \(integer\); more than 60; counts only when AggregationType/);
    assert.match(text, /-AlertBy +MultiValuedProperty \(string list\); values Mail\.Recipient, .*not allowed when/);
    assert.match(text, /-NotificationCulture +CultureInfo \(culture\)/);
    assert.match(text, /Set-ProtectionAlert[\s\S]*-NotifyUser +.*flags: .*reservedInternal/);
  });

  it("shows what is no property, and why", () => {
    assert.match(textOf("Label"), /Resource: purview:\w+:Label/);
    assert.match(textOf("Label"), /Not a property:[\s\S]*Set-Label -NextLabel|Set-Label -RemoveParentLink: an action/);
  });

  it("proposes the noun that was meant, whatever verb stands before it", () => {
    assert.match(unknownNoun("ProtectionAlrt"), /Did you mean ProtectionAlert\?$/);
    assert.match(unknownNoun("New-ComplianceTg"), /Did you mean ComplianceTag\?$/);
    assert.equal(unknownNoun("Xyzzyxyzzy"), "The catalogue has no noun Xyzzyxyzzy.");
    assert.equal(describeNoun("ProtectionAlrt"), undefined);
  });

  it("ends quietly when its reader leaves early, as `head` does", async () => {
    const root = join(__dirname, "../..");
    const args = ["--require", "ts-node/register", "scripts/catalogue/main.ts", "DlpComplianceRule"];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let errors = "";
    child.stderr.on("data", (chunk) => (errors += String(chunk)));
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = (await once(child, "close")) as [number];
    assert.deepEqual([code, errors], [0, ""]);
  });
});
