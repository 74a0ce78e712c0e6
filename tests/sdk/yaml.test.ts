import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { load } from "js-yaml";
import { encode } from "../../provider/hosts/plugin/codec";
import { kinds } from "../../provider/kinds";
import { createLifecycle } from "../../provider/lifecycle";
import { packageSchema } from "../../provider/schema";
import { settingsTable } from "../../provider/session";
import type { Properties } from "../../provider/values";
import { provider } from "../hosts/plugin/engine";
import { FakeSession, Notes, SETTINGS } from "../lifecycle/fake/session";
import { ROOT } from "./toolchain";

interface Program {
  readonly resources: { readonly [name: string]: { readonly type: string; readonly properties: Properties } };
}
interface Resource {
  readonly inputProperties: object;
  readonly requiredInputs: readonly string[];
}

describe("the YAML example", () => {
  const program = load(readFileSync(join(ROOT, "sdk/yaml/records/Pulumi.yaml"), "utf8")) as Program;
  const { resources } = packageSchema(kinds, settingsTable) as { resources: { [token: string]: Resource } };

  it("says what the schema knows, and all that it requires", () => {
    for (const [name, { type, properties }] of Object.entries(program.resources)) {
      const resource = resources[type];
      assert.ok(resource, `${name}: there is no ${type}`);
      for (const property of Object.keys(properties)) assert.ok(property in resource.inputProperties, `${name}.${property}`);
      for (const property of resource.requiredInputs) assert.ok(property in properties, `${name}.${property}`);
    }
  });

  it("is taken by the plugin, resource by resource in the order of its references", async () => {
    const session = new FakeSession();
    const { check, create } = createLifecycle({ session, reporter: new Notes(), settings: SETTINGS });
    const { call, stop } = await provider({ lifecycle: { check, create } });
    const ids = new Map<string, string>();
    try {
      for (const [name, { type, properties }] of Object.entries(program.resources)) {
        const news = encode(resolved(properties, ids));
        const checked = await call<pb.CheckResponse>("check", request(new pb.CheckRequest(), type, name).setNews(news));
        const failures = checked.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
        assert.deepEqual(failures, [], name);
        const creating = request(new pb.CreateRequest(), type, name).setProperties(checked.getInputs());
        ids.set(name, (await call<pb.CreateResponse>("create", creating)).getId());
      }
    } finally {
      await stop();
    }
    assert.deepEqual(session.service.names("RetentionCompliancePolicy"), ["Finance records"]);
    assert.deepEqual(session.service.names("RetentionComplianceRule"), ["Finance records seven years"]);
    assert.deepEqual(session.service.names("ComplianceTag"), ["Contract"]);
  });
});

const request = <T extends pb.CheckRequest | pb.CreateRequest>(message: T, type: string, name: string): T => {
  message.setType(type);
  message.setName(name);
  message.setUrn(`urn:pulumi:dev::records::${type}::${name}`);
  return message;
};

/** `${name.id}` becomes the id of what was created before. */
const resolved = (properties: Properties, ids: ReadonlyMap<string, string>): Properties =>
  Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const [, name] = typeof value === "string" ? (/^\$\{(\w+)\.id\}$/.exec(value) ?? []) : [];
      return [key, name === undefined ? value : (ids.get(name) as string)];
    }),
  );
