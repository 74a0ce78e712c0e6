import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { encode } from "../../../provider/hosts/plugin/codec";
import { kinds } from "../../../provider/kinds";
import { createLifecycle } from "../../../provider/lifecycle";
import type { Properties } from "../../../provider/values";
import { FakeSession, Notes, SETTINGS } from "../../lifecycle/fake/session";
import { provider } from "./engine";

interface Recorded {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

const FOLDER = join(__dirname, "../../fixtures/state");

/** The type under which the plugin knows a resource of either host. */
const tokenOf = (type: string): string =>
  kinds.find(({ noun }) => type === `pulumi-nodejs:dynamic/purview:${noun}`)?.token ?? type;

describe("states that earlier versions recorded", () => {
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
    const states = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as { readonly [host: string]: Recorded[] };
    for (const [host, resources] of Object.entries(states)) {
      it(`show no difference to the program that made them (${file}, ${host} host)`, async () => {
        const { check, diff } = createLifecycle({
          session: new FakeSession(),
          reporter: new Notes(),
          settings: { ...SETTINGS, drift: "refresh" },
        });
        const { call, stop } = await provider({ lifecycle: { check, diff } });
        try {
          assert.ok(resources.length > 0);
          for (const { urn, type, id, inputs, outputs } of resources) {
            const checking = new pb.CheckRequest();
            checking.setUrn(urn);
            checking.setType(tokenOf(type));
            checking.setNews(encode(inputs));
            checking.setOlds(encode(inputs));
            const checked = await call<pb.CheckResponse>("check", checking);
            assert.deepEqual(checked.getFailuresList(), [], urn);
            const asked = new pb.DiffRequest();
            asked.setId(id);
            asked.setUrn(urn);
            asked.setType(tokenOf(type));
            asked.setOlds(encode(outputs));
            asked.setOldInputs(encode(inputs));
            asked.setNews(checked.getInputs());
            const response = await call<pb.DiffResponse>("diff", asked);
            // What the dynamic host wrote is recorded anew once, which is no difference of the object.
            assert.deepEqual(response.getDiffsList(), "__provider" in outputs ? ["__provider"] : [], urn);
          }
        } finally {
          await stop();
        }
      });
    }
  }
});
