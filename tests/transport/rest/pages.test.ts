import assert from "node:assert/strict";
import { loopbackHosts } from "../../../provider/clouds";
import type { HttpRequest } from "../../../provider/http";
import { page, refusal, type Reply } from "../fakes";
import { TID, FRONT, setUp, READ, failsWith } from "./set-up";

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

  it("that are rejected by POST and GET are the error of the first", async () => {
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
    it(`are not requested from ${foreign}`, async () => {
      const { channel, http } = setUp(() => page([{}], { "@odata.nextLink": foreign }));
      await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_UNTRUSTED_HOST"));
      assert.equal(http.requests.length, 1);
    });

  it("on this machine are the same host's under any of its names, on the same port", async () => {
    const local = { front: "http://127.0.0.1:4000", hosts: loopbackHosts };
    const next = (port: number) => ({ "@odata.nextLink": `https://localhost:${port}/x?$skiptoken=1` });
    const { channel, http } = setUp(({ url }) => page([{}], url.includes("skiptoken") ? {} : next(4000)), local);
    assert.equal((await channel.invoke(READ)).objects.length, 2);
    assert.equal(http.requests[1]?.url, "http://127.0.0.1:4000/x?$skiptoken=1");
    const other = setUp(() => page([{}], next(4001)), local);
    await assert.rejects(other.channel.invoke(READ), failsWith("PURVIEW_UNTRUSTED_HOST"));
  });

  it("are not complete when the service says that it has more", async () => {
    const { channel } = setUp(() =>
      page([{}], {
        "@adminapi.warnings": [
          "There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.",
        ],
      }),
    );
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_LIST_INCOMPLETE"));
  });
});
