export interface RegexFault {
  readonly reason: string;
  /** The page says so in words that go further than its examples: packages of tenants may have it. */
  readonly stated?: true;
}

/**
 * What the service refuses in a regular expression (docs/service/classification.md#regex-rules). Groups, classes, escapes and
 * quantifiers are told apart, as every dialect writes them; what stands in them is not judged.
 */
export function regexFaults(pattern: string): readonly RegexFault[] {
  if (pattern === "") return [{ reason: "is empty" }];
  const scanned = scan(pattern);
  if (typeof scanned === "string") return [{ reason: scanned }];
  const { tokens, groups } = scanned;
  const long = { reason: `has ${pattern.length} characters; at most ${MAX_LENGTH} are allowed` };
  const faults = [...(pattern.length > MAX_LENGTH ? [long] : []), ...edges(tokens), ...groups.flatMap(groupFaults)];
  return [...new Map(faults.map((fault) => [fault.reason, fault])).values()];
}

const MAX_LENGTH = 1024;

interface Quantifier {
  readonly text: string;
  readonly min: number;
  readonly max: number;
}

/** An atom with its quantifier: one character, a class, a group, an anchor or `|`. */
interface Token {
  readonly kind: "atom" | "group" | "alternator" | "anchor";
  readonly text: string;
  readonly quantifier?: Quantifier | undefined;
  readonly group?: Group | undefined;
}

interface Group {
  /** What follows the bracket: `?:`, `?<=`, `` … */
  readonly prefix: string;
  tokens: Token[];
  text: string;
  quantifier?: Quantifier | undefined;
}

interface Scanned {
  readonly tokens: readonly Token[];
  /** At any depth, outermost first. */
  readonly groups: readonly Group[];
}

const PREFIX = /^\(\?(?:<[=!]|<[A-Za-z_]\w*>|'[A-Za-z_]\w*'|P<[A-Za-z_]\w*>|[:=!>|]|[a-zA-Z-]*[:)])/;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})[?+]?/;
const CLASS = /^\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]/;
const ESCAPE = /^\\(?:x[0-9a-fA-F]{2}|x\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|[pP]\{[^}]*\}|[kg]<[^>]*>|Q[\s\S]*?\\E|[\s\S])/;

/** The expression in its parts, or what is wrong with its form. */
function scan(pattern: string): Scanned | string {
  const top: Token[] = [];
  const open: Group[] = [];
  const groups: Group[] = [];
  let at = 0;
  const take = (expression: RegExp): RegExpExecArray | undefined => {
    const found = expression.exec(pattern.slice(at));
    if (found) at += found[0].length;
    return found ?? undefined;
  };
  const push = (token: Token): void => void (open.at(-1)?.tokens ?? top).push(token);
  while (at < pattern.length) {
    const start = at;
    const character = pattern.charAt(at);
    if (character === "(") {
      const prefix = take(PREFIX)?.[0].slice(1) ?? "";
      if (prefix === "") at += 1;
      // Options for what follows, such as `(?i)`, hold nothing.
      if (prefix.endsWith(")")) continue;
      const group: Group = { prefix, tokens: [], text: String(start) };
      open.push(group);
      groups.push(group);
      continue;
    }
    if (character === ")") {
      const group = open.pop();
      if (!group) return "has a closing bracket too many";
      at += 1;
      group.text = pattern.slice(Number(group.text), at);
      group.quantifier = quantifierOf(take(QUANTIFIER));
      push({ kind: "group", text: group.text, quantifier: group.quantifier, group });
      continue;
    }
    if (character === "|") {
      at += 1;
      push({ kind: "alternator", text: "|" });
      continue;
    }
    const atom = character === "[" ? take(CLASS) : character === "\\" ? take(ESCAPE) : take(/^[\s\S]/u);
    if (!atom) return character === "[" ? "has a [ that nothing closes" : "ends with a single backslash";
    if (/^[*+?]$/.test(atom[0])) return `has ${atom[0]} with nothing to repeat`;
    push({ kind: isAnchor(atom[0]) ? "anchor" : "atom", text: atom[0], quantifier: quantifierOf(take(QUANTIFIER)) });
  }
  return open.length > 0 ? "has a ( that nothing closes" : { tokens: top, groups };
}

