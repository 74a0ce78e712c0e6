import { basename, resolve } from "node:path";
import { Command, Option } from "commander";
import { run as doctor } from "./doctor";
import { EXIT } from "./exit";
import { run as exportTenant } from "./export";
import {
  existingFiles,
  type Language,
  LANGUAGES,
  type Project,
  projectFiles,
  projectNameOf,
  writeProject,
} from "./init/project";
import { askAtTerminal, askNobody, type Questions } from "./init/questions";
import { runAction } from "./parse";
import { interruptible } from "./report";

interface Flags {
  readonly language?: Language;
  readonly name?: string;
  readonly organization?: string;
  readonly clientId?: string;
  readonly stack: string;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** The command and its options. */
export const define = (): Command =>
  new Command("purview init")
    .description("Writes a small Pulumi project for Microsoft Purview. Asks what is not given, unless with --yes.")
    .argument("[dir]", "directory of the project", ".")
    .addOption(new Option("--language <name>", "language of the program").choices(LANGUAGES))
    .option("--name <name>", "name of the project (default: the directory's)")
    .option("--organization <domain>", "initial domain of the tenant, for example contoso.onmicrosoft.com")
    .option("--client-id <id>", "application (client) id of the app registration")
    .option("--stack <name>", "stack whose settings are written", "dev")
    .option("--yes", "ask nothing")
    .option("--force", "overwrite files that exist")
    .option("--json", "print the result as JSON; asks nothing");

/** `purview init`: a project to start from, with the tenant's settings; nothing is sent unless doctor or export is wanted. */
export async function run(args: readonly string[]): Promise<number> {
  const command = define();
  return await runAction<Flags>(command, args, (flags) => init(resolve(command.args[0] ?? "."), flags));
}

async function init(folder: string, flags: Flags): Promise<number> {
  const { signal, done } = interruptible();
  const questions = mayAsk(flags) ? askAtTerminal(signal) : askNobody;
  try {
    const project = await complete(folder, flags, questions);
    const files = projectFiles(project);
    const existing = existingFiles(folder, files);
    if (existing.length > 0 && !flags.force)
      throw new Error(
        `${folder} has ${existing.join(", ")} already. Choose another directory, or overwrite with --force.`,
      );
    writeProject(folder, files);
    if (flags.json) process.stdout.write(`${JSON.stringify({ folder, files: [...files.keys()] })}\n`);
    else process.stdout.write(`Wrote ${[...files.keys()].join(", ")} to ${folder}.\n\n${nextSteps(project)}\n`);
    return await offer(project, questions);
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    questions.close();
    done();
  }
}

const mayAsk = ({ yes, json }: Flags): boolean => !yes && !json && process.stdin.isTTY && process.stderr.isTTY;

async function complete(folder: string, flags: Flags, { text }: Questions): Promise<Project> {
  const name = projectNameOf(flags.name ?? (await text("Name of the project", projectNameOf(basename(folder)))));
  const language = flags.language ?? (await text(`Language: ${LANGUAGES.join(", ")}`, "typescript"));
  if (!isLanguage(language)) throw new Error(`There is no template for ${language}: ${LANGUAGES.join(", ")}.`);
  const organization =
    flags.organization ?? (await text("Initial domain of the tenant, for example contoso.onmicrosoft.com", ""));
  const clientId =
    flags.clientId ?? (await text("Application (client) id of the app registration, if you have one", ""));
  return {
    folder,
    name,
    language,
    stack: flags.stack,
    settings: { ...(organization && { organization }), ...(clientId && { clientId }) },
  };
}

const isLanguage = (text: string): text is Language => LANGUAGES.some((language) => language === text);

/** Only what the settings alone can do: no credential is kept by this command. */
async function offer({ folder, stack }: Project, { yes }: Questions): Promise<number> {
  const where = ["--cwd", folder, "--stack", stack];
  if (!(await yes("\nCheck the sign-in now (purview doctor)?"))) return EXIT.ok;
  const code = await doctor(where);
  if (code !== EXIT.ok || !(await yes("\nWrite a program for what the tenant has already (purview export)?")))
    return code;
  return await exportTenant([...where, "--out", `${folder}/existing`]);
}

const INSTALL: { readonly [language in Language]: string } = {
  typescript: "npm install",
  python: "python -m venv venv && venv/bin/pip install -r requirements.txt",
  yaml: "npm install pulumi-purview     # the plugin; then see docs/languages.md",
};

const nextSteps = ({ folder, language, stack, settings }: Project): string =>
  [
    "Next:",
    `  cd ${folder}`,
    `  ${INSTALL[language]}`,
    `  pulumi stack init ${stack}`,
    ...("organization" in settings
      ? []
      : ["  pulumi config set purview:organization <initial domain, e.g. contoso.onmicrosoft.com>"]),
    ...("clientId" in settings ? [] : ["  pulumi config set purview:clientId <application (client) id>"]),
    "  export PURVIEW_CLIENT_CERTIFICATE_PATH=app.pfx     # PowerShell: $env:PURVIEW_CLIENT_CERTIFICATE_PATH = 'app.pfx'",
    `  npx purview doctor --stack ${stack}     # checks settings, sign-in and permissions`,
    "  pulumi preview                        # never changes the tenant",
  ].join("\n");
