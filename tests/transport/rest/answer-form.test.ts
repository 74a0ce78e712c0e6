import assert from "node:assert/strict";
import type { HttpRequest } from "../../../provider/http";
import { textFormOf } from "../../../provider/values";
import { clixmlOf, clixmlRows } from "../../support/clixml";
import { page, refusal, type Reply } from "../fakes";
import { FRONT, READ, TID, WRITE, failsWith, lost, setUp } from "./set-up";

const formOf = ({ headers }: HttpRequest): string | undefined => headers?.["X-ResponseFormat"];
const asksForClixml = (request: HttpRequest): boolean => formOf(request) === "clixml";
const clixml = (...names: readonly string[]): Reply => page(clixmlRows(names.map((Name) => ({ Name }))));
const inClixml = (request: HttpRequest, ...names: readonly string[]): Reply =>
  asksForClixml(request) ? clixml(...names) : page(names.map((Name) => ({ Name })));
const document = (content: string): Reply => page([{ _clixml: `<Objs Version="1.1.0.1">${content}</Objs>` }]);
const forms = (requests: readonly HttpRequest[]): readonly (string | undefined)[] => requests.map(formOf);

const LOCATION = `<Obj RefId="1"><TN RefId="1"><T>Microsoft.Office.CompliancePolicy.PolicyConfiguration.BindingMetadata</T><T>System.Object</T></TN><ToString>Anna Berg</ToString><Props><S N="DisplayName">Anna Berg</S><S N="Name">Anna Berg</S><G N="ImmutableIdentity">0f1c1d1e-7a52-4c1f-a559-c523a7a3f0b1</G><S N="Type">IndividualResource</S><S N="Workload">Exchange</S></Props></Obj>`;

const errorRecord = (reason: string, message: string, category = 7): string =>
  `<Obj RefId="900"><TN RefId="900"><T>System.Management.Automation.ErrorRecord</T><T>System.Object</T></TN><ToString>${message}</ToString><MS><Obj N="Exception" RefId="901"><TN RefId="901"><T>Deserialized.${reason}</T></TN><ToString>${reason}: ${message}</ToString><Props><S N="Message">${message}</S></Props></Obj><S N="FullyQualifiedErrorId">[Server=x,RequestId=y] AB12CD34,Microsoft.Exchange.Management.Set</S><I32 N="ErrorCategory_Category">${category}</I32><S N="ErrorCategory_Reason">${reason}</S></MS></Obj>`;

