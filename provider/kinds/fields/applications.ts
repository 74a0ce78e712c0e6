import { findCmdlet, findParameter, pageOf } from "../../../catalogue";
import type { CheckRule, FieldOverlay } from "../define";
import { isList, type Plain, plainOf } from "../../values";
import { isEmpty, showOf } from "./canonical";
import { textOrValue } from "./read";

/** The New page says Yammer, the Set page VivaEngage (docs/service/retention.md#app-applications). */
const RENAMED: { readonly [app: string]: string } = { yammer: "vivaengage" };

/** `["User:A,B"]`, `["User:A", "User:B"]` and `["User:B,A"]` are the same: the pairs of location type and application. */
function pairsOf(value: Plain): ReadonlySet<string> {
  const texts = (Array.isArray(value) ? (value as readonly Plain[]) : [value]).filter(
    (item) => typeof item === "string",
  );
  let location = "";
  const pairs = texts.flatMap((text) =>
    text.split(/[,;]/).map((part) => {
      const [first = "", second] = part.split(":").map((piece) => piece.trim().toLowerCase());
      // New takes `User:`, Get returns `Users:` (docs/service/retention.md#app-applications-read).
      if (second !== undefined) location = first.replace(/s$/, "");
      const app = second ?? first;
      return `${location}:${RENAMED[app] ?? app}`;
    }),
  );
  return new Set(pairs.filter((pair) => pair !== ":"));
}

const sameApplications = (a: Plain, b: Plain): boolean => {
  const [first, second] = [pairsOf(a), pairsOf(b)];
  return first.size === second.size && [...first].every((pair) => second.has(pair));
};

/** Of a policy for groups, blank means mailboxes and sites (docs/service/retention.md#applications). */
const BOTH = ["Group:Exchange", "Group:SharePoint"];
const orBoth = (value: Plain): Plain => (isEmpty(value) ? BOTH : value);

/** Several in one text begin each with their location type. */
function separated(wire: Plain): Plain {
  const text = textOrValue(wire);
  if (typeof text === "string")
    return text
      .split(/[,;]\s*(?=\w+\s*:)/)
      .filter((part) => part !== "")
      .map(asNewTakes);
  return isList(wire) ? wire.map((entry) => asNewTakes(textOrValue(entry))) : (wire ?? []);
}

/** New takes `User:`, Get returns `Users:` (docs/service/retention.md#app-applications-read). */
const asNewTakes = (entry: Plain): Plain =>
  typeof entry === "string"
    ? entry.replace(/^\s*(user|group)s?\s*:\s*/i, (_, type: string) => `${TYPES[type.toLowerCase()] ?? type}:`)
    : entry;

const TYPES: { readonly [type: string]: string } = { user: "User", group: "Group" };

export const APPLICATIONS: FieldOverlay = {
  write: (value) => {
    const shown = showOf(value);
    return isList(shown) ? shown.map(asNewTakes) : shown;
  },
  same: (a, b) => sameApplications(showOf(a), showOf(b)),
  read: (object) => {
    const wire = object.get("Applications");
    return wire === undefined ? undefined : separated(wire);
  },
};

const ENTRY = /^\s*(user|group)s?\s*:\s*([^\s,:;]+(?:\s*,\s*[^\s,:;]+)*)\s*$/i;

/**
 * Each is `User:App[,App]` or `Group:App[,App]` (Get returns `Users:` too, docs/service/retention.md#app-applications-read): that
 * is closed, and what is of another form is refused. Applications that a page lists are only stated: the service takes those that it
 * knows, and they become more.
 */
export const validApplications =
  (cmdlet: string): CheckRule =>
  ({ applications = null }) => {
    const value = plainOf(applications);
    const known = listedApplications(cmdlet);
    return (Array.isArray(value) ? (value as readonly Plain[]) : []).flatMap((text, i) => {
      if (typeof text !== "string") return [];
      const property = `applications[${i}]`;
      const [, , apps] = ENTRY.exec(text) ?? [];
      if (apps === undefined)
        return [
          { property, reason: `must be of the form User:App[,App] or Group:App[,App], not ${JSON.stringify(text)}` },
        ];
      const names = apps.split(",").map((app) => app.trim());
      return names
        .filter((app) => known.length > 0 && !known.some((one) => one.toLowerCase() === app.toLowerCase()))
        .map((app) => ({
          property,
          reason: `should name applications that the page lists (${known.join(", ")}), not ${JSON.stringify(app)} (stated by ${pageOf(cmdlet, "Applications")}; the service may accept it)`,
          stated: true as const,
        }));
    });
  };

/** Those of the values that the page lists, e.g. `Group:Exchange,SharePoint`. */
function listedApplications(cmdlet: string): readonly string[] {
  const found = findCmdlet(cmdlet);
  const { values = [] } = (found && findParameter(found, "Applications")) ?? {};
  return [...new Set(values.flatMap((value) => value.replace(/^\w+:/, "").split(",")))];
}

export const GROUP_APPLICATIONS: FieldOverlay = {
  ...APPLICATIONS,
  same: (a, b) => sameApplications(orBoth(showOf(a)), orBoth(showOf(b))),
};
