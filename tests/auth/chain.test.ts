import assert from "node:assert/strict";
import { pickWay, ways, type Credentials } from "../../provider/auth";
import { chooseAccount } from "../../provider/auth/login";
import { type PurviewError } from "../../provider/errors";
import { CLIENT, SECRET, platform, signIn, failsWith } from "./platform";

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
