import { isPurviewError, NotFoundError, PermissionError, ServiceError } from "../../errors";
import { isAddress } from "../../kinds/fields/identifiers";
import type { Session } from "../../session";
import type { WireObject } from "../../transport/channel";
import { anyOf, clausesFor } from "./filter";

/** Texts in one question, and the length of its filter: a filter that the service finds too long is halved. */
const MOST_TEXTS = 200;
const LONGEST_FILTER = 16_000;
/** There is no such cmdlet for this identity, or in this session (docs/service/reading.md#resolve-recipients). */
export const isMissing = (error: unknown): boolean =>
  error instanceof PermissionError ||
  (isPurviewError(error) &&
    /not recognized|parameter cannot be found/i.test(`${error.message} ${error.context.serviceMessage ?? ""}`));

type Cmdlet = "Get-Recipient" | "Get-User";

/** The service found fault with the question, not with itself. */
const isRefused = (error: unknown): boolean =>
  error instanceof ServiceError && (error.context.status ?? 400) < 500 && !isMissing(error);

/** All that the service knows under these texts; by one question for many. */
export async function ask(session: Session, cmdlet: Cmdlet, texts: readonly string[]): Promise<readonly WireObject[]> {
  const answers = await Promise.all(parts(texts).map((part) => askPart(session, cmdlet, part)));
  return answers.flat();
}

function parts(texts: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = [];
  let length = Infinity;
  for (const text of texts) {
    const own = anyOf(clausesFor(text)).length + 5;
    const current = all.at(-1);
    if (!current || current.length >= MOST_TEXTS || length + own > LONGEST_FILTER) {
      all.push([text]);
      length = own;
      continue;
    }
    current.push(text);
    length += own;
  }
  return all;
}

async function askPart(session: Session, cmdlet: Cmdlet, texts: readonly string[]): Promise<readonly WireObject[]> {
  try {
    return await filtered(session, cmdlet, texts);
  } catch (error) {
    if (error instanceof NotFoundError) return [];
    if (!isRefused(error)) throw error;
    if (texts.length > 1) {
      const half = Math.ceil(texts.length / 2);
      const halves = [texts.slice(0, half), texts.slice(half)];
      return (await Promise.all(halves.map((part) => askPart(session, cmdlet, part)))).flat();
    }
    return await byIdentity(session, cmdlet, texts);
  }
}

async function filtered(session: Session, cmdlet: Cmdlet, texts: readonly string[]): Promise<readonly WireObject[]> {
  const clauses = cmdlet === "Get-User" ? userClauses(texts) : texts.flatMap(clausesFor);
  const parameters = { Filter: anyOf(clauses), ResultSize: "Unlimited" };
  return (await session.read({ cmdlet, parameters }, { signal: session.closing })).objects;
}

/** Names to sign in with, which need not be addresses. */
const userClauses = (texts: readonly string[]): readonly string[] =>
  texts.filter(isAddress).map((text) => `UserPrincipalName -eq '${text.replaceAll("'", "''")}'`);

async function byIdentity(session: Session, cmdlet: Cmdlet, texts: readonly string[]): Promise<readonly WireObject[]> {
  const answers = await Promise.all(texts.map((text) => one(session, cmdlet, text)));
  return answers.flat();
}

/** What has this identity; nothing where the service refuses the question. */
export async function one(
  session: Session,
  cmdlet: Cmdlet | "Get-Group",
  identity: string,
): Promise<readonly WireObject[]> {
  try {
    const call = { cmdlet, parameters: { Identity: identity } };
    return (await session.read(call, { signal: session.closing })).objects;
  } catch (error) {
    if (error instanceof NotFoundError || isRefused(error)) return [];
    throw error;
  }
}
