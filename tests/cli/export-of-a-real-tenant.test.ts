import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { format } from "prettier";
import type { Notices } from "../../cli/export/notices";
import { type Emulator, environmentOf, startEmulator } from "../support/emulator";

const MAIN = resolve(__dirname, "../../dist/cli/main.js");
const PARENT = "1f0c2c1e-77a2-4d0b-9a55-0c6ad6e1a001";
const OTHER_PARENT = "1f0c2c1e-77a2-4d0b-9a55-0c6ad6e1a002";
const CHILD = "1f0c2c1e-77a2-4d0b-9a55-0c6ad6e1a003";
const OTHER_CHILD = "1f0c2c1e-77a2-4d0b-9a55-0c6ad6e1a004";
const TEMPLATE = "7d1f9a60-3c58-4f86-8f2d-2f4f4be0c111";
const DEFAULT_LABEL = "defa4170-0d19-0005-0009-bc88714345d2";

const action = (type: string, settings: { readonly [key: string]: string }): string =>
  JSON.stringify({
    Type: type,
    SubType: null,
    Settings: Object.entries(settings).map(([Key, Value]) => ({ Key, Value })),
  });

/** Objects as portals and other tools leave them behind. */
const OBJECTS: readonly (readonly [
  noun: string,
  object: { readonly Name: string; readonly [property: string]: unknown },
])[] = [
  ["Label", { Name: PARENT, DisplayName: "Internal", Tooltip: "t", Priority: 0 }],
  ["Label", { Name: OTHER_PARENT, DisplayName: "Secret", Tooltip: "t", Priority: 1 }],
  [
    "Label",
    {
      Name: CHILD,
      DisplayName: "Legal",
      Tooltip: "t",
      ParentId: PARENT,
      Priority: 2,
      LabelActions: [
        action("encrypt", { protectiontype: "template", templateid: TEMPLATE, disabled: "false", quantumsafe: "yes" }),
        action("hologram", { text: "x" }),
      ],
    },
  ],
  ["Label", { Name: OTHER_CHILD, DisplayName: "Legal", Tooltip: "t", ParentId: OTHER_PARENT, Priority: 3 }],
  ["Label", { Name: DEFAULT_LABEL, DisplayName: "Highly Confidential", Tooltip: "t", Priority: 4 }],
  [
    "LabelPolicy",
    { Name: "Lawyers", Labels: ["Internal - Legal", "Secret", DEFAULT_LABEL], ExchangeLocation: ["All"] },
  ],
  ["LabelPolicy", { Name: "Global sensitivity label policy", Labels: [DEFAULT_LABEL], ExchangeLocation: ["All"] }],
  ["RetentionCompliancePolicy", { Name: "Mail ", Enabled: true, ExchangeLocation: ["a@contoso.com"] }],
  ["RetentionCompliancePolicy", { Name: "Mail\u200b", Enabled: true, ExchangeLocation: ["b@contoso.com"] }],
  [
    "RetentionComplianceRule",
    {
      Name: "ctptr-5a0c7a38-9a2f-4a06-8f1d-66d3f4a0b222",
      Policy: "Mail ",
      RetentionDuration: "365",
      RetentionComplianceAction: "Keep",
    },
  ],
  [
    "ComplianceTag",
    {
      Name: "Offer",
      RetentionAction: "Keep",
      RetentionDuration: "365",
      RetentionType: "CreationAgeInDays",
      ShredderModel: "Q7",
    },
  ],
  ["ComplianceRetentionEventType", { Name: "Product lifetime" }],
  ["ComplianceRetentionEventType", { Name: "Product recall" }],
];

