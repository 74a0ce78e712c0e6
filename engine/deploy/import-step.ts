import { EngineError } from "../errors";
import { type ResourceState } from "../state/resource";
import type { PropertyMap } from "../property/value";
import { packageOf } from "../state/urn";
import type { Deployment } from "./context";
import type { Registration } from "./decide";
import type { Executor } from "./executor";
import { NO_DIFF, type Step } from "./step";
import { replaceStep } from "./steps";
import type { Tracker } from "./tracker";

/** Takes an existing object over: reads it by its id alone. */
export function importStep(
  d: Deployment,
  news: ResourceState,
  finish: (inputs: PropertyMap) => Promise<void>,
  original?: ResourceState,
): Step {
  return {
    op: original ? "import-replacement" : "import",
    urn: news.urn,
    old: original,
    new: news,
    diff: NO_DIFF,
    logical: original === undefined,
    begins: { state: news, type: "importing" },
    apply: async () => {
      const id = news.importID;
      const found = await d
        .provider(news.provider, news.urn)
        .read({ urn: news.urn, id }, news.customTimeouts.read ?? 0);
      if (!found.exists || (found.id === "" && Object.keys(found.outputs).length === 0))
        throw new EngineError(`resource '${id}' does not exist`, news.urn);
      if (found.inputs === undefined)
        throw new EngineError(
          `provider does not support importing resources; please try updating the '${packageOf(news.type)}' plugin`,
          news.urn,
        );
      news.id = found.id === "" ? id : found.id;
      news.inputs = found.inputs;
      news.outputs = found.outputs;
      news.refreshBeforeUpdate = found.refreshBeforeUpdate;
      if (found.initErrors) news.initErrors = found.initErrors;
      news.created = news.modified = new Date().toISOString();
      await finish(found.inputs);
      if (original) original.delete = true;
      return undefined;
    },
    change: () => ({ added: news }),
  };
}

/**
 * For a registration with the `import` option that the state does not know yet: imports, and answers with a
 * registration whose old state is what was found. Undefined when there is nothing to import.
 */
export async function importForProgram(
  d: Deployment,
  tracker: Tracker,
  executor: Executor,
  registration: Registration,
): Promise<Registration | "failed" | undefined> {
  const { goal, old, news } = registration;
  if (!goal.custom || goal.importId === "") return undefined;
  const known = old && (old.importID === "" ? old.id : old.importID);
  if (old && !old.external && known === goal.importId) return undefined;
  tracker.imports.add(news.urn);
  const imported = news.copy();
  const original = old && !tracker.deletes.has(news.urn) ? old : undefined;
  const step = importStep(d, imported, async () => undefined, original);
  await executor.chain(original ? [step, replaceStep(original, imported, NO_DIFF)] : [step]);
  if (imported.id === "") return "failed";
  return { ...registration, old: imported };
}
