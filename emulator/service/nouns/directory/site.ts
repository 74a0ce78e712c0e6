import { asList, asText, fold } from "../../json";
import type { NounDeclaration } from "../../noun";

export const SITE = "Site";

/** Addresses of sites compare without case and without the slash at their end. */
export const siteKey = (url: string): string => fold(url.trim()).replace(/\/+$/, "");

/** A SharePoint or OneDrive site (`Url`). No cmdlet of the service lists them; an old URL leads on to the new one. */
export const site: NounDeclaration = {
  noun: SITE,
  naming: { unique: "none" },
  aliases: (_guid, { Url, $formerUrls }) =>
    [asText(Url), ...asList($formerUrls).map(asText)].filter((url) => url !== "").map(siteKey),
  putBehind(given, _now, before) {
    const former = asText(before.properties["Url"]);
    if (given["Url"] === undefined || former === "" || siteKey(asText(given["Url"])) === siteKey(former)) return {};
    return { $formerUrls: [...asList(before.properties["$formerUrls"]), former] };
  },
};
