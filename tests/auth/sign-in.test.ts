import assert from "node:assert/strict";
import { X509Certificate, constants, verify } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import {
  SecretText,
  TokenKeeper,
  decodeToken,
  pickWay,
  ways,
  type AuthContext,
  type Credentials,
} from "../../provider/auth";
import { chooseAccount } from "../../provider/auth/login";
import { refusedBy } from "../../provider/auth/refusal";
import { splitCommand } from "../../provider/auth/command";
import {
  clouds,
  knownEnvironments,
  locateTenant,
  type HttpRequest,
  type KnownEnvironment,
} from "../../provider/clouds";
import { PurviewError, TransportError } from "../../provider/errors";
import { FakeClock, FakeHttp, jwt, openid, type Reply } from "../transport/fakes";

const TID = "11111111-2222-3333-4444-555555555555";
const CLIENT = "99999999-2222-3333-4444-555555555555";
const SECRET = new SecretText("s3cr3t-value-4711");
const pem = readFileSync(join(__dirname, "fixtures/plain.pem"), "utf8");
const leaf = new X509Certificate(pem.slice(pem.lastIndexOf("-----BEGIN CERT")));

interface Platform {
  readonly context: AuthContext;
  readonly http: FakeHttp;
  readonly clock: FakeClock;
  /** Requests to token endpoints, decoded. */
  readonly forms: URLSearchParams[];
}

const good = (environment: KnownEnvironment, clock: FakeClock): Reply => ({
  body: {
    token_type: "Bearer",
    expires_in: 3599,
    access_token: jwt({ tid: TID, aud: clouds[environment].audience, exp: clock.now() / 1000 + 3599, appid: CLIENT }),
  },
});

/** The identity platform of one cloud, seen from the network client. */
async function platform(
  environment: KnownEnvironment,
  answer?: (request: HttpRequest, form: URLSearchParams) => Reply | undefined,
  env: AuthContext["env"] = {},
): Promise<Platform> {
  const clock = new FakeClock(Date.now());
  const forms: URLSearchParams[] = [];
  const http = new FakeHttp((request) => {
    if (request.url.includes("/.well-known/")) {
      const subScope = clouds[environment].regionSubScope;
      return openid(
        new URL(request.url).origin,
        TID,
        subScope === undefined ? {} : { tenant_region_sub_scope: subScope },
      );
    }
    const form = new URLSearchParams(request.body);
    if (request.url.includes("/oauth2/v2.0/token")) forms.push(form);
    return answer?.(request, form) ?? good(environment, clock);
  });
  const location = await locateTenant({ environment }, TID, http);
  http.requests.length = 0;
  return { context: { location, http, clock, env }, http, clock, forms };
}

async function signIn({ context }: Platform, credentials: Credentials): Promise<TokenKeeper> {
  return new TokenKeeper(await pickWay(credentials).open(credentials, context), context);
}

const failsWith = (code: string, text?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof PurviewError, String(error));
  assert.equal(error.code, code, error.message);
  if (text) assert.match(error.message, text);
  assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /s3cr3t-value/);
  return true;
};