describe("the form of an answer", () => {
  it("asked for is CLIXML, for reads and writes, and read by what it is", async () => {
    const { channel, http, debugged } = setUp((request) => inClixml(request, "a", "b"));
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }, { Name: "b" }]);
    assert.deepEqual((await channel.invoke(WRITE)).objects, [{ Name: "a" }, { Name: "b" }]);
    assert.deepEqual(forms(http.requests), ["clixml", "clixml"]);
    assert.equal(http.requests[0]?.headers?.["X-SerializationLevel"], "Partial");
    assert.deepEqual(debugged, []);
  });

  it("keeps nested objects and what they are called", async () => {
    const { channel } = setUp(() =>
      document(
        `<Obj RefId="0"><Props><S N="Name">Hold</S><Obj N="ExchangeLocation" RefId="5"><LST>${LOCATION}</LST></Obj></Props></Obj>`,
      ),
    );
    const [policy] = (await channel.invoke(READ)).objects;
    const [location] = policy?.["ExchangeLocation"] as readonly unknown[];
    assert.deepEqual(location, {
      DisplayName: "Anna Berg",
      Name: "Anna Berg",
      ImmutableIdentity: "0f1c1d1e-7a52-4c1f-a559-c523a7a3f0b1",
      Type: "IndividualResource",
      Workload: "Exchange",
    });
    assert.equal(textFormOf(location), "Anna Berg");
  });

  for (const key of ["_clixml", "_cliXml", "_CLIXML"])
    it(`is found under ${key}`, async () => {
      const { channel } = setUp(() => page([{ [key]: clixmlOf([{ Name: "a" }]) }]));
      assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
    });

  for (const [title, content] of [
    ["an empty document", ""],
    ["null", "<Nil />"],
    ["an empty list", '<Obj RefId="0"><LST /></Obj>'],
  ] as const)
    it(`may hold no objects: ${title}`, async () => {
      const { channel } = setUp(() => document(content));
      assert.deepEqual((await channel.invoke(READ)).objects, []);
    });

  it("may be one list of all objects", async () => {
    const { channel } = setUp(() =>
      document('<Obj RefId="0"><LST><Obj RefId="1"><MS><S N="Name">a</S></MS></Obj><Ref RefId="1" /></LST></Obj>'),
    );
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }, { Name: "a" }]);
  });

  for (const method of ["POST", "GET"])
    it(`is asked for on every page, by ${method} too; each page has a document of its own`, async () => {
      const { channel, http } = setUp((request) => {
        const next = request.url.includes("skiptoken");
        if (next && request.method !== method) return { status: 405 };
        const more = { "@odata.nextLink": `${FRONT}/adminapi/beta/${TID}/InvokeCommand?$skiptoken=1` };
        return page(clixmlRows([{ Name: next ? "b" : "a", Of: [1] }]), next ? {} : more);
      });
      assert.deepEqual((await channel.invoke(READ)).objects, [
        { Name: "a", Of: [1] },
        { Name: "b", Of: [1] },
      ]);
      assert.ok(http.requests.every(asksForClixml));
      assert.equal(http.requests.at(-1)?.method, method);
    });

  it("of pages that are too large is asked for in smaller ones", async () => {
    const sizeOf = ({ headers }: HttpRequest): number => Number(/\d+$/.exec(headers?.["Prefer"] ?? "")?.[0]);
    const { channel, http } = setUp((request) => (sizeOf(request) > 100 ? { bodyProblem: "tooLarge" } : clixml("a")));
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
    assert.deepEqual(http.requests.map(sizeOf), [1000, 100]);
    const always = setUp(() => ({ bodyProblem: "tooLarge" }));
    await assert.rejects(always.channel.invoke(READ), failsWith("PURVIEW_RESPONSE_TOO_LARGE"));
    assert.deepEqual(always.http.requests.map(sizeOf), [1000, 100, 10]);
  });
});

describe("a service that answers in JSON although it was asked for CLIXML", () => {
  it("is understood, and the debug log says so once", async () => {
    const { channel, http, debugged } = setUp(() => page([{ Name: "a" }]));
    for (const call of [READ, WRITE, READ]) assert.deepEqual((await channel.invoke(call)).objects, [{ Name: "a" }]);
    assert.equal(http.requests.length, 3);
    assert.equal(debugged.length, 1);
    assert.match(debugged[0] ?? "", /answers in JSON although it was asked for CLIXML/);
  });

  it("is not one that returns nothing", async () => {
    const { channel, debugged } = setUp(() => page([]));
    await channel.invoke(READ);
    assert.deepEqual(debugged, []);
  });
});

const REFUSALS: readonly (readonly [title: string, reply: Reply])[] = [
  ["406", { status: 406 }],
  ["415 with words", refusal(415, "Unsupported media type")],
  ["400 that names the header", refusal(400, "The value 'clixml' of header X-ResponseFormat is not supported.")],
  ["400 that says nothing", { status: 400 }],
  ["a web page with 400", { status: 400, body: "<html><body>Bad Request</body></html>" }],
  ["500 that names the format", refusal(500, "|System.NotSupportedException|CliXml serialization is disabled")],
];

