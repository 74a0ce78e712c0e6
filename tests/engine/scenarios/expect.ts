import assert from "node:assert/strict";
import { type Sandbox, type Trace, type Verb, urn } from "../support";

export interface Phase {
  readonly verb: Verb;
  /** The program from here on; without it, the one before. */
  readonly program?: string;
  readonly config?: Readonly<Record<string, string>>;
  /** What happens behind the engine's back before. */
  readonly before?: (sandbox: Sandbox) => void;
  /** What must be true on every engine. */
  readonly expect: (trace: Trace, sandbox: Sandbox) => void;
}
export interface Scenario {
  readonly title: string;
  readonly phases: readonly Phase[];
}

export const group = (name: string) => urn(name, "things:index:Group");
export const stackUrn = "urn:pulumi:dev::tests::pulumi:pulumi:Stack::tests-dev";
export const STACK = `create ${stackUrn} [] []`;
export const ok = (trace: Trace) => assert.ok(trace.ok, trace.diagnostics.join("\n"));
export const quiet = (trace: Trace) => {
  ok(trace);
  assert.deepEqual(
    Object.keys(trace.changes).filter((op) => op !== "same" && op !== "read"),
    [],
  );
};
export const changed = (trace: Trace) =>
  trace.steps.filter((step) => !step.startsWith("same") && !step.startsWith("refresh"));
export const says = (trace: Trace, pattern: RegExp) =>
  assert.ok(
    trace.diagnostics.some((text) => pattern.test(text)),
    `no "${pattern}" in:\n${trace.diagnostics.join("\n")}`,
  );
export const before = (trace: Trace, first: string, second: string) => {
  const [one, two] = [trace.order.indexOf(first), trace.order.indexOf(second)];
  assert.ok(one >= 0 && two > one, `"${first}" must come before "${second}":\n${trace.order.join("\n")}`);
};
export const methods = (trace: Trace, name: string) => (trace.calls[name] ?? []).map(({ method }) => method);