describe("msal's requests", () => {
  for (const environment of knownEnvironments) {
    const login = `https://${clouds[environment].loginHosts[0]}`;

    it(`go to ${login} for the audience of ${environment}, with a client secret`, async () => {
      const cloud = await platform(environment);
      const token = await (await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET })).get();
      assert.equal(token.claims?.tid, TID);
      assert.equal(cloud.http.requests.length, 1, "no other discovery");
      const url = new URL(cloud.http.requests[0]?.url ?? "");
      assert.equal(url.origin + url.pathname, `${login}/${TID}/oauth2/v2.0/token`);
      const [form] = cloud.forms;
      assert.equal(form?.get("grant_type"), "client_credentials");
      assert.equal(form.get("client_id"), CLIENT);
      assert.equal(form.get("client_secret"), SECRET.reveal());
      assert.equal(form.get("scope"), `${clouds[environment].audience}/.default`);
      assert.match(form.get("claims") ?? "", /xms_cc/);
    });

    it(`carry a PS256 assertion with thumbprint and chain to ${login} for a certificate`, async () => {
      const cloud = await platform(environment);
      const clientCertificate = new SecretText(Buffer.from(pem).toString("base64"));
      await (await signIn(cloud, { clientId: CLIENT, clientCertificate })).get();
      const assertion = cloud.forms[0]?.get("client_assertion") ?? "";
      const [head = "", body = "", signature = ""] = assertion.split(".");
      const header = JSON.parse(Buffer.from(head, "base64url").toString()) as { [key: string]: unknown };
      const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as { [key: string]: unknown };
      assert.equal(header["alg"], "PS256");
      assert.equal(
        header["x5t#S256"],
        Buffer.from(leaf.fingerprint256.replaceAll(":", ""), "hex").toString("base64url"),
      );
      assert.equal((header["x5c"] as string[]).length, 2);
      assert.equal(claims["aud"], `${login}/${TID}/oauth2/v2.0/token`);
      assert.deepEqual([claims["iss"], claims["sub"]], [CLIENT, CLIENT]);
      const key = { key: leaf.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
      assert.ok(verify("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url")));
    });
  }

  it("name user and password in the body for a password, with Microsoft's own client", async () => {
    const cloud = await platform("public");
    await (await signIn(cloud, { username: "navin@contoso.com", password: SECRET })).get();
    const [form] = cloud.forms;
    assert.equal(form?.get("grant_type"), "password");
    assert.equal(form.get("username"), "navin@contoso.com");
    assert.equal(form.get("password"), SECRET.reveal());
    assert.equal(form.get("client_id"), "fb78d390-0c51-40cd-8e17-fdbfab77341b");
    for (const { url } of cloud.http.requests) assert.doesNotMatch(url, /s3cr3t/);
  });
});

