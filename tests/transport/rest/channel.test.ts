import assert from "node:assert/strict";
import { TokenKeeper, type AuthContext } from "../../../provider/auth";
import { cloudHosts, clouds, loopbackHosts, type HttpRequest, type TenantLocation } from "../../../provider/clouds";
import { PurviewError } from "../../../provider/errors";
import { TransportError } from "../../../provider/errors";
import { Pace, RestChannel, Route } from "../../../provider/transport/rest";
import { FakeClock, FakeHttp, jwt, page, refusal, type Reply } from "../fakes";

const TID = "11111111-2222-3333-4444-555555555555";
const FRONT = "https://ps.compliance.protection.outlook.com";
const REGION = "https://nam11b.ps.compliance.protection.outlook.com";
const BUSY = "You have reached the maximum number of concurrent requests per tenant. Please wait and try again";

const location: TenantLocation = {
  environment: "public",
  tenantId: TID,
  audience: clouds.public.audience,
  authority: { url: `https://login.microsoftonline.com/${TID}` },
  tokenEndpoint: "https://login.microsoftonline.com/x",
  serviceOrigin: FRONT,
  hosts: cloudHosts(clouds.public),
  federationAudience: "",
};

function setUp(
  handler: (request: HttpRequest, index: number) => Reply | Promise<Reply>,
  { front, hosts } = { front: FRONT, hosts: location.hosts },
) {
  const http = new FakeHttp(handler);
  const clock = new FakeClock();
  const claimsAsked: (string | undefined)[] = [];
  let tokens = 0;
  const context: AuthContext = { location, http, clock, env: {} };
  const keeper = new TokenKeeper(
    {
      way: "test",
      identity: "app 1",
      acquire: ({ claims }) => {
        claimsAsked.push(claims);
        return Promise.resolve({
          value: jwt({ tid: TID, aud: location.audience, exp: clock.now() / 1000 + 3600, n: ++tokens }),
        });
      },
    },
    context,
  );
  const notes: string[] = [];
  const channel = new RestChannel({
    http,
    clock,
    tokens: keeper,
    route: new Route({ front, hosts, cacheKey: "x" }),
    pace: new Pace(clock),
    connection: { connectionId: "c-1", anchor: "UPN:SystemMailbox{x}@contoso.onmicrosoft.com" },
    tenantId: TID,
    tenant: "contoso.onmicrosoft.com",
    requestTimeoutMs: 960_000,
    notify: (note) => notes.push(note),
    random: () => 0.5,
  });
  return { channel, http, clock, claimsAsked, notes, asked: () => tokens };
}

const READ = { cmdlet: "Get-ComplianceTag", parameters: {} };
const WRITE = { cmdlet: "New-ComplianceTag", parameters: { Name: "seven years" } };
const failsWith = (code: string, more?: (error: PurviewError) => void) => (error: unknown) => {
  assert.ok(error instanceof PurviewError, String(error));
  assert.equal(error.code, code, error.message);
  more?.(error);
  return true;
};
const lost = () => new TransportError("lost", { code: "PURVIEW_CONNECTION_LOST" });
const refused = () => new TransportError("refused", { code: "PURVIEW_CONNECT_FAILED" });

