import { Command } from "commander";
import { parse } from "./parse";
import { EXIT } from "./exit";

const USAGE = `
  bash        purview completion bash > /etc/bash_completion.d/purview
  zsh         purview completion zsh > "\${fpath[1]}/_purview"
  fish        purview completion fish > ~/.config/fish/completions/purview.fish
  PowerShell  purview completion powershell >> $PROFILE`;

/** `purview completion bash|zsh|fish|powershell`: prints the script; that calls `purview complete -- <words>`, answered here too. */
export async function complete(commands: readonly Command[], args: readonly string[]): Promise<number> {
  const { default: addCompletion } = await import("@bomb.sh/tab/commander");
  const program = new Command("purview");
  for (const command of commands) program.addCommand(command);
  addCompletion(program, { completionCommandName: "completion" });
  program.commands.find((command) => command.name() === "completion")?.addHelpText("after", USAGE);
  return (await parse(program, args)) ?? EXIT.ok;
}