describe("federated sign-in", () => {
  const pipelineToken = jwt({
    iss: "https://token.actions.githubusercontent.com",
    sub: "repo:x",
    aud: "api://AzureADTokenExchange",
  });
  const oidc = { clientId: CLIENT, useOidc: true, oidcRequestToken: SECRET };

  for (const [environment, audience] of [
    ["public", "api://AzureADTokenExchange"],
    ["gccHigh", "api://AzureADTokenExchangeUSGov"],
    ["china", "api://AzureADTokenExchangeChina"],
  ] as const)
    it(`asks GitHub Actions for a token of ${environment}`, async () => {
      const cloud = await platform(environment, ({ url }) =>
        url.startsWith("https://pipelines") ? { body: { value: pipelineToken } } : undefined,
      );
      await (
        await signIn(cloud, { ...oidc, oidcRequestUrl: "https://pipelines.actions.example/token?api-version=2.0" })
      ).get();
      const [asked] = cloud.http.requests;
      assert.equal(asked?.method, "GET");
      assert.equal(new URL(asked.url).searchParams.get("audience"), audience);
      assert.equal(asked.headers?.["authorization"], `Bearer ${SECRET.reveal()}`);
      assert.equal(cloud.forms[0]?.get("client_assertion"), pipelineToken);
      assert.equal(
        cloud.forms[0]?.get("client_assertion_type"),
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      );
    });

  it("keeps an audience that the address already has", async () => {
    const cloud = await platform("gccHigh", ({ url }) =>
      url.startsWith("https://p") ? { body: { value: pipelineToken } } : undefined,
    );
    await (await signIn(cloud, { ...oidc, oidcRequestUrl: "https://p.example/?audience=own" })).get();
    assert.equal(new URL(cloud.http.requests[0]?.url ?? "").searchParams.get("audience"), "own");
  });

  it("asks Azure DevOps for the token of a service connection", async () => {
    const cloud = await platform("public", ({ url }) =>
      url.startsWith("https://ado") ? { body: { oidcToken: pipelineToken } } : undefined,
    );
    const credentials = {
      ...oidc,
      oidcRequestUrl: "https://ado.example/_apis/oidctoken",
      adoPipelineServiceConnectionId: "sc-1",
    };
    await (await signIn(cloud, credentials)).get();
    const [asked] = cloud.http.requests;
    assert.equal(asked?.method, "POST");
    assert.equal(asked.url, "https://ado.example/_apis/oidctoken?api-version=7.1&serviceConnectionId=sc-1");
    assert.equal(cloud.forms[0]?.get("client_assertion"), pipelineToken);
  });

  it("reads the workload identity file again for every token", async () => {
    const folder = mkdtempSync(join(tmpdir(), "purview-oidc-"));
    const path = join(folder, "token");
    const second = jwt({ iss: "cluster", n: 2 });
    writeFileSync(path, `${pipelineToken}\n`);
    const cloud = await platform("public");
    const keeper = await signIn(cloud, { clientId: CLIENT, oidcTokenFilePath: path });
    const token = await keeper.get();
    writeFileSync(path, second);
    await keeper.renew(token);
    assert.deepEqual(
      cloud.forms.map((form) => form.get("client_assertion")),
      [pipelineToken, second],
    );
    rmSync(folder, { recursive: true });
    await assert.rejects(keeper.renew(await keeper.get()), failsWith("PURVIEW_AUTH_ASSERTION", /ENOENT/));
  });

  it("runs the assertion command without a shell, telling it what to sign", async () => {
    const cloud = await platform("public", undefined, { ...process.env });
    const program = `const b=o=>Buffer.from(JSON.stringify(o)).toString("base64url");console.log(b({})+"."+b({aud:process.env.PURVIEW_ASSERTION_AUDIENCE,sub:process.env.PURVIEW_ASSERTION_CLIENT_ID,arg:process.argv[1]})+".sig")`;
    const clientAssertionCommand = `"${process.execPath}" -e '${program}' "a $(b) ; c"`;
    await (await signIn(cloud, { clientId: CLIENT, clientAssertionCommand })).get();
    const claims = JSON.parse(
      Buffer.from((cloud.forms[0]?.get("client_assertion") ?? "").split(".")[1] ?? "", "base64url").toString(),
    ) as {
      [key: string]: string;
    };
    assert.deepEqual(claims, {
      aud: `https://login.microsoftonline.com/${TID}/oauth2/v2.0/token`,
      sub: CLIENT,
      arg: "a $(b) ; c",
    });
  });

  it("tells a failed command and what it printed apart: nothing printed is shown", async () => {
    const cloud = await platform("public", undefined, { ...process.env });
    const fails = `${process.execPath} -e 'console.error("s3cr3t-value"); console.log("s3cr3t-value"); process.exit(7)'`;
    await assert.rejects(
      (await signIn(cloud, { clientId: CLIENT, clientAssertionCommand: fails })).get(),
      failsWith("PURVIEW_AUTH_COMMAND", /ended with 7/),
    );
    const prints = `${process.execPath} -e 'console.log("s3cr3t-value")'`;
    await assert.rejects(
      (await signIn(cloud, { clientId: CLIENT, clientAssertionCommand: prints })).get(),
      failsWith("PURVIEW_AUTH_ASSERTION"),
    );
    const missing = { clientId: CLIENT, clientAssertionCommand: "no-such-program-here" };
    await assert.rejects((await signIn(cloud, missing)).get(), failsWith("PURVIEW_AUTH_COMMAND", /not installed/));
  });

  it("splits a command line as people quote it", () => {
    assert.deepEqual(splitCommand(`vault read  -field=x "a b" 'c "d"' e\\f "g\\"h" i"j k"l`), [
      ...["vault", "read", "-field=x", "a b", 'c "d"', "e\\f", 'g"h', "ij kl"],
    ]);
    assert.deepEqual(splitCommand("   "), []);
  });
});

