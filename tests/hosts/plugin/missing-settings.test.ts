import assert from "node:assert/strict";
import { ConfigureErrorMissingKeys } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { isPurviewError } from "../../../provider/errors";
import { missingSettings } from "../../../provider/hosts/plugin/missing-settings";
import * as session from "../../../provider/session";
import type { Plain } from "../../../provider/values";

/** What the plugin answers to Configure where these are all the settings; undefined = the error as it was. */
function answer(args: { readonly [key: string]: Plain }) {
  const settings = session.resolveSettings({ args, env: {} });
  try {
    session.openSession(settings);
  } catch (error) {
    assert.ok(isPurviewError(error));
    const told = missingSettings(session, settings, error)?.status;
    if (told === undefined) return undefined;
    const [any] = Status.deserializeBinary(told.metadata.get("grpc-status-details-bin")[0] as Buffer).getDetailsList();
    assert.equal(any?.getTypeUrl(), "type.googleapis.com/pulumirpc.ConfigureErrorMissingKeys");
    const keys = ConfigureErrorMissingKeys.deserializeBinary(any?.getValue_asU8() ?? new Uint8Array());
    return { message: told.message, keys: keys.getMissingkeysList().map((key) => key.toObject()) };
  }
  throw new Error("the session opened");
}

describe("settings that the plugin misses", () => {
  it("names the tenant and the app where nothing is set, and what else would do", () => {
    const told = answer({});
    assert.deepEqual(
      told?.keys.map(({ name }) => name),
      ["purview:tenantId", "purview:clientId"],
    );
    assert.match(told?.keys[0]?.description ?? "", /PURVIEW_TENANT_ID, ARM_TENANT_ID, AZURE_TENANT_ID/);
    assert.match(told?.keys[1]?.description ?? "", /clientSecret.*useCli.*purview login.*ARM_CLIENT_ID/);
    assert.match(told?.message ?? "", /client secret \(clientSecret is not set\).*PURVIEW_AUTH_NOT_CONFIGURED/);
  });

  it("names the one that is missing", () => {
    const names = (args: { readonly [key: string]: Plain }) => answer(args)?.keys.map(({ name }) => name);
    assert.deepEqual(names({ tenantId: "contoso.com" }), ["purview:clientId"]);
    assert.deepEqual(names({ organization: "contoso.onmicrosoft.com" }), ["purview:clientId"]);
    assert.deepEqual(names({ clientId: "app" }), ["purview:tenantId"]);
    assert.deepEqual(names({ clientId: "app", clientSecret: "s" }), ["purview:tenantId"]);
  });

  it("keeps the list of ways where no single setting would do", () => {
    assert.equal(answer({ tenantId: "contoso.com", clientId: "app" }), undefined);
  });
});
