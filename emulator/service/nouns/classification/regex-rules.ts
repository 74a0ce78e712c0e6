import { badRegex } from "./rule-package-faults";

/** A regular expression in pieces: what repeats, how often, and how deep in groups. */
interface Piece {
  readonly kind: "atom" | "open" | "close" | "alternator";
  readonly text: string;
  readonly depth: number;
  readonly repeat?: { readonly least: number; readonly most: number };
}

const QUANTIFIER = /^(?:\*|\+|\?|\{(\d+)(,(\d*))?\})[?+]?/;
const ATOM = /^(?:\\.|\[(?:\\.|[^\]\\])*\]|[^\\[\]()|])/s;

/** Splits what can be split; the rest is the service's own affair. */
function piecesOf(regex: string): Piece[] {
  const pieces: Piece[] = [];
  let rest = regex;
  let depth = 0;
  const take = (text: string, kind: Piece["kind"], at: number): void => {
    rest = rest.slice(text.length);
    const quantifier = kind === "atom" || kind === "close" ? QUANTIFIER.exec(rest) : null;
    rest = rest.slice(quantifier?.[0].length ?? 0);
    pieces.push({ kind, text, depth: at, ...(quantifier && { repeat: repeatOf(quantifier) }) });
  };
  while (rest !== "") {
    const opening = /^\((?:\?(?:[:=!>]|<[=!]|<\w+>))?/.exec(rest);
    if (opening) take(opening[0], "open", depth++);
    else if (rest.startsWith(")")) take(")", "close", Math.max(--depth, 0));
    else if (rest.startsWith("|")) take("|", "alternator", depth);
    else take(ATOM.exec(rest)?.[0] ?? rest.charAt(0), "atom", depth);
  }
  return pieces;
}

function repeatOf([whole, least, comma, most]: RegExpExecArray): { least: number; most: number } {
  if (whole.startsWith("*")) return { least: 0, most: Infinity };
  if (whole.startsWith("+")) return { least: 1, most: Infinity };
  if (whole.startsWith("?")) return { least: 0, most: 1 };
  const from = Number(least);
  return { least: from, most: comma === undefined ? from : most ? Number(most) : Infinity };
}

const isWildcard = ({ kind, text, repeat }: Piece): boolean =>
  kind === "atom" && text === "." && repeat !== undefined && repeat.least <= 1 && repeat.most > 1;

const isUnbounded = ({ repeat }: Piece): boolean => repeat?.most === Infinity;

/** What the validation of the service looks for, as its page lists it (docs/service/classification.md#regex). */
export function refuseBadRegex(id: string, regex: string): void {
  const pieces = piecesOf(regex.trim());
  const ends = [pieces[0], pieces.at(-1)].filter((piece) => piece !== undefined);
  const inGroups = pieces.filter(({ kind, depth }) => kind === "atom" && depth > 0);
  const refuse = (why: string): never => {
    throw badRegex(id, why);
  };
  if (ends.some(({ kind }) => kind === "alternator")) refuse("it begins or ends with an alternator");
  if (ends.some(isWildcard)) refuse("it begins or ends with a wildcard that repeats");
  if (inGroups.some(isWildcard)) refuse("a group has a wildcard that repeats");
  if (inGroups.some(isUnbounded)) refuse("a group has a character that repeats without end");
  if (pieces.some((piece) => piece.kind === "close" && isUnbounded(piece))) refuse("a group repeats without end");
}
