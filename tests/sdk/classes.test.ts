import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as dynamic from "../../sdk/nodejs";
import * as plugin from "../../sdk/nodejs/plugin";
import { registrationsOf } from "./registrations";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

describe("the classes of the dynamic host", () => {
  it("register Pulumi's dynamic type with the frozen provider text, as delete before replace, with the plugin's type as alias", async () => {
    const [policy] = await registrationsOf(
      () => new dynamic.retention.RetentionCompliancePolicy("Finance", { exchangeLocation: ["All"] }),
    );
    assert.ok(policy);
    assert.equal(policy.type, "pulumi-nodejs:dynamic/purview:RetentionCompliancePolicy");
    assert.equal(
      policy.inputs["__provider"],
      'exports.handler=()=>require("pulumi-purview/dynamic").handler("RetentionCompliancePolicy")',
    );
    assert.equal(policy.deleteBeforeReplace, true);
    assert.deepEqual(policy.aliases, ["purview:retention:RetentionCompliancePolicy"]);
    assert.deepEqual(policy.inputs["exchangeLocation"], ["All"]);
  });

  it("name the object after the resource unless the program gives another name", async () => {
    const [one, two] = await registrationsOf(() => {
      new dynamic.retention.RetentionCompliancePolicy("Logical name", {});
      new dynamic.retention.RetentionCompliancePolicy("other", { name: "Real name" });
    });
    assert.equal(one?.inputs["name"], "Logical name");
    assert.equal(two?.inputs["name"], "Real name");
  });

  it("leave the name of a rule to check, since only some forms of it take one", async () => {
    const [rule] = await registrationsOf(
      () => new dynamic.retention.RetentionComplianceRule("rule", { policy: "Finance", publishComplianceTag: "Tax" }),
    );
    assert.equal("name" in (rule?.inputs ?? {}), false);
  });

  it("put the id in place of a resource, in arguments and in lists and objects of them", async () => {
    const seen = await registrationsOf(() => {
      const policy = new dynamic.retention.RetentionCompliancePolicy("Finance", {});
      const tag = new dynamic.retentionlabels.ComplianceTag("Tax", {});
      new dynamic.retention.RetentionComplianceRule("rule", { policy, publishComplianceTag: pulumi.output(tag) });
    });
    const rule = seen.find(({ name }) => name === "rule");
    assert.equal(rule?.inputs["policy"], "Finance-id");
    assert.equal(rule?.inputs["publishComplianceTag"], "Tax-id");
  });

  it("name every property to the engine where all are ignored: `*` would freeze what the class passes on, too", async () => {
    const [policy] = await registrationsOf(
      () => new dynamic.retention.RetentionCompliancePolicy("Finance", {}, { ignoreChanges: ["*"] }),
    );
    assert.deepEqual((policy?.inputs["__options"] as { ignoreChanges: unknown }).ignoreChanges, ["*"]);
    const ignored = policy?.ignoreChanges ?? [];
    for (const property of ["name", "comment", "exchangeLocation", "allowReplace", "adoptExisting", "extraParameters"])
      assert.ok(ignored.includes(property), property);
    assert.ok(!ignored.some((path) => path === "*" || path.startsWith("__")), ignored.join());
  });

  it("pass on what the engine keeps from a dynamic provider: ignored properties, time limits and the URN", async () => {
    const seen = await registrationsOf(() => {
      const opts = { ignoreChanges: ["comment"], customTimeouts: { create: "5m" } };
      new dynamic.retention.RetentionCompliancePolicy("Finance", {}, opts);
      new dynamic.retention.RetentionCompliancePolicy("Other", {});
    });
    const type = "pulumi-nodejs:dynamic/purview:RetentionCompliancePolicy";
    assert.deepEqual(seen[0]?.inputs["__options"], {
      ignoreChanges: ["comment"],
      customTimeouts: { create: "5m" },
      urn: `urn:pulumi:stack::project::${type}::Finance`,
    });
    assert.deepEqual(seen[1]?.inputs["__options"], { urn: `urn:pulumi:stack::project::${type}::Other` });
  });

  it("say to a dynamic provider which arguments are secret, since the engine hands it all of them in clear", async () => {
    const [tag] = await registrationsOf(
      () =>
        new dynamic.retention.RetentionCompliancePolicy("Finance", {
          comment: pulumi.secret("hush"),
          exchangeLocation: ["a@contoso.com", pulumi.secret("b@contoso.com")],
          enabled: true,
        }),
    );
    assert.deepEqual((tag?.inputs["__options"] as { secrets: string[] }).secrets, ["comment", "exchangeLocation"]);
  });

  it("work inside a component without waiting for themselves", async () => {
    class Estate extends pulumi.ComponentResource {
      constructor(name: string) {
        super("test:index:Estate", name);
        new dynamic.retention.RetentionCompliancePolicy("Finance", {}, { parent: this });
      }
    }
    const seen = await registrationsOf(() => new Estate("estate"));
    const policy = seen.find(({ name }) => name === "Finance");
    const options = policy?.inputs["__options"] as { urn: string };
    assert.match(options.urn, /[:$]test:index:Estate\$pulumi-nodejs:dynamic\/purview:RetentionCompliancePolicy::Finance$/);
  });

  it("show where in the program an error of theirs comes from, and the place of a resource", async () => {
    const [policy] = await registrationsOf(() => {
      assert.throws(
        () => new dynamic.retention.RetentionCompliancePolicy("", {}),
        ({ stack = "" }: Error) => /classes\.test\.ts:\d+/.test(stack),
      );
      new dynamic.retention.RetentionCompliancePolicy("Finance", {});
    });
    assert.match(policy?.place ?? "", /retention-compliance-policy\.ts$/);
    assert.match(new Error("later").stack ?? "", /classes\.test\.ts:\d+/);
  });

  it("refuse the option import and name both ways out", async () => {
    await registrationsOf(() => {
      assert.throws(
        () => new dynamic.retention.RetentionCompliancePolicy("Finance", {}, { import: "Finance" }),
        /RetentionCompliancePolicy "Finance".*adoptExisting.*pulumi-purview\/plugin/s,
      );
    });
  });

  it("read an existing object by get, without inventing a name for it", async () => {
    const [read] = await registrationsOf(() =>
      dynamic.retention.RetentionCompliancePolicy.get("theirs", "6bd9a0f2-0000-4000-8000-000000000001"),
    );
    assert.equal(read?.id, "6bd9a0f2-0000-4000-8000-000000000001");
    assert.equal(read?.inputs["name"], undefined);
    assert.match(String(read?.inputs["__provider"]), /pulumi-purview\/dynamic/);
  });

  it("have an Output for every property, declared or not", async () => {
    await registrationsOf(() => {
      const policy = new dynamic.retention.RetentionCompliancePolicy("Finance", {});
      for (const output of [policy.guid, policy.distributionStatus, policy.comment, policy.exchangeLocation]) {
        assert.ok(pulumi.Output.isInstance(output));
      }
    });
  });

  it("know their own instances and not those of other nouns", async () => {
    await registrationsOf(() => {
      const policy = new dynamic.retention.RetentionCompliancePolicy("Finance", {});
      assert.ok(dynamic.retention.RetentionCompliancePolicy.isInstance(policy));
      assert.ok(!dynamic.retentionlabels.ComplianceTag.isInstance(policy));
      assert.ok(!dynamic.retention.RetentionCompliancePolicy.isInstance(undefined));
    });
  });
});

