import type { CallContext } from "../../context";
import { oneRulePerPolicy, refused } from "../../faults";
import type { NounDeclaration } from "../../noun";

/** Removed device policies stay for a while with Mode PendingDeletion; DSC leaves them out (docs/service/other-kinds.md#devices). */
const policy = (noun: string, rule: string): NounDeclaration => ({
  noun,
  naming: { scenario: "DeviceSettings" },
  fields: { Enabled: { initial: true } },
  distributes: { afterRule: rule },
  tombstoneMs: ({ policyTombstoneMs }) => policyTombstoneMs,
});

/** "Device rules take their name from the policy plus a GUID" (docs/service/other-kinds.md#devices). */
const rule = (noun: string, parent: string): NounDeclaration => ({
  noun,
  naming: {
    scenario: "DeviceSettings",
    generate: ({ parent: owner }, guid) => `${owner?.name ?? parent}{${guid}}`,
  },
  parent: { noun: parent, parameter: "Policy", distributesParent: true },
  create(_draft, { parent: owner, store }) {
    if (owner && store.children(noun, owner.guid).length > 0) throw oneRulePerPolicy(owner.name);
  },
});

/** "The tenant policy and rule are singletons named by a GUID" (docs/service/other-kinds.md#devices); -Identity may be left out. */
const tenantWide = (noun: string): NounDeclaration => ({
  noun,
  naming: { generate: (_call, guid) => guid },
  locate: (call: CallContext) =>
    call.text("Identity") || (call.verb === "Get" ? "" : (call.store.list(noun)[0]?.guid ?? "")),
  create(_draft, { store }) {
    if (store.list(noun).length > 0) throw refused(`There is already an object of type ${noun}.`);
  },
});

export const devices: readonly NounDeclaration[] = [
  policy("DeviceConditionalAccessPolicy", "DeviceConditionalAccessRule"),
  rule("DeviceConditionalAccessRule", "DeviceConditionalAccessPolicy"),
  policy("DeviceConfigurationPolicy", "DeviceConfigurationRule"),
  rule("DeviceConfigurationRule", "DeviceConfigurationPolicy"),
  tenantWide("DeviceTenantPolicy"),
  tenantWide("DeviceTenantRule"),
];
