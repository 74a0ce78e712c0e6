import { strict as assert } from "node:assert";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { anchorOf, askToken, AUDIENCE, control, invoke, send, tenantOf, tokenFor } from "./client";

describe("the admin API of the emulator", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  let token: string;
  before(async () => {
    emulator = await startEmulator({ clock: "manual" });
    tenant = tenantOf(emulator, "public");
    token = await tokenFor(tenant);
  });
  after(() => emulator.stop());

  const get = (path: string, headers: Record<string, string> = {}, base = emulator.regionUrl) =>
    send(`${base}/adminapi/${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });

  describe("on the global host", () => {
    const probe = (anchor: string | undefined) =>
      get(
        `beta/${tenant.tenantId}/EXOBanner('AutogenSession')?Version=3.9.2`,
        anchor === undefined ? {} : { "x-anchormailbox": anchor },
        emulator.url,
      );

    it("redirects every anchor that names a domain of the tenant, with path and query", async () => {
      for (const anchor of [
        anchorOf(tenant),
        `UPN:OAuthUser@${tenant.organization}`,
        `UPN:me@${tenant.organization}`,
        // A TypeScript client leaves the kind out; azure-auth names the tenant of an app by its GUID.
        `SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenant.organization}`,
        `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenant.tenantId}`,
      ]) {
        const { status, headers } = await probe(anchor);
        assert.equal(status, 302, anchor);
        assert.equal(
          headers.get("location"),
          `${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/EXOBanner('AutogenSession')?Version=3.9.2`,
        );
      }
    });
    it("finds no organisation by a GUID, another domain, or nothing", async () => {
      for (const [anchor, text] of [
        [undefined, /Value cannot be null. Parameter name: orgUnit/],
        [`TID:${tenant.tenantId}`, /Could not find the organization container/],
        [`UPN:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenant.tenantId}`, /organization container/],
        [tenant.tenantId, /organization container/],
        [tenant.organization, /organization container/],
        ["UPN:me@elsewhere.onmicrosoft.com", /organization container/],
      ] as const) {
        const answer = await probe(anchor);
        assert.equal(answer.status, 500, anchor);
        assert.match(answer.text, text);
      }
    });
    it("asks for a token before it looks at the anchor", async () => {
      const { status } = await send(`${emulator.url}/adminapi/beta/${tenant.tenantId}/EXOBanner('AutogenSession')`, {
        headers: { "x-anchormailbox": anchorOf(tenant) },
      });
      assert.equal(status, 401);
    });
  });

  describe("on the region", () => {
    it("needs no anchor", async () => {
      assert.equal((await get(`beta/${tenant.tenantId}/EXOBanner('AutogenSession')`)).status, 200);
    });
    it("has InvokeCommand under beta only, and not by GET", async () => {
      assert.equal((await invoke(emulator, tenant, "Get-ComplianceTag", {}, { token, path: "v1.0" })).status, 405);
      assert.equal((await get(`beta/${tenant.tenantId}/InvokeCommand`)).status, 405);
      for (const method of ["OPTIONS", "PUT", "DELETE", "HEAD"]) {
        const url = `${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/InvokeCommand/`;
        assert.equal((await send(url, { method, headers: { authorization: `Bearer ${token}` } })).status, 405, method);
      }
    });
    it("knows no other resources", async () => {
      assert.equal((await get(`beta/${tenant.tenantId}/Mailbox`)).status, 404);
    });
    it("returns the caller's cmdlets, and their parameters on request", async () => {
      const plain = await get(`v1.0/${tenant.tenantId}/EXOModuleFile?Version=3.9.2`);
      const cmdlets = plain.json.value[0].exportedCmdlets.split(",");
      assert.ok(cmdlets.includes("Set-RetentionCompliancePolicy"));
      assert.ok(!cmdlets.includes("New-ComplianceSearch"), "an app-only token may not search");
      const full = await get(`v1.0/${tenant.tenantId}/EXOModuleFile`, { commandname: "*" });
      assert.match(full.json.value[0].fileContent, /function script:Set-RetentionCompliancePolicy/);
      assert.match(full.json.value[0].fileContent, /\$\{AddExchangeLocation\}/);
      assert.ok(full.text.length > plain.text.length);
    });
  });

  describe("answers", () => {
    const tag = { RetentionAction: "Keep", RetentionDuration: 30, RetentionType: "CreationAgeInDays" };
    before(async () => {
      for (const name of ["a", "b", "c", "d", "e"]) {
        const made = await invoke(emulator, tenant, "New-ComplianceTag", { Name: `page ${name}`, ...tag }, { token });
        assert.equal(made.status, 200, made.text);
      }
      // Past every replication lag.
      await control(emulator, "POST", "clock", { advanceMs: 600_000 });
    });

    it("with the documented envelope and headers, annotations before their property", async () => {
      const headers = { "client-request-id": "33333333-3333-4333-8333-333333333333" };
      const answer = await invoke(emulator, tenant, "Get-ComplianceTag", { Identity: "page a" }, { token, headers });
      assert.deepEqual(Object.keys(answer.json), [
        "@odata.context",
        "adminapi.warnings@odata.type",
        "@adminapi.warnings",
        "value",
      ]);
      assert.equal(
        answer.json["@odata.context"],
        `${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/$metadata#Collection(Exchange.GenericHashTable)`,
      );
      assert.equal(answer.headers.get("odata-version"), "4.0");
      assert.match(answer.headers.get("content-type") ?? "", /^application\/json;odata\.metadata=minimal/);
      assert.equal(answer.headers.get("client-request-id"), "33333333-3333-4333-8333-333333333333");
      assert.match(answer.headers.get("request-id") ?? "", /^[0-9a-f-]{36}$/);
      assert.ok(Number(answer.headers.get("rate-limit-remaining")) > 0);
      const [row] = answer.json.value;
      const keys = Object.keys(row);
      assert.equal(row["Guid@data.type"], "System.Guid");
      assert.ok(keys.indexOf("Guid@data.type") < keys.indexOf("Guid"));
      assert.match(row.WhenCreatedUTC, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
      assert.match(row.WhenCreated, /\.\d{7}\+00:00$/);
    });

    it("warnings in the envelope and in a header", async () => {
      const { json, headers } = await invoke(emulator, tenant, "Set-ComplianceTag", { Identity: "page b" }, { token });
      assert.match(json["@adminapi.warnings"][0], /no settings of '.*page b' have been modified/);
      assert.match(headers.get("x-warnings") ?? "", /no settings of '.*page b' have been modified/);
    });

    it("only what $select names", async () => {
      const { json } = await invoke(emulator, tenant, "Get-ComplianceTag", {}, { token, query: "?$select=name,Guid" });
      assert.deepEqual(Object.keys(json.value[0]).sort(), ["Guid", "Guid@data.type", "Guid@odata.type", "Name"]);
    });

    it("in pages whose links are followed by GET or by POST, to the end", async () => {
      for (const method of ["GET", "POST"]) {
        const headers = { prefer: "odata.maxpagesize=2" };
        let answer = await invoke(emulator, tenant, "Get-ComplianceTag", {}, { token, headers });
        const all = (await invoke(emulator, tenant, "Get-ComplianceTag", {}, { token })).json.value;
        const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
        const rows = [...answer.json.value];
        assert.equal(rows.length, 2);
        while (answer.json["@odata.nextLink"]) {
          answer = await send(answer.json["@odata.nextLink"], {
            method,
            headers: { authorization: `Bearer ${token}`, cookie, "content-type": "application/json" },
            ...(method === "POST" && { body: '{"CmdletInput":{"CmdletName":"Get-ComplianceTag","Parameters":{}}}' }),
          });
          assert.equal(answer.status, 200, answer.text);
          rows.push(...answer.json.value);
        }
        assert.deepEqual(
          rows.map(({ Name }) => Name),
          all.map(({ Name }: { Name: string }) => Name),
        );
      }
    });

    it("a page link on its own backend only, and for half an hour", async () => {
      const headers = { prefer: "odata.maxpagesize=2" };
      const first = await invoke(emulator, tenant, "Get-ComplianceTag", {}, { token, headers });
      const follow = (cookie: string) =>
        send(first.json["@odata.nextLink"], { headers: { authorization: `Bearer ${token}`, cookie } });
      const own = first.headers.get("set-cookie")?.split(";")[0] ?? "";
      const others = ["be0", "be1", "be2"].map((name) => `exchangecookie=${name}`).filter((name) => name !== own);
      for (const cookie of others) {
        const lost = await follow(cookie);
        assert.equal(lost.status, 400);
        assert.match(lost.text, /Expired or Invalid pagination request. Default Expiry time is 00:30:00/);
      }
      assert.equal((await follow(own)).status, 200);
      assert.equal((await follow("")).status, 400, "neither its cookie nor its anchor");
      await control(emulator, "POST", "clock", { advanceMs: 31 * 60_000 });
      assert.equal((await follow(own)).status, 400);
    });

    it("page links to a client that sends neither cookie nor anchor", async () => {
      const headers = {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        prefer: "odata.maxpagesize=1",
      };
      const body = JSON.stringify({ CmdletInput: { CmdletName: "Get-ComplianceTag", Parameters: {} } });
      let url = `${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/InvokeCommand`;
      for (let pages = 1; pages <= 4; pages++) {
        const { status, json, text } = await send(url, { method: "POST", headers, body });
        assert.equal(status, 200, text);
        url = json["@odata.nextLink"];
      }
    });

    it("in one CLIXML document when asked for it", async () => {
      const headers = { "x-responseformat": "clixml" };
      const { json } = await invoke(emulator, tenant, "Get-ComplianceTag", { Identity: "page a" }, { token, headers });
      assert.equal(json.value.length, 1);
      assert.match(json.value[0]._clixml, /^<Objs .*<S N="Name">page a<\/S>/);
      const Comment = "two\nlines_x000A_ \u0007 \u{1f600} <&>";
      await control(emulator, "PATCH", `tenants/${tenant.tenantId}/objects/ComplianceTag/page a`, { Comment });
      const odd = await invoke(emulator, tenant, "Get-ComplianceTag", { Identity: "page a" }, { token, headers });
      const text = "two_x000A_lines_x005F_x000A_ _x0007_ _xD83D__xDE00_ &lt;&amp;&gt;";
      assert.ok(odd.json.value[0]._clixml.includes(`<S N="Comment">${text}</S>`), odd.text);
    });
    it("one document even where there is nothing to return", async () => {
      const headers = { "x-responseformat": "clixml" };
      const ask = { Identity: "page e", Confirm: true };
      const { json } = await invoke(emulator, tenant, "Remove-ComplianceTag", ask, { token, headers });
      assert.ok(json["@adminapi.confirmationmessage"]);
      assert.match(json.value[0]._clixml, /^<Objs [^>]*><\/Objs>$/);
    });

    it("a confirmation, and does nothing, when Confirm is true", async () => {
      const asked = await invoke(
        emulator,
        tenant,
        "Remove-ComplianceTag",
        { Identity: "page e", Confirm: true },
        { token },
      );
      assert.equal(asked.status, 200, asked.text);
      assert.ok(asked.json["@adminapi.confirmationmessage"]);
      const { status } = await invoke(emulator, tenant, "Get-ComplianceTag", { Identity: "page e" }, { token });
      assert.equal(status, 200);
    });

    it("too many requests at a time with the plain text and a decimal Retry-After", async () => {
      const small = await startEmulator({ maxConcurrent: 2 });
      try {
        const line = tenantOf(small, "public");
        const bearer = await tokenFor(line);
        await control(small, "PUT", "faults", [{ match: {}, fault: { type: "delay", ms: 200 } }]);
        const calls = Array.from({ length: 4 }, () => invoke(small, line, "Get-ComplianceTag", {}, { token: bearer }));
        const answers = await Promise.all(calls);
        const refused = answers.filter(({ status }) => status === 429);
        assert.equal(refused.length, 2);
        assert.match(refused[0]!.text, /^You have reached the maximum number of concurrent requests per tenant/);
        assert.match(refused[0]!.headers.get("retry-after") ?? "", /^\d+\.\d+$/);
      } finally {
        await small.stop();
      }
    });
  });

  it("too many requests in a window, until it is over", async () => {
    const small = await startEmulator({ rateLimit: 2, clock: "manual" });
    try {
      const line = tenantOf(small, "public");
      const bearer = await tokenFor(line);
      const call = () => invoke(small, line, "Get-ComplianceTag", {}, { token: bearer });
      const remaining = [await call(), await call()].map(({ headers }) => headers.get("rate-limit-remaining"));
      assert.deepEqual(remaining, ["1", "0"]);
      const refused = await call();
      assert.equal(refused.status, 429);
      const seconds = Number(refused.headers.get("retry-after"));
      assert.ok(seconds > 0 && seconds <= 300);
      await control(small, "POST", "clock", { advanceMs: seconds * 1000 + 1 });
      assert.equal((await call()).status, 200);
    } finally {
      await small.stop();
    }
  });

  it("distinguishes search-only sessions from full ones when asked to", async () => {
    const strict = await startEmulator({ strictSessions: true });
    try {
      const made = await control(strict, "POST", "tenants", {
        environment: "public",
        organization: "search-test.onmicrosoft.com",
        users: [{ userPrincipalName: "eve@search-test.onmicrosoft.com", password: "pw" }],
      });
      const line: TenantLine = made.json;
      const status = async (audience: string) => {
        const token = await tokenFor(line, {
          grant_type: "password",
          username: "eve@search-test.onmicrosoft.com",
          password: "pw",
          scope: `${audience}/.default`,
        });
        const parameters = { Name: "Case 1" };
        return (await invoke(strict, line, "New-ComplianceCase", parameters, { token })).status;
      };
      assert.equal(await status(AUDIENCE.public!), 403);
      assert.equal(await status("https://dataservice.o365filtering.com"), 200);
    } finally {
      await strict.stop();
    }
  });

  for (const [redirect, pattern] of [
    ["port446", /^https:\/\/[a-z0-9]{3,12}\.admin\.protection\.outlook\.com:446\/adminapi\/beta\//],
    ["none", undefined],
  ] as const)
    it(`redirects in the form "${redirect}" when asked to`, async () => {
      const other = await startEmulator({ redirect });
      try {
        const line = tenantOf(other, "public");
        const answer = await invoke(other, line, "Get-ComplianceTag", {}, { base: other.url });
        assert.equal(answer.status, pattern ? 302 : 200);
        if (pattern) assert.match(answer.headers.get("location") ?? "", pattern);
      } finally {
        await other.stop();
      }
    });

  it("words the details of an error in the form that was chosen", async () => {
    const forms = {
      pipe: /^Ex[0-9A-F]{6}\|[\w.]+Exception\|.+/s,
      json: /^\{"Message":".+","TypeName":"[\w.]+Exception"/s,
      plain: /^[^|{]+$/s,
    } as const;
    for (const [errors, pattern] of Object.entries(forms)) {
      const other = await startEmulator({ errors: errors as keyof typeof forms });
      try {
        const answer = await invoke(other, tenantOf(other, "public"), "Get-RetentionCompliancePolicy", {
          Identity: "none",
        });
        assert.equal(answer.status, 404, answer.text);
        assert.equal(answer.json.error.message, "Error executing cmdlet");
        assert.equal(answer.headers.get("odata-version"), "4.0");
        assert.match(answer.headers.get("content-type") ?? "", /^application\/json;odata\.metadata=minimal/);
        assert.match(answer.json.error.details[0].message, pattern);
        assert.match(answer.json.error.innererror.internalexception.type, /Exception$/);
        assert.match(answer.headers.get("x-exceptiontype") ?? "", /Exception$/);
      } finally {
        await other.stop();
      }
    }
  });

  it("words errors in the caller's language, and keeps their class", async () => {
    const ask = async (language: string) => {
      const headers = { "accept-language": language };
      const answer = await invoke(emulator, tenant, "Get-ComplianceTag", { Identity: "none" }, { token, headers });
      return answer.json.error.details[0].message as string;
    };
    const [english, german] = [await ask("en-US"), await ask("de-DE,de;q=0.9")];
    assert.equal(await ask("*"), english);
    assert.notEqual(german, english);
    assert.equal(german.split("|")[1], english.split("|")[1]);
    assert.ok(german.includes("'none'"));
  });

  it("issues a token without any grant, whose roles are absent", async () => {
    const made: TenantLine = (
      await control(emulator, "POST", "tenants", { environment: "public", apps: [{ roleGroups: [] }] })
    ).json;
    const { json } = await askToken(made);
    const claims = JSON.parse(Buffer.from(json.access_token.split(".")[1], "base64url").toString());
    assert.equal(claims.roles, undefined);
    assert.equal(claims.tid, made.tenantId);
  });
});
