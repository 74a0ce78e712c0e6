import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../support/emulator";
import { type Answer, send, tenantOf, tokenFor } from "./client";

/** A body of InvokeCommand whose `Parameters` are this JSON text. */
const withParameters = (json: string): string => `{"CmdletInput":{"CmdletName":"New-Label","Parameters":${json}}}`;

const label = (settings: string): string =>
  withParameters(`{"Name":"x","DisplayName":"x","Tooltip":"x","AdvancedSettings":${settings}}`);

describe("malformed requests to the admin API", () => {
  let emulator: Emulator;
  let token: string;
  before(async () => {
    emulator = await startEmulator({ clock: "manual" });
    token = await tokenFor(tenantOf(emulator, "public"));
  });
  after(() => emulator.stop());

  const post = (body: string, type = "application/json", authorization = `Bearer ${token}`): Promise<Answer> =>
    send(`${emulator.regionUrl}/adminapi/beta/${tenantOf(emulator, "public").tenantId}/InvokeCommand`, {
      method: "POST",
      headers: { authorization, "content-type": type },
      body,
    });

  const bodies: readonly (readonly [what: string, body: string])[] = [
    ["nothing", ""],
    ["half a document", "{"],
    ["a list", "[]"],
    ["no input", "{}"],
    ["null for input", '{"CmdletInput":null}'],
    ["no cmdlet", '{"CmdletInput":{"Parameters":{}}}'],
    ["a number for a cmdlet", '{"CmdletInput":{"CmdletName":5,"Parameters":{}}}'],
    ["no parameters", '{"CmdletInput":{"CmdletName":"Get-Label"}}'],
    ["null for parameters", withParameters("null")],
    ["a list of parameters", withParameters("[]")],
    ["text for parameters", withParameters('"Name"')],
    ["a stray member", '{"CmdletInput":{"CmdletName":"Get-Label","Parameters":{},"Extra":1}}'],
    ["a stray member next to the input", '{"CmdletInput":{"CmdletName":"Get-Label","Parameters":{}},"Other":1}'],
    ["members in another case", '{"cmdletInput":{"cmdletName":"Get-Label","parameters":{}}}'],
    ["a parameter named as a prototype is", withParameters('{"__proto__":{"Name":"x"}}')],
    ["20,000 lists in each other", label("[".repeat(20_000) + "]".repeat(20_000))],
    [
      "5,000 tables in each other",
      label('{"@odata.type":"#Exchange.GenericHashTable","a":'.repeat(5_000) + "1" + "}".repeat(5_000)),
    ],
  ];
  for (const [what, body] of bodies)
    it(`hears 400 for ${what}`, async () => {
      const { status, json, text } = await post(body);
      assert.equal(status, 400, text);
      assert.ok(json.error.details[0].message);
    });

  it("hears 415 for anything but JSON", async () => {
    const types = ["text/plain", "application/xml", "application/x-www-form-urlencoded"];
    for (const type of types) assert.equal((await post(withParameters("{}"), type)).status, 415);
  });

  it("is understood with a byte order mark and with parameters of the content type", async () => {
    const good = '{"CmdletInput":{"CmdletName":"get-label","Parameters":{}}}';
    assert.equal((await post(`\ufeff${good}`)).status, 200);
    assert.equal((await post(good, "application/json; charset=utf-8; odata.metadata=minimal")).status, 200);
  });

  it("is not let in by more than one token", async () => {
    const good = '{"CmdletInput":{"CmdletName":"Get-Label","Parameters":{}}}';
    assert.equal((await post(good, "application/json", `Bearer ${token} ${token}`)).status, 500);
    assert.equal((await post(good, "application/json", `Basic ${token}`)).status, 401);
  });
});
