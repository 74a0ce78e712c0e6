import type { Kind } from "../../../provider/kinds";
import { coveragePage } from "./coverage";
import { resourcePage } from "./resource-page";

/** Every generated page of docs/. */
export const docFiles = (kinds: readonly Kind[]): ReadonlyMap<string, string> =>
  new Map([
    ...kinds.map((kind) => [`docs/resources/${kind.area}/${kind.noun}.md`, resourcePage(kind)] as const),
    ["docs/coverage.md", coveragePage(kinds)] as const,
  ]);
