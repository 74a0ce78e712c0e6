import type { Store } from "../../context";

/** Objects that look for types of sensitive information. */
const USERS = ["DlpComplianceRule", "AutoSensitivityLabelRule", "Label"];

/** Names of the rules and labels that look for a type: its id is somewhere in what they are. */
export const usersOf = (store: Store, type: string): readonly string[] =>
  USERS.flatMap((noun) => store.list(noun))
    .filter(({ properties }) => JSON.stringify(properties).toLowerCase().includes(type))
    .map(({ name }) => name);
