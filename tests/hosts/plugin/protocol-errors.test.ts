import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import * as errors from "../../../provider/errors";
import type * as contract from "../../../provider/lifecycle/types";
import { failure, providers } from "./calls";
import * as engine from "./engine";

describe("the plugin, asked as the engine asks", () => {
  const start = providers();

  describe("errors", () => {
    const context = { code: "PURVIEW_TEST" };
    const throwing = (thrown: unknown): Promise<engine.Provider> =>
      start({
        lifecycle: {
          create: () => {
            throw thrown;
          },
        },
      });

    it("are clean failures to the engine, each with its own status, our message and our code", async () => {
      const cases: readonly [Error, status][] = [
        [new errors.ValidationError("bad", context), status.INVALID_ARGUMENT],
        [new errors.ConfigError("bad", context), status.INVALID_ARGUMENT],
        [new errors.AuthError("who", context), status.UNAUTHENTICATED],
        [new errors.PermissionError("may not", context), status.PERMISSION_DENIED],
        [new errors.ExistsError("there", context), status.ALREADY_EXISTS],
        [new errors.GuardError("guarded", context), status.FAILED_PRECONDITION],
        [new errors.TenantMismatchError("other", context), status.FAILED_PRECONDITION],
        [new errors.NotVerifiedError("silently kept", context), status.FAILED_PRECONDITION],
        [new errors.DeployingError("busy", context), status.FAILED_PRECONDITION],
        [new errors.NotFoundError("gone", context), status.NOT_FOUND],
        [new errors.ThrottledError("slow", context), status.RESOURCE_EXHAUSTED],
        [new errors.TransportError("net", context), status.UNAVAILABLE],
        [new errors.ServiceError("refused", context), status.ABORTED],
        [new errors.CancelledError("stop", context), status.CANCELLED],
      ];
      for (const [thrown, code] of cases) {
        const { call } = await throwing(thrown);
        const error = await failure(call("create", engine.createRequest({})));
        assert.equal(error.code, code, thrown.name);
        assert.equal(error.details, `${thrown.message} [PURVIEW_TEST]`);
      }
    });

    it("leave a write whose outcome is unknown in doubt", async () => {
      const { call } = await throwing(new errors.OutcomeUnknownError("lost", context));
      assert.equal((await failure(call("create", engine.createRequest({})))).code, status.UNKNOWN);
    });

    it("never end in 'Unknown error': whatever is thrown keeps its text", async () => {
      for (const [thrown, text] of [
        [new Error("boom"), /boom/],
        ["just text", /just text/],
        [null, /null/],
      ] as const) {
        const { call } = await throwing(thrown);
        const error = await failure(call("create", engine.createRequest({})));
        assert.equal(error.code, status.INTERNAL);
        assert.match(error.details, /bug in pulumi-purview/);
        assert.match(error.details, text);
      }
    });
  });

  describe("cancel", () => {
    it("aborts what is under way, closes the session and then answers", async () => {
      const events: string[] = [];
      const create: contract.Lifecycle["create"] = (_kind, { signal }) =>
        new Promise((_resolve, reject) => {
          events.push("creating");
          signal?.addEventListener("abort", () => {
            events.push("aborted");
            reject(Object.assign(new Error("aborted"), { name: "AbortError" }));
          });
        });
      const { call } = await start({ lifecycle: { create }, close: async () => void events.push("closed") });
      const creating = failure(call("create", engine.createRequest({})));
      while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await call("cancel", engine.empty());
      assert.deepEqual(events.slice(0, 3), ["creating", "aborted", "closed"]);
      assert.equal((await creating).code, status.CANCELLED);
    });
  });
});
