import assert from "node:assert/strict";
import fc from "fast-check";
import type { DiffResult, Recorded } from "../../provider/lifecycle/types";
import type { Plain, Properties } from "../../provider/values";
import { DirectoryService, type Form, type Person } from "./fake/directory";
import { diff, nextProcess, POLICY, recordedOf, type World, world } from "./fake/world";

const FORMS: readonly Form[] = ["names", "objects", "addresses"];

/** A tenant with people, and a policy of a program there. */
class Stack {
  current: World = world();
  readonly service: DirectoryService;
  desired: Properties = {};
  recorded: Recorded | undefined;

  constructor(form: Form) {
    this.service = new DirectoryService(this.current.session.clock);
    this.service.form = form;
    Object.defineProperty(this.current.session, "service", { value: this.service });
  }

  declare(...exchangeLocation: readonly string[]): void {
    this.desired = { name: "Fleet", exchangeLocation };
  }

  /** Each operation is a process of its own. */
  #next(): World {
    this.current = nextProcess(this.current);
    return this.current;
  }

  async up(): Promise<void> {
    const { lifecycle } = this.#next();
    const written = this.recorded
      ? await lifecycle.update(POLICY, { recorded: this.recorded, desired: this.desired, ignored: [] })
      : await lifecycle.create(POLICY, { desired: this.desired });
    assert.equal(written.unfinished, undefined, String(written.unfinished?.reasons));
    this.recorded = recordedOf(written, this.desired);
  }

  async preview(): Promise<DiffResult> {
    return await diff(this.#next(), POLICY, this.recorded as Recorded, this.desired);
  }

  get told(): readonly string[] {
    return [...this.current.notes.warnings, ...this.current.notes.infos];
  }

  async calls(task: () => Promise<unknown>): Promise<DirectoryService["journal"]> {
    const from = this.service.journal.length;
    await task();
    return this.service.journal.slice(from);
  }

  async removed(task: () => Promise<unknown>): Promise<readonly Plain[]> {
    return (await this.calls(task)).flatMap(
      ({ parameters }) => (parameters["RemoveExchangeLocation"] ?? []) as Plain[],
    );
  }
}

for (const form of FORMS)
  describe(`locations of a tenant whose lists tell ${form}`, () => {
    let stack: Stack;
    let [ulla, vito]: readonly Person[] = [];
    beforeEach(async () => {
      stack = new Stack(form);
      ulla = stack.service.person("Ulla Ulm", "ulla@woodgrove.com", "u.ulm@woodgrove.com");
      vito = stack.service.person("Vito Vance", "vito@woodgrove.com");
      stack.service.person("Wim Wolf", "wim@woodgrove.com");
    });

    it("converge by address, alias, name and GUID, and are asked for once", async () => {
      for (const spellings of [
        ["ulla@woodgrove.com", "VITO@woodgrove.com"],
        ["u.ulm@woodgrove.com", "vito@woodgrove.com"],
        ["Ulla Ulm", `{${vito?.id.toUpperCase()}}`],
      ]) {
        stack.recorded = undefined;
        stack.service.rows.clear();
        stack.declare(...spellings);
        await stack.up();
        const calls = await stack.calls(async () => assert.deepEqual((await stack.preview()).changes, []));
        assert.deepEqual(
          calls.map(({ cmdlet }) => cmdlet),
          ["Get-RetentionCompliancePolicy"],
          spellings.join(),
        );
      }
    });

    it("are not written to when somebody is renamed, and the program is told of the new address", async () => {
      stack.declare("ulla@woodgrove.com", "vito@woodgrove.com");
      await stack.up();
      Object.assign(ulla ?? {}, {
        name: "Ulla Uhl",
        addresses: ["ulla.uhl@woodgrove.com", "ulla@woodgrove.com"],
      });
      assert.deepEqual((await stack.preview()).changes, []);
      assert.match(stack.told.join("\n"), /"ulla@woodgrove.com" is now called "ulla\.uhl@woodgrove\.com"/);
      assert.deepEqual(await stack.removed(() => stack.up()), []);
      stack.declare("ulla.uhl@woodgrove.com", "vito@woodgrove.com");
      assert.deepEqual((await stack.preview()).changes, []);
      assert.deepEqual(
        (await stack.calls(() => stack.up())).filter(({ cmdlet }) => !cmdlet.startsWith("Get-")),
        [],
      );
    });

    it("are repaired where somebody was exchanged for another", async () => {
      stack.declare("ulla@woodgrove.com", "vito@woodgrove.com");
      await stack.up();
      const [, , wim] = stack.service.people;
      stack.service.patch("RetentionCompliancePolicy", "Fleet", { ExchangeLocation: [ulla?.id ?? "", wim?.id ?? ""] });
      assert.match((await stack.preview()).driftLines.join("\n"), /wim@woodgrove.com.* → .*vito@woodgrove.com/);
      assert.deepEqual(await stack.removed(() => stack.up()), ["wim@woodgrove.com"]);
      assert.deepEqual(stack.service.held("Fleet"), [ulla?.id, vito?.id]);
    });

    it("name those who have one name instead of removing one of them", async () => {
      stack.service.person("Ulla Ulm", "other.ulla@woodgrove.com");
      stack.declare("vito@woodgrove.com");
      await stack.up();
      const [first, , , namesake] = stack.service.people;
      const both = [vito?.id ?? "", first?.id ?? "", namesake?.id ?? ""];
      stack.service.patch("RetentionCompliancePolicy", "Fleet", { ExchangeLocation: both });
      const { warnings, driftLines } = await stack
        .preview()
        .catch((error: unknown) => ({ warnings: [String(error)], driftLines: [] }));
      if (form === "names") {
        assert.match([...warnings, ...driftLines].join("\n"), /ulla@woodgrove\.com.*other\.ulla@woodgrove\.com/);
        await assert.rejects(stack.up(), { code: "PURVIEW_UNIDENTIFIED" });
        assert.deepEqual(stack.service.held("Fleet"), both);
      } else assert.equal((await stack.removed(() => stack.up())).length, 2);
    });

    it("are compared as they are spelled where Get-Recipient is hidden: one warning, and nothing is removed on a guess", async () => {
      stack.declare("ulla@woodgrove.com", "vito@woodgrove.com");
      await stack.up();
      stack.service.hidden.add("Get-Recipient");
      const { outputs, ...recorded } = stack.recorded as Recorded;
      const { __locations, ...old } = outputs;
      assert.ok(__locations);
      stack.recorded = { ...recorded, outputs: old };
      Object.assign(ulla ?? {}, { name: "Ulla Uhl", addresses: ["ulla.uhl@woodgrove.com", "ulla@woodgrove.com"] });
      assert.deepEqual(await stack.removed(() => stack.up().catch(() => undefined)), []);
      await stack.preview().catch(() => undefined);
      assert.equal(stack.told.filter((line) => line.includes("Get-Recipient")).length, 1, stack.told.join("\n"));
    });

    it("take state of an older version, which remembers nothing", async () => {
      stack.declare("u.ulm@woodgrove.com", "vito@woodgrove.com");
      await stack.up();
      const { outputs, ...recorded } = stack.recorded as Recorded;
      for (const memory of [undefined, "text", { version: 2 }, { version: 1, elements: "x", groups: [1] }]) {
        const { __locations, ...old } = outputs;
        assert.ok(__locations);
        stack.recorded = { ...recorded, outputs: memory === undefined ? old : { ...old, __locations: memory } };
        assert.deepEqual((await stack.preview()).changes, []);
      }
    });
  });

