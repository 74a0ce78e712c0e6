import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { clouds } from "../../provider/clouds";
import { jwt } from "../transport/fakes";
import { TID, platform, signIn, failsWith } from "./platform";

describe("Identities of the machine and of the Azure CLI", () => {
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

  it("wait for an endpoint that is being updated", async () => {
    let asked = 0;
    const cloud = await platform("public", () => (++asked < 5 ? { status: 410 } : undefined));
    await (await signIn(cloud, { useMsi: true, msiEndpoint: "http://169.254.169.254/metadata" })).get();
    assert.deepEqual(cloud.clock.slept.slice(0, 4), [10_000, 10_000, 10_000, 10_000]);
  });

  it("report a machine without the identity", async () => {
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
    const cache = await signIn(cloud, { useCli: true });
    assert.equal((await cache.get()).claims?.upn, "a@contoso.com");
    assert.equal(
      readFileSync(join(folder, "args"), "utf8").trim(),
      `account get-access-token --output json --resource ${clouds.public.audience} --tenant ${TID}`,
    );
    writeFileSync(join(folder, "az"), `#!/bin/sh\necho "ERROR: AADSTS50173 s3cr3t-value" >&2\nexit 1\n`);
    await assert.rejects(cache.renew(await cache.get()), failsWith("PURVIEW_AUTH_COMMAND", /AADSTS50173.*az login/));
    rmSync(folder, { recursive: true });
  });
});
