import type { Json } from "../../../contract";
import type { Store } from "../../context";
import { guidOf } from "../../ids";
import type { Seed } from "../../noun";
import type { ServiceOptions } from "../../options";

interface DefaultLabel {
  readonly number: string;
  readonly displayName: string;
  readonly tooltip: string;
  readonly parent?: string;
}

/** Microsoft's default labels: in the portal they are what any other label is (docs/service/sensitivity-labels.md#label-names). */
const LABELS: readonly DefaultLabel[] = [
  { number: "0", displayName: "Personal", tooltip: "Non-business data, for personal use only." },
  { number: "1", displayName: "Public", tooltip: "Business data that is approved for public consumption. " },
  { number: "2", displayName: "General", tooltip: "Business data that is not intended for public consumption." },
  { number: "3", parent: "2", displayName: "Anyone (unrestricted)", tooltip: "Data that can be shared outside." },
  { number: "4", parent: "2", displayName: "All Employees (unrestricted)", tooltip: "Data for all employees." },
  { number: "5", displayName: "Confidential", tooltip: "Sensitive business data." },
  { number: "6", parent: "5", displayName: "Anyone (unrestricted)", tooltip: "Confidential data without protection." },
  { number: "7", parent: "5", displayName: "All Employees", tooltip: "Confidential data for all employees." },
  { number: "8", parent: "5", displayName: "Trusted People", tooltip: "Confidential data for trusted people." },
  { number: "9", displayName: "Highly Confidential", tooltip: "Very sensitive business data." },
  { number: "a", parent: "9", displayName: "All Employees", tooltip: "Highly confidential data for all employees." },
  { number: "b", parent: "9", displayName: "Specified People", tooltip: "Highly confidential data for some." },
];

/** A GUID by its look, but not the label's GUID. */
const nameOf = (number: string): string => `defa4170-0d19-0005-000${number}-bc88714345d2`;
const guidOfLabel = (store: Store, number: string): string => guidOf("default label", store.tenantId, number);

/** Languages that Microsoft fills in, the key `default` among them; values may end in a blank. */
const locales = (key: string, text: string): Json =>
  JSON.stringify({
    localeKey: key,
    Settings: ["default", "en-US", "de-DE"].map((Key) => ({ Key, Value: Key === "de-DE" ? `${text} ` : text })),
  });

export const defaultLabels = (store: Store, { answers }: ServiceOptions): readonly Seed[] =>
  answers !== "recorded"
    ? []
    : LABELS.map(({ number, displayName, tooltip, parent }, priority) => ({
        name: nameOf(number),
        guid: guidOfLabel(store, number),
        properties: {
          DisplayName: displayName,
          Tooltip: tooltip,
          ContentType: "File, Email",
          ParentId: parent === undefined ? null : guidOfLabel(store, parent),
          Priority: priority,
          LocaleSettings: [locales("displayName", displayName), locales("tooltip", tooltip)],
        },
      }));

export const defaultLabelPolicy = (store: Store, { answers }: ServiceOptions): readonly Seed[] =>
  answers !== "recorded"
    ? []
    : [
        {
          name: "Global sensitivity label policy",
          properties: {
            Comment: "Default sensitivity label policy for all users and groups.",
            ExchangeLocation: [{ given: "All", displayName: "All", id: guidOf("recipient", store.tenantId, "all") }],
            Labels: LABELS.map(({ number }) => guidOfLabel(store, number)),
            Settings: [
              "[mandatory, false]",
              `[defaultlabelid, ${nameOf("4")}]`,
              "[requiredowngradejustification, true]",
            ],
            Priority: 0,
          },
        },
      ];
