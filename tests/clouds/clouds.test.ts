import assert from "node:assert/strict";
import fc from "fast-check";
import {
  cloudHosts,
  clouds,
  environmentOf,
  environmentsOfServiceHost,
  knownEnvironments,
  locateTenant,
  loopbackHosts,
  ownHosts,
  readEndpoints,
  readOpenidConfiguration,
  type CloudSettings,
} from "../../provider/clouds";
import { isLoopback } from "../../provider/http";
import { FakeHttp, openid } from "../transport/fakes";

const TID = "11111111-2222-3333-4444-555555555555";
const code = (wanted: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, wanted, String(error));
  return true;
};

describe("the clouds' table", () => {
  const words: { readonly [word: string]: string } = {
    O365USGovGCCHigh: "gccHigh",
    usgovernment: "gccHigh",
    usgovernmentl4: "gccHigh",
    AzureUSGovernment: "gccHigh",
    "GCC High": "gccHigh",
    "gcc-high": "gccHigh",
    GCCH: "gccHigh",
    USGovGCCHigh: "gccHigh",
    IL4: "gccHigh",
    l5: "dod",
    IL5: "dod",
    "Microsoft 365 DoD": "dod",
    "Office 365 operated by 21Vianet": "china",
    usgovernmentl5: "dod",
    O365USGovDoD: "dod",
    "21vianet": "china",
    "21Vianet": "china",
    AzureChinaCloud: "china",
    GCC: "gcc",
    Global: "public",
    AzurePublicCloud: "public",
    O365Default: "public",
  };
  for (const [word, environment] of Object.entries(words))
    it(`reads ${word} as ${environment}`, () => assert.equal(environmentOf(word), environment));

  it("knows no other words", () => {
    for (const word of ["", "mars", "ggc", "germany"]) assert.equal(environmentOf(word), undefined);
  });

  it("says each word for one cloud only", () => {
    const plain = knownEnvironments.flatMap((name) => clouds[name].words.map((word) => word.toLowerCase()));
    assert.equal(new Set(plain).size, plain.length);
  });

  it("asks a DoD token for the audience without l5, through either documented front door", () => {
    assert.equal(clouds.dod.audience, "https://ps.compliance.protection.office365.us");
    assert.deepEqual(environmentsOfServiceHost("l5.ps.compliance.protection.office365.us"), ["dod"]);
    assert.deepEqual(environmentsOfServiceHost("compliance.dod.microsoft.com"), ["dod"]);
    assert.deepEqual(environmentsOfServiceHost("ps.compliance.protection.office365.us"), ["gccHigh", "dod"]);
  });
});

