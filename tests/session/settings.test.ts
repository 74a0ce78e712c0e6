import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import type { SecretText } from "../../provider/values";
import { ConfigError } from "../../provider/errors";
import { resolveSettings, settingsTable, type SettingsSources } from "../../provider/session";

const failsWith = (code: string, property: string, text?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ConfigError, String(error));
  assert.equal(error.code, code, error.message);
  assert.equal(error.context.property, property);
  if (text) assert.match(error.message, text);
  return true;
};
const args = (values: SettingsSources["args"]) => resolveSettings({ args: values });

describe("provider settings", () => {
  it("have the documented defaults", () => {
    const settings = resolveSettings({});
    assert.equal(settings.drift, "live");
    assert.equal(settings.settle, "distributed");
    assert.equal(settings.maxConcurrency, 10);
    assert.equal(settings.maxDistributing, 1);
    assert.equal(settings.requestTimeoutMs, 960_000);
    assert.equal(settings.settleTimeoutMs, 600_000);
    assert.equal(settings.adoptExisting, false);
    assert.equal(settings.deletionProtection, "holds");
    assert.equal(settings.tenantId, undefined);
  });

  it("come from the program, else from stack configuration, else from the environment, and remember it", () => {
    const env = { PURVIEW_TENANT_ID: "e1", ARM_TENANT_ID: "e2", AZURE_TENANT_ID: "e3", ARM_CLIENT_ID: "e4" };
    const stackConfig = { "purview:tenantId": "c", "aws:region": "x", "purview:clientId": "c2" };
    const all = resolveSettings({ args: { tenantId: "a" }, stackConfig, env });
    assert.equal(all.tenantId, "a");
    assert.equal(all.clientId, "c2");
    assert.deepEqual(all.origins?.["tenantId"], { layer: "arguments", name: "tenantId" });
    assert.deepEqual(all.origins?.["clientId"], { layer: "stackConfig", name: "purview:clientId" });
    assert.equal(resolveSettings({ stackConfig, env }).tenantId, "c");
    const bare = resolveSettings({ env });
    assert.equal(bare.tenantId, "e1");
    assert.deepEqual(bare.origins?.["clientId"], { layer: "environment", name: "ARM_CLIENT_ID" });
    assert.equal(resolveSettings({ env: { AZURE_TENANT_ID: "e3" } }).tenantId, "e3");
  });

  it("treat what is empty, null or undefined as not given", () => {
    assert.equal(
      resolveSettings({ args: { tenantId: "", clientId: null, username: undefined }, env: { ARM_TENANT_ID: "t" } })
        .tenantId,
      "t",
    );
  });

  const typed: [string, unknown, string, unknown][] = [
    ["maxConcurrency", 5, "maxConcurrency", 5],
    ["maxConcurrency", "5", "maxConcurrency", 5],
    ["maxConcurrency", '"5"', "maxConcurrency", 5],
    ["maxDistributing", "0", "maxDistributing", 0],
    ["adoptExisting", true, "adoptExisting", true],
    ["adoptExisting", "true", "adoptExisting", true],
    ["adoptExisting", '"true"', "adoptExisting", true],
    ["deletionProtection", "ALL", "deletionProtection", "all"],
    ["requestTimeout", "90", "requestTimeoutMs", 90_000],
    ["tenantId", '"contoso.onmicrosoft.com"', "tenantId", "contoso.onmicrosoft.com"],
    ["tenantId", "  contoso.com ", "tenantId", "contoso.com"],
    ["environment", "O365USGovGCCHigh", "environment", "gccHigh"],
    ["environment", "21vianet", "environment", "china"],
    ["drift", "Refresh", "drift", "refresh"],
    ["proxyAccessType", "ieconfig", "proxyAccessType", "IEConfig"],
  ];
  for (const [key, given, name, wanted] of typed)
    it(`take ${key} as ${typeof given} ${JSON.stringify(given)}`, () =>
      assert.deepEqual((args({ [key]: given }) as unknown as { [key: string]: unknown })[name], wanted));

  const wrong: [string, unknown, RegExp][] = [
    ["maxConcurrency", 0, /between 1 and 100/],
    ["maxConcurrency", "three", /whole number/],
    ["maxConcurrency", 2.5, /whole number/],
    ["requestTimeout", -5, /between/],
    ["adoptExisting", "maybe", /true or false/],
    ["adoptExisting", 1, /true or false/],
    ["tenantId", 5, /must be a string/],
    ["tenantId", { a: 1 }, /must be a string/],
    ["environment", "gcchig", /did you mean gccHigh/],
    ["environment", "mars", /Use public, gcc/],
    ["drift", "life", /Did you mean live/],
    ["transport", "winrm", /rest, remoting/],
    ["maxSessions", 6, /between 1 and 5/],
  ];
  for (const [key, given, text] of wrong)
    it(`refuse ${JSON.stringify(given)} for ${key}, wherever it comes from`, () => {
      assert.throws(() => args({ [key]: given }), failsWith("PURVIEW_CONFIG_INVALID", key, text));
      assert.throws(
        () => resolveSettings({ stackConfig: { [`purview:${key}`]: given } }),
        failsWith("PURVIEW_CONFIG_INVALID", key, text),
      );
    });

  it("name the environment variable that is wrong", () => {
    assert.throws(
      () => resolveSettings({ env: { PURVIEW_MAX_CONCURRENCY: "x" } }),
      failsWith("PURVIEW_CONFIG_INVALID", "maxConcurrency", /PURVIEW_MAX_CONCURRENCY/),
    );
  });

  it("reject a misspelled key and suggest the right one", () => {
    assert.throws(
      () => args({ tenantid: "x" }),
      failsWith("PURVIEW_CONFIG_UNKNOWN", "tenantid", /Did you mean tenantId\?/),
    );
    assert.throws(
      () => args({ clientSecrte: "x" }),
      failsWith("PURVIEW_CONFIG_UNKNOWN", "clientSecrte", /Did you mean clientSecret\?/),
    );
    assert.throws(
      () => resolveSettings({ stackConfig: { "purview:maxConcurency": "x" } }),
      failsWith("PURVIEW_CONFIG_UNKNOWN", "maxConcurency", /purview:maxConcurrency/),
    );
    assert.throws(() => args({ zzz: "x" }), failsWith("PURVIEW_CONFIG_UNKNOWN", "zzz", /docs\/settings\.md/));
  });

  it("let the engine's own keys pass", () => {
    assert.ok(args({ version: "1.2.3", pluginDownloadURL: "x", __internal: {} }));
  });

  it("never show a secret: not printed, not serialized, not spread, not in an error", () => {
    const secrets = settingsTable.filter(({ secret }) => secret).map(({ name }) => name);
    assert.ok(secrets.length >= 8);
    const settings = args(Object.fromEntries(secrets.map((name) => [name, `hidden-${name}-4711`])));
    const shown = [
      inspect(settings, { depth: 9, showHidden: true }),
      JSON.stringify(settings),
      String(settings),
      JSON.stringify({ ...settings }),
    ];
    for (const text of shown) assert.doesNotMatch(text, /hidden-/);
    const bag = settings as unknown as { [name: string]: SecretText };
    for (const name of secrets) {
      assert.equal(bag[name]?.reveal(), `hidden-${name}-4711`);
      assert.doesNotMatch(`${bag[name]} ${JSON.stringify(bag[name])} ${inspect(bag[name])}`, /hidden-/);
    }
    assert.throws(
      () => args({ clientSecret: { value: "hidden-1" } }),
      (error: Error) => !/hidden/.test(inspect(error)),
    );
  });

  it("keep a secret exactly as it is, spaces and quotes included", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => !text.includes("\0") && !/^\s*".*"\s*$/s.test(text)),
        (text) => {
          assert.equal(args({ clientSecret: text }).clientSecret?.reveal(), text);
        },
      ),
    );
  });

  it("have a row each with a description, and environment variables that no other row has", () => {
    const seen = new Map<string, string>();
    for (const { name, env, description } of settingsTable) {
      assert.ok(description.length > 10, name);
      assert.ok(env.length > 0, name);
      for (const variable of env) {
        assert.equal(seen.get(variable), undefined, `${variable} of ${name} and ${seen.get(variable)}`);
        seen.set(variable, name);
      }
    }
    for (const variable of [
      "ARM_CLIENT_CERTIFICATE_PATH",
      "AZURE_FEDERATED_TOKEN_FILE",
      "ACTIONS_ID_TOKEN_REQUEST_URL",
      "SYSTEM_ACCESSTOKEN",
      "ARM_USE_MSI",
      "ARM_MSI_ENDPOINT",
      "PURVIEW_CONNECTION_URI",
    ])
      assert.ok(seen.has(variable), variable);
  });
});