const isAnchor = (text: string): boolean => /^(?:[\^$]|\\[bBAzZG<>`'])$/.test(text);

function quantifierOf(found: RegExpExecArray | undefined): Quantifier | undefined {
  if (!found) return undefined;
  const [text, low, comma, high] = found;
  if (text.startsWith("*")) return { text, min: 0, max: Infinity };
  if (text.startsWith("+")) return { text, min: 1, max: Infinity };
  if (text.startsWith("?")) return { text, min: 0, max: 1 };
  const min = Number(low);
  return { text, min, max: comma === undefined ? min : high ? Number(high) : Infinity };
}

const isAny = ({ text }: Token): boolean => text === ".";

/** `{0,m}`, `{1,m}`, `*` and `+`; one that may be missing (`?`) is none. */
const isLoose = ({ quantifier }: Token): boolean =>
  quantifier !== undefined && quantifier.min <= 1 && quantifier.max > 1;

function edges(tokens: readonly Token[]): readonly RegexFault[] {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return [first, last].flatMap((token, place) => {
    if (!token) return [];
    const where = place === 0 ? "begins" : "ends";
    if (token.kind === "alternator") return [{ reason: `${where} with |, which matches everything` }];
    if (!isAny(token) || !isLoose(token)) return [];
    return [
      { reason: `${where} with ${token.text}${token.quantifier?.text ?? ""}, which only costs time; leave it out` },
    ];
  });
}

function groupFaults({ prefix, tokens, text, quantifier }: Group): readonly RegexFault[] {
  const group = text.length > 40 ? `${text.slice(0, 37)}...` : text;
  const endless = quantifier?.max === Infinity ? [{ reason: `repeats the group ${group} without an upper limit` }] : [];
  const lookbehind =
    /^\?<[=!]/.test(prefix) && widthOf(tokens) === undefined
      ? [
          {
            reason: `has a lookbehind of variable length: ${group}; all alternatives must have one and the same length`,
          },
        ]
      : [];
  const loose = isLookaround(prefix) ? [] : tokens.filter(isLoose);
  return [...endless, ...lookbehind, ...loose.map((token) => looseFault(token, group))];
}

/** `(a*)` is the page's example; that `(\d{1,3})` is refused as well is only what its words say. */
function looseFault(token: Token, group: string): RegexFault {
  const { text, quantifier } = token;
  const certain = quantifier?.max === Infinity || isAny(token);
  return {
    reason: `has ${text}${quantifier?.text ?? ""} in the group ${group}: what may come 0 or 1 times and more is refused in groups; give it a number, or put it outside`,
    ...(!certain && { stated: true }),
  };
}

const isLookaround = (prefix: string): boolean => /^\?(?:<?[=!])/.test(prefix);

/** Characters that it matches, where that is one number. */
function widthOf(tokens: readonly Token[]): number | undefined {
  const alternatives = tokens.reduce<Token[][]>(
    (all, token) => {
      if (token.kind === "alternator") all.push([]);
      else all.at(-1)?.push(token);
      return all;
    },
    [[]],
  );
  const widths = new Set(alternatives.map(widthOfSequence));
  return widths.size === 1 ? [...widths][0] : undefined;
}

function widthOfSequence(tokens: readonly Token[]): number | undefined {
  let sum = 0;
  for (const token of tokens) {
    const own = widthOfToken(token);
    const { min, max } = token.quantifier ?? { min: 1, max: 1 };
    if (own === undefined || min !== max) return undefined;
    sum += own * min;
  }
  return sum;
}

function widthOfToken({ kind, group }: Token): number | undefined {
  if (kind === "anchor") return 0;
  if (!group) return 1;
  return isLookaround(group.prefix) ? 0 : widthOf(group.tokens);
}
