import assert from "node:assert/strict";
import { AuthError } from "../../../provider/errors";
import { passwordCredentials, type RemotingCredentials } from "../../../provider/transport/remoting";
import { SecretText } from "../../../provider/values";
import { setUp } from "./set-up";

const token = { user: "anna@contoso.com", password: "Bearer t", oauth: true };
const platform = (current: () => Promise<typeof token>): RemotingCredentials => ({
  identity: "user anna@contoso.com",
  current,
  renew: current,
});
const passwordOf = (authorization: string): string =>
  Buffer.from(authorization.slice("Basic ".length), "base64").toString("utf8");

describe("user name and password for a remote session", () => {
  it("get a token where the service does not take them, and new sessions begin with it", async () => {
    const credentials = passwordCredentials(
      "anna@contoso.com",
      new SecretText("pw"),
      platform(async () => token),
    );
    const { channel, server } = setUp({ more: { credentials } });
    server.intercept = ({ authorization }) => (passwordOf(authorization).endsWith(":pw") ? { status: 401 } : undefined);
    await channel.rights();
    const created = server.seen.filter(({ operation }) => operation === "Create");
    assert.deepEqual(
      created.map(({ authorization }) => passwordOf(authorization)),
      ["anna@contoso.com:pw", "anna@contoso.com:Bearer t"],
    );
    assert.match(created[1]?.url ?? "", /BasicAuthToOAuthConversion=true/);
    assert.equal(await credentials.current(), token);
  });

  it("that give no token either are one error with the cure, and no password in it", async () => {
    const refused = new AuthError("AADSTS50126: invalid user name or password.", { code: "PURVIEW_AUTH_CREDENTIAL" });
    const credentials = passwordCredentials(
      "anna@contoso.com",
      new SecretText("pw-4711"),
      platform(() => Promise.reject(refused)),
    );
    const { channel, server } = setUp({ more: { credentials } });
    server.intercept = () => ({ status: 401 });
    await assert.rejects(channel.rights(), (error) => {
      assert.ok(error instanceof AuthError);
      assert.equal(error.code, "PURVIEW_UNAUTHORIZED");
      assert.match(error.message, /AADSTS50126.*wrong password/);
      assert.ok(!error.message.includes("pw-4711"));
      return true;
    });
    assert.equal(server.seen.length, 1);
  });
});
