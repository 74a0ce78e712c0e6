import Table from "cli-table3";
import { findKind, type Kind } from "../provider/kinds";
import { diffProperties } from "../provider/lifecycle/diff/properties";
import { readObject } from "../provider/lifecycle/object/state";
import { planUpdate } from "../provider/lifecycle/plan/plan";
import type { WireObject } from "../provider/values";

const KIND = findKind("RetentionCompliancePolicy");

/** CPU of diff and plan of one policy with N mailboxes of which one is another; the order is the reverse of the tenant's. */
export function benchLists(sizes: readonly number[]): void {
  if (!KIND) throw new Error("there is no kind RetentionCompliancePolicy");
  const table = new Table({ head: ["mailboxes of one policy", "diff ms", "plan ms", "both ms", "µs each"] });
  compare(KIND, 100); // what the compiler does with code that runs for the first time
  for (const size of sizes) {
    const { diffMs, planMs } = compare(KIND, size);
    const both = diffMs + planMs;
    table.push([size, ...[diffMs, planMs, both].map((ms) => ms.toFixed(1)), ((both * 1000) / size).toFixed(1)]);
  }
  console.log(table.toString());
}

function compare(kind: Kind, size: number): { readonly diffMs: number; readonly planMs: number } {
  const mailboxes = Array.from({ length: size }, (_, at) => `user${at}@contoso.com`);
  const recorded = { name: "Policy", exchangeLocation: mailboxes };
  const desired = { name: "Policy", exchangeLocation: [...mailboxes.slice(1).reverse(), "new@contoso.com"] };
  const actual = readObject(kind, wireOf(mailboxes));
  const resolve = () => undefined;
  const input = { declaredBefore: Object.keys(recorded), desired, recorded, actual, ignored: [], resolve };
  const [changes, diffMs] = cpuOf(() => diffProperties(kind, input));
  const [, planMs] = cpuOf(() => planUpdate(kind, { ...input, id: actual.id, changes }));
  return { diffMs, planMs };
}

const wireOf = (mailboxes: readonly string[]): WireObject => ({
  Guid: "6bd9a0f2-5c1e-4d0e-9f5b-0a1b2c3d4e5f",
  Name: "Policy",
  ExchangeLocation: mailboxes.map((address) => ({
    DisplayName: address.replace(/@.*/, ""),
    Name: address,
    ImmutableIdentity: address,
    Type: "IndividualResource",
    Workload: "Exchange",
  })),
});

function cpuOf<T>(task: () => T): [T, number] {
  const before = process.cpuUsage();
  const result = task();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1000];
}
