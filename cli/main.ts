import { runPurview } from "./commands";
import { ignoreClosedPipes } from "./output/closed-pipe";

ignoreClosedPipes(process.stdout, process.stderr);
runPurview(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`purview: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