describe("the locations of any policy", function () {
  this.timeout(120_000);
  const NAMES = ["Ada", "Ben", "Cas", "Ada"] as const;

  it("never lose one that is declared, whatever it is called then and now", async () => {
    const place = fc.nat(NAMES.length - 1);
    const scenario = fc.record({
      form: fc.constantFrom(...FORMS),
      later: fc.constantFrom(...FORMS),
      declared: fc.uniqueArray(place, { minLength: 1, maxLength: 4 }),
      spelled: fc.array(fc.constantFrom("primary", "alias", "id", "PRIMARY"), { minLength: 4, maxLength: 4 }),
      renamed: fc.uniqueArray(place, { maxLength: 3 }),
      keepsAlias: fc.boolean(),
      strangers: fc.uniqueArray(place, { maxLength: 2 }),
      forgets: fc.boolean(),
      hides: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        scenario,
        async ({ form, later, declared, spelled, renamed, keepsAlias, strangers, forgets, hides }) => {
          const stack = new Stack(form);
          const people = NAMES.map((name, i) =>
            stack.service.person(name, `p${i}@woodgrove.com`, `alias${i}@woodgrove.com`),
          );
          const spelling = (i: number): string => {
            const { id, addresses } = people[i] as Person;
            const [primary = "", alias = ""] = addresses;
            return { primary, alias, id, PRIMARY: primary.toUpperCase() }[spelled[i] ?? "id"] ?? id;
          };
          stack.declare(...declared.map(spelling));
          try {
            await stack.up();
          } catch {
            // Two of one name cannot be told apart by it.
            return;
          }
          const mine = declared.map((i) => (people[i] as Person).id);
          const policy = [...mine, ...strangers.map((i) => (people[i] as Person).id)];
          stack.service.patch("RetentionCompliancePolicy", "Fleet", { ExchangeLocation: [...new Set(policy)] });
          for (const i of renamed) {
            const person = people[i] as Person;
            const before = person.addresses;
            person.name = `New ${person.name}`;
            person.addresses = [`new${i}@woodgrove.com`, ...(keepsAlias ? before : before.slice(1))];
          }
          stack.service.form = later;
          if (hides) stack.service.hidden.add("Get-Recipient");
          if (forgets && stack.recorded) {
            const { __locations: _, ...outputs } = stack.recorded.outputs;
            stack.recorded = { ...stack.recorded, outputs };
          }
          await stack.preview().catch(() => undefined);
          await stack.up().catch(() => undefined);
          const held = new Set(stack.service.held("Fleet"));
          assert.deepEqual(
            mine.filter((id) => !held.has(id)),
            [],
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});