describe("a cmdlet over the Admin API", () => {
  it("is one POST with the documented path, body and headers", async () => {
    const { channel, http } = setUp(() => page([{ Name: "a" }]));
    const answer = await channel.invoke({ cmdlet: "Get-Label", parameters: { Identity: "X" } });
    assert.deepEqual(answer.objects, [{ Name: "a" }]);
    const [request] = http.requests;
    assert.equal(request?.method, "POST");
    assert.equal(request.url, `${FRONT}/adminapi/beta/${TID}/InvokeCommand`);
    assert.deepEqual(JSON.parse(request.body ?? ""), {
      CmdletInput: { CmdletName: "Get-Label", Parameters: { Identity: "X" } },
    });
    const headers = request.headers ?? {};
    assert.match(headers["authorization"] ?? "", /^Bearer eyJ/);
    assert.equal(headers["X-AnchorMailbox"], "UPN:SystemMailbox{x}@contoso.onmicrosoft.com");
    assert.equal(headers["X-CmdletName"], "Get-Label");
    assert.equal(headers["Prefer"], "odata.maxpagesize=1000");
    assert.equal(headers["accept-language"], "en-US");
    assert.equal(headers["connection-id"], "c-1");
    assert.match(headers["client-request-id"] ?? "", /^[0-9a-f-]{36}$/);
  });

  it("leaves annotations out at every depth", async () => {
    const { channel } = setUp(() =>
      page([
        {
          "Priority@data.type": "System.Int32",
          Priority: 1,
          Inner: { "x@odata.type": "#Guid", x: ["y"] },
          "@odata.id": "z",
        },
      ]),
    );
    assert.deepEqual((await channel.invoke(READ)).objects, [{ Priority: 1, Inner: { x: ["y"] } }]);
  });
});

describe("the regional redirect", () => {
  for (const location of [
    `${REGION}/adminapi/beta/x`,
    "https://nam11b.admin.protection.outlook.com:446/adminapi/beta/x",
  ])
    it(`is followed by POST with body and token to ${new URL(location).host}'s region, once for many calls`, async () => {
      const { channel, http } = setUp(({ url }) =>
        url.startsWith(FRONT) ? { status: 302, headers: { location } } : page([]),
      );
      await Promise.all([channel.invoke(READ), channel.invoke(WRITE), channel.invoke(READ), channel.rights()]);
      const front = http.requests.filter(({ url }) => url.startsWith(FRONT));
      assert.equal(front.length, 1);
      assert.equal(http.requests.length, 5);
      for (const request of http.requests) {
        assert.match(request.headers?.["authorization"] ?? "", /^Bearer /);
        if (request.url.endsWith("InvokeCommand")) assert.equal(request.method, "POST");
      }
    });

  const foreign = [
    "https://evil.example/adminapi",
    "https://nam11b.ps.compliance.protection.office365.us/adminapi",
    "http://nam11b.ps.compliance.protection.outlook.com/adminapi",
    "https://127.0.0.1:446/adminapi",
    "//evil.example/adminapi",
  ];
  for (const location of foreign)
    it(`never takes the token to ${location}`, async () => {
      const { channel, http } = setUp(() => ({ status: 302, headers: { location } }));
      await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_FOREIGN_REDIRECT"));
      assert.equal(http.requests.length, 1);
    });

  it("ends when it goes round in circles, also for a write", async () => {
    const { channel, http } = setUp(({ url }) => ({
      status: 302,
      headers: {
        location: url.includes("nam11b") ? "https://nam12b.ps.compliance.protection.outlook.com/" : `${REGION}/`,
      },
    }));
    await assert.rejects(channel.invoke(WRITE), failsWith("PURVIEW_REDIRECT_LOOP"));
    assert.ok(http.requests.length <= 6);
  });

  it("is looked for again when the region can no longer be reached", async () => {
    let down = false;
    const { channel, http } = setUp(({ url }) => {
      if (url.startsWith(FRONT))
        return {
          status: 302,
          headers: { location: down ? "https://nam12b.ps.compliance.protection.outlook.com/" : `${REGION}/` },
        };
      if (down && url.startsWith(REGION)) throw refused();
      return page([]);
    });
    await channel.invoke(READ);
    down = true;
    await channel.invoke(WRITE);
    assert.ok(http.requests.at(-1)?.url.startsWith("https://nam12b."));
  });

  it("keeps the affinity cookies of a host, and gives them to no other", async () => {
    const { channel, http } = setUp(({ url }) =>
      url.startsWith(FRONT)
        ? { status: 302, headers: { location: `${REGION}/` }, setCookies: ["front=1; path=/"] }
        : { ...page([]), setCookies: ["affinity=abc; path=/; secure", "gone=1; Max-Age=0"] },
    );
    await channel.invoke(READ);
    await channel.invoke(READ);
    assert.deepEqual(
      http.requests.map(({ headers }) => headers?.["cookie"]),
      [undefined, undefined, "affinity=abc"],
    );
  });
});

