import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Recorded } from "../../lifecycle/types";
import type { Properties } from "../../values";
import { decodeDeclared, decodeOutputs } from "./codec";
import type { CallContext } from "./rpc";
import { type Instance, nameOf } from "./instance";

/** Members that every resource request has, and those that only some have. */
interface AnyRequest {
  getUrn(): string;
  getName(): string;
  getTimeout?(): number;
}

/** What lifecycle wants to know of every request, in addition to its own members. */
export function common(instance: Instance, request: AnyRequest, { signal }: CallContext) {
  const seconds = request.getTimeout?.() ?? 0;
  return {
    logicalName: nameOf(request),
    signal,
    reporter: instance.log.reporter(request.getUrn()),
    // 0 = the program sets none.
    ...(seconds > 0 ? { timeoutMs: seconds * 1000 } : {}),
  };
}

/** What the last update left. The engine calls it olds (outputs) and old inputs. */
interface Before {
  readonly id: string;
  readonly outputs: Struct | undefined;
  readonly inputs: Struct | undefined;
}

export function recordedIn({ id, outputs, inputs }: Before): Recorded {
  const declared: Properties = decodeDeclared(inputs);
  return {
    id,
    outputs: decodeOutputs(outputs),
    declared: Object.keys(declared),
    ...(inputs ? { inputs: declared } : {}),
  };
}

/** Members of the requests that compare a resource with what the program wants now. */
interface ChangeRequest extends AnyRequest {
  getId(): string;
  getOlds(): Struct | undefined;
  getOldInputs(): Struct | undefined;
  getNews(): Struct | undefined;
  getIgnorechangesList(): string[];
}

/** A change of a resource as diff and update ask for it. */
export const changeOf = (instance: Instance, request: ChangeRequest, context: CallContext) => ({
  ...common(instance, request, context),
  recorded: recordedIn({ id: request.getId(), outputs: request.getOlds(), inputs: request.getOldInputs() }),
  desired: decodeDeclared(request.getNews()),
  ignored: request.getIgnorechangesList(),
});
