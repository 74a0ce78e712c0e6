import { type KindRights, kindRights } from "../identity/kind-rights";
import { failed, ok, type Step, type StepResult } from "./step";

export const rights: Step = {
  id: "rights",
  title: "Rights",
  run: async ({ session }, signal) => {
    const all = kindRights(await session.rights(signal));
    return all.every(({ access }) => access === "write") ? ok(`may write all ${all.length} kinds`) : limited(all);
  },
};

function limited(all: readonly KindRights[]): StepResult {
  const lacking = all.filter(({ access }) => access !== "write");
  const groups = [...new Set(lacking.flatMap(({ roleGroups }) => roleGroups))].join(", ");
  if (all.every(({ access }) => access === "none"))
    return failed(
      "The service lists no cmdlets for this identity: it has no role in Security & Compliance.",
      `Add it to a role group (${groups}), or to Global Reader, which is enough for previews. docs/sign-in/permissions.md shows the commands.`,
    );
  return {
    status: "warning",
    lines: lacking.length === all.length ? [readOnly(all)] : partly(all, lacking),
    advice: `Role groups that give the rest: ${groups}. docs/sign-in/permissions.md shows the commands.`,
  };
}

const nounsOf = (rights: readonly KindRights[]): string => rights.map(({ noun }) => noun).join(", ");

function readOnly(all: readonly KindRights[]): string {
  const none = all.filter(({ access }) => access === "none");
  const rest = none.length > 0 ? `; may not read ${nounsOf(none)}` : "";
  return `may only read, which is enough for previews: ${all.length - none.length} of ${all.length} kinds${rest}`;
}

/** Kinds that lack the same are one line; where a kind lacks some of its cmdlets only, these are named. */
function partly(all: readonly KindRights[], lacking: readonly KindRights[]): readonly string[] {
  const none = lacking.filter(({ access }) => access === "none");
  const read = lacking.filter(({ access, writes }) => access === "read" && writes === 0);
  const some = lacking.filter(({ access, writes }) => access === "read" && writes > 0);
  return [
    `may write ${all.length - lacking.length} of ${all.length} kinds`,
    ...(read.length > 0 ? [`may only read ${nounsOf(read)}`] : []),
    ...(none.length > 0 ? [`may not read ${nounsOf(none)}`] : []),
    ...some.map(({ noun, missing }) => `${noun}: lacks ${missing.join(", ")}`),
    ...new Set(lacking.flatMap(({ notes }) => notes)),
  ];
}