describe("pages", () => {
  const link = (n: number) => ({ "@odata.nextLink": `${FRONT}/adminapi/beta/${TID}/InvokeCommand?$skiptoken=${n}` });
  const three = ({ url }: HttpRequest): Reply => {
    const n = Number(new URL(url).searchParams.get("$skiptoken") ?? 0);
    return page([{ n }], n < 2 ? link(n + 1) : {});
  };

  it("are read to the last, by POST with the same body", async () => {
    const { channel, http } = setUp(three);
    assert.deepEqual((await channel.invoke(READ)).objects, [{ n: 0 }, { n: 1 }, { n: 2 }]);
    assert.deepEqual(
      http.requests.map(({ method }) => method),
      ["POST", "POST", "POST"],
    );
    assert.equal(new Set(http.requests.map(({ body }) => body)).size, 1);
    assert.equal(new Set(http.requests.map(({ headers }) => headers?.["client-request-id"])).size, 1);
  });

  for (const relative of [
    "InvokeCommand?$skiptoken=1",
    "?$skiptoken=1",
    `/adminapi/beta/${TID}/InvokeCommand?$skiptoken=1`,
  ])
    it(`are found by the link ${relative}`, async () => {
      const { channel, http } = setUp(({ url }) =>
        page([{}], url.includes("skiptoken") ? {} : { "@odata.nextLink": relative }),
      );
      assert.equal((await channel.invoke(READ)).objects.length, 2);
      assert.equal(http.requests[1]?.url, `${FRONT}/adminapi/beta/${TID}/InvokeCommand?$skiptoken=1`);
    });

  for (const status of [405, 404, 400, 501])
    it(`are read by GET where the service refuses POST with ${status}, which is remembered`, async () => {
      const { channel, http } = setUp((request) =>
        request.url.includes("skiptoken") && request.method === "POST" ? { status } : three(request),
      );
      assert.equal((await channel.invoke(READ)).objects.length, 3);
      await channel.invoke(READ);
      assert.equal(http.requests.filter(({ method, url }) => method === "POST" && url.includes("skiptoken")).length, 1);
      assert.equal(http.requests.find(({ method }) => method === "GET")?.body, undefined);
    });

  it("are read by GET in every list that is under way when the first one learns it", async () => {
    const { channel } = setUp(async (request) => {
      if (!request.url.includes("skiptoken") || request.method === "GET") return three(request);
      await new Promise((resolve) => setImmediate(resolve));
      return { status: 405 };
    });
    const lists = await Promise.all([1, 2, 3].map((n) => channel.invoke({ ...READ, parameters: { n } })));
    assert.deepEqual(
      lists.map(({ objects }) => objects.length),
      [3, 3, 3],
    );
  });

  it("that are refused both ways are the error of the first", async () => {
    const { channel } = setUp((request) =>
      request.url.includes("skiptoken")
        ? refusal(request.method === "POST" ? 400 : 405, `no ${request.method}`)
        : three(request),
    );
    await assert.rejects(channel.invoke(READ), /no POST/);
  });

  it("that expired are read again from the first, nothing twice", async () => {
    let expired = false;
    const { channel } = setUp((request) => {
      if (!expired && request.url.includes("skiptoken=2")) {
        expired = true;
        return refusal(400, "Expired or Invalid pagination request. Default Expiry time is 00:30:00");
      }
      return three(request);
    });
    assert.deepEqual((await channel.invoke(READ)).objects, [{ n: 0 }, { n: 1 }, { n: 2 }]);
  });

  it("that always expire are one error, not a short list", async () => {
    const { channel } = setUp((request) =>
      request.url.includes("skiptoken") ? refusal(400, "Expired or Invalid pagination request.") : three(request),
    );
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_PAGING_EXPIRED"));
  });

  it("that never end are one error", async () => {
    const { channel } = setUp(() => page([{}], link(1)));
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_PAGING_LOOP"));
  });

  for (const foreign of [
    "https://evil.example/x",
    "https://nam12b.ps.compliance.protection.outlook.com/x",
    "http://ps.compliance.protection.outlook.com/x",
  ])
    it(`are not asked for at ${foreign}`, async () => {
      const { channel, http } = setUp(() => page([{}], { "@odata.nextLink": foreign }));
      await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_FOREIGN_HOST"));
      assert.equal(http.requests.length, 1);
    });

  it("on this machine are the same host's under any of its names, on the same port", async () => {
    const local = { front: "http://127.0.0.1:4000", hosts: loopbackHosts };
    const next = (port: number) => ({ "@odata.nextLink": `https://localhost:${port}/x?$skiptoken=1` });
    const { channel, http } = setUp(({ url }) => page([{}], url.includes("skiptoken") ? {} : next(4000)), local);
    assert.equal((await channel.invoke(READ)).objects.length, 2);
    assert.equal(http.requests[1]?.url, "http://127.0.0.1:4000/x?$skiptoken=1");
    const other = setUp(() => page([{}], next(4001)), local);
    await assert.rejects(other.channel.invoke(READ), failsWith("PURVIEW_FOREIGN_HOST"));
  });

  it("are not complete when the service says that it holds more", async () => {
    const { channel } = setUp(() =>
      page([{}], {
        "@adminapi.warnings": [
          "There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.",
        ],
      }),
    );
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_LIST_CUT"));
  });
});

