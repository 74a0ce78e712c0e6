/** What a fault means for the session (docs/service/remoting.md#faults). */
export type FaultKind =
  /** Nothing to read yet: ask again. */
  | "nothingYet"
  /** The shell does not exist any more. */
  | "shellLost"
  /** The shell waits for its client to come back. */
  | "disconnected"
  /** Ended from outside. */
  | "aborted"
  /** More shells than the user or tenant may have. */
  | "sessionLimit"
  /** More requests than allowed; nothing was executed. */
  | "quota"
  | "denied"
  | "other";

export interface FaultDetails {
  readonly code: number;
  /** Without prefix: `TimedOut`, `InvalidSelectors` … */
  readonly subcode: string;
  readonly text: string;
}

const KINDS: ReadonlyMap<number, FaultKind> = new Map([
  [2150858793, "nothingYet"],
  [2150858843, "shellLost"],
  [5, "denied"],
  [995, "aborted"],
  [1223, "aborted"],
  [2150859204, "disconnected"],
  [2150859230, "disconnected"],
  [2150859173, "sessionLimit"],
  [2150859179, "sessionLimit"],
  [2150859236, "sessionLimit"],
  [2150859237, "sessionLimit"],
  [2150859238, "sessionLimit"],
  ...[2150859174, 2150859175, 2150859176, 2150858815].map((code) => [code, "quota"] as const),
  ...[2150859239, 2150859240, 2150859241, 2150859242].map((code) => [code, "quota"] as const),
]);

/** For servers that leave out the number: what they say, and Exchange's category. */
const TEXTS: readonly (readonly [RegExp, FaultKind])[] = [
  [/FailureCategory=WSMan-(InvalidShellID|NonExistCommandID|InvalidShellContext)/i, "shellLost"],
  [/ShellId .{0,100} (was|were) not found|shell was not found on the server/i, "shellLost"],
  [/maximum number of concurrent shells|maximum number of (connections|sessions) allowed/i, "sessionLimit"],
  [/quota .{0,200} (exceeded|approved)|micro ?delay/is, "quota"],
  [/FailureCategory=WSMan-(OperationTimeout)/i, "nothingYet"],
  [/FailureCategory=WSMan-(IOOperationAborted|OperationCancelled|PluginOperationShutDown)/i, "aborted"],
  [/FailureCategory=(AuthZ|LiveID)-|Access is denied/i, "denied"],
];

const SUBCODES: ReadonlyMap<string, FaultKind> = new Map([
  ["TimedOut", "nothingYet"],
  ["InvalidSelectors", "shellLost"],
  ["QuotaLimit", "quota"],
  ["AccessDenied", "denied"],
]);

function kindOf({ code, subcode, text }: FaultDetails): FaultKind {
  // One number stands for all quotas; only the words say which.
  if (saysSessionLimit(text)) return "sessionLimit";
  return (
    KINDS.get(code >>> 0) ?? TEXTS.find(([pattern]) => pattern.test(text))?.[1] ?? SUBCODES.get(subcode) ?? "other"
  );
}

const LOSSES: ReadonlySet<FaultKind> = new Set(["shellLost", "aborted", "disconnected"] as const);

const MAX_QUOTA_WAIT_MS = 10 * 60_000;

/** A SOAP fault. Never leaves this folder: callers get the errors of `provider/errors`. */
export class WsmanFault extends Error {
  override readonly name = "WsmanFault";
  readonly details: FaultDetails;
  readonly kind: FaultKind;

  constructor(details: FaultDetails) {
    super(details.text || details.subcode || `code ${details.code}`);
    this.details = details;
    this.kind = kindOf(details);
  }

  /** The shell is of no use any more. */
  get isLoss(): boolean {
    return LOSSES.has(this.kind);
  }

  /** RequestId that support asks for. */
  get requestId(): string | undefined {
    return /RequestId=([^,\]\s]+)/i.exec(this.details.text)?.[1];
  }

  /** How long the server wants us to wait; undefined where it does not say. */
  get retryAfterMs(): number | undefined {
    const ms = /at least (\d{1,9}) milliseconds/i.exec(this.details.text)?.[1];
    return ms === undefined ? undefined : Math.min(Number(ms), MAX_QUOTA_WAIT_MS);
  }
}

/** Texts of Exchange without what stands in brackets before them. */
export const withoutPrefix = (text: string): string => text.replace(/^(\s*\[[^\]]*\])+\s*/, "") || text;

/** The broken pool and refused creates of Exchange say the limit in words (docs/service/remoting.md#quotas). */
export const saysSessionLimit = (text: string): boolean =>
  TEXTS.some(([pattern, kind]) => kind === "sessionLimit" && pattern.test(text));
