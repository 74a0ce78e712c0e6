import { randomBytes } from "node:crypto";
import { EngineError } from "../errors";
import { defaultProviderGoal, defaultProviderName } from "../host/default-providers";
import type { ConfigValue } from "../project";
import { ResourceState } from "../state/resource";
import { STACK_TYPE, packageOf, providerReference, providerTypeOf } from "../state/urn";
import type { Deployment } from "./context";
import { describeFailure } from "./decide";
import type { Executor } from "./executor";
import { importStep } from "./import-step";
import { createStep } from "./steps";

/** An object that exists and that the stack is to manage from now on. */
export interface ImportRequest {
  /** `package:module:Type` */
  readonly type: string;
  readonly name: string;
  readonly id: string;
  /** URN; default: the stack. */
  readonly parent?: string;
  /** URN of an explicit provider of the state. */
  readonly provider?: string;
  /** Default: true, as `pulumi import` has it. */
  readonly protect?: boolean;
}

/** Takes objects over into the state, as `pulumi import` does; it does not write the program's text. */
export async function importResources(
  d: Deployment,
  executor: Executor,
  config: ReadonlyMap<string, ConfigValue>,
  requests: readonly ImportRequest[],
): Promise<void> {
  // What is there already goes first in the new state: parents and providers before those who need them.
  for (const state of d.prev) if (!state.delete) await carryOver(d, state);
  const stack = await stackResource(d, executor);
  for (const request of requests) {
    const parent = request.parent ?? stack.urn;
    if (!d.news.has(parent)) throw new EngineError(`unknown parent '${parent}' of '${request.name}'`);
    const urn = d.urn(parent, request.type, request.name);
    if (d.news.has(urn)) throw new EngineError(`resource '${urn}' already exists`, urn);
    const provider = await providerOf(d, executor, config, request);
    const news = new ResourceState({
      urn,
      type: request.type,
      custom: true,
      importID: request.id,
      parent,
      provider,
      protect: request.protect ?? true,
    });
    await executor.chain([importStep(d, news, () => validate(d, news))]);
    if (news.id === "") return;
  }
}

async function carryOver(d: Deployment, state: ResourceState): Promise<void> {
  const copy = state.copy();
  await d.snapshots.end({ done: state, added: copy, write: false });
  d.news.set(copy.urn, copy);
}

async function stackResource(d: Deployment, executor: Executor): Promise<ResourceState> {
  const known = [...d.news.values()].find(({ type }) => type === STACK_TYPE);
  if (known) return known;
  const urn = d.urn("", STACK_TYPE, `${d.project}-${d.stack}`);
  const stack = new ResourceState({ urn, type: STACK_TYPE });
  await executor.chain([createStep(d, stack)]);
  return stack;
}

async function providerOf(
  d: Deployment,
  executor: Executor,
  config: ReadonlyMap<string, ConfigValue>,
  request: ImportRequest,
): Promise<string> {
  const pkg = packageOf(request.type);
  const urn = request.provider ?? d.urn("", providerTypeOf(pkg), defaultProviderName(""));
  const known = d.news.get(urn);
  if (known) {
    const reference = providerReference(urn, known.id);
    await d.registry.ensure(reference, d.news);
    return reference;
  }
  if (request.provider !== undefined) throw new EngineError(`the state does not hold the provider ${urn}`, urn);
  const state = new ResourceState({ urn, type: providerTypeOf(pkg), custom: true });
  const { inputs, failures } = await d.registry.check(urn, {}, defaultProviderGoal(pkg, "", config).properties);
  for (const failure of failures) d.error(urn, describeFailure(state, inputs, failure));
  if (failures.length > 0) throw new EngineError("the provider's configuration is not valid", urn);
  state.inputs = inputs;
  await executor.chain([createStep(d, state)]);
  return providerReference(urn, state.id);
}

/** The provider must accept what it has read; otherwise the next preview shows a difference, and the user is warned. */
async function validate(d: Deployment, news: ResourceState): Promise<void> {
  news.importID = "";
  const { failures, inputs } = await d
    .provider(news.provider, news.urn)
    .check(news.urn, { olds: news.inputs, news: news.inputs, seed: randomBytes(32), preview: d.preview });
  if (failures.length === 0) return;
  d.warn(
    news.urn,
    `One or more imported inputs failed to validate. This is almost certainly a bug in the \`${packageOf(news.type)}\` provider.`,
  );
  for (const failure of failures) d.warn(news.urn, describeFailure(news, inputs, failure));
}
