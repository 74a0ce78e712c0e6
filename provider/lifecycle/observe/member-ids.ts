import type { Properties } from "../../values";
import { memoryIn } from "../object/location-memory";
import type { Lookup } from "../operation/operation";
import type { Listings } from "./list";

interface Membership {
  /** `<parent guid>/<member>`, the member as it was declared. */
  readonly id: string;
  /** Outputs in state. */
  readonly recorded?: Properties | undefined;
}

const splitId = (id: string): { readonly parent: string; readonly member: string } => {
  const slash = id.indexOf("/");
  return { parent: id.slice(0, slash), member: id.slice(slash + 1) };
};

/** The ids of a membership by what state remembers of its member, the most certain first. */
export function rememberedIds({ id, recorded }: Membership): readonly string[] {
  const { parent } = splitId(id);
  const elements = [...(memoryIn(recorded)?.elements.values() ?? [])];
  return [...elements.flatMap(({ ids }) => ids), ...elements.map(({ name }) => name)]
    .filter((key) => key !== "")
    .map((key) => `${parent}/${key}`);
}

/** The same by whatever else the directory knows the member to be called; by a name only where nobody else has it. */
export async function askedIds(
  { run: { recipients }, signal }: Lookup,
  listings: Listings,
  { id }: Membership,
): Promise<readonly string[]> {
  const { parent, member } = splitId(id);
  const idOf = (key: string): string => `${parent}/${key}`;
  const directory = await recipients.lookUp([member], signal);
  const recipient = directory.one(member);
  if (!recipient) return [];
  const listed = recipient.names.filter((name) => listings.byId(idOf(name)).length > 0);
  await recipients.lookUp(listed, signal);
  return [...recipient.keys, ...directory.ownNames(recipient)].map(idOf);
}
