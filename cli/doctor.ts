import { Command } from "commander";
import { systemClock } from "../provider/clock";
import { printable } from "../provider/errors";
import { makeSession } from "../provider/session";
import type { DoctorContext } from "./doctor/context";
import { networkSteps } from "./doctor/network-steps";
import { explain, serviceSteps } from "./doctor/service-steps";
import { settingsSteps } from "./doctor/settings-steps";
import { skipped, type Status, type Step, type StepResult } from "./doctor/step";
import { EXIT } from "./exit";
import { progressOn } from "./output/progress";
import { type Color, colored } from "./output/style";
import { runAction } from "./parse";
import { programSettings, withSettings, type SettingFlags } from "./program-settings";
import { interruptible } from "./report";

interface Flags extends SettingFlags {
  readonly json?: boolean;
}

interface Finding extends StepResult {
  readonly id: string;
  readonly title: string;
  readonly ms: number;
}

const SIGNS: { readonly [status in Status]: string } = { ok: "✔", warning: "!", failed: "✘", skipped: "-" };
const COLORS: { readonly [status in Status]: Color } = {
  ok: "green",
  warning: "yellow",
  failed: "red",
  skipped: "dim",
};
/** Programs wait longer for an answer; whoever runs doctor wants to know sooner. */
const LONGEST_REQUEST_MS = 120_000;

/** The command and its options. */
export const define = (): Command =>
  withSettings(
    new Command("purview doctor")
      .description(
        "Signs in step by step, as a program with the same settings would; shows what works and how to fix what does not.",
      )
      .option("--json", "print the steps as JSON"),
  );

/** `purview doctor`: signs in as the program would, step by step, and says how to fix what does not work. */
export const run = (args: readonly string[]): Promise<number> => runAction<Flags>(define(), args, doctor);

async function doctor(flags: Flags): Promise<number> {
  const { settings, encrypted } = programSettings(flags);
  const { signal, done } = interruptible();
  const progress = progressOn(process.stderr);
  const limited = Object.create(settings, {
    requestTimeoutMs: { value: Math.min(settings.requestTimeoutMs, LONGEST_REQUEST_MS), enumerable: true },
  }) as typeof settings;
  const session = makeSession(limited, { notify: (message) => progress.show(message) });
  const context: DoctorContext = { settings, encrypted, session, env: process.env };
  const findings: Finding[] = [];
  try {
    for (const step of [...settingsSteps, ...networkSteps, ...serviceSteps(settings)]) {
      progress.show(`${step.title} …`);
      const finding = await examine(step, { context, signal, findings });
      progress.clear();
      if (signal.aborted) return EXIT.interrupted;
      findings.push(finding);
      if (!flags.json) print(finding);
    }
  } finally {
    progress.clear();
    done();
    await session.close();
  }
  const healthy = !has(findings, "failed");
  if (flags.json) process.stdout.write(`${JSON.stringify({ healthy, steps: findings })}\n`);
  else process.stdout.write(`\n${verdict(findings)}\n`);
  return healthy ? EXIT.ok : EXIT.error;
}

interface Examination {
  readonly context: DoctorContext;
  readonly signal: AbortSignal;
  /** Of the steps before. */
  readonly findings: readonly Finding[];
}

/** After a failure the other steps would only fail for the same reason. */
async function examine(step: Step, { context, signal, findings }: Examination): Promise<Finding> {
  const { id, title } = step;
  const started = systemClock.now();
  const failure = findings.find(({ status }) => status === "failed");
  const result = failure
    ? skipped(`because the step ${failure.title} failed`)
    : await resultOf(() => step.run(context, signal));
  return { id, title, ...result, ms: systemClock.now() - started };
}

async function resultOf(check: () => Promise<StepResult>): Promise<StepResult> {
  try {
    return await check();
  } catch (error) {
    return explain(error);
  }
}

const has = (findings: readonly Finding[], status: Status): boolean => findings.some((one) => one.status === status);

function verdict(findings: readonly Finding[]): string {
  if (has(findings, "failed")) return "Something does not work: see ✘ above.";
  return has(findings, "warning") ? "Signing in works, with warnings: see ! above." : "Everything works.";
}

function print({ title, status, lines, advice, ms }: Finding): void {
  // Names of people, roles and hosts come from elsewhere.
  const [first = "", ...rest] = lines.map((line) => printable(line));
  process.stdout.write(`${colored(COLORS[status], SIGNS[status])} ${title} (${ms} ms): ${first}\n`);
  for (const line of rest) process.stdout.write(`    ${line}\n`);
  if (advice) process.stdout.write(`    → ${advice}\n`);
}
