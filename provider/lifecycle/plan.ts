import type { Kind } from "../kinds";
import type { CmdletCall } from "../transport/channel";
import type { Plan, PlanCreateRequest, PlanDeleteRequest, PlanUpdateRequest, Step } from "./plan-contract";

export function planCreate(_kind: Kind, _request: PlanCreateRequest): Plan {
  throw new Error("body follows");
}

export function planUpdate(_kind: Kind, _request: PlanUpdateRequest): Plan {
  throw new Error("body follows");
}

export function planDelete(_kind: Kind, _request: PlanDeleteRequest): Plan {
  throw new Error("body follows");
}

/** The call of a step that follows New, once New has told the object's id. */
export function withId(_step: Step, _id: string): CmdletCall {
  throw new Error("body follows");
}
