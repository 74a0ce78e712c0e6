import type { StoredObject } from "../../entry";
import { asText } from "../../json";

export const RECIPIENT = "Recipient";

export const typeOf = ({ properties }: Pick<StoredObject, "properties">): string =>
  asText(properties["RecipientTypeDetails"]) || "UserMailbox";

/** Groups whose members have mailboxes of their own; a Microsoft 365 group (`GroupMailbox`) has one itself. */
export const isDistributionGroup = (object: StoredObject): boolean =>
  ["MailUniversalDistributionGroup", "MailUniversalSecurityGroup", "DynamicDistributionGroup"].includes(typeOf(object));

export const isGroup = (object: StoredObject): boolean =>
  isDistributionGroup(object) || typeOf(object) === "GroupMailbox";
