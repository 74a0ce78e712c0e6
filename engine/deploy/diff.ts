import { type DiffResult, DiffUnavailable } from "../host/provider-answers";
import type { Bags, DiffOptions } from "../host/provider-client";
import { diffInputs, toReplace } from "../property/compare";
import { ignoreChanges, parsePath, pathContains } from "../property/path";
import type { ResourceState } from "../state/resource";
import { isProviderType, parseReference } from "../state/urn";
import type { Deployment } from "./context";
import { forPlugin } from "../host/registry";
import type { Tracker } from "./tracker";

export const isReplace = (diff: DiffResult): boolean =>
  diff.replaceKeys.length > 0 || Object.values(diff.detailedDiff ?? {}).some(({ kind }) => kind.endsWith("-replace"));

const because = (key: string): DiffResult => ({
  changes: "some",
  replaceKeys: [key],
  changedKeys: [],
  detailedDiff: undefined,
  deleteBeforeReplace: false,
});
const verdict = (changes: "none" | "some"): DiffResult => ({ ...because(""), changes, replaceKeys: [] });

/** What the provider thinks of the change; where it leaves that to the engine, a comparison of the inputs. */
export async function diffResource(
  d: Deployment,
  state: ResourceState,
  bags: Bags,
  options: DiffOptions,
): Promise<DiffResult> {
  const target = { urn: state.urn, id: state.id };
  const diff = isProviderType(state.type)
    ? await d.registry.diff(target, bags)
    : await d.provider(state.provider, state.urn).diff(target, bags, options);
  if (diff.changes !== "unknown") return diff;
  const { inputs } = ignoreChanges(bags.news, bags.oldInputs, options.ignoreChanges);
  const { keys, detail } = diffInputs(bags.oldInputs, inputs);
  if (keys.length === 0) return { ...diff, changes: "none" };
  return { ...diff, changes: "some", changedKeys: keys, detailedDiff: detail };
}

/** Compares a registered resource with its state, after what needs no provider's opinion. */
export async function diffRegistered(
  d: Deployment,
  tracker: Tracker,
  old: ResourceState,
  news: ResourceState,
): Promise<DiffResult> {
  if (news.replaceWith.some((urn) => tracker.replaces.has(urn))) return because("replaceWith");
  if (news.deletedWith !== "" && tracker.replaces.has(news.deletedWith)) return because("deletedWith");
  if (await providerChanged(d, tracker, old, news)) return because("provider");
  if (!news.custom) return verdict(diffInputs(old.inputs, news.inputs).keys.length === 0 ? "none" : "some");
  const subject = news.copy();
  subject.id = old.id;
  const bags = { oldInputs: old.inputs, oldOutputs: old.outputs, news: news.inputs };
  try {
    return await diffResource(d, subject, bags, { ignoreChanges: news.ignoreChanges, mayHoldUnknowns: d.preview });
  } catch (error) {
    if (!(error instanceof DiffUnavailable)) throw error;
    d.warn(news.urn, error.message);
    return verdict("some");
  }
}

/** Another provider means a replacement only when the new one's DiffConfig says so. */
async function providerChanged(
  d: Deployment,
  tracker: Tracker,
  old: ResourceState,
  news: ResourceState,
): Promise<boolean> {
  if (old.provider === news.provider) return false;
  if (old.provider === "" || news.provider === "") return true;
  const before = parseReference(old.provider).urn;
  const after = parseReference(news.provider).urn;
  if (tracker.successors.get(before) === after) return false;
  const oldProvider = d.olds.get(before);
  const newProvider = tracker.providers.get(after);
  if (!oldProvider || !newProvider) return false;
  const diff = await d
    .provider(news.provider, news.urn)
    .diffConfig(after, forPlugin(oldProvider.inputs), oldProvider.outputs, forPlugin(newProvider.inputs));
  return isReplace(diff);
}

const INIT_ERROR = "#initerror";

/** Turns changes into replacements where the program asked for that. */
export function applyReplaceOnChanges(
  diff: DiffResult,
  replaceOnChanges: readonly string[],
  hasInitErrors: boolean,
): DiffResult {
  if (diff.changes !== "some" && !hasInitErrors) return diff;
  const paths = replaceOnChanges.map(parsePath).filter((path) => path !== undefined);
  const hit = (text: string) => {
    const path = parsePath(text);
    return path !== undefined && paths.some((wanted) => pathContains(wanted, path));
  };
  const detail = Object.entries(diff.detailedDiff ?? {}).map(
    ([path, change]) => [path, hit(path) ? { ...change, kind: toReplace(change.kind) } : change] as const,
  );
  const forced = hasInitErrors && paths.some((path) => pathContains(path, [INIT_ERROR]));
  return {
    ...diff,
    changes: forced ? "some" : diff.changes,
    replaceKeys: [...new Set([...diff.replaceKeys, ...diff.changedKeys.filter(hit), ...(forced ? [INIT_ERROR] : [])])],
    detailedDiff: diff.detailedDiff && Object.fromEntries(detail),
  };
}
