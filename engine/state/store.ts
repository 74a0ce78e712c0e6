import { randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { EngineError } from "../errors";
import type { DeploymentV3 } from "./deployment";

const ORGANIZATION = "organization";

/** One stack's files, where Pulumi's file backend has them: `PULUMI_BACKEND_URL=file://<root>` opens the same state. */
export class StackStore {
  private lockFile: string | undefined;
  private writes = 0;

  constructor(
    readonly root: string,
    readonly project: string,
    readonly stack: string,
  ) {}

  get file(): string {
    return join(this.root, ".pulumi", "stacks", this.project, `${this.stack}.json`);
  }

  private get lockFolder(): string {
    return join(this.root, ".pulumi", "locks", ORGANIZATION, this.project, this.stack);
  }

  /** Undefined when the stack has no state yet. */
  async load(): Promise<DeploymentV3 | undefined> {
    const text = await readFile(this.file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const { version, checkpoint } = JSON.parse(text) as {
      version: number;
      checkpoint?: { latest?: DeploymentV3 };
    };
    if (version !== 3)
      throw new EngineError(`${this.file} is a state of version ${version}; the embedded engine reads version 3`);
    return checkpoint?.latest;
  }

  /** Replaces the state in one step: a reader sees the old or the new file, never a part. */
  async save(deployment: string): Promise<void> {
    const head = JSON.stringify(`${ORGANIZATION}/${this.project}/${this.stack}`);
    await mkdir(dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}.${this.writes++}.tmp`;
    await writeFile(temporary, `{"version":3,"checkpoint":{"stack":${head},"latest":${deployment}}}`, { mode: 0o600 });
    await rename(temporary, this.file);
  }

  /** Throws EngineError when another process works on the stack. */
  async lock(): Promise<void> {
    await mkdir(this.lockFolder, { recursive: true });
    await writeFile(join(this.root, ".pulumi", "meta.yaml"), "version: 1\n", { flag: "wx" }).catch(() => undefined);
    const mine = `${randomUUID()}.json`;
    const content = {
      pid: process.pid,
      username: userInfo().username,
      hostname: hostname(),
      timestamp: new Date().toISOString(),
    };
    this.lockFile = join(this.lockFolder, mine);
    await writeFile(this.lockFile, JSON.stringify(content), { mode: 0o600 });
    for (const name of await readdir(this.lockFolder)) {
      if (name === mine || !name.endsWith(".json") || (await this.removedAsStale(name))) continue;
      await this.unlock();
      throw new EngineError(
        `the stack ${this.stack} is locked by another operation. If no other is running, delete ${join(this.lockFolder, name)}`,
      );
    }
  }

  /** A lock of a process of this machine that is gone: nobody will remove it otherwise. */
  private async removedAsStale(name: string): Promise<boolean> {
    const path = join(this.lockFolder, name);
    try {
      const lock = JSON.parse(await readFile(path, "utf8")) as { pid: number; hostname: string };
      if (lock.hostname !== hostname() || isAlive(lock.pid)) return false;
      await rm(path, { force: true });
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ENOENT";
    }
  }

  async unlock(): Promise<void> {
    if (this.lockFile !== undefined) await rm(this.lockFile, { force: true });
    this.lockFile = undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
