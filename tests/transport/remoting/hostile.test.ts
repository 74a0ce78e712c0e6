import assert from "node:assert/strict";
import { PurviewError } from "../../../provider/errors";
import { record, text } from "../../../provider/transport/clixml";
import { MESSAGE } from "../../../provider/transport/remoting/psrp";
import type { Reply } from "../fakes";
import { NOTHING_YET, NS_SHELL, output, type Seen } from "./server";
import { READ, setUp, WRITE } from "./set-up";

const tag = (name: string) => output(record([["Name", text(name)]]));
const received = (seen: Seen, inner: string, relatesTo = /<a:MessageID>(.*?)</.exec(seen.xml)?.[1] ?? ""): Reply => ({
  body: `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="x" xmlns:rsp="${NS_SHELL}"><s:Header><a:RelatesTo>${relatesTo}</a:RelatesTo></s:Header><s:Body><rsp:ReceiveResponse>${inner}</rsp:ReceiveResponse></s:Body></s:Envelope>`,
});
const stream = (bytes: Buffer | string): string =>
  `<rsp:Stream Name="stdout">${Buffer.from(bytes).toString("base64")}</rsp:Stream>`;

/** What a hostile or broken server answers to a Receive, and the one error that it becomes. */
const ANSWERS: readonly (readonly [title: string, code: string, answer: (seen: Seen) => Reply])[] = [
  ["that never ends", "PURVIEW_TIMEOUT", () => NOTHING_YET()],
  ["that says nothing without end", "PURVIEW_TIMEOUT", (seen) => received(seen, "")],
  ["with a page of HTML", "PURVIEW_RESPONSE_MALFORMED", () => ({ body: "<html><body>Sign in</body></html>" })],
  ["that is empty", "PURVIEW_RESPONSE_MALFORMED", () => ({ body: "" })],
  ["that was cut off", "PURVIEW_RESPONSE_MALFORMED", () => ({ body: "<s:Envelope><s:Body>" })],
  ["to another request", "PURVIEW_RESPONSE_MALFORMED", (seen) => received(seen, "", "uuid:0")],
  [
    "with entities in entities",
    "PURVIEW_RESPONSE_MALFORMED",
    () => ({
      body: '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;&b;">]><s:Envelope xmlns:s="x"><s:Body>&c;</s:Body></s:Envelope>',
    }),
  ],
  ["that nests without end", "PURVIEW_RESPONSE_MALFORMED", () => ({ body: `<s:Envelope>${"<a>".repeat(50_000)}` })],
  [
    "that is no base64",
    "PURVIEW_RESPONSE_MALFORMED",
    (seen) => received(seen, '<rsp:Stream Name="stdout">!!!</rsp:Stream>'),
  ],
  [
    "with a fragment that was cut off",
    "PURVIEW_RESPONSE_MALFORMED",
    (seen) => received(seen, stream(Buffer.alloc(10))),
  ],
  [
    "with a fragment from the middle",
    "PURVIEW_RESPONSE_MALFORMED",
    (seen) => received(seen, stream(Buffer.from(`${"00".repeat(7)}09${"00".repeat(7)}05000000000000`, "hex"))),
  ],
];

describe("an answer of remote PowerShell", () => {
  for (const [title, code, answer] of ANSWERS) {
    it(`${title} is one clear error within the deadline`, async () => {
      const { channel, server, clock } = setUp();
      server.cmdlets.set("Get-ComplianceTag", () => "running");
      server.cmdlets.set("New-ComplianceTag", () => "running");
      await channel.rights();
      const startedAt = clock.now();
      server.intercept = (seen) =>
        seen.operation === "Receive" && seen.commandId !== undefined ? answer(seen) : undefined;
      await assert.rejects(channel.invoke(READ), (error) => error instanceof PurviewError && error.code === code);
      assert.ok(clock.now() - startedAt <= 970_000);
      assert.ok(server.seen.length < 2000, String(server.seen.length));
      await assert.rejects(channel.invoke(WRITE), { code: "PURVIEW_OUTCOME_UNKNOWN" });
      await channel.close();
      assert.equal(server.shells.size, 0);
    });
  }

  it("of unknown types is read past", async () => {
    const { channel, server } = setUp();
    server.cmdlets.set("Get-ComplianceTag", () => [[0x00041234, "<x"], [MESSAGE.PUBLIC_KEY_REQUEST, ""], tag("a")]);
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
  });

  it("with an unknown element of CLIXML is one clear error", async () => {
    const { channel, server } = setUp();
    server.cmdlets.set("Get-ComplianceTag", () => [[MESSAGE.PIPELINE_OUTPUT, "<Virus>1</Virus>"]]);
    await assert.rejects(channel.invoke(READ), { code: "PURVIEW_RESPONSE_MALFORMED" });
  });

  it("of a pool that never opens is one clear error, and the shell is removed", async () => {
    const { channel, server } = setUp();
    server.greeting = [];
    server.intercept = (seen) => (seen.operation === "Receive" ? received(seen, "") : undefined);
    await assert.rejects(channel.invoke(READ), { code: "PURVIEW_RESPONSE_MALFORMED" });
    assert.equal(server.shells.size, 0);
  });
});
