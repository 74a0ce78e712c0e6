import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { collect } from "../../cli/export/collect";
import type { Exported } from "../../cli/export/exported";
import { importFile } from "../../cli/export/import-file";
import { chooseKinds } from "../../cli/export/kinds";
import { type Found, nameAll } from "../../cli/export/naming";
import { noticeLines, type Notices, noticesOf } from "../../cli/export/notices";
import { inOrder } from "../../cli/export/order";
import { finderOf, programInputs, targetsIn } from "../../cli/export/references";
import { typescriptProgram } from "../../cli/export/typescript-program";
import { findKind, type Kind } from "../../provider/kinds";
import { SETTINGS } from "../lifecycle/fake/session";
import { world } from "../lifecycle/fake/world";
import { environmentOf, type SpawnedEmulator, spawnEmulator } from "../support/emulator";

const kind = (noun: string): Kind => {
  const found = findKind(noun);
  assert.ok(found);
  return found;
};

const policy: Exported = {
  kind: kind("RetentionCompliancePolicy"),
  id: "11111111-2222-4333-8444-555555555555",
  name: "Finance",
  logicalName: "Finance",
  inputs: { name: "Finance", exchangeLocation: ["a@contoso.com"], comment: 'say "hi"' },
  builtIn: false,
  irreversible: [],
  unexpressed: [],
};
const rule: Exported = {
  kind: kind("RetentionComplianceRule"),
  id: "21111111-2222-4333-8444-555555555555",
  name: "Seven years",
  logicalName: "Seven years",
  inputs: { name: "Seven years", policy: "11111111-2222-4333-8444-555555555555", retentionDuration: 2555 },
  builtIn: false,
  irreversible: [],
  unexpressed: [],
};

const found = (
  noun: string,
  { id = "id", name, ...inputs }: { id?: string; name: string; [property: string]: string | undefined },
): Found => ({
  kind: kind(noun),
  object: { id, name, builtIn: false, inputs: { name, ...inputs }, irreversible: [], unexpressed: [] },
});

const programOf = (objects: readonly Exported[]): string => {
  const find = finderOf(objects);
  return typescriptProgram(
    inOrder(objects, (object) => programInputs(object, find).flatMap(([, value]) => targetsIn(value))),
    find,
    "dynamic",
  );
};

