/** `urn:pulumi:<stack>::<project>::<parent types$type>::<name>` */
export const STACK_TYPE = "pulumi:pulumi:Stack";
const PROVIDER_PREFIX = "pulumi:providers:";

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** The types of the parents and the own type, joined by `$`. */
  readonly qualifiedType: string;
  readonly type: string;
  readonly name: string;
}

export function parseUrn(urn: string): UrnParts {
  const [head = "", project = "", qualifiedType = "", ...name] = urn.split("::");
  const type = qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1);
  return { stack: head.slice("urn:pulumi:".length), project, qualifiedType, type, name: name.join("::") };
}

interface NewUrn {
  readonly stack: string;
  readonly project: string;
  /** Empty: none. */
  readonly parentType: string;
  readonly type: string;
  readonly name: string;
}

export function makeUrn({ stack, project, parentType, type, name }: NewUrn): string {
  return `urn:pulumi:${stack}::${project}::${parentType === "" ? type : `${parentType}$${type}`}::${name}`;
}

/** The parent's part of a child's type; the stack itself leaves no trace. */
export function parentTypeOf(parent: string): string {
  if (parent === "") return "";
  const { qualifiedType } = parseUrn(parent);
  return qualifiedType === STACK_TYPE ? "" : qualifiedType;
}

export const nameOf = (urn: string): string => parseUrn(urn).name;
export const typeOf = (urn: string): string => parseUrn(urn).type;
export const packageOf = (token: string): string => token.split(":")[0]!;
export const isProviderType = (type: string): boolean => type.startsWith(PROVIDER_PREFIX);
export const providerTypeOf = (pkg: string): string => PROVIDER_PREFIX + pkg;
/** The package that a provider resource's type serves. */
export const servedPackage = (type: string): string => type.slice(PROVIDER_PREFIX.length);

/** A provider reference is the provider resource's URN and id. */
export const providerReference = (urn: string, id: string): string => `${urn}::${id}`;
export function parseReference(reference: string): { readonly urn: string; readonly id: string } {
  const at = reference.lastIndexOf("::");
  return { urn: reference.slice(0, at), id: reference.slice(at + 2) };
}