describe("answers that are none", () => {
  const nonsense: [string, Reply, string][] = [
    ["an empty body", { body: "" }, "PURVIEW_EMPTY_ANSWER"],
    ["a body that broke off", { bodyProblem: "lost" }, "PURVIEW_ANSWER_CUT"],
    ["half a JSON", { body: '{"value":[{"Name":"a"}' }, "PURVIEW_ANSWER_MALFORMED"],
    ["a list", { body: "[]" }, "PURVIEW_ANSWER_MALFORMED"],
    ["no list", { body: { value: "x" } }, "PURVIEW_ANSWER_MALFORMED"],
    ["a null list", { body: { value: null } }, "PURVIEW_ANSWER_MALFORMED"],
    ["elements that are no objects", { body: { value: [1] } }, "PURVIEW_ANSWER_MALFORMED"],
    ["a next link of the wrong type", { body: { value: [], "@odata.nextLink": {} } }, "PURVIEW_ANSWER_MALFORMED"],
    ["a property __proto__", { body: '{"value":[{"__proto__":{"polluted":true}}]}' }, "PURVIEW_ANSWER_MALFORMED"],
    ["a property constructor below", { body: '{"value":[{"a":[{"constructor":{}}]}]}' }, "PURVIEW_ANSWER_MALFORMED"],
    [
      "endless nesting",
      { body: `{"value":[{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}]}` },
      "PURVIEW_ANSWER_MALFORMED",
    ],
    ["too many bytes", { bodyProblem: "tooLarge" }, "PURVIEW_ANSWER_TOO_LARGE"],
  ];
  for (const [title, reply, code] of nonsense) {
    it(`(${title}) are one error for a list, never an empty list`, async () => {
      const { channel } = setUp(() => reply);
      await assert.rejects(channel.invoke(READ), failsWith(code));
      assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    });
    if (title !== "a null list")
      it(`(${title}) leave the outcome of a write unknown, and it is not sent again`, async () => {
        const { channel, http } = setUp(() => reply);
        await assert.rejects(channel.invoke(WRITE), failsWith("PURVIEW_OUTCOME_UNKNOWN"));
        assert.equal(http.requests.length, 1);
      });
  }

  it("once, and a good one after, are a good answer for a list", async () => {
    const { channel } = setUp((_, index) => (index === 0 ? { body: "" } : page([{ a: 1 }])));
    assert.equal((await channel.invoke(READ)).objects.length, 1);
  });

  it("do not include the empty list, null and 204 of a void cmdlet", async () => {
    for (const reply of [page([]), { body: { value: null } }, { status: 204 }]) {
      const { channel } = setUp(() => reply);
      assert.deepEqual((await channel.invoke({ cmdlet: "Remove-Label", parameters: {} })).objects, []);
    }
  });

  it("with an error inside a success are that error", async () => {
    const { channel } = setUp(() => ({ body: { error: { code: "NotFound", message: "gone", details: [] } } }));
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_NOT_FOUND"));
    await assert.rejects(channel.invoke(WRITE), failsWith("PURVIEW_NOT_FOUND"));
  });

  it("with errors beside a list are no list", async () => {
    const { channel } = setUp(() => page([{}], { "@adminapi.errors": ["half of it failed"] }));
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_SERVICE_REFUSED"));
  });
});