describe("the machine's and the terminal's identities", () => {
  it("ask a given managed identity endpoint as virtual machines do", async () => {
    const cloud = await platform("public", ({ url }) =>
      url.startsWith("http://127.0.0.1")
        ? {
            body: {
              access_token: jwt({ tid: TID, aud: clouds.public.audience, exp: Date.now() / 1000 + 3600 }),
              expires_on: "9999999999",
            },
          }
        : undefined,
    );
    const token = await (
      await signIn(cloud, { useMsi: true, msiClientId: "id-1", msiEndpoint: "http://127.0.0.1:5/token" })
    ).get();
    assert.ok(token.expiresAtMs > Date.now());
    const url = new URL(cloud.http.requests[0]?.url ?? "");
    assert.equal(url.searchParams.get("resource"), clouds.public.audience);
    assert.equal(url.searchParams.get("client_id"), "id-1");
    assert.equal(cloud.http.requests[0]?.headers?.["Metadata"], "true");
  });

  it("ask the virtual machine's own endpoint through msal and our network", async () => {
    const cloud = await platform("public", ({ url }) =>
      url.startsWith("http://169.254.169.254")
        ? {
            body: {
              access_token: jwt({ tid: TID, aud: clouds.public.audience, exp: Date.now() / 1000 + 3600 }),
              expires_in: "3600",
              expires_on: String(Math.floor(Date.now() / 1000) + 3600),
              resource: clouds.public.audience,
              token_type: "Bearer",
            },
          }
        : undefined,
    );
    await (await signIn(cloud, { useMsi: true })).get();
    const url = new URL(cloud.http.requests[0]?.url ?? "");
    assert.equal(url.host, "169.254.169.254");
    assert.equal(cloud.http.requests[0]?.direct, true, "a proxy would tell its own identity");
    assert.equal(url.searchParams.get("resource"), clouds.public.audience);
  });

  it("wait for an endpoint that is being renewed", async () => {
    let asked = 0;
    const cloud = await platform("public", () => (++asked < 5 ? { status: 410 } : undefined));
    await (await signIn(cloud, { useMsi: true, msiEndpoint: "http://169.254.169.254/metadata" })).get();
    assert.deepEqual(cloud.clock.slept.slice(0, 4), [10_000, 10_000, 10_000, 10_000]);
  });

  it("tell a machine without the identity", async () => {
    const cloud = await platform("public", () => ({
      status: 400,
      body: { error: "invalid_request", error_description: "Identity not found" },
    }));
    await assert.rejects(
      (await signIn(cloud, { useMsi: true, msiEndpoint: "http://127.0.0.1:5/" })).get(),
      failsWith("PURVIEW_AUTH_FAILED", /Identity not found/),
    );
  });

  it("ask the Azure CLI without a shell, for the tenant and audience", async function () {
    if (process.platform === "win32") return this.skip();
    const folder = mkdtempSync(join(tmpdir(), "purview-az-"));
    const token = jwt({
      tid: TID,
      aud: clouds.public.audience,
      exp: Math.floor(Date.now() / 1000) + 3600,
      upn: "a@contoso.com",
    });
    writeFileSync(
      join(folder, "az"),
      `#!/bin/sh\necho "$@" > "${folder}/args"\nprintf '{"accessToken":"${token}","expires_on":%s}' 4102444800\n`,
    );
    chmodSync(join(folder, "az"), 0o755);
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` };
    const cloud = await platform("public", undefined, env);
    const keeper = await signIn(cloud, { useCli: true });
    assert.equal((await keeper.get()).claims?.upn, "a@contoso.com");
    assert.equal(
      readFileSync(join(folder, "args"), "utf8").trim(),
      `account get-access-token --output json --resource ${clouds.public.audience} --tenant ${TID}`,
    );
    writeFileSync(join(folder, "az"), `#!/bin/sh\necho "ERROR: AADSTS50173 s3cr3t-value" >&2\nexit 1\n`);
    await assert.rejects(keeper.renew(await keeper.get()), failsWith("PURVIEW_AUTH_COMMAND", /AADSTS50173.*az login/));
    rmSync(folder, { recursive: true });
  });
});

