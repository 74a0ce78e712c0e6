import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { EngineError } from "./errors";
import { type ConfigValue, type Project, readProject, readStackFile, resolveConfig } from "./project";
import { PassphraseCrypter } from "./state/crypter";
import { DeploymentCodec, type DeploymentV3 } from "./state/deployment";
import type { Snapshot } from "./state/resource";
import { StackStore } from "./state/store";

export interface WorkspaceOptions {
  /** A directory with a Pulumi.yaml, or below one. */
  readonly cwd: string;
  /** Default: `dev`. */
  readonly stack?: string;
  /** Where the state is; relative to `cwd`. Default: `.purview/state`. */
  readonly state?: string;
  /** Configuration for this run, over that of the stack's file; a key without a namespace is the project's. */
  readonly config?: Readonly<Record<string, string>>;
  /** Environment of the program and the providers. Default: that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Default: a ring of its own. */
  readonly keys?: KeyRing;
}

/** Opened keys by salt: deriving one takes half a second. Give one ring to several workspaces to share them. */
export class KeyRing {
  private readonly crypters = new Map<string, Promise<PassphraseCrypter>>();

  /** Without a salt: a key of a new one. */
  open(passphrase: string, salt: string | undefined): Promise<PassphraseCrypter> {
    const key = `${salt ?? ""} ${passphrase}`;
    let crypter = this.crypters.get(key);
    if (!crypter) {
      crypter = salt === undefined ? PassphraseCrypter.create(passphrase) : PassphraseCrypter.open(passphrase, salt);
      this.crypters.set(key, crypter);
      crypter.then(({ salt: made }) => this.crypters.set(`${made} ${passphrase}`, crypter!)).catch(() => undefined);
    }
    return crypter;
  }
}

export const DEFAULT_STACK = "dev";
export const DEFAULT_STATE = ".purview/state";

/** A project with one stack: its settings, its state, its secrets. */
export class Workspace {
  readonly project: Project;
  readonly stack: string;
  readonly env: NodeJS.ProcessEnv;
  readonly store: StackStore;
  private readonly given: Readonly<Record<string, string>>;
  private readonly keys: KeyRing;

  constructor(options: WorkspaceOptions) {
    this.project = readProject(options.cwd);
    this.stack = options.stack ?? DEFAULT_STACK;
    if (!/^[\w.-]+$/.test(this.stack)) throw new EngineError(`"${this.stack}" is not a stack's name`);
    this.env = options.env ?? process.env;
    this.given = options.config ?? {};
    this.keys = options.keys ?? new KeyRing();
    this.store = new StackStore(resolve(options.cwd, options.state ?? DEFAULT_STATE), this.project.name, this.stack);
  }

  /** The state as it is now, with what is needed to read and write it. */
  async open(): Promise<{
    readonly snapshot: Snapshot;
    readonly codec: DeploymentCodec;
    readonly config: ReadonlyMap<string, ConfigValue>;
  }> {
    const file = readStackFile(this.project, this.stack);
    const deployment = await this.store.load();
    const crypter = await this.crypterOf(file.encryptionSalt ?? saltOf(deployment));
    const codec = new DeploymentCodec(crypter);
    const reader = deployment && new DeploymentCodec(await this.crypterOf(saltOf(deployment) ?? crypter.salt));
    return {
      snapshot: deployment && reader ? reader.read(deployment) : { resources: [], pending: [] },
      codec,
      config: resolveConfig(this.project, file, this.given, (ciphertext) => crypter.decrypt(ciphertext)),
    };
  }

  /** Reads a deployment that was exported, here or by Pulumi. */
  async read(deployment: DeploymentV3): Promise<Snapshot> {
    return new DeploymentCodec(await this.crypterOf(saltOf(deployment))).read(deployment);
  }

  private async crypterOf(salt: string | undefined): Promise<PassphraseCrypter> {
    return this.keys.open(await this.passphrase(), salt);
  }

  private async passphrase(): Promise<string> {
    const phrase = this.env["PULUMI_CONFIG_PASSPHRASE"];
    if (phrase !== undefined) return phrase;
    const file = this.env["PULUMI_CONFIG_PASSPHRASE_FILE"];
    if (file !== undefined && file !== "") return (await readFile(file, "utf8")).trim();
    throw new EngineError(
      "passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables: it encrypts the secrets of the state",
    );
  }
}

function saltOf(deployment: DeploymentV3 | undefined): string | undefined {
  const provider = deployment?.secrets_providers;
  if (!provider) return undefined;
  if (provider.type !== "passphrase")
    throw new EngineError(
      `the state's secrets are kept by "${provider.type}"; the embedded engine has "passphrase": use \`pulumi\``,
    );
  return provider.state?.salt;
}
