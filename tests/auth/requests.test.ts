import assert from "node:assert/strict";
import { constants, verify } from "node:crypto";
import { SecretText } from "../../provider/values";
import { clouds, knownEnvironments } from "../../provider/clouds";
import { TID, CLIENT, SECRET, pem, leaf, platform, signIn } from "./platform";

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
