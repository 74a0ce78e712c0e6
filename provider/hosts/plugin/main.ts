import "../protocol/compile-cache";
import { engineGone } from "../protocol/engine-gone";
import { createEngineLog } from "../protocol/engine-log";
import { createBackend } from "./backend";
import { Instance } from "./instance";
import { serve } from "./server";

const USAGE = `usage: pulumi-resource-purview [ENGINE_ADDRESS]

The Pulumi engine starts this program; nobody else needs to. It prints the port that it serves on.
To debug it: start it without an address and set PULUMI_DEBUG_PROVIDERS=purview:<port> for pulumi.`;

async function main(args: readonly string[]): Promise<void> {
  const backend = createBackend();
  if (args.includes("--help") || args.includes("-h")) return void console.log(USAGE);
  if (args.includes("--version")) return void console.log(backend.version);
  const address = args.find((arg) => !arg.startsWith("-"));
  const serving = await serve(new Instance(backend, createEngineLog({ address })));

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void serving.stop().finally(() => process.exit(0));
  };
  // On Windows the engine sends SIGBREAK; other systems do not know it.
  process.once("SIGINT", stop).once("SIGTERM", stop).once("SIGBREAK", stop);
  if (address) void engineGone(address).then(stop);

  // The engine reads the first line of stdout as the port; nothing may be printed before it.
  process.stdout.write(`${serving.port}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
