import type { Reporter } from "./reporter";
import { isRecord, isSecret, type Properties, type Value, visible } from "../../values";
import type { Connection, DiffResult, Lifecycle, Recorded } from "../types";

type Mask = (text: string) => string;

/** Shorter texts are words of many messages: of them, only a whole value is masked. */
const SHORTEST = 4;

/** Collects the texts and numbers under secret marks, at every depth. */
function collectSecrets(value: Value | undefined, hidden: boolean, into: Set<string>): void {
  if (value === undefined) return;
  if (isSecret(value)) collectSecrets(value.value, true, into);
  else if (typeof value === "string" || typeof value === "number") {
    if (hidden && value !== "") into.add(String(value));
  } else if (Array.isArray(value)) for (const item of value as readonly Value[]) collectSecrets(item, hidden, into);
  else if (isRecord(value)) for (const key in value) collectSecrets(value[key], hidden, into);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Hides the secret texts of these properties, as they stand or as JSON spells them; undefined = there are none. */
export function maskOf(...from: readonly (Properties | undefined)[]): Mask | undefined {
  const texts = new Set<string>();
  for (const properties of from) collectSecrets(properties, false, texts);
  if (texts.size === 0) return undefined;
  const spellings = [...texts].flatMap((text) => {
    const json = JSON.stringify(text).slice(1, -1);
    return [text, json, visible(text), visible(json)];
  });
  const longestFirst = [...new Set(spellings)].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(patternOf).join("|"), "gi");
  return (text) => text.replace(pattern, "[secret]");
}

/** A number is no part of another; a short text is a whole word. */
function patternOf(text: string): string {
  if (/^-?\d+(\.\d+)?$/.test(text) && text.length < 10) return `(?<![\\w.:-])${escaped(text)}(?![\\w:-]|\\.\\d)`;
  return text.length < SHORTEST ? `(?<![\\w@.-])${escaped(text)}(?![\\w@.-])` : escaped(text);
}

const redacting = (reporter: Reporter, mask: Mask): Reporter => ({
  warn: (message) => reporter.warn(mask(message)),
  info: (message) => reporter.info(mask(message)),
  progress: (message) => reporter.progress(mask(message)),
  debug: (message) => reporter.debug?.(mask(message)),
});

function masked(error: unknown, mask: Mask): unknown {
  if (!(error instanceof Error)) return error;
  error.message = mask(error.message);
  if (error.stack !== undefined) error.stack = mask(error.stack);
  return error;
}

const maskedDiff = (result: DiffResult, mask: Mask): DiffResult => ({
  ...result,
  ...(result.gone && { gone: { message: mask(result.gone.message) } }),
  driftLines: result.driftLines.map(mask),
  warnings: result.warnings.map(mask),
});

const sides = (recorded: Recorded | undefined): readonly (Properties | undefined)[] => [
  recorded?.outputs,
  recorded?.inputs,
];

interface Asked {
  readonly reporter?: Reporter | undefined;
}

/** A lifecycle whose messages hold no secret of the program, whoever words them; values keep their marks as before. */
export function withRedaction(inner: Lifecycle, { reporter }: Connection): Lifecycle {
  async function ask<Request extends Asked, Result>(
    request: Request,
    secrets: readonly (Properties | undefined)[],
    call: (request: Request) => Promise<Result>,
    redact: (result: Result, mask: Mask) => Result = (result) => result,
  ): Promise<Result> {
    const mask = maskOf(...secrets);
    if (!mask) return await call(request);
    try {
      return redact(await call({ ...request, reporter: redacting(request.reporter ?? reporter, mask) }), mask);
    } catch (error) {
      throw masked(error, mask);
    }
  }
  const unfinished = <Result extends { readonly unfinished?: { readonly reasons: readonly string[] } | undefined }>(
    result: Result,
    mask: Mask,
  ): Result =>
    result.unfinished ? { ...result, unfinished: { reasons: result.unfinished.reasons.map(mask) } } : result;
  return {
    check: (kind, request) =>
      ask(
        request,
        [request.news, request.olds],
        (asked) => inner.check(kind, asked),
        (result, mask) => ({
          ...result,
          failures: result.failures.map((failure) => ({ ...failure, reason: mask(failure.reason) })),
          warnings: result.warnings.map((warning) => ({ ...warning, reason: mask(warning.reason) })),
        }),
      ),
    diff: (kind, request) =>
      ask(request, [request.desired, ...sides(request.recorded)], (asked) => inner.diff(kind, asked), maskedDiff),
    preview: (kind, request) =>
      ask(request, [request.desired, ...sides(request.recorded)], (asked) => inner.preview(kind, asked)),
    create: (kind, request) => ask(request, [request.desired], (asked) => inner.create(kind, asked), unfinished),
    update: (kind, request) =>
      ask(request, [request.desired, ...sides(request.recorded)], (asked) => inner.update(kind, asked), unfinished),
    read: (kind, request) => ask(request, sides(request.recorded), (asked) => inner.read(kind, asked)),
    delete: (kind, request) => ask(request, sides(request.recorded), (asked) => inner.delete(kind, asked)),
    list: (kind, request) => inner.list(kind, request),
  };
}