describe("the classes of the plugin", () => {
  it("register the plugin's type with the dynamic type as alias and nothing of the dynamic host", async () => {
    const [policy] = await registrationsOf(
      () => new plugin.retention.RetentionCompliancePolicy("Finance", { exchangeLocation: ["All"] }),
    );
    assert.ok(policy);
    assert.equal(policy.type, "purview:retention:RetentionCompliancePolicy");
    assert.deepEqual(policy.aliases, ["pulumi-nodejs:dynamic/purview:RetentionCompliancePolicy"]);
    assert.deepEqual(
      Object.keys(policy.inputs).filter((key) => key.startsWith("__")),
      [],
    );
    assert.equal(policy.deleteBeforeReplace, true);
  });

  it("leave a missing name to the plugin, which knows the stack's naming rules", async () => {
    const [policy] = await registrationsOf(() => new plugin.retention.RetentionCompliancePolicy("Finance", {}));
    assert.equal(policy?.inputs["name"], undefined);
  });

  it("pass the option import on", async () => {
    await registrationsOf(() => new plugin.retention.RetentionCompliancePolicy("Finance", {}, { import: "Finance" }));
  });

  it("offer the same names as the dynamic host, and data functions in addition", () => {
    const classes = (area: object): string[] => Object.keys(area).filter((name) => !/^(get|list)[A-Z]/.test(name)).sort();
    assert.deepEqual(Object.keys(plugin).sort(), Object.keys(dynamic).sort());
    assert.deepEqual(classes(plugin.retention), Object.keys(dynamic.retention).sort());
    assert.equal(typeof plugin.retention.getRetentionCompliancePolicy, "function");
    assert.equal(typeof plugin.retentionlabels.listComplianceTagsOutput, "function");
  });
});

describe("the provider resources", () => {
  const args = { tenantId: "t", clientSecret: "hush", maxConcurrency: 5, adoptExisting: true };

  it("become an explicit dynamic provider whose credentials are secret", async () => {
    const [provider] = await registrationsOf(() => new dynamic.Provider("gcc-high", args));
    assert.equal(provider?.type, "pulumi:providers:pulumi-nodejs");
    assert.deepEqual(provider?.inputs, {
      "purview:tenantId": "t",
      "purview:clientSecret": { ...SECRET, value: "hush" },
      "purview:maxConcurrency": 5,
      "purview:adoptExisting": true,
    });
  });

  it("become an explicit provider of the plugin, with text for every value and the dynamic provider as alias", async () => {
    const [provider] = await registrationsOf(() => new plugin.Provider("gcc-high", args));
    assert.equal(provider?.type, "pulumi:providers:purview");
    assert.deepEqual(provider?.aliases, ["pulumi:providers:pulumi-nodejs"]);
    assert.deepEqual(provider?.inputs, {
      tenantId: "t",
      clientSecret: { ...SECRET, value: "hush" },
      maxConcurrency: "5",
      adoptExisting: "true",
    });
  });
});
