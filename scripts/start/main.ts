import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import chalk from "chalk";
import { environmentOf } from "../../emulator/client/provider-settings";
import { spawnEmulator } from "./emulator";
import { Unexpected } from "./expectations";
import { phases } from "./phases";
import { embeddedEngine, findPulumi, realPulumi } from "./pulumi-engine";

const root = resolve(__dirname, "../..");
const say = (line = ""): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "purview-start-"));
  const emulator = await spawnEmulator();
  const tenant = emulator.tenant();
  const cleanUp = (): void => {
    emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("SIGINT", () => {
    cleanUp();
    process.exit(130);
  });
  try {
    const surroundings = {
      root,
      folder,
      env: { ...environmentOf(tenant), PULUMI_CONFIG_PASSPHRASE: "quickstart" },
    };
    const version = findPulumi();
    const engine = version ? realPulumi(version, surroundings) : embeddedEngine(surroundings);
    say();
    say(chalk.bold("pulumi-purview quick start"));
    say(`  engine   ${engine.title}`);
    say(`  tenant   ${tenant.organization}, in the emulator at ${emulator.url} (open it in a browser)`);
    say(`  program  examples/quickstart/index.ts`);
    say();
    await engine.prepare();
    for (const [index, phase] of phases.entries()) {
      const title = `${index + 1}/${phases.length} ${phase.title}`;
      const started = Date.now();
      if (process.stdout.isTTY) process.stdout.write(`  ${title} …\r`);
      try {
        const lines = await phase.run({ engine, tenant });
        say(`✔ ${title} ${chalk.dim(`(${((Date.now() - started) / 1000).toFixed(1)} s)`)}`);
        for (const line of lines) say(`    ${chalk.dim(line)}`);
      } catch (error) {
        say(`✘ ${title}  `);
        throw error;
      }
    }
    const { length } = (await emulator.requests()).filter(({ type }) => type === "admin");
    say();
    say(chalk.green(`All ${phases.length} phases went as they must; the service saw ${length} requests.`));
    say(ending);
    return 0;
  } catch (error) {
    say();
    say(chalk.red(error instanceof Unexpected ? error.message : String((error as Error).stack ?? error)));
    return 1;
  } finally {
    cleanUp();
  }
}

const ending = `
To point the same program at a real tenant (docs/sign-in/ has the app registration for every cloud):

  export PURVIEW_TENANT_ID=<tenant id>  PURVIEW_CLIENT_ID=<app id>
  export PURVIEW_CLIENT_CERTIFICATE_PATH=<file.pfx>     # or PURVIEW_CLIENT_SECRET
  ./bin/purview doctor                                  # says what works and what does not
  pulumi preview                                        # changes nothing

Never run against a real tenant by us so far: start with a test tenant.`;

void main().then((code) => process.exit(code));
