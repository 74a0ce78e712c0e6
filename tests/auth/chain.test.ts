import assert from "node:assert/strict";
import { pickCredential, allCredentials, type AuthSettings, type Origin } from "../../provider/auth";
import { chooseAccount } from "../../provider/auth/login";
import { type PurviewError } from "../../provider/errors";
import { CLIENT, SECRET, platform, signIn, failsWith } from "./platform";

describe("the credential chain", () => {
  const all: AuthSettings = {
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
    const drop: (keyof AuthSettings)[][] = [
      [],
      ["clientCertificatePath"],
      ["clientSecret"],
      ["useOidc", "oidcToken"],
      ["useMsi"],
      ["username", "password"],
    ];
    let settings = all;
    order.forEach((name, index) => {
      settings = Object.fromEntries(
        Object.entries(settings).filter(([key]) => !(drop[index] ?? []).includes(key as keyof AuthSettings)),
      );
      assert.equal(pickCredential(settings).name, name);
    });
  });

  it("prefers what the program says to what lies in the environment", () => {
    const given = (name: string): Origin => ({ layer: name === "useCli" ? "arguments" : "environment", name });
    const origins = Object.fromEntries(Object.keys(all).map((name) => [name, given(name)]));
    assert.equal(pickCredential({ ...all, origins }).name, "Azure CLI");
  });

  it("lists what it looked for when nothing is configured", () => {
    assert.throws(
      () => pickCredential({ useLogin: false }),
      (error: Error) => {
        for (const { name } of allCredentials) assert.ok(error.message.includes(name), name);
        return failsWith("PURVIEW_AUTH_NOT_CONFIGURED", /purview login/)(error);
      },
    );
  });

  it("does not go on to another credential when the configured one fails", async () => {
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

  const partial: [string, AuthSettings, string][] = [
    ["a secret without an app", { clientSecret: SECRET }, "clientId"],
    ["a certificate without an app", { clientCertificate: SECRET }, "clientId"],
    ["a user without a password", { username: "x@y" }, "password"],
    ["OIDC without a token", { clientId: CLIENT, useOidc: true }, "useOidc"],
  ];
  for (const [title, settings, property] of partial)
    it(`names ${property} for ${title}`, async () => {
      const cloud = await platform("public");
      await assert.rejects(signIn(cloud, settings), (error: unknown) => {
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