describe("trying again", () => {
  const transient: [string, () => Reply][] = [
    ["502", () => ({ status: 502, body: "<html>" })],
    ["503 without text", () => ({ status: 503 })],
    ["504", () => ({ status: 504 })],
    ["500 that says nothing", () => ({ status: 500 })],
    ["500 of a busy backend", () => refusal(500, "Ex1A2B3C|x.StorageTransientException|try later")],
    [
      "a lost connection",
      () => {
        throw lost();
      },
    ],
  ];
  for (const [title, reply] of transient) {
    it(`reads after ${title}`, async () => {
      const { channel, http } = setUp((_, index) => (index < 2 ? reply() : page([])));
      await channel.invoke(READ);
      assert.equal(http.requests.length, 3);
    });
    it(`gives up reading after ${title} five times`, async () => {
      const { channel, http } = setUp(reply);
      await assert.rejects(channel.invoke(READ), PurviewError);
      assert.equal(http.requests.length, 5);
    });
    it(`never sends a write again after ${title}`, async () => {
      const { channel, http } = setUp(reply);
      await assert.rejects(
        channel.invoke(WRITE),
        failsWith("PURVIEW_OUTCOME_UNKNOWN", (error) => assert.match(error.message, /seven years/)),
      );
      assert.equal(http.requests.length, 1);
    });
  }

  const harmless: [string, (index: number) => Reply][] = [
    ["429", () => ({ status: 429, headers: { "retry-after": "1.5" }, body: BUSY })],
    ["503 with words", () => ({ status: 503, body: "Server is busy." })],
    ["401", () => ({ status: 401 })],
    ["the session limit", () => refusal(400, "The maximum number of connections allowed : 3")],
    [
      "a refused connection",
      () => {
        throw refused();
      },
    ],
  ];
  for (const [title, reply] of harmless)
    it(`sends even a write again after ${title}: it certainly did nothing`, async () => {
      const { channel, http } = setUp((_, index) => (index === 0 ? reply(index) : page([{ ok: true }])));
      assert.equal((await channel.invoke(WRITE)).objects.length, 1);
      assert.equal(http.requests.length, 2);
    });

  it("does not repeat deterministic errors, also when they come as 500", async () => {
    const { channel, http } = setUp(() => refusal(500, "Ex1A2B3C|x.ErrorRuleNotFoundException|There is no rule"));
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_NOT_FOUND"));
    assert.equal(http.requests.length, 1);
  });

  it("waits for the whole tenant once when one request is throttled, and says so", async () => {
    const { channel, http, clock, notes } = setUp((_, index) =>
      index === 1 ? { status: 429, headers: { "Retry-After": "30" }, body: BUSY } : page([]),
    );
    await channel.invoke(READ);
    const start = clock.now();
    await Promise.all([channel.invoke(READ), channel.invoke(READ)]);
    assert.ok(clock.now() - start >= 30_000 && clock.now() - start < 70_000);
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? "", /waiting 30 s/);
    assert.ok(http.requests.length <= 4);
  });

  it("ends when throttling does not", async () => {
    const { channel, clock } = setUp(() => ({ status: 429, headers: { "retry-after": "60" } }));
    const start = clock.now();
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_THROTTLED"));
    assert.ok(clock.now() - start <= 960_000);
  });

  it("asks for a new token after 401, with the claims of a challenge", async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
    const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString("base64")}"`;
    const { channel, http, claimsAsked } = setUp((_, index) =>
      index === 0 ? { status: 401, headers: { "www-authenticate": challenge } } : page([]),
    );
    await channel.invoke(READ);
    assert.deepEqual(claimsAsked, [undefined, claims]);
    const sent = http.requests.map(({ headers }) => headers?.["authorization"]);
    assert.notEqual(sent[0], sent[1]);
  });

  it("asks for one new token when many requests meet 401 at once", async () => {
    const { channel, asked } = setUp(({ headers }) => {
      const claims = JSON.parse(
        Buffer.from((headers?.["authorization"] ?? "").split(".")[1] ?? "", "base64url").toString(),
      ) as { n: number };
      return claims.n === 1 ? { status: 401 } : page([]);
    });
    await Promise.all(Array.from({ length: 20 }, () => channel.invoke(READ)));
    assert.equal(asked(), 2);
  });

  it("ends with one clear error when the service refuses every token", async () => {
    const { channel, http } = setUp(() => ({ status: 401 }));
    await assert.rejects(channel.invoke(WRITE), failsWith("PURVIEW_UNAUTHORIZED"));
    assert.ok(http.requests.length <= 3);
  });

  it("tells which setting is missing when the service does not find the organisation", async () => {
    const { channel } = setUp(() => refusal(500, "Could not find the organization container for x"));
    await assert.rejects(
      channel.invoke(READ),
      failsWith("PURVIEW_ORGANIZATION", ({ message }) => assert.match(message, /Set organization/)),
    );
  });

  it("keeps the status of an answer whose body cannot be read", async () => {
    const { channel } = setUp(() => ({ status: 403, bodyProblem: "undecodable" }));
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_PERMISSION"));
  });
});

