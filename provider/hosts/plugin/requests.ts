import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Recorded } from "../../lifecycle/types";
import type { Properties } from "../../values";
import { decode, declaredIn } from "./codec";
import type { CallContext } from "./guard";
import { type Instance, nameOf } from "./instance";

/** Members that every resource request has, and those that only some have. */
interface AnyRequest {
  getUrn(): string;
  getName(): string;
  getTimeout?(): number;
}

/** What lifecycle wants to know of every request, beside its own members. */
export function common(instance: Instance, request: AnyRequest, { signal }: CallContext) {
  const seconds = request.getTimeout?.() ?? 0;
  return {
    logicalName: nameOf(request),
    signal,
    reporter: instance.messages.about(request.getUrn()),
    // 0 = the program sets none.
    ...(seconds > 0 ? { timeoutMs: seconds * 1000 } : {}),
  };
}

/** What the last update left: the engine's words for it are olds (outputs) and old inputs. */
export function recorded(id: string, outputs: Struct | undefined, inputs: Struct | undefined): Recorded {
  const declared: Properties = declaredIn(decode(inputs));
  return {
    id,
    outputs: declaredIn(decode(outputs)),
    declared: Object.keys(declared),
    ...(inputs ? { inputs: declared } : {}),
  };
}
