import { strict as assert } from "node:assert";
import type { Plain, Properties } from "../../provider/values";
import { diff, kind, nextProcess, recordedOf, type World, world } from "./fake/world";

const POLICY = kind("LabelPolicy");

/** Two sub-labels of one display name, whose own names are others (the names of `Label` cannot be changed, so people mind them little). */
async function published(): Promise<{
  readonly at: World;
  readonly ids: Record<string, string>;
  readonly inputs: Properties;
}> {
  const at = world();
  const put = (Name: string, DisplayName: string, parent?: { [key: string]: Plain }): { [key: string]: Plain } =>
    at.session.service.put("Label", { Name, DisplayName, ...(parent && { ParentId: parent["Guid"] ?? null }) });
  const [secret, confidential] = [put("label-1", "Secret"), put("label-2", "Confidential")];
  const labels = {
    secret,
    confidential,
    secretFinance: put("label-3", "Finance", secret),
    finance: put("label-4", "Finance", confidential),
    people: put("label-5", "People - all", confidential),
  };
  const ids = Object.fromEntries(Object.entries(labels).map(([key, { Guid }]) => [key, String(Guid)]));
  const inputs = { name: "Everybody", labels: [ids["confidential"], ids["finance"], ids["people"]] as string[] };
  return { at, ids, inputs };
}

/** The service tells the policy's labels in these words from now on. */
const tell = ({ session }: World, ...labels: string[]): void =>
  session.service.patch("LabelPolicy", "Everybody", { Labels: labels });

describe("a reference that the service tells in words of its own", () => {
  it("is the object whose display name it is, below its parent's", async () => {
    const { at, inputs } = await published();
    const recorded = recordedOf(await at.lifecycle.create(POLICY, { desired: inputs }), inputs);
    for (const told of [
      ["Confidential", "Confidential - Finance", "Confidential - People - all"],
      ["label-2", "label-2 - label-4", "label-5"],
      ["CONFIDENTIAL", "Finance", "people - all"],
    ]) {
      tell(at, ...told);
      assert.deepEqual((await diff(nextProcess(at), POLICY, recorded, inputs)).changes, [], told.join());
    }
  });

  it("is another object where it says another, and the drift is told", async () => {
    const { at, inputs } = await published();
    const recorded = recordedOf(await at.lifecycle.create(POLICY, { desired: inputs }), inputs);
    tell(at, "Confidential", "Secret - Finance", "Confidential - People - all");
    const { changes } = await diff(nextProcess(at), POLICY, recorded, inputs);
    assert.deepEqual(
      changes.map(({ property }) => property),
      ["labels"],
    );
  });

  it("is found also when a write is read back", async () => {
    const { at, ids } = await published();
    const desired = { name: "Everybody", labels: [ids["finance"]] as string[] };
    const { service } = at.session;
    const run = service.run.bind(service);
    service.run = (call) =>
      run(call).map((object) =>
        call.cmdlet === "Get-LabelPolicy" ? { ...object, Labels: ["Confidential - Finance"] } : object,
      );
    const written = await at.lifecycle.create(POLICY, { desired });
    assert.equal(written.unfinished, undefined);
    assert.deepEqual(written.outputs["labels"], [ids["finance"]]);
  });

  it("may be declared so too, where one object alone is called that", async () => {
    const { at, ids } = await published();
    const desired = { name: "Everybody", labels: ["Secret", "Secret - Finance"] };
    await at.lifecycle.create(POLICY, { desired });
    assert.deepEqual(at.session.service.one("LabelPolicy", "Everybody")["Labels"], [
      ids["secret"],
      ids["secretFinance"],
    ]);
    await assert.rejects(
      at.lifecycle.create(POLICY, { desired: { name: "Other", labels: ["Finance"] } }),
      /labels\[0\] refers to Label "Finance"/,
    );
  });
});

describe("a setting that names a label", () => {
  it("goes to the service as the label's GUID, also when nothing else has to be looked up", async () => {
    const { at, ids } = await published();
    const inputs = {
      name: "Everybody",
      labels: [ids["confidential"]] as string[],
      advancedSettings: { OutlookDefaultLabel: "label-2", mandatory: true },
    };
    const written = await at.lifecycle.create(POLICY, { desired: inputs });
    const sent = at.session.service.calls("New-LabelPolicy")[0]?.parameters["AdvancedSettings"];
    assert.equal((sent as { OutlookDefaultLabel?: Plain }).OutlookDefaultLabel, ids["confidential"]);
    at.session.service.patch("LabelPolicy", "Everybody", {
      Settings: [`[outlookdefaultlabel, ${ids["confidential"]}]`, "[mandatory, True]"],
    });
    assert.deepEqual((await diff(nextProcess(at), POLICY, recordedOf(written, inputs), inputs)).changes, []);
  });

  it("says which label is missing", async () => {
    const { at, ids } = await published();
    await assert.rejects(
      at.lifecycle.create(POLICY, {
        desired: {
          name: "Everybody",
          labels: [ids["confidential"]] as string[],
          advancedSettings: { OutlookDefaultLabel: "Nobody" },
        },
      }),
      /advancedSettings\.OutlookDefaultLabel refers to Label "Nobody"/,
    );
  });
});
