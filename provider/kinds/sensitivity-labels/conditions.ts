import type { FieldOverlay } from "../define";
import { isEmpty, showOf } from "../fields/canonical";
import { parsedJson } from "../fields/read";
import { sameAs } from "../fields/same";
import { isList, type Plain } from "../../values";

/** One tree, several, or their JSON texts are all the same to the service. */
function treesOf(value: Plain): readonly Plain[] {
  const parsed = parsedJson(value);
  const list = isList(parsed) ? parsed : isEmpty(parsed) ? [] : [parsed];
  return list.map(parsedJson);
}

const sameTrees = sameAs({ type: "list", of: { type: "any" } }, () => undefined);

/**
 * JSON texts of nested `And` and `Or` (docs/service/sensitivity-labels.md#conditions); New's parameter is marked internal, so a
 * Set after New sends it.
 */
export const CONDITIONS: FieldOverlay = {
  description:
    "Conditions of automatic or recommended labeling in Office apps, in the service's own form: `And` and `Or` over objects with `Key` (`CCSI` for a sensitive information type, `ContentMatchesModule` for a trainable classifier), `Value` (its GUID) and `Settings`. Sent by a Set after New.",
  example: {
    And: [
      {
        Or: [
          {
            Key: "CCSI",
            Value: "50842eb7-edc8-4019-85dd-5a5c1f2bb085",
            Settings: [
              { Key: "name", Value: "Credit Card Number" },
              { Key: "mincount", Value: "1" },
              { Key: "autoapplytype", Value: "Recommend" },
            ],
          },
        ],
      },
    ],
  },
  type: { type: "any" },
  read: (object) => {
    const wire = object.get("Conditions");
    return wire === undefined ? undefined : treesOf(wire);
  },
  same: (a, b) => sameTrees(treesOf(showOf(a)), treesOf(showOf(b))),
  write: (value) => treesOf(showOf(value)).map((tree) => (typeof tree === "string" ? tree : JSON.stringify(tree))),
};
