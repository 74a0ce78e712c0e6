import * as pulumi from "@pulumi/pulumi";

declare const nounOf: unique symbol;

/** Tells the compiler which noun a class stands for; there is nothing of it when the program runs. */
export interface ResourceMark<N extends string> {
  readonly [nounOf]: N;
}

/** A resource of this package that stands for one object of the noun `N`, of either host. */
export interface ResourceOf<N extends string> extends ResourceMark<N> {
  readonly id: pulumi.Output<pulumi.ID>;
}

/** Names an object of the noun `N`: the resource itself, its GUID or its exact name. */
export type Reference<N extends string> = string | ResourceOf<N>;

/**
 * Puts the id in place of every resource in an argument. Resources must not reach the engine as they are: a dynamic provider
 * could not read them, and `id`, other than computed outputs, stays known while the parent's update is being previewed.
 */
export function withIds(value: unknown): unknown {
  if (pulumi.CustomResource.isInstance(value)) return value.id;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return pulumi.output(value).apply(withIds);
  if (Array.isArray(value)) return value.map(withIds);
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIds(item)]));
  }
  return value;
}
