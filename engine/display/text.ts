import type { Diagnostic, EventSink, Op, StepEvent } from "../events";
import type { OperationResult } from "../operation";
import { displayValue } from "../property/value";
import type { PropertyMap } from "../property/value";
import { nameOf, typeOf } from "../state/urn";
import { COLORS, type DisplayColor, OPS, SYMBOLS, WORDS } from "./words";

export interface TextOptions {
  readonly preview: boolean;
  readonly stack: string;
  readonly project: string;
  readonly write: (line: string) => void;
  /** Colors a part of a line. Default: plain text. */
  readonly color?: (color: DisplayColor, text: string) => string;
}

/** An operation as the CLI prints it where it cannot redraw: one line for each thing that happens. */
export class TextDisplay implements EventSink {
  private readonly diagnostics: Diagnostic[] = [];
  private readonly lines: string[] = [];

  constructor(private readonly options: TextOptions) {}

  stepBegins(step: StepEvent): void {
    if (step.op === "same") return;
    if (!this.options.preview) this.row(step, `${WORDS[step.op][1]} (0s)`);
    else if (step.op !== "refresh") this.row(step, WORDS[step.op][0] + reasons(step));
  }

  stepEnds(step: StepEvent, seconds: number): void {
    if (step.op === "same") return;
    if (step.op === "refresh") {
      if (step.new === undefined) this.row({ ...step, op: "delete" }, "delete (gone)");
      else if (reasons(step) !== "") this.row(step, `update${reasons(step)}`);
      return;
    }
    if (!this.options.preview) this.row(step, `${WORDS[step.op][2]} (${round(seconds)}s)${reasons(step)}`);
  }

  stepFails(step: StepEvent): void {
    this.row(step, this.color("red", `**${WORDS[step.op][1] || "checking"} failed**`));
  }

  diagnostic(diagnostic: Diagnostic): void {
    if (!diagnostic.ephemeral) this.diagnostics.push(diagnostic);
    else this.options.write(` @  ${nameOf(diagnostic.urn) || "engine"} ${diagnostic.message}`);
  }

  output(line: string): void {
    this.lines.push(line);
  }

  /** Diagnostics, outputs and counts. */
  finish(result: OperationResult): void {
    const { write } = this.options;
    this.writeDiagnostics();
    if (!this.options.preview || result.ok) writeOutputs(result.outputs, write);
    write("");
    write("Resources:");
    for (const line of summary(result.changes, this.options.preview)) write(`    ${line}`);
    if (!this.options.preview) write(`\nDuration: ${Math.max(1, Math.round(result.seconds))}s`);
  }

  private writeDiagnostics(): void {
    const { write, stack, project } = this.options;
    const groups = new Map<string, string[]>();
    const add = (urn: string, text: string) => {
      const title = urn === "" ? `pulumi:pulumi:Stack (${project}-${stack})` : `${typeOf(urn)} (${nameOf(urn)})`;
      groups.set(title, [...(groups.get(title) ?? []), text]);
    };
    for (const line of this.lines) add("", line);
    for (const { urn, severity, message } of this.diagnostics)
      add(urn, severity === "info" ? message : `${this.severity(severity)} ${message}`);
    if (groups.size === 0) return;
    write("\nDiagnostics:");
    for (const [title, texts] of groups) {
      write(`  ${title}:`);
      for (const text of texts) for (const line of text.trimEnd().split("\n")) write(`    ${line}`);
    }
  }

  private row(step: StepEvent, text: string): void {
    this.options.write(` ${this.color(COLORS[step.op], SYMBOLS[step.op])} ${step.type} ${nameOf(step.urn)} ${text}`);
  }

  private severity(severity: string): string {
    return this.color(severity === "error" ? "red" : "yellow", `${severity}:`);
  }

  private color(color: DisplayColor, text: string): string {
    return this.options.color?.(color, text) ?? text;
  }
}

const round = (seconds: number): string => (seconds < 1 ? seconds.toFixed(2) : seconds.toFixed(0));

/** ` [diff: +a,~b]`: which properties differ. */
export function reasons(step: StepEvent): string {
  if (["create", "delete", "same", "read"].includes(step.op)) return "";
  const marks = new Map<string, string>();
  for (const [path, { kind }] of Object.entries(step.detailedDiff ?? {})) {
    const key = /^(?:\["((?:[^"\\]|\\")+)"\]|[^.[]+)/.exec(path)?.[0] ?? path;
    const mark = path === key ? ({ add: "+", delete: "-", update: "~" }[kind.replace("-replace", "")] ?? "~") : "~";
    marks.set(key, marks.has(key) && marks.get(key) !== mark ? "~" : mark);
  }
  for (const key of [...step.changedKeys, ...step.replaceKeys]) if (!marks.has(key)) marks.set(key, "~");
  if (marks.size === 0) return "";
  return ` [diff: ${[...marks]
    .sort()
    .map(([key, mark]) => mark + key)
    .join(",")}]`;
}

function writeOutputs(outputs: PropertyMap, write: (line: string) => void): void {
  const names = Object.keys(outputs).sort();
  if (names.length === 0) return;
  const width = Math.max(...names.map((name) => name.length));
  write("\nOutputs:");
  for (const name of names) write(`    ${name.padEnd(width)}: ${JSON.stringify(displayValue(outputs[name]!))}`);
}

/** `+ 2 to create`, `3 unchanged` */
export function summary(changes: Readonly<Partial<Record<Op, number>>>, preview: boolean): string[] {
  const changed = OPS.filter((op) => op !== "same" && (changes[op] ?? 0) > 0);
  const lines = changed.map((op) => {
    const [todo, , done] = WORDS[op];
    return `${SYMBOLS[op]}${changes[op]} ${preview ? `to ${todo}` : done}`;
  });
  const total = changed.reduce((sum, op) => sum + changes[op]!, 0);
  const pieces = [
    ...(changed.length >= 2 ? [`${total} changes`] : []),
    ...(changes.same ? [`${changes.same} unchanged`] : []),
  ];
  return pieces.length > 0 ? [...lines, pieces.join(". ")] : lines;
}
