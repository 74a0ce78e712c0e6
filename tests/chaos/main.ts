// `npm run chaos [-- --seeds 20 --from 1]`: seeded faults, kills and cancellations against docs/behavior.md#invariants.
import { chaos } from "./run";

const flag = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};

async function main(): Promise<number> {
  const from = flag("--from", 1);
  const seeds = flag("--seeds", 20);
  let failed = 0;
  for (let seed = from; seed < from + seeds; seed++) {
    const lines: string[] = [];
    try {
      await chaos(seed, (line) => lines.push(line));
      console.log(`✔ seed ${seed}`);
    } catch (error) {
      failed++;
      console.log(`✘ seed ${seed}\n${lines.join("\n")}\n${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log(`${seeds - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

void main().then((code) => process.exit(code));
