import assert from "node:assert/strict";
import { MESSAGE } from "../../../provider/transport/remoting/psrp";
import { PurviewError } from "../../../provider/errors";
import { isRecord } from "../../../provider/values";
import { messagesOf, pipelinesOf, recordings } from "./recordings";
import { setUp } from "./set-up";

const nameOf = (object: unknown): unknown => (isRecord(object) ? object["Name"] : object);

/** What a failure of the engine is to callers of the channel. */
const CODES: { readonly [category: string]: string } = {
  ObjectNotFound: "PURVIEW_NOT_FOUND",
  CommandNotFoundException: "PURVIEW_PERMISSION",
  InvalidArgument: "PURVIEW_SERVICE_REFUSED",
};

describe("a recorded session over WS-Management", () => {
  for (const recording of recordings())
    for (const blob of [32_768, 700])
      it(`${recording.name} answers the channel, in fragments of ${blob} bytes`, async () => {
        const { channel, server } = setUp();
        server.blob = blob;
        const greeting = messagesOf(recording, "server", "00000000-0000-0000-0000-000000000000");
        server.greeting = greeting
          .filter(({ type }) => type !== MESSAGE.SESSION_CAPABILITY)
          .slice(0, 2)
          .map(({ type, data }) => [type, data]);
        for (const [index, pipeline] of pipelinesOf(recording).entries()) {
          const expected = recording.expected[index] ?? assert.fail();
          const answer = messagesOf(recording, "server", pipeline).map(({ type, data }) => [type, data] as const);
          server.cmdlets.set(expected.command, () => answer);
          const outcome = await channel
            .invoke({ cmdlet: expected.command, parameters: {} })
            .catch((error: unknown) => (error instanceof PurviewError ? error : assert.fail(String(error))));
          const failure = expected.thrown ?? expected.errors?.[0];
          if (failure) {
            assert.ok(outcome instanceof PurviewError);
            assert.equal(outcome.code, CODES[failure.fullyQualifiedErrorId] ?? CODES[failure.category]);
            const said = failure.message.split("|").at(-1)?.replace(/\s+/g, " ") ?? "";
            assert.ok(outcome.message.includes(said), outcome.message);
          } else if (expected.state === "Completed" && expected.command !== "Get-Command") {
            assert.ok(!(outcome instanceof PurviewError));
            assert.deepEqual(outcome.objects.map(nameOf), expected.objects?.map(nameOf));
            assert.deepEqual(outcome.warnings, expected.warnings);
          } else if (expected.state === "Stopped") {
            assert.ok(outcome instanceof PurviewError);
          }
        }
        await channel.close();
        assert.equal(server.shells.size, 0);
      });
});
