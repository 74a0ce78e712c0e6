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
  if (typeof text === "string") return text.split(/[,;]\s*(?=\w+\s*:)/).filter((part) => part !== "");
  return isList(wire) ? wire.map(textOrValue) : (wire ?? []);
}

export const APPLICATIONS: FieldOverlay = {
  same: (a, b) => sameApplications(showOf(a), showOf(b)),
  read: (object) => {
    const wire = object.get("Applications");
    return wire === undefined ? undefined : separated(wire);
  },
};

/** Each is `User:App[,App]` or `Group:App[,App]`; Get returns `Users:` too (docs/service/retention.md#app-applications-read). */
export const validApplications: CheckRule = ({ applications }) => {
  const value = applications === undefined ? [] : plainOf(applications);
  return (Array.isArray(value) ? (value as readonly Plain[]) : []).flatMap((text, i) =>
    typeof text !== "string" || /^\s*(user|group)s?\s*:\s*[^\s,:]+(\s*,\s*[^\s,:]+)*\s*$/i.test(text)
      ? []
      : [
          {
            property: `applications[${i}]`,
            reason: "should be of the form User:App[,App] or Group:App[,App]",
            stated: true,
          },
        ],
  );
};

export const GROUP_APPLICATIONS: FieldOverlay = {
  ...APPLICATIONS,
  same: (a, b) => sameApplications(orBoth(showOf(a)), orBoth(showOf(b))),
};