describe("purview export of a tenant that portals and other tools have filled", function () {
  this.timeout(120_000);
  let emulator: Emulator;
  let folder: string;
  let program: string;
  let notices: Notices & { objects: { noun: string; logicalName: string; builtIn: boolean }[]; builtIn: number };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "purview-export-"));
    emulator = await startEmulator();
    for (const [noun, object] of OBJECTS) await emulator.tenant().put(noun, object.Name, object);
    const { code, stderr } = await purview();
    assert.equal(code, 0, stderr);
    program = readFileSync(join(folder, "purview-export/index.ts"), "utf8");
    notices = JSON.parse((await purview("--json")).stdout) as typeof notices;
  });
  after(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const purview = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
    new Promise((done) => {
      const env = { ...process.env, ...environmentOf(emulator.tenant()) };
      const child = execFile(process.execPath, [MAIN, "export", ...args], { cwd: folder, env }, (_, stdout, stderr) =>
        done({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  const declared = (noun: string): readonly string[] =>
    notices.objects.filter((object) => object.noun === noun).map(({ logicalName }) => logicalName);
  /** The arguments of a resource, as the program has them. */
  const declarationOf = (logicalName: string): string =>
    program.split("\n\n").find((part) => part.includes(`(\n  ${JSON.stringify(logicalName)},`)) ?? "";

  it("names labels as the portal shows them, with their parents", () => {
    assert.deepEqual([...declared("Label")].sort(), ["Internal", "Internal / Legal", "Secret", "Secret / Legal"]);
    assert.match(program, /const internalLegal = new purview\.sensitivitylabels\.Label\(\n {2}"Internal \/ Legal",/);
    assert.match(declarationOf("Internal / Legal"), new RegExp(`name: "${CHILD}",\n {4}parentId: internal\\.id`));
  });

  it("gives every resource a name without invisible characters, and writes the object's own name with escapes", () => {
    assert.deepEqual(declared("RetentionCompliancePolicy"), ["Mail", "Mail (2)"]);
    assert.match(declarationOf("Mail"), /name: "Mail ",/);
    assert.match(declarationOf("Mail (2)"), /name: "Mail\\u200b",/);
    assert.doesNotMatch(program, /(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  it("names a rule that has a generated name after its policy", () => {
    assert.match(declarationOf("Mail (rule)"), /policy: mail\.id/);
  });

  it("writes references in every spelling that the service returns", () => {
    assert.match(declarationOf("Lawyers"), /labels: \[\s*internalLegal\.id,\s*secret\.id,/);
  });

  it("leaves out what Microsoft created, also the policy of the default labels", () => {
    assert.deepEqual(declared("LabelPolicy"), ["Lawyers"]);
    assert.deepEqual(declared("ComplianceRetentionEventType"), ["Product recall"]);
    assert.deepEqual(declared("FilePlanPropertyDepartment"), []);
    assert.ok(notices.builtIn >= 31 + 1 + 2, String(notices.builtIn));
    assert.ok(notices.objects.every(({ builtIn }) => !builtIn));
  });

  it("exports built-in objects on request, marked as built-in", async () => {
    const { stdout } = await purview("--include-built-in", "--json");
    const { objects, builtIn } = JSON.parse(stdout) as typeof notices;
    assert.equal(builtIn, 0);
    const marked = objects.filter((object) => object.builtIn).map(({ noun, logicalName }) => `${noun} ${logicalName}`);
    for (const one of [
      "Label Highly Confidential",
      "LabelPolicy Global sensitivity label policy",
      "ComplianceRetentionEventType Product lifetime",
      "FilePlanPropertyDepartment Legal",
    ])
      assert.ok(marked.includes(one), one);
    assert.ok(!marked.includes("LabelPolicy Lawyers"));
  });

  it("names the ids that another tenant does not know", () => {
    assert.deepEqual(
      notices.tenantIds.map(({ logicalName, properties }) => [logicalName, properties]),
      [
        ["Internal / Legal", ["encryptionTemplateId"]],
        ["Lawyers", ["labels"]],
        ["LabelOrder", ["labels"]],
      ],
    );
    assert.match(declarationOf("Internal / Legal"), /\/\/ Ids of this tenant, .*: encryptionTemplateId\./);
  });

  it("names what the service returned and no property stands for, instead of dropping it", () => {
    assert.deepEqual(
      notices.unexpressed.map(({ logicalName, what }) => [logicalName, what]),
      [
        ["Offer", ["ShredderModel"]],
        ["Internal / Legal", ["LabelActions: encrypt quantumsafe", "LabelActions: hologram"]],
      ],
    );
    assert.match(declarationOf("Offer"), /\/\/ Not exported, because no property stands for it: ShredderModel\./);
  });

  it("protects what `pulumi import` protects, and nothing in a program of the dynamic provider", async () => {
    const declarations = program.split("\n\n").slice(1);
    for (const declaration of declarations) assert.match(declaration, /\{ protect: true \}/);
    assert.equal((await purview("--host", "dynamic", "--out", "dynamic")).code, 0);
    assert.doesNotMatch(readFileSync(join(folder, "dynamic/index.ts"), "utf8"), /protect/);
  });

  it("formats the program as prettier does", async () => {
    assert.equal(await format(program, { parser: "typescript" }), program);
    const dynamic = readFileSync(join(folder, "dynamic/index.ts"), "utf8");
    assert.equal(await format(dynamic, { parser: "typescript" }), dynamic);
  });

  it("finds labels by the name that people see", async () => {
    const { stdout } = await purview("--kind", "Label", "--name", "leg*", "--json");
    const { objects } = JSON.parse(stdout) as typeof notices;
    assert.deepEqual(
      objects.map(({ logicalName }) => logicalName),
      ["Internal / Legal", "Secret / Legal"],
    );
  });

  describe("onto files that exist", () => {
    const file = (): string => join(folder, "again/index.ts");
    before(async () => {
      await purview("--kind", "ComplianceTag", "--out", "again");
    });

    it("succeeds when nothing is different", async () => {
      const { mtimeMs } = statSync(file());
      assert.equal((await purview("--kind", "ComplianceTag", "--out", "again")).code, 0);
      assert.ok(statSync(file()).mtimeMs >= mtimeMs);
    });

    it("keeps an edited file, shows which one it is, and exits with 1", async () => {
      writeFileSync(file(), "// edited\n");
      const { code, stderr } = await purview("--kind", "ComplianceTag", "--out", "again");
      assert.equal(code, 1);
      assert.match(stderr, /Nothing was written: again[/\\]index\.ts exists with other content\. .*--force/);
      assert.equal(readFileSync(file(), "utf8"), "// edited\n");
    });

    it("overwrites it with --force", async () => {
      assert.equal((await purview("--kind", "ComplianceTag", "--out", "again", "--force")).code, 0);
      assert.match(readFileSync(file(), "utf8"), /ComplianceTag/);
    });
  });
});
