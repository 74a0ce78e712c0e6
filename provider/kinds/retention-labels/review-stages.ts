import type { FieldOverlay } from "../define";
import { isCanonicalRecord } from "../fields/canonical";
import { parsedJson, readAs } from "../fields/read";
import type { ListType } from "../value-type";
import { isList, isRecord, type Plain } from "../../values";

const STAGES: ListType = {
  type: "list",
  ordered: true,
  of: {
    type: "object",
    name: "ReviewStage",
    fields: [
      { property: "stageName", type: { type: "string" }, required: true, description: "Name of the stage." },
      {
        property: "reviewers",
        type: { type: "list", of: { type: "string", format: "address" } },
        required: true,
        description: "Addresses of the people or mail-enabled security groups who decide in this stage.",
      },
    ],
  },
};

/** The one list inside `{"MultiStageReviewSettings":[…]}`, under whatever key the service returns it. */
function stagesOf(wire: Plain): Plain {
  const parsed = parsedJson(wire);
  if (!isRecord(parsed)) return parsed;
  return Object.values(parsed).find((value) => Array.isArray(value)) ?? [];
}

/**
 * Disposition review in stages: JSON in a string on the wire, the page's example is not valid JSON
 * (docs/service/retention-labels.md#review-stages).
 */
export const REVIEW_STAGES: FieldOverlay = {
  description: "Stages of disposition review, in order; each has a name and reviewers.",
  type: STAGES,
  read: (object) => {
    const wire = object.get("MultiStageReviewProperty");
    return wire === undefined ? undefined : readAs(STAGES, stagesOf(wire));
  },
  write: (value) =>
    isList(value) && value.length > 0
      ? JSON.stringify({
          MultiStageReviewSettings: value.filter(isCanonicalRecord).map(({ stageName, reviewers }) => ({
            StageName: stageName ?? "",
            Reviewers: reviewers ?? [],
          })),
        })
      : null,
};