describe("a refused sign-in", () => {
  const numbers: [number, string, RegExp][] = [
    [7000215, "PURVIEW_AUTH_CREDENTIAL", /the secret's value, not its id/],
    [700016, "PURVIEW_AUTH_APP", /clientId and tenantId/],
    [700027, "PURVIEW_AUTH_CREDENTIAL", /revoked/],
    [700023, "PURVIEW_AUTH_CREDENTIAL", /wrong cloud/],
    [90002, "PURVIEW_TENANT_UNKNOWN", /tenantId/],
    [99999, "PURVIEW_AUTH_FAILED", /doctor/],
  ];
  for (const [number, code, text] of numbers)
    it(`is explained for AADSTS${number}, in one message without the credential`, async () => {
      const description = `AADSTS${number}: Something about app.\r\nTrace ID: 1\r\nCorrelation ID: 2`;
      const cloud = await platform("public", () => ({
        status: 401,
        body: { error: "invalid_client", error_description: description, error_codes: [number] },
      }));
      const keeper = await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET });
      await assert.rejects(keeper.get(), (error: Error) => {
        assert.doesNotMatch(error.message, /Trace ID/);
        assert.match(error.message, new RegExp(`AADSTS${number}`));
        return failsWith(code, text)(error);
      });
      assert.equal(cloud.http.requests.length, 1);
    });

  for (const [number, word] of [
    [50076, "multi-factor"],
    [50126, "password is wrong"],
    [50053, "locked"],
  ] as const)
    it(`says of a password what AADSTS${number} means`, async () => {
      const cloud = await platform("public", () => ({
        status: 400,
        body: { error: "invalid_grant", error_description: `AADSTS${number}: x`, error_codes: [number] },
      }));
      const keeper = await signIn(cloud, { username: "navin@contoso.com", password: SECRET });
      await assert.rejects(keeper.get(), (error: Error) => {
        assert.match(error.message, new RegExp(word));
        return error instanceof PurviewError;
      });
    });

  it("is tried again after 429 and 5xx, each time really asking", async () => {
    let asked = 0;
    const cloud = await platform("public", () =>
      ++asked < 3 ? { status: asked === 1 ? 429 : 503, headers: { "retry-after": "7" } } : undefined,
    );
    await (await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET })).get();
    assert.equal(asked, 3);
    assert.deepEqual(cloud.clock.slept.slice(0, 2), [7000, 7000]);
  });

  it("does not poison the next try", async () => {
    let broken = true;
    const cloud = await platform("public", () => (broken ? { status: 503 } : undefined));
    const keeper = await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET });
    await assert.rejects(keeper.get(), PurviewError);
    broken = false;
    assert.ok((await keeper.get()).value);
  });

  it("tells people of a wait that is worth it", async () => {
    let asked = 0;
    const cloud = await platform("public", () =>
      ++asked < 2 ? { status: 429, headers: { "retry-after": "7" } } : undefined,
    );
    const told: string[] = [];
    const context = { ...cloud.context, notify: (message: string) => void told.push(message) };
    await (await signIn({ ...cloud, context }, { clientId: CLIENT, clientSecret: SECRET })).get();
    assert.deepEqual(told, ["The identity platform is busy (status 429); asking again in 7 s …"]);
  });

  const nonsense: [string, Reply, RegExp][] = [
    ["no JSON", { body: "<html>login</html>" }, /no answer of the identity platform \(status 200\)/],
    ["a list", { body: [1] }, /no answer of the identity platform/],
    [
      "a redirect",
      { status: 302, headers: { location: "https://evil.example/x?s3cr3t-value" } },
      /a redirect \(status 302\) to evil\.example, which was not followed/,
    ],
    ["of wrong types", { body: { token_type: 5, expires_in: "x", access_token: { a: 1 } } }, /holds no token/],
    ["without a token", { body: { token_type: "Bearer", expires_in: 3599 } }, /holds no token/],
  ];
  for (const [title, reply, text] of nonsense)
    it(`by an answer that is ${title} is one clear error`, async () => {
      const cloud = await platform("public", () => reply);
      await assert.rejects(
        (await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET })).get(),
        failsWith("PURVIEW_AUTH_FAILED", text),
      );
      assert.equal(cloud.http.requests.length, 1);
    });

  it("by a token that no header can carry is one clear error", async () => {
    for (const value of ["two\r\nlines", "snow\u2603man"]) {
      const cloud = await platform("public", () => ({
        body: { token_type: "Bearer", expires_in: 3599, access_token: value },
      }));
      await assert.rejects(
        (await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET })).get(),
        failsWith("PURVIEW_TOKEN_REFUSED", /holds characters/),
      );
    }
  });

  it("on the sign-in page is told in words, where the platform gives no number", () => {
    const call = { way: "device code", identity: "a person" };
    const refused = (error: string) => refusedBy(call, TID, { status: 400, error }, undefined);
    assert.ok(failsWith("PURVIEW_AUTH_INTERACTION", /it was declined on the sign-in page/)(refused("access_denied")));
    assert.ok(failsWith("PURVIEW_AUTH_INTERACTION", /was not typed in in time/)(refused("expired_token")));
    const thrown = { errorCode: "access_denied" };
    assert.ok(failsWith("PURVIEW_AUTH_INTERACTION", /declined/)(refusedBy(call, TID, undefined, thrown)));
  });

  it("does not ask a proxy again that has refused", async () => {
    const cloud = await platform("public", () => {
      throw new TransportError("The proxy wants other credentials.", { code: "PURVIEW_PROXY" });
    });
    await assert.rejects(
      (await signIn(cloud, { clientId: CLIENT, clientSecret: SECRET })).get(),
      failsWith("PURVIEW_PROXY"),
    );
    assert.equal(cloud.http.requests.length, 1);
  });
});

