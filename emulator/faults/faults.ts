import { seededRandom } from "../random";
import type { Fault, FaultRule, FaultType } from "./schema";

/** Who makes a fault happen: the protocol before or after the work, the service, the roles, or the form of the answer. */
type Phase = "protocol" | "service" | "roles" | "format";

const PHASES: Readonly<Record<FaultType, Phase>> = {
  status: "protocol",
  resetBefore: "protocol",
  resetAfter: "protocol",
  truncate: "protocol",
  delay: "protocol",
  hang: "protocol",
  redirectLoop: "protocol",
  redirectElsewhere: "protocol",
  emptyBody: "protocol",
  sessionLimit: "protocol",
  expirePaging: "protocol",
  stale: "service",
  missListsAll: "service",
  beingDeployed: "service",
  deployError: "service",
  dropProperty: "service",
  ignoreProperty: "service",
  hideCmdlet: "roles",
  hideParameter: "roles",
  jsonOnly: "format",
};

/** What a rule may look at. */
export interface Seen {
  readonly path: string;
  /** Every name of the tenant: GUID, domains, cloud. */
  readonly tenant: readonly string[];
  readonly cmdlet: string | null;
  readonly admin: boolean;
  /** A continuation of a paged answer. */
  readonly page: boolean;
  /** The request runs here, rather than being sent on to the region. */
  readonly runsHere: boolean;
}

interface State {
  readonly rule: FaultRule;
  seen: number;
  fired: number;
}

/** The list of `PUT /_emulator/faults`, with what each rule has seen and done. */
export class Faults {
  readonly #seed: number;
  #random: () => number;
  #states: State[] = [];

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = seededRandom(seed);
  }

  replace(rules: readonly FaultRule[]): void {
    this.#random = seededRandom(this.#seed);
    this.#states = rules.map((rule) => ({ rule, seen: 0, fired: 0 }));
  }

  list(): readonly (FaultRule & { readonly seen: number; readonly fired: number })[] {
    return this.#states.map(({ rule, seen, fired }) => ({ ...rule, seen, fired }));
  }

  /** The faults of that phase that this request gets; counts it as seen. */
  take(phase: Phase, seen: Seen): readonly Fault[] {
    return this.#states
      .filter(({ rule }) => PHASES[rule.fault.type] === phase && matches(rule, seen))
      .filter((state) => this.#fires(state))
      .map(({ rule }) => rule.fault);
  }

  /** What the roles lack for now, as the list of exported cmdlets shows it; nothing is counted. */
  hidden(tenant: readonly string[]): readonly Hidden[] {
    return this.#states.flatMap(({ rule, fired }) => {
      const { fault, match } = rule;
      if (fault.type !== "hideCmdlet" && fault.type !== "hideParameter") return [];
      if (fired >= (rule.times ?? Infinity) || !tenantMatches(match.tenant, tenant)) return [];
      return [
        {
          cmdlet: fault.cmdlet ?? match.cmdlet ?? "*",
          parameter: fault.type === "hideParameter" ? fault.parameter : undefined,
        },
      ];
    });
  }

  #fires(state: State): boolean {
    const { match, times } = state.rule;
    state.seen++;
    if (match.nth !== undefined && state.seen < match.nth) return false;
    if (state.fired >= (times ?? (match.nth === undefined ? Infinity : 1))) return false;
    if (match.probability !== undefined && this.#random() >= match.probability) return false;
    state.fired++;
    return true;
  }
}

export interface Hidden {
  /** May hold `*`. */
  readonly cmdlet: string;
  /** Undefined: the whole cmdlet. */
  readonly parameter: string | undefined;
}

function matches({ match, fault }: FaultRule, seen: Seen): boolean {
  if (fault.type === "expirePaging" && !seen.page) return false;
  if (fault.type === "sessionLimit" && !seen.admin) return false;
  // A probe that is only redirected has not run its cmdlet: it must not use up the fault.
  if (match.cmdlet !== undefined && !(seen.runsHere && seen.cmdlet !== null && like(match.cmdlet, seen.cmdlet)))
    return false;
  if (match.path !== undefined && !contains(match.path, seen.path)) return false;
  return tenantMatches(match.tenant, seen.tenant);
}

const tenantMatches = (wanted: string | undefined, names: readonly string[]): boolean =>
  wanted === undefined || names.some((name) => name.toLowerCase() === wanted.toLowerCase());

const toRegExp = (pattern: string): string =>
  pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");

/** Whole name, case ignored, `*` for any text. */
export const like = (pattern: string, name: string): boolean => new RegExp(`^${toRegExp(pattern)}$`, "i").test(name);

/** Anywhere in the path, case ignored, `*` for any text. */
const contains = (pattern: string, path: string): boolean => new RegExp(toRegExp(pattern), "i").test(path);