describe("purview export", () => {
  it("writes references instead of GUIDs, and declares the targets of references first", () => {
    assert.equal(
      programOf([rule, policy]),
      `import * as purview from "pulumi-purview";

const finance = new purview.retention.RetentionCompliancePolicy("Finance", {
  exchangeLocation: ["a@contoso.com"],
  comment: "say \\"hi\\"",
});

new purview.retention.RetentionComplianceRule("Seven years", {
  policy: finance.id,
  retentionDuration: 2555,
});
`,
    );
  });

  it("writes a reference where a setting names a label", () => {
    const label: Exported = {
      ...policy,
      kind: kind("Label"),
      id: "41111111-2222-4333-8444-555555555555",
      name: "General",
      logicalName: "General",
      inputs: { name: "General", displayName: "General", tooltip: "t" },
    };
    const advancedSettings = {
      outlookdefaultlabel: label.id.toUpperCase(),
      color: label.id,
      powerbidefaultlabelid: "None",
    };
    const everybody: Exported = {
      ...policy,
      kind: kind("LabelPolicy"),
      inputs: { name: "Finance", labels: [label.id], advancedSettings },
    };
    const program = programOf([everybody, label]);
    assert.ok(program.indexOf("const general") < program.indexOf("advancedSettings"), program);
    assert.match(program, /outlookdefaultlabel: general\.id,/);
    assert.ok(program.includes(`color: "${label.id}"`) && program.includes('powerbidefaultlabelid: "None"'), program);
  });

  it("includes members of cases of every type and the order of labels, so that a second tenant becomes equal", async () => {
    const { session, notes } = world();
    const { service } = session;
    const run = service.run.bind(service);
    service.run = (call) => {
      const { CaseType = "eDiscovery", Case } = call.parameters;
      const returned = run(call);
      if (call.cmdlet === "Get-ComplianceCase") return returned.filter((object) => object["CaseType"] === CaseType);
      return call.cmdlet === "Get-ComplianceCaseMember"
        ? returned.filter((object) => object["CaseId"] === Case)
        : returned;
    };
    const matter = service.put("ComplianceCase", { Name: "Fabrikam", CaseType: "AdvancedEdiscovery" });
    service.put("ComplianceCaseMember", { Name: "ann", Alias: "ann@contoso.com", CaseId: matter["Guid"] ?? null });
    for (const [Name, Priority] of [
      ["Secret", 1],
      ["Public", 0],
    ] as const)
      service.put("Label", { Name, DisplayName: Name, Tooltip: Name, Priority });
    service.put("LabelPolicy", { Name: "Only", Labels: ["Public"], ExchangeLocation: ["All"], Priority: 0 });
    const connection = { session, settings: SETTINGS, reporter: notes };
    const exported = async (name?: RegExp): Promise<readonly Exported[]> => {
      const filter = {
        kinds: chooseKinds([]) as readonly Kind[],
        name,
        includeBuiltIn: false,
        signal: session.closing,
      };
      return (await collect(connection, filter, () => undefined)).objects;
    };
    const program = programOf(await exported());
    assert.match(program, /ComplianceCaseMember\("ann", \{\n {2}case: fabrikam\.id,\n {2}member: "ann@contoso\.com",/);
    assert.match(program, /LabelOrder\("LabelOrder", \{\n {2}labels: \[public\w*\.id, secret\.id\],/);
    assert.doesNotMatch(program, /LabelPolicyOrder|CaseHoldPolicyLocation/);
    assert.doesNotMatch(programOf(await exported(/./)), /LabelOrder/);
  });

  it("writes the GUID of an object that is not exported", () => {
    assert.match(programOf([rule]), /policy: "11111111-2222-4333-8444-555555555555"/);
  });

  it("makes logical names valid in a URN and a generated program, and keeps the object's own name unchanged", () => {
    const name = 'a::b "c" \\d ${e}\nf';
    const [object] = nameAll([found("RetentionCompliancePolicy", { name })]);
    assert.equal(object?.logicalName, "a:b 'c' /d $(e} f".replace("(", "{"));
    assert.ok(object && programOf([object]).includes(`name: ${JSON.stringify(name)}`));
  });

  it("writes a name that several objects have as it is, without a reference", () => {
    const duplicate = { ...policy, id: "31111111-2222-4333-8444-555555555555", logicalName: "Finance (2)" };
    const byName = { ...rule, inputs: { ...rule.inputs, policy: "Finance" } };
    assert.match(programOf([policy, duplicate, byName]), /policy: "Finance"/);
  });

  it("gives every object a logical name and a variable of its own, whatever the names are", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 12 }), (names) => {
        const objects = nameAll(names.map((name, i) => found("RetentionCompliancePolicy", { id: `id${i}`, name })));
        assert.equal(new Set(objects.map(({ logicalName }) => logicalName.toLowerCase())).size, names.length);
        for (const { logicalName } of objects) assert.match(logicalName, /^\S(.*\S)?$/u);
        const users = objects.map((object, i) => ({
          ...rule,
          id: `rule${i}`,
          logicalName: `rule ${i}`,
          inputs: { name: `rule ${i}`, policy: object.id },
        }));
        const declared = [...programOf([...objects, ...users]).matchAll(/^const (\S+) = /gm)].map(([, name]) => name);
        assert.equal(new Set(declared).size, names.length);
        for (const name of declared) assert.match(String(name), /^[A-Za-z_][A-Za-z0-9_]*$/);
      }),
    );
  });

  it("writes an import file with the plugin's types and with names that the CLI's generated program can use", () => {
    const odd = { ...policy, id: "id2", logicalName: 'Ärzte: 7 "years".', name: "Finance" };
    const type = "purview:retention:RetentionCompliancePolicy";
    assert.deepEqual(importFile([policy, odd]), {
      resources: [
        { type, name: "finance", logicalName: "Finance", id: policy.id },
        { type, name: "arzte7Years", logicalName: odd.logicalName, id: "id2" },
      ],
    });
  });

  it("writes acceptIrreversible only as a comment, since only people accept what cannot be undone", () => {
    const irreversible = [{ act: "PreservationLock", what: "Preservation Lock: nobody can undo it" }];
    const locked = { ...policy, inputs: { name: "Finance", restrictiveRetention: true }, irreversible };
    assert.equal(
      programOf([locked]),
      `import * as purview from "pulumi-purview";

new purview.retention.RetentionCompliancePolicy("Finance", {
  // Creating it again cannot be undone: Preservation Lock: nobody can undo it.
  // To accept that, declare:
  // acceptIrreversible: ["PreservationLock"],
  restrictiveRetention: true,
});
`,
    );
    const bare = { ...locked, inputs: { name: "Finance" } };
    assert.match(programOf([bare]), /\{\n( {2}\/\/ .*\n){3}\}\);\n$/);
    const notices = noticesOf([locked, rule], finderOf([locked, rule]));
    assert.deepEqual(notices.irreversible, [
      {
        noun: "RetentionCompliancePolicy",
        id: policy.id,
        name: "Finance",
        logicalName: "Finance",
        acceptIrreversible: ["PreservationLock"],
        what: ["Preservation Lock: nobody can undo it"],
      },
    ]);
    assert.match(
      noticeLines(notices).join("\n"),
      /RetentionCompliancePolicy "Finance": acceptIrreversible: \["Preserv/,
    );
  });

  it("lists write-only properties, and prints no notice where there is none", () => {
    const matter = { ...policy, kind: kind("ComplianceCase") };
    const notices = noticesOf([policy, matter, matter], finderOf([policy, matter]));
    assert.deepEqual(notices, {
      irreversible: [],
      writeOnly: [{ noun: "ComplianceCase", property: "sources" }],
      tenantIds: [],
      unexpressed: [],
    });
    assert.match(noticeLines(notices).join("\n"), /ComplianceCase: sources/);
    assert.deepEqual(noticeLines(noticesOf([policy], finderOf([policy]))), []);
  });

  describe("of an emulated tenant", function () {
    this.timeout(60_000);
    const root = resolve(__dirname, "../..");
    let emulator: SpawnedEmulator;
    let folder: string;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "purview-export-"));
      emulator = await spawnEmulator("--clock", "instant");
      await emulator.tenant().put("RetentionCompliancePolicy", "Legal hold", {
        Name: "Legal hold",
        Enabled: true,
        ExchangeLocation: ["legal@contoso.com"],
        RestrictiveRetention: true,
      });
      await emulator.tenant().put("RetentionCompliancePolicy", "Clean-up", {
        Name: "Clean-up",
        ExchangeLocation: ["All"],
        PriorityCleanup: true,
      });
    });

    after(async () => {
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const purview = (...args: string[]) =>
      spawnSync(process.execPath, [join(root, "dist/cli/main.js"), "export", ...args], {
        encoding: "utf8",
        cwd: folder,
        env: { ...process.env, ...environmentOf(emulator.tenant()) },
      });

    it("exports what administrators created, without Microsoft's built-in objects", () => {
      const { status, stdout, stderr } = purview("--kind", "RetentionCompliancePolicy", "--json");
      assert.equal(status, 0, stderr);
      const { objects, irreversible, writeOnly } = JSON.parse(stdout) as Notices & {
        objects: { name: string; inputs: Record<string, unknown> }[];
      };
      assert.deepEqual(
        objects.map(({ name, inputs }) => [name, inputs["exchangeLocation"]]),
        [
          ["Legal hold", ["legal@contoso.com"]],
          ["Clean-up", ["All"]],
        ],
      );
      assert.deepEqual(
        irreversible.map(({ name, acceptIrreversible }) => [name, acceptIrreversible]),
        [
          ["Legal hold", ["PreservationLock"]],
          ["Clean-up", ["PriorityCleanup"]],
        ],
      );
      assert.deepEqual(writeOnly, []);
    });

    it("only calls Get cmdlets", async () => {
      const cmdlets = (await emulator.requests()).flatMap(({ cmdlet }) => cmdlet ?? []);
      assert.ok(cmdlets.length > 0);
      assert.deepEqual(
        cmdlets.filter((cmdlet) => !cmdlet.startsWith("Get-")),
        [],
      );
    });

    it("writes the program and the import file", () => {
      const { status, stderr } = purview("--kind", "RetentionCompliancePolicy", "--name", "legal*", "--out", "out");
      assert.equal(status, 0, stderr);
      assert.match(readFileSync(join(folder, "out/index.ts"), "utf8"), /"Legal hold"[^]*legal@contoso.com/);
      assert.match(stderr, /"Legal hold": acceptIrreversible: \["PreservationLock"\] \(Preservation Lock: /);
      assert.match(
        readFileSync(join(folder, "out/import.json"), "utf8"),
        /purview:retention:RetentionCompliancePolicy/,
      );
    });

    it("refuses an unknown kind, and lists the kinds there are", () => {
      const { status, stderr } = purview("--kind", "Nothing");
      assert.equal(status, 64);
      assert.match(stderr, /Nothing.*RetentionCompliancePolicy/);
    });
  });
});
