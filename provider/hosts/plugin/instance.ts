import type { Kind } from "../../kinds";
import type { Lifecycle } from "../../lifecycle/types";
import type { Reporter } from "../../lifecycle";
import type { Settings } from "../../session/settings";
import type { Plain } from "../../values";
import { ConfigError, ValidationError } from "../../errors";
import type { Messages } from "./messages";

/** What a configured provider works with. */
export interface Backend {
  readonly settings: Settings;
  readonly lifecycle: Lifecycle;
  /** Closes the session; aborts what is under way. */
  close(): Promise<void>;
}

/** Everything that the protocol layer does not know itself; tests put their own in its stead. */
export interface Rooms {
  readonly version: string;
  /** Finds a kind by its Pulumi token. */
  kind(token: string): Kind | undefined;
  /** Finds a data function by its Pulumi token. */
  function(token: string): { readonly form: "get" | "list"; readonly kind: Kind } | undefined;
  /** The package schema as JSON text. */
  schema(): string;
  /** Failures of provider arguments as a program or stack configuration gives them. */
  checkSettings(args: SettingsGiven): readonly { readonly property: string; readonly reason: string }[];
  open(args: SettingsGiven, reporter: Reporter): Promise<Backend>;
}

/** Provider arguments without secret marks; a missing key is one that the program left out. */
export type SettingsGiven = { readonly [key: string]: Plain };

/** One provider process as the engine sees it: made by the handshake, configured once, cancelled once. */
export class Instance {
  readonly #stop = new AbortController();
  readonly #warned = new Set<string>();
  #backend: Backend | undefined;

  constructor(
    readonly rooms: Rooms,
    readonly messages: Messages,
  ) {}

  /** Aborts when the engine cancels, or the process has to end. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  configured(backend: Backend): void {
    this.#backend = backend;
  }

  get backend(): Backend {
    if (this.#backend) return this.#backend;
    throw new ConfigError("The provider was asked to work before it was configured.", { code: "PURVIEW_NOT_CONFIGURED" });
  }

  /** The kind of a request: newer engines send the type, older ones only the URN. */
  kindOf(request: { getType(): string; getUrn(): string }): Kind {
    const token = request.getType() || typeOf(request.getUrn());
    const kind = this.rooms.kind(token);
    if (kind) return kind;
    throw new ValidationError(`This version of pulumi-purview has no resource type "${token}".`, {
      code: "PURVIEW_UNKNOWN_TYPE",
      advice: `Its types are listed in docs/coverage.md; "purview:index:Object" takes any other cmdlet noun.`,
    });
  }

  /** A warning about one resource, once per process: the engine diffs the same resource several times. */
  warnOnce(urn: string, message: string): void {
    const key = `${urn} ${message}`;
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.messages.about(urn).warn(message);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#backend?.close();
    await this.messages.flush();
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
