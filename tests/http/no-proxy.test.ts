import assert from "node:assert/strict";
import { chooseProxy, proxyFor, reachedDirectly } from "../../provider/http";

const PROXY = "http://proxy:8080/";

describe("NO_PROXY", () => {
  const forms: readonly (readonly [list: string, url: string, direct: boolean])[] = [
    ["*", "https://login.microsoftonline.com/", true],
    ["intranet, *", "https://login.microsoftonline.com/", true],
    ["contoso.com", "https://contoso.com/", true],
    ["contoso.com", "https://a.b.contoso.com/", true],
    [".contoso.com", "https://a.contoso.com/", true],
    ["*.contoso.com", "https://a.contoso.com/", true],
    ["CONTOSO.com", "https://a.Contoso.COM/", true],
    ["contoso.com", "https://notcontoso.com/", false],
    ["contoso.com", "https://contoso.com.evil.example/", false],
    ["one.example two.example,three.example", "https://two.example/", true],
    ["contoso.com:443", "https://contoso.com/", true],
    ["contoso.com:8443", "https://contoso.com/", false],
    ["contoso.com:8443", "https://contoso.com:8443/", true],
    ["localhost:80", "http://localhost/", true],
    ["10.1.2.3", "https://10.1.2.3/", true],
    ["10.0.0.0/8", "https://10.200.3.4/", true],
    ["10.0.0.0/8", "https://11.0.0.1/", false],
    ["2.3", "https://10.1.2.3/", false],
    ["::1", "http://[::1]:8080/", true],
    ["[::1]", "http://[::1]:8080/", true],
    ["[::1]:8080", "http://[::1]:8080/", true],
    ["[::1]:8081", "http://[::1]:8080/", false],
    ["0:0:0:0:0:0:0:1", "http://[::1]/", true],
    ["fd00::/8", "https://[fd12::7]/", true],
    ["10.0.0.0/99", "https://10.0.0.1/", false],
    ["", "https://contoso.com/", false],
    [" , ", "https://contoso.com/", false],
  ];
  for (const [list, url, direct] of forms)
    it(`"${list}" ${direct ? "leaves" : "does not leave"} ${url} alone`, () =>
      assert.equal(reachedDirectly(list, new URL(url)), direct));
});

describe("the proxy of a request", () => {
  const base = { requestTimeoutMs: 1000 };
  const of = async (settings: object, env: { [name: string]: string }, url: string) =>
    proxyFor(await chooseProxy({ ...base, ...settings }, env), new URL(url));

  it("is that of its own scheme", async () => {
    const env = { HTTPS_PROXY: PROXY, HTTP_PROXY: "http://plain:1/" };
    assert.equal(await of({}, env, "https://login.microsoftonline.com/"), PROXY);
    assert.equal(await of({}, { HTTP_PROXY: "http://plain:1/" }, "https://login.microsoftonline.com/"), undefined);
  });

  it("is none for this machine where the environment names it, and for NO_PROXY=* in any case", async () => {
    const env = { HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY };
    for (const host of ["localhost", "127.0.0.1", "127.0.0.2", "[::1]"])
      assert.equal(await of({}, env, `http://${host}:8080/`), undefined, host);
    assert.equal(await of({}, { ...env, NO_PROXY: "*" }, "https://login.microsoftonline.com/"), undefined);
    assert.equal(await of({ proxyUrl: PROXY }, { NO_PROXY: "*" }, "https://login.microsoftonline.com/"), undefined);
    assert.equal(await of({ proxyUrl: PROXY }, {}, "http://127.0.0.1:8080/"), PROXY);
  });

  it("is none for a cloud machine's identity endpoint, wherever the proxy is named", async () => {
    const url = "http://169.254.169.254/metadata/identity/oauth2/token";
    assert.equal(await of({ proxyUrl: PROXY }, {}, url), undefined);
    assert.equal(await of({}, { HTTP_PROXY: PROXY }, url), undefined);
  });
});
