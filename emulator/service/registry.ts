import { allCmdlets, findCmdlet, findFamily } from "../../catalogue";
import { fold } from "./json";
import type { NounDeclaration } from "./noun";

/** What is declared about nouns, with the catalogue's answer for those that nobody declared. */
export interface Registry {
  declaration(noun: string): NounDeclaration;
  /** Nouns whose objects belong to objects of that noun. */
  childNouns(noun: string): readonly string[];
  /** Nouns that share one space of names with that noun, itself included. */
  nameSpace(noun: string): readonly string[];
  nouns(): readonly string[];
}

export function createRegistry(declared: readonly NounDeclaration[]): Registry {
  const byNoun = new Map(declared.map((declaration) => [fold(declaration.noun), declaration]));
  for (const { noun } of allCmdlets()) if (!byNoun.has(fold(noun))) byNoun.set(fold(noun), fromCatalogue(noun));
  const all = [...byNoun.values()];
  const children = new Map<string, string[]>();
  const spaces = new Map<string, string[]>();
  for (const { noun, parent, naming } of all) {
    if (parent && parent.onRemove !== "keep") push(children, fold(parent.noun), noun);
    push(spaces, naming?.space ?? fold(noun), noun);
  }
  const declaration = (noun: string): NounDeclaration => byNoun.get(fold(noun)) ?? { noun };
  return {
    declaration,
    childNouns: (noun) => children.get(fold(noun)) ?? [],
    nameSpace: (noun) => spaces.get(declaration(noun).naming?.space ?? fold(noun)) ?? [noun],
    nouns: () => all.map(({ noun }) => noun),
  };
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

/** A noun that nobody declared: its parent and its separate lists are what the family says. */
function fromCatalogue(noun: string): NounDeclaration {
  const family = findFamily(noun);
  const parent = family?.parent;
  if (!family) return { noun, ...policyOfRule(noun) };
  return {
    noun,
    ...(family.selectorParams && { variants: family.selectorParams }),
    ...(parent?.param && {
      parent: { noun: parent.noun, parameter: parent.param, optional: parent.required !== true },
    }),
  };
}

/** Nouns known from the service's own catalogue only: `XRule` with -Policy belongs to `XPolicy`. */
function policyOfRule(noun: string): Pick<NounDeclaration, "parent"> {
  const policy = noun.replace(/Rule$/, "Policy");
  const takesPolicy = findCmdlet(`New-${noun}`)?.params.some(({ name }) => name === "Policy");
  return policy !== noun && takesPolicy && findCmdlet(`New-${policy}`)
    ? { parent: { noun: policy, parameter: "Policy" } }
    : {};
}

/**
 * The parameter that names the object of a Get, Set or Remove: -Identity nearly everywhere; the families know the others
 * (`Get-DlpKeywordDictionary -Name`, `*-ComplianceSecurityFilter -FilterName`).
 */
export function identityParameter(noun: string, verb: string): string {
  const cmdlet = findCmdlet(`${verb}-${noun}`);
  if (!cmdlet || cmdlet.params.some(({ name }) => name === "Identity")) return "Identity";
  const stated = findFamily(noun)?.identity?.[fold(verb)]?.param;
  return stated ?? cmdlet.params.find(({ name }) => name === "Name")?.name ?? "Identity";
}

/**
 * Which error classes a noun uses: the type of its identity says whether the service keeps it as a policy or as a rule
 * (labels, scopes, event types and file-plan properties are rules). `Remove-*Rule` types it wrongly
 * (docs/service/cmdlets.md#remove-rule-identity), so Set's type counts.
 */
export function familyOf({ noun, family }: NounDeclaration): "rule" | "policy" | "object" {
  if (family) return family;
  const type = findFamily(noun)?.identity;
  switch ((type?.set ?? type?.get)?.type) {
    case "ComplianceRuleIdParameter":
      return "rule";
    case "PolicyIdParameter":
      return "policy";
    default:
      return "object";
  }
}
