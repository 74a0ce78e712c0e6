import assert from "node:assert/strict";
import type { ServiceError } from "@grpc/grpc-js";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type * as contract from "../../../provider/lifecycle/types";
import * as engine from "./engine";

/** Starts providers for the tests of the suite that calls it, and stops them after each. */
export function providers(): (given: engine.Given, configure?: boolean) => Promise<engine.Provider> {
  const running: engine.Provider[] = [];
  afterEach(async () => void (await Promise.all(running.splice(0).map((provider) => provider.stop()))));
  return async (given, configure = true) => {
    const provider = await engine.provider(given, configure);
    running.push(provider);
    return provider;
  };
}

/** The error that a call ends with. */
export async function failure(promise: Promise<unknown>): Promise<ServiceError> {
  try {
    await promise;
  } catch (error) {
    return error as ServiceError;
  }
  throw new Error("the call succeeded");
}

/** The engine's own form of an error, which travels beside the status. */
export function detailOf(error: ServiceError): { readonly type: string; readonly bytes: Uint8Array } {
  const [any] = Status.deserializeBinary(error.metadata.get("grpc-status-details-bin")[0] as Buffer).getDetailsList();
  assert.ok(any);
  return { type: any.getTypeUrl(), bytes: any.getValue_asU8() };
}

export const noChange: contract.DiffResult = {
  changes: [],
  deleteBeforeReplace: false,
  driftLines: [],
  warnings: [],
  resume: false,
};
