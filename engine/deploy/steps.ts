import { EngineError } from "../errors";
import { UNKNOWN_STRING } from "../property/signatures";
import { equal } from "../property/compare";
import { isProviderType } from "../state/urn";
import type { ResourceState } from "../state/resource";
import type { Deployment } from "./context";
import { type DiffInfo, NO_DIFF, type Step, worthWriting } from "./step";

const now = (): string => new Date().toISOString();

/** Nothing to do: the new state keeps id and outputs of the old one. */
export function sameStep(d: Deployment, old: ResourceState, news: ResourceState, complete?: () => void): Step {
  return {
    op: "same",
    urn: news.urn,
    old,
    new: news,
    diff: NO_DIFF,
    logical: true,
    apply: async () => {
      news.id = old.id;
      news.outputs = old.outputs;
      // A provider that calls a changed input "no difference" goes on seeing the old one.
      if (isProviderType(news.type)) await d.registry.same(news, old.inputs, "checked");
      return undefined;
    },
    change: () => ({ done: old, added: news, write: worthWriting(old, news) }),
    ...(complete && { complete }),
  };
}

export interface Replacing {
  readonly old: ResourceState;
  readonly diff: DiffInfo;
  /** True: the old object exists until the end of the run and is deleted then. */
  readonly pendingDelete: boolean;
}

export function createStep(d: Deployment, news: ResourceState, complete?: () => void, replacing?: Replacing): Step {
  return {
    op: replacing ? "create-replacement" : "create",
    urn: news.urn,
    old: replacing?.old,
    new: news,
    diff: replacing?.diff ?? NO_DIFF,
    logical: replacing === undefined,
    begins: { state: news, type: "creating" },
    apply: async () => {
      const reasons = await create(d, news);
      news.created = news.modified = now();
      if (replacing?.pendingDelete) replacing.old.delete = true;
      return reasons;
    },
    change: () => ({ added: news, done: replacing?.old.pendingReplacement ? replacing.old : undefined }),
    ...(complete && { complete }),
  };
}

async function create(d: Deployment, news: ResourceState): Promise<readonly string[] | undefined> {
  if (!news.custom) return undefined;
  if (isProviderType(news.type)) {
    const { id, outputs } = await d.registry.create(news.urn, news.inputs, d.preview);
    news.id = id;
    news.outputs = outputs;
    return undefined;
  }
  const provider = d.provider(news.provider, news.urn);
  const result = await provider.create(news.urn, news.inputs, {
    timeout: news.customTimeouts.create ?? 0,
    preview: d.preview,
  });
  news.id = result.id;
  news.outputs = result.outputs;
  news.refreshBeforeUpdate = result.refreshBeforeUpdate;
  if (result.initErrors) news.initErrors = result.initErrors;
  return result.initErrors;
}

export interface Updating {
  readonly old: ResourceState;
  readonly news: ResourceState;
  readonly diff: DiffInfo;
  readonly complete: () => void;
}

export function updateStep(d: Deployment, { old, news, diff, complete }: Updating): Step {
  return {
    op: "update",
    urn: news.urn,
    old,
    new: news,
    diff,
    logical: true,
    begins: { state: news, type: "updating" },
    apply: async () => {
      news.id = old.id;
      news.created = old.created;
      news.modified = old.modified;
      if (!news.custom) return undefined;
      if (isProviderType(news.type)) {
        news.outputs = await d.registry.update(news.urn, old.id, news.inputs);
        news.modified = now();
        return undefined;
      }
      const result = await d
        .provider(news.provider, news.urn)
        .update(
          { urn: news.urn, id: old.id },
          { oldInputs: old.inputs, oldOutputs: old.outputs, news: news.inputs },
          { timeout: news.customTimeouts.update ?? 0, preview: d.preview, ignoreChanges: news.ignoreChanges },
        );
      news.outputs = result.outputs;
      news.refreshBeforeUpdate = result.refreshBeforeUpdate;
      news.modified = now();
      if (!result.initErrors) return undefined;
      news.initErrors = result.initErrors;
      // What is there was not made with the new inputs: keeping the old ones makes the next run try again.
      news.inputs = old.inputs;
      return result.initErrors;
    },
    change: () => ({ done: old, added: news }),
    complete,
  };
}

