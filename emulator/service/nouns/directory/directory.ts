import type { Store } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument } from "../../faults";
import { directoryId, isGuid } from "../../ids";
import { asList, asText, fold } from "../../json";
import { isDistributionGroup, RECIPIENT } from "./recipient-type";
import { SITE, siteKey } from "./site";

export const isUrl = (given: string): boolean => /^https?:/i.test(given);

/** The person, group or site that a text names; one that nobody made is made here, so that it has a name and an id. */
export function resolve(store: Store, given: string): StoredObject {
  if (isUrl(given)) return store.find(SITE, siteKey(given)) ?? addSite(store, given);
  const found = store.find(RECIPIENT, given);
  if (!found) return addRecipient(store, given);
  refuseAmbiguous(store, given, found);
  return found;
}

/** The members that a distribution group stands for, those of groups inside of it too; anything else stands for itself. */
export function membersOf(store: Store, given: string): readonly string[] {
  const found = isUrl(given) ? undefined : store.find(RECIPIENT, given);
  if (!found || !isDistributionGroup(found)) return [given];
  const seen = new Set([found.guid]);
  const walk = (group: StoredObject): string[] =>
    asList(group.properties["Members"]).flatMap((each) => {
      const member = resolve(store, asText(each));
      if (seen.has(member.guid)) return [];
      seen.add(member.guid);
      return isDistributionGroup(member) ? walk(member) : [member.guid];
    });
  return walk(found);
}

/** Only a display name may be carried by several. */
function refuseAmbiguous(store: Store, given: string, found: StoredObject): void {
  if (fold(asText(found.properties["DisplayName"])) !== fold(given)) return;
  const same = store
    .list(RECIPIENT)
    .filter(({ properties }) => fold(asText(properties["DisplayName"])) === fold(given));
  if (same.length > 1) throw badArgument("Location", `'${given}' matches multiple entries.`);
}

function addRecipient(store: Store, given: string): StoredObject {
  const guid = directoryId(store.tenantId, given.trim());
  const address = given.includes("@") ? { PrimarySmtpAddress: given.trim() } : {};
  const name = isGuid(given) ? `Recipient ${fold(given).slice(0, 8)}` : given.trim();
  return store.add(
    RECIPIENT,
    { guid, name, immediately: true, properties: { DisplayName: displayNameOf(given), ...address } },
    "Microsoft",
  );
}

function addSite(store: Store, url: string): StoredObject {
  const guid = directoryId(store.tenantId, siteKey(url));
  return store.add(
    SITE,
    { guid, name: displayNameOf(url), immediately: true, properties: { Url: url.trim() } },
    "Microsoft",
  );
}

/** What people would call it: made from the address, since nobody said. */
function displayNameOf(given: string): string {
  if (isGuid(given)) return `Recipient ${fold(given).slice(0, 8)}`;
  const last = given.includes("@") ? (given.split("@")[0] ?? given) : isUrl(given) ? lastPart(given) : given;
  return last
    .trim()
    .split(/[._-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

const lastPart = (url: string): string => url.trim().replace(/\/+$/, "").split("/").at(-1) ?? url;
