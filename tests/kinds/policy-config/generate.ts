import fc from "fast-check";
import type { Plain } from "../../../provider/values";

const paths = fc.uniqueArray(fc.constantFrom("C:\\Build\\*", "C:\\Temp", "\\\\files\\hr"), {
  minLength: 1,
  maxLength: 3,
});
const apps = fc.uniqueArray(
  fc.constantFrom("7-Zip", "R&D tool", 'Say "hi"').map((value) => ({ value, executable: `${value.length}.exe` })),
  { minLength: 1, maxLength: 2, selector: ({ value }) => value },
);

export const endpointSettings: fc.Arbitrary<Plain> = fc.record(
  {
    advancedClassificationEnabled: fc.boolean(),
    dailyBandwidthLimitInMB: fc.integer({ min: 1, max: 5000 }),
    pathExclusion: paths,
    unallowedApp: apps,
    vpnSettings: fc.constantFrom({ serverAddress: ["vpn.contoso.com"] }, { serverAddress: ["a", "b"] }),
  },
  { requiredKeys: ["advancedClassificationEnabled"], noNullPrototype: true },
);

const named = (members: string, member: fc.Arbitrary<Plain>): fc.Arbitrary<Plain> =>
  fc
    .uniqueArray(fc.constantFrom("First", "Größe", "o'brien"), { minLength: 1, maxLength: 3 })
    .chain((names) =>
      fc.tuple(
        ...names.map((name) =>
          fc
            .uniqueArray(member, { minLength: 1, maxLength: 2, selector: (one) => JSON.stringify(one) })
            .map((all): Plain => ({ name, [members]: all })),
        ),
      ),
    );

export const groupLists: { readonly [property: string]: fc.Arbitrary<Plain> } = {
  dlpExtensionGroups: fc
    .uniqueArray(fc.constantFrom("Archives", "Scripts"), { minLength: 1 })
    .map((names): Plain => names.map((Name) => ({ Name, Extensions: [".zip", ".ps1"] }))),
  dlpAppGroups: named(
    "apps",
    fc
      .constantFrom("7z.exe", "rar.exe")
      .map((executableName) => ({ executableName, name: executableName, quarantine: true })),
  ),
  siteGroups: named(
    "addresses",
    fc.constantFrom("contoso.com", "fabrikam.com").map((url) => ({ matchType: "UrlMatch", url })),
  ),
  dlpPrinterGroups: named(
    "printers",
    fc
      .constantFrom("Front", "Back")
      .map((name) => ({ name, corporatePrinter: true, ipRange: { from: "10.0.0.1", to: "10.0.0.9" } })),
  ),
  dlpRemovableMediaGroups: named(
    "removableMedia",
    fc.constantFrom("Stick", "Disk").map((name) => ({ name, serialNumberId: "12345" })),
  ),
  dlpNetworkShareGroups: named("networkPaths", fc.constantFrom("\\\\files\\hr", "\\\\files\\legal")),
};
