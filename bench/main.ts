// `npm run bench [-- SECTION …] [dynamic|plugin] [--n 100,1000] [--latency 0,200] [--lists 10,100,1000,10000] [--pairs 500]`: what the provider costs.
import { benchAnswers } from "./answers";
import { benchHost } from "./hosts";
import { benchLists } from "./lists";
import { benchStartup } from "./startup";
import { benchWrites } from "./writes";

interface Section {
  /** What its numbers mean. */
  readonly meaning: string;
  run(): Promise<void> | void;
}

const HOSTS = ["dynamic", "plugin"] as const;
const argumentsGiven = process.argv.slice(2);
const isGiven = (word: string): boolean => argumentsGiven.includes(word);

function numbers(flag: string, otherwise: readonly number[]): readonly number[] {
  const at = argumentsGiven.indexOf(`--${flag}`);
  return at < 0 ? otherwise : (argumentsGiven[at + 1] ?? "").split(",").map(Number);
}

const sections: Readonly<Record<string, Section>> = {
  lists: {
    meaning:
      "Diff and plan of one policy with N mailboxes in another order, one of them replaced. CPU of this process. Aim: 1,000 mailboxes in 50 ms; the last column stays level when the work is linear.",
    run: () => benchLists(numbers("lists", [10, 100, 1000, 10_000])),
  },
  answers: {
    meaning:
      "One page of a list as the service answers it in CLIXML, and the same objects in JSON. CPU of this process, its collector included. The fifth column stays level: the work is linear.",
    run: () =>
      benchAnswers([
        [100, 10],
        [1000, 0],
        [1000, 10],
        [1000, 100],
        [100, 1000],
      ]),
  },
  startup: {
    meaning:
      "From the start of the plugin's process to the line with its port. The engine waits for it once a command.",
    run: benchStartup,
  },
  hosts: {
    meaning:
      'N resources of three kinds, each command next to the same command on a provider that does nothing ("no-op"). CPU: of engine, program and provider together. MB: peak memory of the provider\'s process; "more": above the no-op one. Aims: preview and refresh at most 1.15 times the CPU, at most 60 MB more. Requests: sign-in, one list a kind, one write a changed object.',
    run: async () => {
      for (const host of HOSTS.filter((name) => isGiven(name) || !HOSTS.some(isGiven)))
        for (const n of numbers("n", [100, 1000]))
          for (const latencyMs of numbers("latency", [0, 200])) await benchHost({ host, n, latencyMs });
    },
  },
  writes: {
    meaning:
      'Policies with one rule each, every answer of the service 200 ms late. "peer": the time that the writes alone take ten at a time, without waiting for distribution and without reading anything back. Lists: Get cmdlets, which read back what was written; aim: at most 5 % of the writes. MB: what the service sent.',
    run: () => benchWrites({ pairs: numbers("pairs", [500])[0] ?? 500, latencyMs: 200 }),
  },
};

async function main(): Promise<void> {
  const wanted = Object.keys(sections).filter(isGiven);
  for (const [name, { meaning, run }] of Object.entries(sections)) {
    if (wanted.length > 0 && !isGiven(name)) continue;
    console.log(`\n${name}: ${meaning}\n`);
    await run();
  }
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
