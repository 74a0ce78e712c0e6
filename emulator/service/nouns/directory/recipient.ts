import { asList, asText, fold, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { getGroups, getRecipients, getUsers } from "./get-recipients";
import { RECIPIENT, typeOf } from "./recipient-type";

/** Further addresses of a recipient, its former ones among them: Exchange keeps an old primary address as an alias. */
const aliasesOf = (properties: Readonly<JsonObject>): readonly string[] =>
  [...asList(properties["EmailAddresses"]), ...asList(properties["$formerAddresses"])]
    .map((address) => asText(address).replace(/^smtp:/i, ""))
    .filter((address) => address !== "");

/**
 * A person or group of the tenant. Admins make and rename them by the control API: `DisplayName`, `PrimarySmtpAddress`,
 * `EmailAddresses`, `RecipientTypeDetails`, `Members` of a group. An address that nobody made becomes one when it is used.
 */
export const recipient: NounDeclaration = {
  noun: RECIPIENT,
  naming: { unique: "none" },
  aliases: (_guid, properties) =>
    [
      asText(properties["PrimarySmtpAddress"]),
      asText(properties["Alias"]),
      asText(properties["DisplayName"]),
      asText(properties["ExternalDirectoryObjectId"]),
      ...aliasesOf(properties),
    ].filter((key) => key !== ""),
  putBehind(given, _now, before) {
    const former = asText(before.properties["PrimarySmtpAddress"]);
    const renamed = given["PrimarySmtpAddress"] !== undefined && former !== "";
    if (!renamed || fold(asText(given["PrimarySmtpAddress"])) === fold(former)) return {};
    return { $formerAddresses: [...asList(before.properties["$formerAddresses"]), former] };
  },
  show(view, object) {
    const { properties } = object;
    const primary = asText(properties["PrimarySmtpAddress"]);
    const others = aliasesOf(properties).filter((address) => fold(address) !== fold(primary));
    view["DisplayName"] = properties["DisplayName"] ?? object.name;
    view["PrimarySmtpAddress"] = primary;
    view["Alias"] = properties["Alias"] ?? (primary.split("@")[0] || object.name);
    view["EmailAddresses"] = [
      ...(primary === "" ? [] : [`SMTP:${primary}`]),
      ...new Set(others.map((address) => `smtp:${address}`)),
    ];
    view["RecipientTypeDetails"] = typeOf(object);
    view["RecipientType"] = RECIPIENT_TYPES[typeOf(object)] ?? "UserMailbox";
    view["ExternalDirectoryObjectId"] = properties["ExternalDirectoryObjectId"] ?? object.guid;
  },
  verbs: { Get: getRecipients },
};

/** People and groups alone; both read the same directory. */
export const user: NounDeclaration = { noun: "User", verbs: { Get: getUsers } };
export const group: NounDeclaration = { noun: "Group", verbs: { Get: getGroups } };

const RECIPIENT_TYPES: Readonly<Record<string, string>> = {
  UserMailbox: "UserMailbox",
  SharedMailbox: "UserMailbox",
  MailUser: "MailUser",
  GroupMailbox: "MailUniversalDistributionGroup",
  MailUniversalDistributionGroup: "MailUniversalDistributionGroup",
  MailUniversalSecurityGroup: "MailUniversalSecurityGroup",
};
