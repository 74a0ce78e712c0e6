import assert from "node:assert/strict";
import { page } from "../fakes";
import { TID, FRONT, REGION, setUp, READ, WRITE, failsWith, refused } from "./set-up";

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
      await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_UNTRUSTED_REDIRECT"));
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
  it("are read from the generated module, requested at the documented URL", async () => {
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

  it("are none for an identity for which the service lists no cmdlets", async () => {
    for (const exportedCmdlets of ["", " ", []]) {
      const { channel } = setUp(() => page([{ fileName: "x.psm1", fileContent: "", exportedCmdlets }]));
      assert.equal((await channel.rights()).mayCall("Get-Label"), false);
    }
    const { channel } = setUp(() => page([{ fileName: "x.psm1", fileContent: "" }]));
    assert.equal((await channel.rights()).mayCall("Get-Label"), true, "no list at all says nothing");
  });

  it("that a service does not return are no restriction, but a refusal is an error", async () => {
    for (const status of [400, 404, 405, 501])
      assert.equal((await setUp(() => ({ status })).channel.rights()).mayCall("X-Y"), true);
    await assert.rejects(setUp(() => ({ status: 403 })).channel.rights(), failsWith("PURVIEW_PERMISSION"));
  });
});

describe("cancelling", () => {
  it("stops a wait at once", async () => {
    const { channel } = setUp(() => ({ status: 503 }));
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(channel.invoke(READ, { signal: controller.signal }), failsWith("PURVIEW_CANCELLED"));
  });

  it("lets a write that is under way report its outcome", async () => {
    const controller = new AbortController();
    const { channel } = setUp(async () => {
      controller.abort();
      return page([{ done: true }]);
    });
    assert.equal((await channel.invoke(WRITE, { signal: controller.signal })).objects.length, 1);
  });
});
