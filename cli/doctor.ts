import { Command } from "commander";
import { systemClock } from "../provider/clock";
import { makeSession } from "../provider/session";
import type { Patient } from "./doctor/context";
import { printable } from "../provider/errors";
import { networkSteps } from "./doctor/network-steps";
import { explain, serviceSteps } from "./doctor/service-steps";
import { settingsSteps } from "./doctor/settings-steps";
import { skipped, type Status, type Step, type StepResult } from "./doctor/step";
import { EXIT } from "./exit";
import { parse } from "./parse";
import { programSettings, withSettings, type SettingFlags } from "./program-settings";
import { guarded, interruptible } from "./report";

interface Flags extends SettingFlags {
  readonly json?: boolean;
}

interface Told extends StepResult {
  readonly id: string;
  readonly title: string;
  readonly ms: number;
}

const SIGNS: { readonly [status in Status]: string } = { well: "✔", warning: "!", failed: "✘", skipped: "-" };
/** A doctor does not wait a quarter of an hour. */
const PATIENCE_MS = 120_000;

/** `purview doctor`: signs in as the program would, step by step, and says what to do about what does not work. */
export async function run(args: readonly string[]): Promise<number> {
  let code: number = EXIT.well;
  const command = withSettings(
    new Command("purview doctor")
      .description(
        "Goes the way of a program's sign-in step by step; says what works and what to do about what does not.",
      )
      .option("--json", "print the steps as JSON"),
  ).action(async (flags: Flags) => {
    code = await guarded("doctor", flags.json, () => doctor(flags));
  });
  const parsed = await parse(command, args);
  return parsed === EXIT.well ? code : parsed;
}

async function doctor(flags: Flags): Promise<number> {
  const { settings, encrypted } = programSettings(flags);
  const { signal, done } = interruptible();
  const progress = await makeProgress(flags.json);
  const limited = Object.create(settings, {
    requestTimeoutMs: { value: Math.min(settings.requestTimeoutMs, PATIENCE_MS), enumerable: true },
  }) as typeof settings;
  const session = makeSession(limited, { notify: (message) => progress.say(message) });
  const patient: Patient = { settings, encrypted, session, env: process.env };
  const told: Told[] = [];
  try {
    let broken = false;
    for (const step of [...settingsSteps, ...networkSteps, ...serviceSteps]) {
      progress.say(`${step.title} …`);
      const result = await timed(step, patient, signal, broken);
      if (signal.aborted) return EXIT.interrupted;
      broken ||= result.status === "failed";
      told.push(result);
      progress.clear();
      if (!flags.json) print(result);
    }
  } finally {
    progress.clear();
    done();
    await session.close();
  }
  const healthy = told.every(({ status }) => status !== "failed");
  if (flags.json) process.stdout.write(`${JSON.stringify({ healthy, steps: told })}\n`);
  else process.stdout.write(`\n${verdict(told)}\n`);
  return healthy ? EXIT.well : EXIT.error;
}

function verdict(told: readonly Told[]): string {
  const has = (status: Status): boolean => told.some((one) => one.status === status);
  if (has("failed")) return "Something does not work: see ✘ above.";
  return has("warning") ? "Signing in works, with warnings: see ! above." : "Everything that is needed works.";
}

async function timed(step: Step<Patient>, patient: Patient, signal: AbortSignal, broken: boolean): Promise<Told> {
  const started = systemClock.now();
  const result = broken ? skipped("because of what failed before") : await attempt(step, patient, signal);
  return { id: step.id, title: step.title, ...result, ms: systemClock.now() - started };
}

async function attempt(step: Step<Patient>, patient: Patient, signal: AbortSignal): Promise<StepResult> {
  try {
    return await step.run(patient, signal);
  } catch (error) {
    return explain(error);
  }
}

function print({ title, status, lines, advice, ms }: Told): void {
  // Names of people, roles and hosts come from elsewhere.
  const [first = "", ...rest] = lines.map((line) => printable(line));
  process.stdout.write(`${SIGNS[status]} ${title} (${ms} ms): ${first}\n`);
  for (const line of rest) process.stdout.write(`    ${line}\n`);
  if (advice) process.stdout.write(`    → ${advice}\n`);
}

/** A status line on a terminal; nothing where output is piped. */
async function makeProgress(json: boolean | undefined): Promise<{ say(message: string): void; clear(): void }> {
  if (json || !process.stderr.isTTY) return { say: () => undefined, clear: () => undefined };
  const { default: ora } = await import("ora");
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  return { say: (message) => void spinner.start(message), clear: () => void spinner.stop() };
}