describe("cancelling", () => {
  it("stops a wait at once", async () => {
    const { channel } = setUp(() => ({ status: 503 }));
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(channel.invoke(READ, { signal: controller.signal }), failsWith("PURVIEW_CANCELLED"));
  });

  it("lets a write that is under way tell its outcome", async () => {
    const controller = new AbortController();
    const { channel } = setUp(async () => {
      controller.abort();
      return page([{ done: true }]);
    });
    assert.equal((await channel.invoke(WRITE, { signal: controller.signal })).objects.length, 1);
  });
});

describe("rights", () => {
  const script = `
function script:Get-Label
{
    [CmdletBinding(DefaultParameterSetName='Identity')]
    param(
    [Parameter(ParameterSetName='Identity', Position=0)]
    [System.Object]
    \${Identity},
    [switch]
    \${IncludeDetailedLabelActions}
    )
    Begin { $x = \${NotAParameter}, 1 }
}`;
  it("are read from the generated module, asked for at the documented address", async () => {
    const { channel, http } = setUp(() =>
      page([{ fileName: "x.psm1", fileContent: script, exportedCmdlets: "Get-Label,New-Label" }]),
    );
    const rights = await channel.rights();
    assert.match(http.requests[0]?.url ?? "", new RegExp(`/adminapi/v1.0/${TID}/EXOModuleFile\\?Version=`));
    assert.equal(http.requests[0]?.headers?.["CommandName"], "*");
    assert.deepEqual(
      ["get-label", "New-Label", "Remove-Label"].map((name) => rights.mayCall(name)),
      [true, true, false],
    );
    assert.equal(rights.mayPass("Get-Label", "identity"), true);
    assert.equal(rights.mayPass("Get-Label", "IncludeDetailedLabelActions"), true);
    assert.equal(rights.mayPass("Get-Label", "NotAParameter"), false);
    assert.equal(rights.mayPass("New-Label", "Name"), undefined);
  });

  it("that a service does not tell are no restriction, but a refusal is an error", async () => {
    for (const status of [400, 404, 405, 501])
      assert.equal((await setUp(() => ({ status })).channel.rights()).mayCall("X-Y"), true);
    await assert.rejects(setUp(() => ({ status: 403 })).channel.rights(), failsWith("PURVIEW_PERMISSION"));
  });
});