describe("the token keeper", () => {
  const app = { clientId: CLIENT, clientSecret: SECRET };

  it("asks once for many at once, and not again while the token lasts", async () => {
    const cloud = await platform("public");
    const keeper = await signIn(cloud, app);
    await Promise.all(Array.from({ length: 50 }, () => keeper.get()));
    await keeper.get();
    assert.equal(cloud.forms.length, 1);
  });

  it("tells its source when a token of a cache will not do", async () => {
    const cloud = await platform("public");
    const asked: (boolean | undefined)[] = [];
    const token = () => jwt({ tid: TID, aud: clouds.public.audience, exp: Date.now() / 1000 + 3600, n: asked.length });
    const acquire = ({ fresh }: { fresh?: boolean | undefined }) => {
      asked.push(fresh);
      return Promise.resolve({ value: token() });
    };
    const keeper = new TokenKeeper({ way: "test", identity: "x", acquire }, cloud.context);
    await keeper.renew(await keeper.get());
    assert.deepEqual(asked, [false, true]);
  });

  it("renews before the end", async () => {
    const cloud = await platform("public");
    const keeper = await signIn(cloud, app);
    await keeper.get();
    cloud.clock.time += 3599_000 - 4 * 60_000;
    await keeper.get();
    assert.equal(cloud.forms.length, 2);
  });

  it("goes on with the old token while the platform is down for a moment", async () => {
    let down = false;
    const cloud = await platform("public", () => (down ? { status: 503 } : undefined));
    const keeper = await signIn(cloud, app);
    const first = await keeper.get();
    down = true;
    cloud.clock.time += 3599_000 - 4 * 60_000;
    assert.equal((await keeper.get()).value, first.value);
  });

  const wrong: [string, { [claim: string]: unknown }, string][] = [
    ["another tenant", { tid: "22222222-2222-3333-4444-555555555555" }, "PURVIEW_TOKEN_TENANT"],
    ["no tenant", { tid: undefined }, "PURVIEW_TOKEN_TENANT"],
    ["another audience", { aud: "https://graph.microsoft.com" }, "PURVIEW_TOKEN_AUDIENCE"],
    ["the audience of Exchange", { aud: "https://outlook.office365.com" }, "PURVIEW_TOKEN_AUDIENCE"],
    ["the past", { exp: 1 }, "PURVIEW_TOKEN_EXPIRED"],
  ];
  for (const [title, claims, code] of wrong)
    it(`refuses a token of ${title}, from the platform and ready-made`, async () => {
      const token = jwt({ tid: TID, aud: clouds.public.audience, exp: Date.now() / 1000 + 3600, ...claims });
      const cloud = await platform("public", () => ({
        body: { access_token: token, expires_in: 3599, token_type: "Bearer" },
      }));
      await assert.rejects((await signIn(cloud, app)).get(), failsWith(code));
      await assert.rejects((await signIn(cloud, { accessToken: new SecretText(token) })).get(), failsWith(code));
    });

  it("takes a ready token with or without Bearer, but none that it cannot read or renew", async () => {
    const token = jwt({ tid: TID, aud: `${clouds.public.audience}/`, exp: Date.now() / 1000 + 3600 });
    const cloud = await platform("public");
    const keeper = await signIn(cloud, { accessToken: new SecretText(`Bearer ${token}`) });
    const first = await keeper.get();
    assert.equal(first.value, token);
    await assert.rejects(keeper.renew(first), failsWith("PURVIEW_TOKEN_REFUSED"));
    await assert.rejects(
      (await signIn(cloud, { accessToken: new SecretText("opaque") })).get(),
      failsWith("PURVIEW_TOKEN_REFUSED"),
    );
    assert.equal(cloud.http.requests.length, 0);
  });
});

