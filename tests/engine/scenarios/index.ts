import { changes } from "./changes";
import type { Scenario } from "./expect";
import { failures } from "./failures";
import { options } from "./options";
import { providers } from "./providers";
import { replacements } from "./replacements";

export const scenarios: readonly Scenario[] = [...changes, ...replacements, ...options, ...providers, ...failures];
