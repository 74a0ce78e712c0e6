import { isRecord } from "../../values";

/** What the engine says of one call beside the properties: the resource's options as they are in the end. */
export interface EngineRequest {
  /** Property paths, of an update or a comparison; empty for other calls. */
  readonly ignoreChanges: readonly string[];
  /** Undefined: the resource sets no time limit. */
  readonly timeoutMs: number | undefined;
  /** Of an update or a comparison: what the program declared last. */
  readonly oldInputs: object | undefined;
}

/**
 * The SDK's dynamic provider process answers the engine's calls by a provider object, and hands it the properties alone. What a
 * transform, a stack transformation or a component adds to the options later than the class's constructor is in the engine's
 * request only (docs/service/pulumi-engine.md#late-options).
 */
export interface EngineRequests {
  /** What the call of diff, update or delete that has just begun answers; to be asked before anything is awaited. */
  current(): EngineRequest | undefined;
  /** What the creation answers that was given these very inputs. */
  creating(inputs: object): EngineRequest | undefined;
}

type Method = (this: Message, ...args: unknown[]) => unknown;

/** A request as the SDK's generated classes have it, as far as it is needed. */
interface Message {
  getTimeout?(): number;
  getIgnorechangesList?(): readonly string[];
  getOldInputs?(): Struct | undefined;
}

interface Struct {
  toJavaScript(): object;
}

const requestOf = (message: Message): EngineRequest => {
  const seconds = message.getTimeout?.() ?? 0;
  return {
    ignoreChanges: message.getIgnorechangesList?.() ?? [],
    timeoutMs: seconds > 0 ? seconds * 1000 : undefined,
    oldInputs: message.getOldInputs?.()?.toJavaScript(),
  };
};

/**
 * Watches the request classes (`@pulumi/pulumi/proto/provider_pb`) being read, since the SDK reads a request in two known ways: the id
 * within the very expression that calls diff, update or delete, and of a creation the properties that it hands on as they are.
 * Undefined where these classes are not as expected.
 */
export function watchRequests(classes: unknown): EngineRequests | undefined {
  let latest: Message | undefined;
  const remember = (message: Message): void => {
    latest = message;
  };
  const created = new WeakMap<object, Message>();
  const byId = ["DiffRequest", "UpdateRequest", "DeleteRequest"].map((name) =>
    replaced(classes, name, "getId", (original) => {
      return function (this: Message, ...args) {
        remember(this);
        return original.apply(this, args);
      };
    }),
  );
  const byProperties = replaced(classes, "CreateRequest", "getProperties", (original) => {
    return function (this: Message, ...args) {
      const struct = original.apply(this, args);
      if (isStruct(struct)) {
        const read = struct.toJavaScript.bind(struct);
        struct.toJavaScript = () => {
          const bag = read();
          created.set(bag, this);
          return bag;
        };
      }
      return struct;
    };
  });
  if (![...byId, byProperties].every(Boolean)) return undefined;
  return {
    current: () => {
      const message = latest;
      latest = undefined;
      return message && requestOf(message);
    },
    creating: (inputs) => {
      const message = created.get(inputs);
      return message && requestOf(message);
    },
  };
}

const isStruct = (value: unknown): value is Struct =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, "toJavaScript") === "function";

function replaced(classes: unknown, name: string, method: string, by: (original: Method) => Method): boolean {
  const found = isRecord(classes) ? classes[name] : undefined;
  const prototype: unknown = typeof found === "function" ? found.prototype : undefined;
  if (typeof prototype !== "object" || prototype === null) return false;
  const original: unknown = Reflect.get(prototype, method);
  if (typeof original !== "function") return false;
  return Reflect.set(prototype, method, by(original as Method));
}

const CLASSES = /@pulumi[\\/]pulumi[\\/]proto[\\/]provider_pb\.js$/;

/** The request classes that the process of the SDK has loaded: another copy of the SDK would see nothing. */
export function watchThisProcess(): EngineRequests | undefined {
  const watched = Object.entries(require.cache)
    .filter(([path]) => CLASSES.test(path))
    .flatMap(([, module]) => watchRequests(module?.exports) ?? []);
  if (watched.length === 0) return undefined;
  const first = (ask: (one: EngineRequests) => EngineRequest | undefined): EngineRequest | undefined =>
    watched.map(ask).find((request) => request !== undefined);
  return { current: () => first((one) => one.current()), creating: (inputs) => first((one) => one.creating(inputs)) };
}
