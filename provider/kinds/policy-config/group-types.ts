import type { ObjectField, ValueType } from "../define";

/** A table of groups, each with a name, an id of the service's and members. */
export interface GroupTable {
  readonly parameter: string;
  /** Name in generated SDKs. */
  readonly typeName: string;
  readonly description: string;
  /** Keys on the wire of a group's name, id and members. */
  readonly keys: { readonly name: string; readonly id: string; readonly members: string };
  /** Property that holds the members. */
  readonly members: string;
  readonly member: MemberType;
  readonly hasDescription: boolean;
  /** `rows`: hashtables whose members are a JSON text; `groups`: one hashtable with a list of groups. */
  readonly form: "rows" | "groups";
}

/** A text, or an object of these properties. */
export type MemberType = "text" | { readonly typeName: string; readonly fields: readonly MemberField[] };

export interface MemberField extends ObjectField {
  /** Key on the wire; default: the property's name. */
  readonly wire?: string;
}

const TEXT: ValueType = { type: "string" };
const FLAG: ValueType = { type: "boolean" };

const text = (property: string, description: string, wire?: string): MemberField => ({
  property,
  type: TEXT,
  description,
  ...(wire !== undefined && { wire }),
});
const flag = (property: string, description: string, wire?: string): MemberField => ({
  ...text(property, description, wire),
  type: FLAG,
});

const IP_RANGE: ValueType = {
  type: "object",
  name: "PrinterIpRange",
  fields: [text("from", "First address."), text("to", "Last address.")],
};

/** docs/service/dlp.md#policy-config-groups */
export const GROUP_TABLES: readonly GroupTable[] = [
  {
    parameter: "DlpAppGroups",
    typeName: "RestrictedAppGroup",
    description: "Restricted app groups, for rules for devices.",
    keys: { name: "Name", id: "Id", members: "Apps" },
    members: "apps",
    member: {
      typeName: "RestrictedApp",
      fields: [
        text("name", "Name that people see.", "Name"),
        { ...text("executableName", "File name, e.g. `notepad++.exe`.", "ExecutableName"), required: true },
        flag("quarantine", "Whether files that it opens are put into quarantine. Default: `false`.", "Quarantine"),
      ],
    },
    hasDescription: true,
    form: "rows",
  },
  {
    parameter: "SiteGroups",
    typeName: "SensitiveServiceDomainGroup",
    description: "Sensitive service domain groups: sites that rules for devices tell apart.",
    keys: { name: "Name", id: "Id", members: "Addresses" },
    members: "addresses",
    member: {
      typeName: "SiteAddress",
      fields: [
        text("matchType", "e.g. `UrlMatch` or `IpRange`.", "MatchType"),
        text("url", "Address of the site.", "Url"),
        text("addressLower", "First address of a range.", "AddressLower"),
        text("addressUpper", "Last address of a range.", "AddressUpper"),
      ],
    },
    hasDescription: true,
    form: "rows",
  },
  {
    parameter: "DlpPrinterGroups",
    typeName: "PrinterGroup",
    description: "Printer groups, for rules for devices.",
    keys: { name: "groupName", id: "groupId", members: "printers" },
    members: "printers",
    member: {
      typeName: "Printer",
      fields: [
        text("name", "Name of the printer."),
        text("alias", "Name that people see."),
        flag("corporatePrinter", "Whether it is a corporate printer."),
        flag("universalPrinter", "Whether it is a Universal Print printer."),
        flag("usbPrinter", "Whether it is connected by USB."),
        text("usbPrinterPID", "USB product id."),
        text("usbPrinterVID", "USB vendor id."),
        flag("printToFile", "Whether printing to a file is meant."),
        flag("printToLocal", "Whether printing to a local printer is meant."),
        { property: "ipRange", type: IP_RANGE, description: "Addresses of the printers." },
      ],
    },
    hasDescription: false,
    form: "groups",
  },
  {
    parameter: "DlpRemovableMediaGroups",
    typeName: "RemovableMediaGroup",
    description: "Groups of removable USB devices, for rules for devices.",
    keys: { name: "groupName", id: "groupId", members: "removableMedia" },
    members: "removableMedia",
    member: {
      typeName: "RemovableMedia",
      fields: [
        text("name", "Name of the device."),
        text("alias", "Name that people see."),
        text("deviceId", "Device id."),
        text("hardwareId", "Hardware id."),
        text("instancePathId", "Instance path id."),
        text("serialNumberId", "Serial number."),
        text("removableMediaPID", "USB product id."),
        text("removableMediaVID", "USB vendor id."),
      ],
    },
    hasDescription: false,
    form: "groups",
  },
  {
    parameter: "DlpNetworkShareGroups",
    typeName: "NetworkShareGroup",
    description: "Network share groups, for rules for devices.",
    keys: { name: "groupName", id: "groupId", members: "networkPaths" },
    members: "networkPaths",
    member: "text",
    hasDescription: false,
    form: "groups",
  },
];
