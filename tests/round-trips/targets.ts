import type { Kind } from "../../provider/kinds";
import { targetsOf } from "../kinds/generate";
import { PARENTS, TARGETS } from "../kinds/tenant";
import type { TenantClient } from "../support/emulator";
import type { Wire } from "./held-objects";

/** Objects for references to name. */
export async function putTargets(tenant: TenantClient): Promise<void> {
  for (const [noun, wire] of Object.entries(TARGETS))
    for (const { id, name } of targetsOf(noun)) await tenant.put(noun, name, { ...wire, DisplayName: name, Guid: id });
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Puts an object into the tenant; one that belongs to a policy gets a policy of its own. */
export async function putObject(tenant: TenantClient, kind: Kind, object: Wire): Promise<void> {
  const name = String(object["Name"]);
  const parent = kind.parent && !(kind.parent.noun in TARGETS) ? kind.parent : undefined;
  if (!parent) return void (await tenant.put(kind.noun, name, object));
  const policy = Object.entries(PARENTS[parent.noun] ?? {}).map(([property, value]) => [capital(property), value]);
  const policyName = `policy of ${name}`;
  await tenant.put(parent.noun, policyName, Object.fromEntries(policy) as Wire);
  await tenant.put(kind.noun, name, { ...object, [capital(parent.property)]: policyName });
}
