import { identifierKey, isGuid } from "../../fields/identifiers";
import { attributeOf, childOf, childrenOf, element, type XmlElement } from "../xml";

/** What identifies a rule package. */
export interface PackageFacts {
  /** GUID in lower case; undefined = it has none. */
  readonly id: string | undefined;
  /** In its default language. */
  readonly name: string | undefined;
  readonly publisher: string | undefined;
  /** major, minor, build, revision */
  readonly version: readonly number[];
}

const VERSION_PARTS = ["major", "minor", "build", "revision"] as const;
/** `xs:unsignedShort` (docs/service/classification.md#rule-package-schema). */
const MAX_PART = 65_535;

export function packageFacts(root: XmlElement): PackageFacts {
  const pack = childOf(root, "RulePack");
  const details = childOf(pack, "Details");
  const all = childrenOf(details, "LocalizedDetails");
  const language = attributeOf(details, "defaultLangCode")?.toLowerCase();
  const own = all.find((one) => attributeOf(one, "langcode")?.toLowerCase() === language) ?? all[0];
  const id = attributeOf(pack, "id")?.trim();
  const version = childOf(pack, "Version");
  const text = (tag: string): string | undefined => childOf(own, tag)?.text.replace(/\s+/g, " ").trim() || undefined;
  return {
    id: id !== undefined && isGuid(id) ? identifierKey(id) : undefined,
    name: text("Name"),
    publisher: text("PublisherName"),
    version: VERSION_PARTS.map((part) => Number(attributeOf(version, part) ?? 0) || 0),
  };
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  const at = VERSION_PARTS.findIndex((_, part) => (a[part] ?? 0) !== (b[part] ?? 0));
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** The next version: the last part goes up, and carries over where it is at its end. */
function after(version: readonly number[]): readonly number[] {
  const next = VERSION_PARTS.map((_, part) => version[part] ?? 0);
  for (let part = next.length - 1; part >= 0; part -= 1) {
    if ((next[part] ?? 0) < MAX_PART) {
      next[part] = (next[part] ?? 0) + 1;
      return next;
    }
    next[part] = 0;
  }
  return next;
}

/**
 * The version that the service takes as newer than what it has: the package's own where that is higher, else the next one
 * (docs/service/classification.md#rule-package).
 */
export function newerVersion(root: XmlElement, present: XmlElement): readonly number[] {
  const [own, existing] = [packageFacts(root).version, packageFacts(present).version];
  return compareVersions(own, existing) > 0 ? own : after(existing);
}

export function withVersion(root: XmlElement, version: readonly number[]): XmlElement {
  const numbers = Object.fromEntries(VERSION_PARTS.map((part, at) => [part, version[at] ?? 0]));
  const inPack = (pack: XmlElement): XmlElement => ({
    ...pack,
    children: [element("Version", numbers), ...pack.children.filter(({ tag }) => tag !== "Version")],
  });
  return { ...root, children: root.children.map((child) => (child.tag === "RulePack" ? inPack(child) : child)) };
}

/** The document with another version and nothing else changed; undefined = its version stands in no place that is certain. */
export function textWithVersion(document: string, version: readonly number[]): string | undefined {
  const attributes = VERSION_PARTS.map((part, at) => `${part}="${version[at] ?? 0}"`).join(" ");
  const end = document.search(/<(?:\w+:)?Rules\b/);
  const [head, rest] = [document.slice(0, end), document.slice(end)];
  const found = head.match(/<(?:\w+:)?Version\b[^>]*>/g) ?? [];
  if (end < 0 || found.length !== 1) return undefined;
  return head.replace(/(<(?:\w+:)?Version)\b[^>]*?(\/?>)/, `$1 ${attributes}$2`) + rest;
}
