import assert from "node:assert/strict";
import { text, record } from "../../../provider/transport/clixml";
import { output, SHELL_NOT_FOUND } from "./server";
import { READ, setUp, WRITE } from "./set-up";

const tag = (name: string) => output(record([["Name", text(name)]]));

describe("the remoting channel", () => {
  it("opens one session, imports the cmdlets, runs one and removes the session", async () => {
    const { channel, server, notes } = setUp();
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a"), tag("b")]);
    const { objects } = await channel.invoke(READ);
    assert.deepEqual(objects, [{ Name: "a" }, { Name: "b" }]);
    assert.ok(notes.some((note) => /Importing the cmdlets.*2/.test(note)));
    await channel.close();
    assert.deepEqual(server.operations(), [
      ...["Create", "Receive", "Command", "Receive", "Signal"],
      ...["Command", "Receive", "Signal", "Delete"],
    ]);
    assert.equal(server.shells.size, 0);
  });

  it("repeats a read in a new session when the shell is not found any more", async () => {
    const { channel, server } = setUp();
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
    await channel.invoke(READ);
    server.kill();
    const { objects } = await channel.invoke(READ);
    assert.deepEqual(objects, [{ Name: "a" }]);
    assert.equal(server.most, 1);
  });

  it("repeats a write whose command was refused, and not one that was running", async () => {
    const { channel, server } = setUp();
    const created: unknown[] = [];
    server.cmdlets.set("New-ComplianceTag", ({ parameters }) => {
      created.push(parameters);
      return [];
    });
    await channel.rights();
    server.kill();
    await channel.invoke(WRITE);
    assert.deepEqual(created, [{ Name: "seven years", Confirm: false }]);
    server.intercept = ({ operation, commandId }) =>
      operation === "Receive" && commandId !== undefined ? SHELL_NOT_FOUND() : undefined;
    await assert.rejects(channel.invoke(WRITE), { code: "PURVIEW_OUTCOME_UNKNOWN" });
    assert.equal(created.length, 2);
  });
});