describe("a service that refuses CLIXML", () => {
  for (const [title, reply] of REFUSALS)
    it(`by ${title} is asked for JSON, once for the session, and the debug log says so once`, async () => {
      const { channel, http, debugged } = setUp((request) => (asksForClixml(request) ? reply : page([{ Name: "a" }])));
      for (const call of [READ, READ, WRITE]) assert.deepEqual((await channel.invoke(call)).objects, [{ Name: "a" }]);
      assert.deepEqual(forms(http.requests), ["clixml", "json", "json", "json"]);
      assert.equal(debugged.length, 1);
      assert.match(debugged[0] ?? "", /refuses CLIXML/);
    });

  for (const [title, reply] of REFUSALS.slice(0, 3))
    it(`by ${title} is asked once, however many lists begin at once`, async () => {
      const { channel, http } = setUp(async (request) => {
        await new Promise((resolve) => setImmediate(resolve));
        return asksForClixml(request) ? reply : page([{ Name: "a" }]);
      });
      const lists = await Promise.all([1, 2, 3].map((n) => channel.invoke({ ...READ, parameters: { n } })));
      assert.ok(lists.every(({ objects }) => objects.length === 1));
      assert.equal(http.requests.filter(asksForClixml).length, 1);
    });

  for (const [title, reply] of REFUSALS.slice(1, 3))
    it(`by ${title} did nothing, so a write is sent again for JSON`, async () => {
      const { channel, http } = setUp((request) => (asksForClixml(request) ? reply : page([{ Name: "a" }])));
      assert.deepEqual((await channel.invoke(WRITE)).objects, [{ Name: "a" }]);
      assert.deepEqual(forms(http.requests), ["clixml", "json"]);
    });

  for (const at of [0, 5]) {
    const [title, reply] = REFUSALS[at] ?? ["", {}];
    it(`by ${title} may have acted: a write is not sent again, and the next look asks for JSON`, async () => {
      const { channel, http } = setUp((request) => (asksForClixml(request) ? reply : page([{ Name: "a" }])));
      await assert.rejects(channel.invoke(WRITE), failsWith("PURVIEW_OUTCOME_UNKNOWN"));
      assert.equal(http.requests.length, 1);
      assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
      assert.deepEqual(forms(http.requests), ["clixml", "json"]);
    });
  }

  it("is not one that refuses what was written: that is sent once, whatever it is called", async () => {
    const replies = [
      refusal(400, "Ex123ABC|Contoso.ErrorX|The name is not valid."),
      { status: 400 },
      refusal(400, "A policy named 'clixml' exists."),
      refusal(400, "|Contoso.CompliancePolicyAlreadyExistsInScenarioException|'Old clixml' exists."),
    ];
    for (const reply of replies) {
      const { channel, http, debugged } = setUp(() => reply);
      const call = { ...WRITE, parameters: { Name: "clixml" } };
      await assert.rejects(channel.invoke(call));
      assert.equal(http.requests.length, 1);
      assert.deepEqual(debugged, []);
    }
  });

  it("is not one that refuses a read in JSON as well: the first error stands", async () => {
    const { channel, http, debugged } = setUp((request) => refusal(400, asksForClixml(request) ? "no" : "no again"));
    await assert.rejects(channel.invoke(READ), /no\./);
    assert.deepEqual(forms(http.requests), ["clixml", "json"]);
    assert.deepEqual(debugged, []);
  });

  it("is not one that took it before: what it refuses then, has another cause", async () => {
    let first = true;
    const { channel, http } = setUp((request) => {
      if (!first) return refusal(400, "no");
      first = false;
      return inClixml(request, "a");
    });
    await channel.invoke(READ);
    await assert.rejects(channel.invoke(READ), /no/);
    assert.equal(http.requests.length, 2);
  });

  it("is not one that cannot be reached, or that loses a write", async () => {
    const { channel, http } = setUp(() => Promise.reject(lost()));
    await assert.rejects(channel.invoke(WRITE), failsWith("PURVIEW_OUTCOME_UNKNOWN"));
    assert.deepEqual(forms(http.requests), ["clixml"]);
  });
});

