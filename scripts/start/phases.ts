import type { TenantClient } from "../../emulator/index";
import { expect, expectDeclared, expectNothingLeft, expectOps, FINANCE, FINANCE_RULE, RESOURCES } from "./expectations";
import type { PreviewStep, PulumiEngine, Ran } from "./pulumi-engine";

export interface Stage {
  readonly engine: PulumiEngine;
  readonly tenant: TenantClient;
}

export interface Phase {
  readonly title: string;
  /** Returns what to show below the title; throws when anything is not as it must be. */
  run(stage: Stage): Promise<readonly string[]>;
}

const succeed = (ran: Ran, what: string): Ran => {
  expect(ran.code === 0, `${what} ended with exit ${ran.code}\n${tail(ran)}`);
  return ran;
};

const tail = ({ stdout, stderr }: Ran): string => `${stdout}\n${stderr}`.trim().split("\n").slice(-30).join("\n");

/** A preview in the course of which nothing was written to the tenant. */
async function previewed({ engine, tenant }: Stage, ...flags: string[]): Promise<Ran> {
  const before = (await tenant.cmdlets()).length;
  const ran = await engine.run("preview", ...flags);
  const sent = (await tenant.cmdlets()).slice(before).map(({ cmdlet }) => cmdlet);
  const writes = sent.filter((cmdlet) => !cmdlet.startsWith("Get-"));
  expect(writes.length === 0, `a preview wrote to the tenant: ${writes.join(", ")}`);
  return ran;
}

/** Runs `preview --json`; diagnostics (the drift lines) are in the same document. */
async function preview(stage: Stage): Promise<{ readonly steps: PreviewStep[]; readonly drift: string[] }> {
  const ran = succeed(await previewed(stage, "--json"), "preview");
  const { steps = [] } = JSON.parse(ran.stdout.slice(ran.stdout.indexOf("{"))) as { steps?: PreviewStep[] };
  const drift = [...new Set(`${ran.stdout}\n${ran.stderr}`.match(/drift: (?:[^"\\\n]|\\.)+/g) ?? [])];
  return { steps, drift: drift.map((line) => line.replaceAll('\\"', '"').replace(/\\n$/, "")) };
}

const up = async ({ engine }: Stage): Promise<Ran> => succeed(await engine.run("up"), "up");

const emptyPreview = async (stage: Stage): Promise<void> => {
  const ran = await previewed(stage, "--expect-no-changes");
  expect(ran.code === 0, `a preview that must be empty is not (exit ${ran.code})\n${tail(ran)}`);
};

export const phases: readonly Phase[] = [
  {
    title: "preview: what would be created",
    run: async (stage) => {
      const { steps } = await preview(stage);
      expectOps(steps, { create: RESOURCES });
      return [`+ ${RESOURCES} to create: 1 label, 2 policies, 2 rules`];
    },
  },
  {
    title: "up: create it, wait until it is distributed, read it back",
    run: async (stage) => {
      await up(stage);
      await expectDeclared(stage.tenant);
      return ["the tenant holds what the program declares"];
    },
  },
  {
    title: "preview again: nothing to do",
    run: async (stage) => {
      await emptyPreview(stage);
      return ["no changes"];
    },
  },
  {
    title: "meanwhile somebody changes two objects in the portal",
    run: async ({ tenant }) => {
      await tenant.patch("RetentionCompliancePolicy", FINANCE, {
        ExchangeLocation: ["finance@contoso.com", "payroll@contoso.com", "intern@contoso.com"],
      });
      await tenant.patch("RetentionComplianceRule", FINANCE_RULE, { RetentionDuration: "30" });
      return [`"${FINANCE}": a mailbox more`, `"${FINANCE_RULE}": 30 days instead of 2555`];
    },
  },
  {
    title: "preview: the drift, by name",
    run: async (stage) => {
      const { steps, drift } = await preview(stage);
      // Unchanged resources are no steps of `preview --json`.
      expectOps(steps, { update: 2 });
      for (const property of ["exchangeLocation", "retentionDuration"])
        expect(
          drift.some((line) => line.includes(property)),
          `no drift line names ${property}:\n${drift.join("\n")}`,
        );
      return drift;
    },
  },
  {
    title: "up: repair it",
    run: async (stage) => {
      await up(stage);
      await expectDeclared(stage.tenant);
      await emptyPreview(stage);
      return ["the tenant is as declared again, and the next preview is empty"];
    },
  },
  {
    title: "destroy: refused, since it would release what the policy keeps",
    run: async ({ engine, tenant }) => {
      const { code, stdout, stderr } = await engine.run("destroy");
      expect(code !== 0, "a destroy of a retention policy was not refused");
      expect(
        /PURVIEW_DELETE_REFUSED/.test(stdout + stderr),
        `the refusal is not PURVIEW_DELETE_REFUSED:\n${stdout}${stderr}`,
      );
      await expectDeclared(tenant);
      return ["deletionProtection is on by default: the tenant is as it was"];
    },
  },
  {
    title: "destroy with PURVIEW_DELETION_PROTECTION=none",
    run: async (stage) => {
      const engine = stage.engine.withEnvironment({ PURVIEW_DELETION_PROTECTION: "none" });
      succeed(await engine.run("destroy"), "destroy");
      await expectNothingLeft(stage.tenant);
      return ["nothing of ours is left in the tenant"];
    },
  },
];