export interface Deleting {
  readonly replacing: boolean;
  /** True: the object goes first and its replacement comes later, so the state keeps a place for it. */
  readonly pendingReplacement: boolean;
  /** Other resources that this run deletes: what is deleted with one of them needs no call. */
  readonly others: ReadonlySet<string>;
}

export class ProtectedError extends EngineError {
  override readonly name = "ProtectedError";
  constructor(urn: string) {
    super(
      `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the \`protect\` flag from the resource in your Pulumi program and run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${urn}'\``,
      urn,
    );
  }
}

export function deleteStep(d: Deployment, old: ResourceState, deleting: Deleting): Step {
  const { replacing } = deleting;
  const op = old.external ? (replacing ? "discard-replaced" : "discard") : replacing ? "delete-replaced" : "delete";
  return {
    op,
    urn: old.urn,
    old,
    new: undefined,
    diff: NO_DIFF,
    logical: !replacing,
    begins: { state: old, type: "deleting" },
    apply: async () => {
      if (!replacing && old.protect) throw new ProtectedError(old.urn);
      const silent = old.external || old.retainOnDelete || deleting.others.has(old.deletedWith) || !old.custom;
      if (!d.preview && !silent && !isProviderType(old.type))
        await d
          .provider(old.provider, old.urn)
          .delete({ urn: old.urn, id: old.id }, old.inputs, old.outputs, old.customTimeouts.delete ?? 0);
      if (deleting.pendingReplacement) old.pendingReplacement = true;
      return undefined;
    },
    change: () => (old.pendingReplacement ? {} : { done: old }),
  };
}

/** The object is gone already, deleted for a replacement that the program no longer wants. */
export const removePendingReplaceStep = (old: ResourceState): Step => ({
  op: "remove-pending-replace",
  urn: old.urn,
  old,
  new: undefined,
  diff: NO_DIFF,
  logical: false,
  apply: async () => undefined,
  change: () => ({ done: old }),
});

/** Says that the deletion and the creation around it are one replacement. */
export const replaceStep = (old: ResourceState, news: ResourceState, diff: DiffInfo): Step => ({
  op: "replace",
  urn: news.urn,
  old,
  new: news,
  diff,
  logical: true,
  apply: async () => undefined,
  change: () => ({ write: false }),
});

export interface Reading {
  readonly old: ResourceState | undefined;
  readonly news: ResourceState;
  readonly complete: () => void;
  /** The object that the stack managed under this URN is given up for the one that is read. */
  readonly replaces: boolean;
}

export function readStep(d: Deployment, { old, news, complete, replaces }: Reading): Step {
  return {
    op: replaces ? "read-replacement" : "read",
    urn: news.urn,
    old,
    new: news,
    diff: NO_DIFF,
    logical: !replaces,
    begins: { state: news, type: "reading" },
    apply: async () => {
      const reasons = news.id === UNKNOWN_STRING ? undefined : await read(d, news);
      if (replaces && old) old.delete = true;
      news.created = old?.created ?? "";
      news.modified = old?.modified ?? "";
      if (old && !(equal(news.inputs, old.inputs) && equal(news.outputs, old.outputs))) news.modified = now();
      return reasons;
    },
    change: () => ({ added: news, done: replaces ? undefined : old }),
    complete,
  };
}

async function read(d: Deployment, news: ResourceState): Promise<readonly string[] | undefined> {
  const { id } = news;
  const result = await d
    .provider(news.provider, news.urn)
    .read({ urn: news.urn, id }, news.customTimeouts.read ?? 0, news.inputs, news.inputs);
  if (!result.exists || (result.id === "" && !result.initErrors))
    throw new EngineError(`resource '${id}' does not exist`, news.urn);
  news.outputs = result.outputs;
  if (result.id !== "") news.id = result.id;
  if (result.initErrors) news.initErrors = result.initErrors;
  return result.initErrors;
}
