import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { splitCommand } from "../../provider/auth/command";
import { jwt } from "../transport/fakes";
import { TID, CLIENT, SECRET, platform, signIn, failsWith } from "./platform";

describe("Federated sign-in", () => {
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

  it("keeps an audience that the URL already has", async () => {
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
    const cache = await signIn(cloud, { clientId: CLIENT, oidcTokenFilePath: path });
    const token = await cache.get();
    writeFileSync(path, second);
    await cache.renew(token);
    assert.deepEqual(
      cloud.forms.map((form) => form.get("client_assertion")),
      [pipelineToken, second],
    );
    rmSync(folder, { recursive: true });
    await assert.rejects(cache.renew(await cache.get()), failsWith("PURVIEW_AUTH_ASSERTION", /ENOENT/));
  });

  it("runs the assertion command without a shell, with what to sign in its environment", async () => {
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

  it("reports a failed command without anything that it printed", async () => {
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

  it("splits a command line by its quotes", () => {
    assert.deepEqual(splitCommand(`vault read  -field=x "a b" 'c "d"' e\\f "g\\"h" i"j k"l`), [
      ...["vault", "read", "-field=x", "a b", 'c "d"', "e\\f", 'g"h', "ij kl"],
    ]);
    assert.deepEqual(splitCommand("   "), []);
  });
});