describe("errors and warnings in a CLIXML document", () => {
  const object = '<Obj RefId="0"><MS><S N="Name">a</S></MS></Obj>';
  const CASES: readonly (readonly [title: string, code: string, record: string])[] = [
    [
      "an object that is not found",
      "PURVIEW_NOT_FOUND",
      errorRecord("ManagementObjectNotFoundException", "'X' couldn't be found.", 13),
    ],
    [
      "a rule that is not found",
      "PURVIEW_NOT_FOUND",
      errorRecord("ErrorRuleNotFoundException", "There is no rule 'X'."),
    ],
    ["a policy that is being deployed", "PURVIEW_DEPLOYING", errorRecord("PolicyLockConflictException", "locked")],
    [
      "a name that is taken",
      "PURVIEW_EXISTS",
      errorRecord("CompliancePolicyAlreadyExistsInScenarioException", "'X' exists."),
    ],
    [
      "a cmdlet that is not granted",
      "PURVIEW_PERMISSION",
      errorRecord(
        "CommandNotFoundException",
        "The term 'Get-X' is not recognized as the name of a cmdlet, function, script file, or operable program.",
        13,
      ),
    ],
    ["anything else", "PURVIEW_SERVICE_REFUSED", errorRecord("ParameterBindingException", "no")],
    [
      "an error text",
      "PURVIEW_SERVICE_REFUSED",
      '<S S="Error">It went_x000D__x000A_</S><S S="Error">wrong._x000D__x000A_</S>',
    ],
  ];
  for (const [title, code, record] of CASES)
    it(`are the errors that JSON has: ${title}`, async () => {
      for (const call of [READ, WRITE])
        await assert.rejects(setUp(() => document(record)).channel.invoke(call), failsWith(code));
    });

  it("keep what the service says", async () => {
    const record = errorRecord("PolicyLockConflictException", "Policy &lt;x&gt; is locked.");
    await assert.rejects(setUp(() => document(record)).channel.invoke(WRITE), (error: unknown) => {
      assert.ok(
        failsWith("PURVIEW_DEPLOYING", ({ context }) => {
          assert.equal(context.serviceMessage, "Policy <x> is locked.");
          assert.equal(context.serviceType, "PolicyLockConflictException");
        })(error),
      );
      return true;
    });
    const lines = '<S S="Error">It went_x000D__x000A_</S><S S="Error">wrong._x000D__x000A_</S>';
    await assert.rejects(setUp(() => document(lines)).channel.invoke(READ), /It went\s+wrong\./);
  });

  it("along with objects make a list incomplete, and are kept for the read-back of a write", async () => {
    const reply = document(object + errorRecord("Exception", "one of them failed"));
    await assert.rejects(setUp(() => reply).channel.invoke(READ), /one of them failed/);
    const { objects, warnings } = await setUp(() => reply).channel.invoke(WRITE);
    assert.deepEqual([objects, warnings], [[{ Name: "a" }], ["one of them failed"]]);
  });

  it("that warn are warnings, next to those of the envelope; progress and the like are nothing", async () => {
    const warning =
      '<S S="Warning">narrowed</S><Obj RefId="8"><TN RefId="8"><T>System.Management.Automation.WarningRecord</T></TN><ToString>slow</ToString><Props><S N="InformationalRecord_Message">slow</S></Props></Obj>';
    const other =
      '<Obj S="progress" RefId="9"><MS><S N="Activity">x</S></MS></Obj><S S="Verbose">v</S><S S="Debug">d</S>';
    const { channel } = setUp(() =>
      page([{ _clixml: `<Objs>${warning}${other}${object}</Objs>` }], { "@adminapi.warnings": ["first"] }),
    );
    const { objects, warnings } = await channel.invoke(READ);
    assert.deepEqual([objects, warnings], [[{ Name: "a" }], ["first", "narrowed", "slow"]]);
  });
});

describe("a CLIXML document that is broken", () => {
  const good = clixmlOf([{ Name: "a" }]);
  const BROKEN: readonly (readonly [title: string, value: unknown])[] = [
    ["cut off", good.slice(0, -20)],
    ["empty", ""],
    ["a web page", "<html><body>Sign in</body></html>"],
    ["another root", good.replaceAll("Objs", "Things")],
    ["a DTD", `<!DOCTYPE a [<!ENTITY b "c">]>${good}`],
    ["an unknown entity", good.replace(">a<", ">&b;<")],
    ["nested without end", `<Objs>${'<Obj RefId="1"><LST>'.repeat(3000)}</Objs>`],
    ["a text among the objects", "<Objs><S>a</S></Objs>"],
    ["no text", 5],
  ];
  for (const [title, value] of BROKEN)
    it(`(${title}) is one clear error of a list, never an empty one`, async () => {
      const { channel } = setUp(() => page([{ _clixml: value }]));
      await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_RESPONSE_MALFORMED"));
    });

  it("after a write leaves its outcome unknown: it is not sent again", async () => {
    const { channel, http } = setUp(() => page([{ _clixml: good.slice(0, -20) }]));
    await assert.rejects(channel.invoke(WRITE), failsWith("PURVIEW_OUTCOME_UNKNOWN"));
    assert.equal(http.requests.length, 1);
  });

  it("is asked for again, since it may have been cut off on the way", async () => {
    let requests = 0;
    const { channel } = setUp(() => page([{ _clixml: requests++ === 0 ? good.slice(0, -20) : good }]));
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Name: "a" }]);
  });
});
