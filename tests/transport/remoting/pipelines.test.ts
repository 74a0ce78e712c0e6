import assert from "node:assert/strict";
import { CancelledError, PurviewError, TransportError } from "../../../provider/errors";
import { flag, int, record, text } from "../../../provider/transport/clixml";
import { MESSAGE } from "../../../provider/transport/remoting/psrp";
import { writeClixml } from "../../../provider/transport/clixml";
import { NOTHING_YET, output, state, errorRecord, functionInfo, fault } from "./server";
import { READ, setUp, WRITE } from "./set-up";

const tag = (name: string) => output(record([["Name", text(name)]]));
const code =
  (wanted: string, pattern = /./) =>
  (error: unknown) => {
    assert.ok(error instanceof PurviewError, String(error));
    assert.equal(error.code, wanted, error.message);
    assert.match(error.message, pattern);
    return true;
  };
const lost = () => new TransportError("lost", { code: "PURVIEW_CONNECTION_LOST" });

describe("a remote pipeline", () => {
  it("is asked again while it has nothing to say", async () => {
    const { channel, server } = setUp();
    await channel.rights();
    let asked = 0;
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
    server.intercept = ({ operation }) => (operation === "Receive" && ++asked < 5 ? NOTHING_YET() : undefined);
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
    assert.equal(asked, 5);
  });

  it("takes large arguments in several packets, none larger than the envelope may be", async () => {
    const { channel, server } = setUp();
    const long = "x".repeat(2_000_000);
    server.cmdlets.set("New-ComplianceTag", ({ parameters }) => [
      output(record([["Length", int(String(parameters["Name"]).length)]])),
    ]);
    assert.deepEqual((await channel.invoke({ ...WRITE, parameters: { Name: long } })).objects, [{ Length: 2_000_000 }]);
    const sizes = server.seen.map(({ xml }) => Buffer.byteLength(xml));
    assert.ok(Math.max(...sizes) <= 512_000, String(Math.max(...sizes)));
    assert.ok(server.operations().filter((one) => one === "Send").length > 3);
  });

  it("sends values as typed arguments, with dates and secure strings by the session's own list of parameters", async () => {
    const { channel, server } = setUp();
    server.commands = [
      functionInfo(
        "New-ComplianceTag",
        "[-Name] <string> [[-When] <datetime>] [[-Id] <guid>] [-Confirm] [<CommonParameters>]",
      ),
    ];
    server.cmdlets.set("New-ComplianceTag", () => []);
    await channel.invoke({
      cmdlet: "New-ComplianceTag",
      parameters: {
        Name: "'; Remove-Item $x `n",
        When: "2026-01-02T03:04:05",
        Id: "7f6d9a52-8c1f-4a55-9c52-3a7a3f0b0001",
        "Rules@odata.type": "#Collection(Exchange.GenericHashTable)",
        Rules: [{ "@odata.type": "#Exchange.GenericHashTable", name: "n", count: 2 }],
      },
    });
    const sent = server.pipelines.at(-1)?.data ?? "";
    assert.match(sent, /<S N="V">&apos;; Remove-Item \$x `n<\/S>/);
    assert.match(sent, /<DT N="V">2026-01-02T03:04:05Z<\/DT>/);
    assert.match(sent, /<G N="V">7f6d9a52/);
    assert.match(sent, /<S N="N">Confirm<\/S><B N="V">false<\/B>/);
    assert.match(sent, /System\.Collections\.Hashtable.*<S N="Key">count<\/S><I32 N="Value">2<\/I32>/);
    assert.doesNotMatch(sent, /odata|IsScript">true/);
  });

  it("whose answer was lost is repeated where it reads", async () => {
    const { channel, server, http } = setUp();
    await channel.rights();
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
    let failed = false;
    http.handler = (request) => {
      const reply = server.handle(request);
      if (server.seen.at(-1)?.operation !== "Receive" || failed) return reply;
      failed = true;
      throw lost();
    };
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
    assert.equal(server.most, 1);
  });

  it("whose answer was lost is waited for where it writes, and its outcome is unknown even so", async () => {
    const { channel, server, http } = setUp();
    await channel.rights();
    let runs = 0;
    server.cmdlets.set("New-ComplianceTag", () => {
      runs++;
      return [tag("a"), tag("b"), tag("c"), tag("d")];
    });
    let failed = false;
    http.handler = (request) => {
      const reply = server.handle(request);
      if (server.seen.at(-1)?.operation !== "Receive" || failed) return reply;
      failed = true;
      throw lost();
    };
    await assert.rejects(channel.invoke(WRITE), code("PURVIEW_OUTCOME_UNKNOWN"));
    assert.equal(runs, 1);
  });

  it("that failed says so, also after an answer of it was lost", async () => {
    const { channel, server, http } = setUp();
    await channel.rights();
    const said = "|Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException|The object 'x' already exists.";
    server.cmdlets.set("New-ComplianceTag", () => [tag("a"), tag("b"), tag("c"), state(5, errorRecord(said, "x", 20))]);
    let failed = false;
    http.handler = (request) => {
      const reply = server.handle(request);
      if (server.seen.at(-1)?.operation !== "Receive" || failed) return reply;
      failed = true;
      throw lost();
    };
    await assert.rejects(channel.invoke(WRITE), code("PURVIEW_EXISTS"));
  });

  it("that nobody waits for any more is stopped, and its session is used again", async () => {
    const { channel, server } = setUp();
    await channel.rights();
    const ender = new AbortController();
    server.cmdlets.set("Get-ComplianceTag", () => "running");
    server.intercept = ({ operation }) => {
      if (operation === "Receive") ender.abort(new CancelledError("Ctrl-C", { code: "PURVIEW_CANCELLED" }));
      return undefined;
    };
    await assert.rejects(channel.invoke(READ, { signal: ender.signal }), code("PURVIEW_CANCELLED"));
    server.intercept = () => undefined;
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
    assert.ok(server.seen.some(({ xml }) => xml.includes("powershell/signal/crtl_c")));
    assert.equal(server.most, 1);
  });

  it("that writes gets a moment to report its outcome after a cancellation", async () => {
    const { channel, server } = setUp();
    await channel.rights();
    const ender = new AbortController();
    server.cmdlets.set("New-ComplianceTag", () => {
      ender.abort(new CancelledError("Ctrl-C", { code: "PURVIEW_CANCELLED" }));
      return [tag("a")];
    });
    assert.deepEqual((await channel.invoke(WRITE, { signal: ender.signal })).objects, [{ Name: "a" }]);
  });

  it("gets the default of a choice, and is stopped where it asks for anything else", async () => {
    const { channel, server } = setUp();
    await channel.rights();
    const call = (method: number, choice: number) =>
      [
        MESSAGE.PIPELINE_HOST_CALL,
        writeClixml(
          record([
            ["ci", { tag: "I64", text: "1" }],
            ["mi", int(method)],
            ["mp", { list: [text("Confirm"), text("Sure?"), text(""), int(choice)] }],
          ]),
        ),
      ] as const;
    const answers: string[] = [];
    server.onMessage = (type, data) => type === MESSAGE.PIPELINE_HOST_RESPONSE && answers.push(data);
    server.cmdlets.set("Get-ComplianceTag", () => [call(26, 0), tag("a")]);
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
    assert.match(answers[0] ?? "", /<I32 N="mr">0<\/I32>/);
    assert.ok(server.seen.some(({ xml }) => /<rsp:Stream Name="pr" CommandId=/.test(xml)));
    server.cmdlets.set("Get-ComplianceTag", () => [
      call(11, 0),
      [0x00041999, "unknown"] as const,
      [MESSAGE.PIPELINE_STATE, writeClixml(record([["PipelineState", int(1)]]))] as const,
    ]);
    await assert.rejects(
      channel.invoke(READ),
      code("PURVIEW_SERVICE_REFUSED", /asked for interactive input.*Confirm: Sure\?/),
    );
  });

  it("is asked for whole lists, and an incomplete one is an error", async () => {
    const { channel, server } = setUp();
    server.commands = [
      functionInfo("Get-ComplianceTag", "[[-Identity] <string>] [-ResultSize <Unlimited>] [<CommonParameters>]"),
    ];
    const warning = (said: string) =>
      [
        MESSAGE.WARNING_RECORD,
        writeClixml(
          record([
            ["InformationalRecord_Message", text(said)],
            ["InformationalRecord_SerializeInvocationInfo", flag(false)],
          ]),
        ),
      ] as const;
    server.cmdlets.set("Get-ComplianceTag", () => [
      tag("a"),
      warning("Micro delay applied. Actual delayed: 5 msecs"),
      warning("careful"),
    ]);
    const { warnings } = await channel.invoke(READ);
    assert.deepEqual(warnings, ["careful"]);
    assert.deepEqual(server.pipelines.at(-1)?.parameters, { ResultSize: "Unlimited" });
    server.cmdlets.set("Get-ComplianceTag", () => [
      tag("a"),
      warning("There are more results available than are currently displayed."),
    ]);
    await assert.rejects(channel.invoke(READ), code("PURVIEW_LIST_INCOMPLETE"));
  });

  it("waits as long as a quota says, also where it writes: nothing was executed", async () => {
    const { channel, server, clock } = setUp();
    await channel.rights();
    server.cmdlets.set("New-ComplianceTag", () => [tag("a")]);
    let refused = false;
    server.intercept = ({ operation }) => {
      if (operation !== "Command" || refused) return undefined;
      refused = true;
      return fault(
        2150859174,
        "The user load quota of 1000 requests per 2 seconds has been exceeded. Send future requests at a slower rate. The next request from this user will not be approved for at least 12345 milliseconds.",
      );
    };
    await channel.invoke(WRITE);
    assert.ok(clock.slept.includes(12_345));
    assert.equal(server.pipelines.filter(({ cmdlet }) => cmdlet === WRITE.cmdlet).length, 1);
  });

  it("that failed for a reason of the moment is tried again where it reads", async () => {
    const { channel, server } = setUp();
    await channel.rights();
    let runs = 0;
    server.cmdlets.set("Get-ComplianceTag", () =>
      ++runs === 1 ? [state(5, errorRecord("busy", "x", 0, "ServerBusyException"))] : [tag("a")],
    );
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
  });
});

describe("the cmdlets of a session", () => {
  it("are its rights, with their parameters", async () => {
    const { channel } = setUp();
    const rights = await channel.rights();
    assert.ok(rights.mayCall("get-compliancetag"));
    assert.ok(!rights.mayCall("Remove-ComplianceTag"));
    assert.equal(rights.mayPass("New-ComplianceTag", "name"), true);
    assert.equal(rights.mayPass("New-ComplianceTag", "Comment"), false);
    assert.equal(rights.mayPass("Remove-ComplianceTag", "Identity"), undefined);
  });

  it("are asked for by the protocol's own message where Get-Command is hidden", async () => {
    const { channel, server } = setUp();
    server.cmdlets.set("Get-Command", () => [
      state(
        5,
        errorRecord(
          "The term 'Get-Command' is not recognized as the name of a cmdlet.",
          "CommandNotFoundException",
          13,
          "CommandNotFoundException",
        ),
      ),
    ]);
    const { commands } = server;
    server.metadata = () => [output(record([["Count", int(2)]])), ...commands.map((one) => output(one))];
    assert.ok((await channel.rights()).mayCall("New-ComplianceTag"));
  });

  it("count as allowed where the session does not tell them", async () => {
    const { channel, server } = setUp();
    const hidden = errorRecord("The term is not recognized as the name of a cmdlet.", "CommandNotFoundException", 13);
    server.cmdlets.set("Get-Command", () => [state(5, hidden)]);
    server.metadata = () => [state(5, hidden)];
    server.cmdlets.set("Get-ComplianceTag", () => [tag("a")]);
    assert.ok((await channel.rights()).mayCall("Remove-ComplianceTag"));
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
  });

  it("are an error where there is none: the identity has no role", async () => {
    const { channel, server } = setUp();
    server.commands = [];
    await assert.rejects(channel.rights(), code("PURVIEW_PERMISSION", /role/));
  });
});