describe("hosts that a token may go to", () => {
  for (const name of knownEnvironments) {
    const hosts = cloudHosts(clouds[name]);
    const { regionSuffix, adminSuffix } = clouds[name];

    it(`follow both forms of the redirect in ${name}`, () => {
      const region = `https://nam11b.${regionSuffix}`;
      assert.equal(hosts.regionOrigin(new URL(`https://nam11b.${adminSuffix}:446/adminapi/beta/x`)), region);
      assert.equal(hosts.regionOrigin(new URL(`${region}/adminapi/beta/x`)), region);
    });

    it(`refuse labels that are none, plain http and credentials in ${name}`, () => {
      for (const bad of [
        `http://nam11b.${regionSuffix}/`,
        `https://a.${regionSuffix}/`,
        `https://averyveryverylonglabel.${regionSuffix}/`,
        `https://x-y.${adminSuffix}:446/`,
        `https://nam11b.evil.${adminSuffix}.evil.com/`,
        `https://me@nam11b.${regionSuffix}/`,
        `https://nam11b.${regionSuffix}.evil.com/`,
        `https://evil${regionSuffix}/`,
        "https://127.0.0.1/",
      ])
        assert.equal(hosts.regionOrigin(new URL(bad)), undefined, bad);
    });

    it(`never leave the suffixes of ${name}, whatever the host`, () => {
      fc.assert(
        fc.property(fc.webUrl({ validSchemes: ["http", "https"] }), (text) => {
          const url = URL.parse(text);
          if (url) assert.equal(hosts.regionOrigin(url), undefined);
        }),
      );
    });
  }

  it("of different clouds do not overlap, except GCC with worldwide and DoD with GCC High", () => {
    const region = (name: "public" | "china" | "gccHigh") => new URL(`https://abc01b.${clouds[name].regionSuffix}/`);
    assert.equal(cloudHosts(clouds.public).regionOrigin(region("gccHigh")), undefined);
    assert.equal(cloudHosts(clouds.gccHigh).regionOrigin(region("public")), undefined);
    assert.equal(cloudHosts(clouds.china).regionOrigin(region("public")), undefined);
    assert.equal(cloudHosts(clouds.gccHigh).allows(new URL("https://compliance.dod.microsoft.com/")), false);
  });

  it("of a service elsewhere are that host and what is below it, on its port", () => {
    const hosts = ownHosts(new URL("https://scc.example:8443"));
    assert.equal(hosts.regionOrigin(new URL("https://eu.scc.example:8443/x")), "https://eu.scc.example:8443");
    for (const bad of ["https://eu.scc.example/x", "http://eu.scc.example:8443/x", "https://xscc.example:8443/"])
      assert.equal(hosts.regionOrigin(new URL(bad)), undefined, bad);
  });

  it("on this machine are any loopback port, and nothing that only looks like it", () => {
    assert.equal(loopbackHosts.regionOrigin(new URL("http://[::1]:81/x")), "http://[::1]:81");
    for (const bad of ["http://127.0.0.1.evil.com/", "http://localhost.evil.com/", "https://example.com/"])
      assert.equal(loopbackHosts.regionOrigin(new URL(bad)), undefined, bad);
    assert.deepEqual(
      ["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "128.0.0.1", "127.0.0.1.nip.io"].map(isLoopback),
      [true, true, true, true, false, false],
    );
  });
});

describe("the settings of the cloud", () => {
  it("read connectionUri in its PowerShell form and without a scheme", () => {
    for (const uri of [
      "https://ps.compliance.protection.partner.outlook.cn/powershell-liveid",
      "https://ps.compliance.protection.partner.outlook.cn/powershell-liveid/",
      "  ps.compliance.protection.partner.outlook.cn ",
    ]) {
      const { possible, front } = readEndpoints({ connectionUri: uri });
      assert.deepEqual(possible, ["china"]);
      assert.equal(front?.origin, "https://ps.compliance.protection.partner.outlook.cn");
    }
  });

  const contradictions: [string, CloudSettings][] = [
    [
      "environment and connectionUri",
      { environment: "china", connectionUri: "https://ps.compliance.protection.outlook.com" },
    ],
    [
      "environment and authority",
      { environment: "gccHigh", azureADAuthorizationEndpointUri: "https://login.microsoftonline.com/common" },
    ],
    [
      "connectionUri and authority",
      {
        connectionUri: "https://ps.compliance.protection.outlook.com",
        azureADAuthorizationEndpointUri: "https://login.chinacloudapi.cn/organizations",
      },
    ],
  ];
  for (const [title, settings] of contradictions)
    it(`contradict each other in ${title}: an error before anything is sent`, async () => {
      const http = new FakeHttp(() => ({ status: 500 }));
      await assert.rejects(locateTenant(settings, TID, http), code("PURVIEW_ENVIRONMENT_MISMATCH"));
      assert.equal(http.requests.length, 0);
    });

  const insecure = ["http://ps.compliance.protection.outlook.com", "http://192.168.1.1/x", "http://localhost.evil.com"];
  for (const uri of insecure)
    it(`refuse plain http to ${uri}`, () => {
      assert.throws(() => readEndpoints({ connectionUri: uri }), code("PURVIEW_INSECURE_URI"));
      assert.throws(() => readEndpoints({ azureADAuthorizationEndpointUri: uri }), code("PURVIEW_INSECURE_URI"));
    });

  it("refuse what is not a URL, and credentials in one", () => {
    for (const uri of ["ftp://x", "https://", "https://me:pw@host/", "%%%"])
      assert.throws(() => readEndpoints({ connectionUri: uri }), code("PURVIEW_CONFIG_INVALID"));
  });
});

describe("finding a tenant", () => {
  const cases: [string, { readonly [key: string]: string }, string][] = [
    ["nothing special", { tenant_region_scope: "EU" }, "public"],
    ["sub-scope GCC", { tenant_region_scope: "NA", tenant_region_sub_scope: "GCC" }, "gcc"],
    ["sub-scope DODCON", { tenant_region_scope: "USGov", tenant_region_sub_scope: "DODCON" }, "gccHigh"],
    ["sub-scope DOD", { tenant_region_scope: "USGov", tenant_region_sub_scope: "DOD" }, "dod"],
    ["US government without sub-scope", { tenant_region_scope: "USGov" }, "gccHigh"],
    ["the Chinese instance", { cloud_instance_name: "partner.microsoftonline.cn" }, "china"],
  ];
  for (const [title, more, environment] of cases)
    it(`reads ${environment} from ${title}`, async () => {
      const http = new FakeHttp(() => openid("https://login.microsoftonline.com", TID, more));
      const found = await locateTenant({}, "contoso.com", http);
      assert.equal(found.environment, environment);
      assert.equal(found.tenantId, TID);
      assert.equal(http.requests.length, 1);
      const cloud = clouds[environment as keyof typeof clouds];
      assert.equal(found.serviceOrigin, `https://${cloud.frontDoors[0]}`);
      assert.equal(found.audience, cloud.audience);
      assert.deepEqual(found.authority, { url: `https://${cloud.loginHosts[0]}/${TID}` });
    });

  it("asks the identity platform of the given cloud, and the Chinese one for Chinese domains", async () => {
    const hosts: string[] = [];
    const http = new FakeHttp(({ url }) => {
      hosts.push(new URL(url).host);
      const host = new URL(url).origin;
      return openid(host, TID, host.endsWith(".us") ? { tenant_region_sub_scope: "DOD" } : {});
    });
    await locateTenant({ environment: "dod" }, TID, http);
    await locateTenant({}, "lucerne.partner.onmschina.cn", http);
    await locateTenant({ azureADAuthorizationEndpointUri: "https://login.chinacloudapi.cn/organizations" }, TID, http);
    assert.deepEqual(hosts, ["login.microsoftonline.us", "login.partner.microsoftonline.cn", "login.chinacloudapi.cn"]);
  });

  it("stops when the given environment contradicts the tenant, and says which is right", async () => {
    const http = new FakeHttp(() =>
      openid("https://login.microsoftonline.us", TID, { tenant_region_sub_scope: "DOD" }),
    );
    await assert.rejects(locateTenant({ environment: "gccHigh" }, TID, http), (error: Error) => {
      assert.match(error.message, /Set environment to dod/);
      return code("PURVIEW_ENVIRONMENT_MISMATCH")(error);
    });
    const connectionUri = "https://ps.compliance.protection.outlook.com/powershell-liveid/";
    await assert.rejects(locateTenant({ connectionUri }, TID, http), (error: Error) => {
      assert.match(error.message, /set it to https:\/\/l5\.ps\.compliance\.protection\.office365\.us\//);
      return code("PURVIEW_ENVIRONMENT_MISMATCH")(error);
    });
    const plain = new FakeHttp(() => openid("https://login.microsoftonline.com", TID));
    await assert.rejects(locateTenant({ environment: "gcc" }, TID, plain), code("PURVIEW_ENVIRONMENT_MISMATCH"));
  });

  it("takes the name public for a GCC tenant too, and records what the tenant is", async () => {
    const http = new FakeHttp(() =>
      openid("https://login.microsoftonline.com", TID, { tenant_region_sub_scope: "GCC" }),
    );
    assert.equal((await locateTenant({ environment: "public" }, TID, http)).environment, "gcc");
  });

  it("knows the tenant by the GUID that was asked for where the platform's URLs have none", async () => {
    const body = {
      token_endpoint: "http://127.0.0.1:4000/oauth2/token",
      issuer: "http://127.0.0.1:4000/{tenantid}/v2.0",
    };
    const http = new FakeHttp(() => ({ body }));
    const local = { connectionUri: "http://127.0.0.1:4001", azureADAuthorizationEndpointUri: "http://127.0.0.1:4000" };
    assert.equal((await locateTenant(local, TID.toUpperCase(), http)).tenantId, TID);
    await assert.rejects(locateTenant(local, "contoso.onmicrosoft.com", http), /OpenID configuration/);
  });

  it("follows the settings where the platform does not name the cloud", async () => {
    const silent = new FakeHttp(() => openid("http://127.0.0.1:4000", TID, { tenant_region_scope: "AS" }));
    const local = {
      connectionUri: "http://127.0.0.1:4001",
      azureADAuthorizationEndpointUri: "http://127.0.0.1:4000/common",
    };
    for (const environment of ["china", "dod", "gcc"] as const)
      assert.equal((await locateTenant({ ...local, environment }, TID, silent)).environment, environment);
    assert.equal((await locateTenant(local, TID, silent)).environment, "public");
    const government = new FakeHttp(() => openid("https://login.microsoftonline.us", TID));
    assert.equal((await locateTenant({ environment: "dod" }, TID, government)).environment, "dod");
    assert.equal((await locateTenant({ environment: "gccHigh" }, TID, government)).environment, "gccHigh");
  });

  it("names the setting when the tenant does not exist", async () => {
    const http = new FakeHttp(() => ({ status: 400, body: { error: "invalid_tenant" } }));
    await assert.rejects(locateTenant({}, "nowhere.example", http), code("PURVIEW_TENANT_UNKNOWN"));
    await assert.rejects(locateTenant({ environment: "dod" }, TID, http), code("PURVIEW_TENANT_UNKNOWN"));
    assert.equal(http.requests.at(-1)?.url.startsWith("https://login.microsoftonline.us/"), true);
  });

  it("looks in China too for a tenant that no other platform knows, and elsewhere for a .cn that China does not know", async () => {
    const knownAt = (home: string) =>
      new FakeHttp(({ url }) => {
        const { origin } = new URL(url);
        return origin === home ? openid(origin, TID) : { status: 400, body: { error: "invalid_tenant" } };
      });
    const chinese = knownAt("https://login.partner.microsoftonline.cn");
    assert.equal((await locateTenant({}, TID, chinese)).environment, "china");
    assert.equal(chinese.requests.length, 2);
    const worldwide = knownAt("https://login.microsoftonline.com");
    assert.equal((await locateTenant({}, "contoso.com.cn", worldwide)).environment, "public");
    await assert.rejects(locateTenant({ environment: "public" }, TID, chinese), code("PURVIEW_TENANT_UNKNOWN"));
  });

  it("takes no configuration of another tenant, and none that is malformed", async () => {
    const other = new FakeHttp(() => openid("https://login.microsoftonline.com", TID.replace(/^./, "f")));
    await assert.rejects(locateTenant({}, TID, other), code("PURVIEW_DISCOVERY_FAILED"));
    const strange = new FakeHttp(() => ({ body: { token_endpoint: `nonsense ${TID}` } }));
    await assert.rejects(locateTenant({}, TID, strange), code("PURVIEW_DISCOVERY_FAILED"));
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const body = `{"token_endpoint":"http://127.0.0.1:4000/${TID}/oauth2/v2.0/token","deep":${deep}}`;
    const local = {
      connectionUri: "http://127.0.0.1:4000",
      azureADAuthorizationEndpointUri: "http://127.0.0.1:4000/common",
    };
    const found = await locateTenant(local, TID, new FakeHttp(() => ({ body })));
    assert.doesNotMatch(found.authority.metadata ?? "", /deep/);
  });

  it("does not put what is neither GUID nor domain into a URL", async () => {
    const http = new FakeHttp(() => ({ status: 500 }));
    for (const tenant of ["a/b", "../x", "x?y", "", "häns"])
      await assert.rejects(locateTenant({}, tenant, http), code("PURVIEW_CONFIG_INVALID"));
    assert.equal(http.requests.length, 0);
  });

  it("uses the cloud's own login host with our metadata on this machine, and any loopback port", async () => {
    const http = new FakeHttp(() =>
      openid("http://127.0.0.1:4000/login/gccHigh", TID, { tenant_region_sub_scope: "DODCON" }),
    );
    const found = await locateTenant(
      {
        connectionUri: "http://127.0.0.1:4001/powershell-liveid/",
        azureADAuthorizationEndpointUri: "http://127.0.0.1:4000/login/gccHigh/organizations",
      },
      TID,
      http,
    );
    assert.equal(
      http.requests[0]?.url,
      `http://127.0.0.1:4000/login/gccHigh/${TID}/v2.0/.well-known/openid-configuration`,
    );
    assert.equal(found.environment, "gccHigh");
    assert.equal(found.audience, clouds.gccHigh.audience);
    assert.equal(found.authority.url, `https://login.microsoftonline.us/${TID}`);
    assert.ok(!("knownAuthorities" in found.authority));
    assert.match(found.authority.metadata ?? "", /"token_endpoint":"http:\/\/127\.0\.0\.1:4000/);
  });

  it("puts the tenant where the authority's address has organizations, common or a tenant", async () => {
    const asked: string[] = [];
    const http = new FakeHttp(({ url }) => {
      asked.push(new URL(url).pathname);
      return openid(new URL(url).origin, TID);
    });
    for (const path of [
      "",
      "/",
      "/organizations",
      "/common/",
      `/${TID}`,
      "/contoso.onmicrosoft.com",
      "/base/organizations",
    ])
      for (const origin of ["http://127.0.0.1:4000", "https://login.microsoftonline.com"])
        await locateTenant({ azureADAuthorizationEndpointUri: origin + path }, TID, http);
    const wanted = `/${TID}/v2.0/.well-known/openid-configuration`;
    assert.deepEqual(asked, [...Array<string>(12).fill(wanted), `/base${wanted}`, wanted]);
  });

  it("treats a service elsewhere as a cloud of its own", async () => {
    const http = new FakeHttp(() => openid("https://login.eaglex.example", TID));
    const found = await locateTenant(
      {
        connectionUri: "https://ps.scc.eaglex.example/powershell-liveid/",
        azureADAuthorizationEndpointUri: "https://login.eaglex.example/common",
      },
      TID,
      http,
    );
    assert.equal(found.environment, "custom");
    assert.equal(found.audience, "https://ps.scc.eaglex.example");
    assert.deepEqual(found.authority.knownAuthorities, ["login.eaglex.example"]);
    assert.equal(found.authority.url, `https://login.eaglex.example/${TID}`);
    assert.equal(found.hosts.allows(new URL("https://ps.compliance.protection.outlook.com/")), false);
  });

  it("sends no credentials to another host that the identity platform names", async () => {
    const http = new FakeHttp(() => openid("https://evil.example", TID));
    const settings = { azureADAuthorizationEndpointUri: "https://login.corp.example/organizations" };
    await assert.rejects(
      locateTenant({ ...settings, connectionUri: "https://scc.corp.example" }, TID, http),
      code("PURVIEW_UNTRUSTED_HOST"),
    );
  });

  it("lets the audience be overridden, with or without /.default", async () => {
    const http = new FakeHttp(() => openid("https://login.microsoftonline.com", TID));
    const found = await locateTenant({ audience: "https://own.example/.default" }, TID, http);
    assert.equal(found.audience, "https://own.example");
  });

  it("reads no tenant from documents that are none", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const found = readOpenidConfiguration(value);
        assert.ok(found === undefined || found.tenantId.length === 36);
      }),
    );
  });
});
