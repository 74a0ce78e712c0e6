import { ALERTS } from "./alerts";
import { AUDIT } from "./audit";
import { EDISCOVERY } from "./ediscovery";
import { RETENTION } from "./retention";
import { RETENTION_LABELS } from "./retention-labels";
import { SENSITIVITY_LABELS } from "./sensitivity-labels";
import type { Documented } from "./types";

/** Every example command of the reference pages of New-, Set-, Add- and Enable- for the nouns that have a kind. */
export const PAGES: readonly Documented[] = [
  ...RETENTION,
  ...RETENTION_LABELS,
  ...SENSITIVITY_LABELS,
  ...AUDIT,
  ...EDISCOVERY,
  ...ALERTS,
];
