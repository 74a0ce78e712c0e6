import type { Kind } from "../../kinds";
import type { Lifecycle } from "../../lifecycle/types";
import type { Reporter } from "../../lifecycle";
import type { Settings } from "../../session/settings";
import type { Plain } from "../../values";
import { ConfigError, ValidationError } from "../../errors";
import type { EngineLog } from "../protocol/engine-log";
import { Calls } from "./calls";

/** What a configured provider works with. */
export interface Connected {
  readonly settings: Settings;
  readonly lifecycle: Lifecycle;
  /** Closes the session; aborts what is under way. */
  close(): Promise<void>;
}

/** Everything that the protocol layer does not know itself; tests replace it by their own. */
export interface Backend {
  readonly version: string;
  /** Finds a kind by its Pulumi token. */
  kind(token: string): Kind | undefined;
  /** Finds a data function by its Pulumi token. */
  function(token: string): { readonly form: "get" | "list"; readonly kind: Kind } | undefined;
  /** The package schema as JSON text. */
  schema(): string;
  /** Failures of provider arguments as a program or stack configuration gives them. */
  checkSettings(args: SettingsGiven): readonly { readonly property: string; readonly reason: string }[];
  connect(args: SettingsGiven, reporter: Reporter): Promise<Connected>;
}

/** Provider arguments without secret marks; a missing key is one that the program left out. */
export type SettingsGiven = { readonly [key: string]: Plain };

/** One provider process as the engine sees it: made by the handshake, configured once, cancelled once. */
export class Instance {
  readonly calls = new Calls();
  /** URNs that a program has declared: the engine checks them before it compares them, except for what a refresh shows. */
  readonly checked = new Set<string>();
  #connected: Connected | undefined;

  constructor(
    readonly backend: Backend,
    readonly log: EngineLog,
  ) {}

  configured(connected: Connected): void {
    this.#connected = connected;
  }

  get connected(): Connected {
    if (this.#connected) return this.#connected;
    throw new ConfigError("The provider was asked to work before it was configured.", {
      code: "PURVIEW_NOT_CONFIGURED",
    });
  }

  /** The kind of a request: newer engines send the type, older ones only the URN. */
  kindOf(request: { getType(): string; getUrn(): string }): Kind {
    const token = request.getType() || typeOf(request.getUrn());
    const kind = this.backend.kind(token);
    if (kind) return kind;
    throw new ValidationError(`This version of pulumi-purview has no resource type "${token}".`, {
      code: "PURVIEW_UNKNOWN_TYPE",
      advice: `Its types are listed in docs/coverage.md; "purview:index:Object" takes any other cmdlet noun.`,
    });
  }

  async close(): Promise<void> {
    this.calls.cancelAll();
    await this.#connected?.close();
    await this.log.flush();
  }
}

const URN_TYPE = 2;
const URN_NAME = 3;

const part = (urn: string, index: number): string => urn.split("::")[index] ?? "";

/** The resource's own type; a URN holds those of its parents before it, each followed by `$`. */
export const typeOf = (urn: string): string => part(urn, URN_TYPE).split("$").at(-1) ?? "";

/** The logical name; it may hold `::` itself. */
export const nameOf = (request: { getName(): string; getUrn(): string }): string =>
  request.getName() || request.getUrn().split("::").slice(URN_NAME).join("::");
