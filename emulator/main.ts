import { run } from "./command";

void run("pulumi-purview-emulator", process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