describe("the chain", () => {
  const all: Credentials = {
    clientId: CLIENT,
    clientSecret: SECRET,
    clientCertificatePath: "/x",
    useOidc: true,
    oidcToken: SECRET,
    useMsi: true,
    useCli: true,
    username: "x@y",
    password: SECRET,
  };

  it("takes the first that is configured", () => {
    const order = [
      "certificate",
      "client secret",
      "OIDC token",
      "managed identity",
      "user name and password",
      "Azure CLI",
    ];
    const drop: (keyof Credentials)[][] = [
      [],
      ["clientCertificatePath"],
      ["clientSecret"],
      ["useOidc", "oidcToken"],
      ["useMsi"],
      ["username", "password"],
    ];
    let credentials = all;
    order.forEach((name, index) => {
      credentials = Object.fromEntries(
        Object.entries(credentials).filter(([key]) => !(drop[index] ?? []).includes(key as keyof Credentials)),
      );
      assert.equal(pickWay(credentials).name, name);
    });
  });

  it("prefers what the program says to what lies in the environment", () => {
    const distance = (key: string): number => (key === "useCli" ? 0 : 2);
    assert.equal(pickWay({ ...all, distance }).name, "Azure CLI");
  });

  it("lists what it looked for when nothing is configured", () => {
    assert.throws(
      () => pickWay({ useLogin: false }),
      (error: Error) => {
        for (const way of ways) assert.ok(error.message.includes(way.name), way.name);
        return failsWith("PURVIEW_AUTH_NOT_CONFIGURED", /purview login/)(error);
      },
    );
  });

  it("does not go on to another way when the configured one fails", async () => {
    const cloud = await platform("public", () => ({
      status: 401,
      body: { error: "invalid_client", error_description: "AADSTS7000215: no" },
    }));
    await assert.rejects(
      (await signIn(cloud, { ...all, clientCertificatePath: undefined })).get(),
      failsWith("PURVIEW_AUTH_CREDENTIAL"),
    );
    assert.equal(cloud.forms.length, 1);
  });

  const partial: [string, Credentials, string][] = [
    ["a secret without an app", { clientSecret: SECRET }, "clientId"],
    ["a certificate without an app", { clientCertificate: SECRET }, "clientId"],
    ["a user without a password", { username: "x@y" }, "password"],
    ["OIDC without a token", { clientId: CLIENT, useOidc: true }, "useOidc"],
  ];
  for (const [title, credentials, property] of partial)
    it(`names ${property} for ${title}`, async () => {
      const cloud = await platform("public");
      await assert.rejects(signIn(cloud, credentials), (error: unknown) => {
        assert.equal((error as PurviewError).context.property, property);
        return failsWith("PURVIEW_CONFIG_MISSING")(error);
      });
    });

  it("chooses the account of purview login by name, else by tenant, and a partner's for customers", () => {
    const account = (username: string, tenantId: string) => ({
      username,
      tenantId,
      homeAccountId: username,
      environment: "public",
      clientId: "x",
    });
    const accounts = [account("a@one", "t-1"), account("b@two", "t-2")];
    assert.equal(chooseAccount(accounts, {}, "T-2")?.username, "b@two");
    assert.equal(chooseAccount(accounts, { userPrincipalName: "A@ONE" }, "t-2")?.username, "a@one");
    assert.equal(chooseAccount(accounts, {}, "t-3"), undefined);
    assert.equal(chooseAccount(accounts.slice(0, 1), {}, "t-3"), undefined);
    assert.equal(
      chooseAccount(accounts.slice(0, 1), { delegatedOrganization: "c.onmicrosoft.com" }, "t-3")?.username,
      "a@one",
    );
  });
});

describe("reading a token", () => {
  it("takes opaque and damaged ones for what they are", () => {
    for (const token of [
      "",
      "opaque",
      "a.b",
      "a.b.c",
      "a.!!.c",
      `a.${Buffer.from("[]").toString("base64url")}.c`,
      "a.b.c.d.e",
    ])
      assert.equal(decodeToken(token), undefined);
  });
});
