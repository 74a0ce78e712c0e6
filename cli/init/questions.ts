import { createInterface } from "node:readline/promises";

/** Asks a person at a terminal. */
export interface Questions {
  /** The answer, or `otherwise` where it is empty. */
  text(question: string, otherwise: string): Promise<string>;
  yes(question: string): Promise<boolean>;
  close(): void;
}

/** On stdin and stderr, since stdout is for results. Ctrl-C rejects with an AbortError. */
export function askAtTerminal(signal: AbortSignal): Questions {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ask = async (question: string): Promise<string> => (await terminal.question(question, { signal })).trim();
  return {
    text: async (question, otherwise) => (await ask(`${question}${otherwise ? ` (${otherwise})` : ""}: `)) || otherwise,
    yes: async (question) => /^y(es)?$/i.test(await ask(`${question} [y/N] `)),
    close: () => terminal.close(),
  };
}

/** Where nobody can be asked: what was given, and no to the rest. */
export const askNobody: Questions = {
  text: (_, otherwise) => Promise.resolve(otherwise),
  yes: () => Promise.resolve(false),
  close: () => undefined,
};
