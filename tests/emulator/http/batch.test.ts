import { strict as assert } from "node:assert";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { type Answer, anchorOf, control, send, tenantOf, tokenFor } from "./client";

/** `$batch` as the module and CIPP send it (docs/service/admin-api.md#batch): absolute URLs, headers in every part, answers by id. */
describe("$batch", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  let token: string;
  before(async () => {
    emulator = await startEmulator({ clock: "manual" });
    tenant = tenantOf(emulator, "public");
    token = await tokenFor(tenant);
  });
  after(() => emulator.stop());
  beforeEach(() => control(emulator, "POST", "reset"));

  const call = (id: string, CmdletName: string, Parameters: object = {}, prefer = "odata.maxpagesize=1000") => ({
    id,
    method: "POST",
    url: `${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/InvokeCommand`,
    headers: { "X-CmdletName": CmdletName, Prefer: `${prefer};odata.continue-on-error` },
    body: { CmdletInput: { CmdletName, Parameters } },
  });
  const batch = (requests: unknown, prefer = "odata.continue-on-error"): Promise<Answer> =>
    send(`${emulator.regionUrl}/adminapi/beta/${tenant.tenantId}/$batch`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "x-anchormailbox": anchorOf(tenant),
        "content-type": "application/json; charset=utf-8",
        prefer,
      },
      body: JSON.stringify({ requests }),
    });

  it("answers every part as it would be alone, and journals each", async () => {
    const { status, json } = await batch([
      call("0", "New-RetentionCompliancePolicy", { Name: "one", ExchangeLocation: "All" }),
      call("1", "Get-RetentionCompliancePolicy", { Identity: "nobody" }),
      call("2", "Get-Nonsense"),
    ]);
    assert.equal(status, 200);
    assert.deepEqual(
      json.responses.map(({ id, status: own }: { id: string; status: number }) => [id, own]),
      [
        ["0", 200],
        ["1", 404],
        ["2", 403],
      ],
    );
    assert.equal(json.responses[0].body.value[0].Name, "one");
    assert.match(json.responses[1].body.error.details[0].message, /ErrorPolicyNotFoundException/);
    const cmdlets = (await control(emulator, "GET", "requests")).json.map((entry: { cmdlet: string }) => entry.cmdlet);
    assert.deepEqual(cmdlets, [null, "New-RetentionCompliancePolicy", "Get-RetentionCompliancePolicy", "Get-Nonsense"]);
  });

  it("stops at the first failure unless it is asked to go on", async () => {
    const parts = [call("a", "Get-Nonsense"), call("b", "Get-ComplianceTag")];
    assert.equal((await batch(parts)).json.responses.length, 2);
    assert.equal((await batch(parts, "")).json.responses.length, 1);
  });

  it("goes on with the links of its parts", async () => {
    for (const Name of ["one", "two", "three"])
      await control(emulator, "PUT", `tenants/${tenant.tenantId}/objects/ComplianceTag/${Name}`, { Name });
    const names: string[] = [];
    let url: string | undefined = call("0", "").url;
    while (url) {
      const part: unknown = { ...call("0", "Get-ComplianceTag", {}, "odata.maxpagesize=1"), url };
      const answer: Answer = await batch([part]);
      const { body } = answer.json.responses[0];
      names.push(...body.value.map(({ Name }: { Name: string }) => Name));
      url = body["@odata.nextLink"];
    }
    assert.deepEqual(names.sort(), ["one", "three", "two"]);
  });

  it("fails as a whole when the line of a part is cut", async () => {
    await control(emulator, "PUT", "faults", [
      { match: { cmdlet: "Get-ComplianceTag" }, fault: { type: "resetBefore" } },
    ]);
    await assert.rejects(batch([call("0", "Get-ComplianceTag")]));
  });

  it("refuses what is no batch", async () => {
    assert.equal((await batch("none")).status, 400);
    assert.equal((await batch([])).status, 400);
  });
});
