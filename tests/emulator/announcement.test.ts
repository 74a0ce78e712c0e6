import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { type Announced, announcement } from "../../emulator/announcement";

const started: Announced = {
  version: 1,
  url: "http://127.0.0.1:4000",
  regionUrl: "http://127.0.0.1:4001",
  tenants: [
    {
      environment: "public",
      tenantId: "8a2f9d3c-0f52-4a08-9c3e-0d9a1ac8f001",
      organization: "contoso.onmicrosoft.com",
      clientId: "b1c9a6f2-5d0e-4a5f-8c52-1f1f9ac8f002",
      clientSecret: "it's $HOME `x`",
      connectionUri: "http://127.0.0.1:4000/powershell-liveid/",
      azureADAuthorizationEndpointUri: "http://127.0.0.1:4000/organizations",
    },
  ],
};

describe("what the emulator says of itself when it started", () => {
  it("is one JSON line for programs", () => {
    const text = announcement(started, "json");
    assert.deepEqual(JSON.parse(text), started);
    assert.equal(text.indexOf("\n"), text.length - 1);
  });

  it("is for a person its address, its tenants, and the variables of both shells", () => {
    const text = announcement(started, "text");
    assert.match(text, /http:\/\/127\.0\.0\.1:4000/);
    assert.match(text, /^ {2}public +contoso\.onmicrosoft\.com$/m);
    assert.match(text, /^ {2}export PURVIEW_ORGANIZATION='contoso\.onmicrosoft\.com'$/m);
    assert.match(text, /^ {2}\$env:PURVIEW_CLIENT_SECRET = 'it''s \$HOME `x`'$/m);
  });

  it("keeps every character of a value in bash", () => {
    const lines = announcement({ ...started, caFile: "/tmp/ca file.pem" }, "bash");
    const script = `${lines}printf '%s|%s' "$PURVIEW_CLIENT_SECRET" "$PURVIEW_CA_FILE"`;
    const { stdout, error } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
    if (error) return void console.log("      (not run: there is no bash here)");
    assert.equal(stdout, "it's $HOME `x`|/tmp/ca file.pem");
  });
});
