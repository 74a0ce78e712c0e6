import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeMessage, Defragmenter, type Message } from "../../../provider/transport/remoting/psrp";

/** Sessions of the real engine with what its own client made of them; outside of the repository. */
const FOLDER = [1, 2]
  .map((up) => join(__dirname, "../../..", "../".repeat(up), "shared/reference/psrp"))
  .find(existsSync);

export interface Frame {
  readonly dir: "client" | "server";
  readonly element: string;
  readonly stream?: string;
  readonly psGuid: string;
  readonly data?: string;
}

export interface Recording {
  readonly name: string;
  readonly frames: readonly Frame[];
  readonly expected: readonly Expected[];
}

export interface ExpectedError {
  readonly message: string;
  readonly fullyQualifiedErrorId: string;
  readonly category: string;
}

export interface Expected {
  readonly command: string;
  readonly objects?: readonly unknown[];
  readonly errors?: readonly ExpectedError[];
  readonly warnings?: readonly string[];
  readonly verbose?: readonly string[];
  readonly progress?: readonly {
    readonly Activity: string;
    readonly StatusDescription: string;
    readonly PercentComplete: number;
  }[];
  readonly information?: readonly { readonly text: string; readonly tags: readonly string[] }[];
  readonly state: string;
  readonly thrown?: ExpectedError;
}

export function recordings(): readonly Recording[] {
  if (FOLDER === undefined) {
    console.log("      skipped: the recorded sessions (shared/reference/psrp) are not there");
    return [];
  }
  const folder = FOLDER;
  const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl"));
  assert.ok(files.length > 0);
  return files.map((file) => {
    const name = file.replace(/\.jsonl$/, "");
    const lines = readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean);
    const expected: unknown = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), "utf8"));
    return {
      name,
      frames: lines.map((line) => JSON.parse(line) as Frame),
      expected: expected as readonly Expected[],
    };
  });
}

export const clixmlVectors = (): readonly { readonly name: string; readonly clixml: string }[] => {
  if (FOLDER === undefined) return [];
  const vectors: unknown = JSON.parse(readFileSync(join(FOLDER, "clixml-vectors.json"), "utf8"));
  return vectors as readonly { readonly name: string; readonly clixml: string }[];
};

/** The messages of one side of one stream (the pool's: zeros). */
export function messagesOf({ frames }: Recording, dir: Frame["dir"], psGuid?: string): readonly Message[] {
  const streams = new Map<string, Defragmenter>();
  return frames
    .filter(
      (frame) => frame.dir === dir && frame.data !== undefined && (psGuid === undefined || frame.psGuid === psGuid),
    )
    .flatMap(({ psGuid: stream, data = "" }) => {
      const defragmenter = streams.get(stream) ?? new Defragmenter();
      streams.set(stream, defragmenter);
      return defragmenter.push(Buffer.from(data, "base64"));
    })
    .map(decodeMessage);
}

/** The pipelines of a recording, in order. */
export const pipelinesOf = ({ frames }: Recording): readonly string[] =>
  frames.filter(({ element, dir }) => element === "Command" && dir === "client").map(({ psGuid }) => psGuid);
