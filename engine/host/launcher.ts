import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { EventSink } from "../events";
import type { Project } from "../project";
import { NODEJS_DYNAMIC, locatePlugin, resolveFrom } from "./locate";
import { PluginProcess } from "./plugin-process";
import { ProviderClient } from "./provider-client";

/** Starts the processes that serve providers. */
export class Launcher {
  constructor(
    private readonly project: Project,
    private readonly env: NodeJS.ProcessEnv,
    private readonly engineAddress: () => string,
    private readonly sink: EventSink,
  ) {}

  async launch(pkg: string): Promise<ProviderClient> {
    const attached = attachPort(pkg, this.env);
    if (attached !== undefined) return ProviderClient.connect(attached, this.engineAddress(), undefined, undefined);
    const dynamic = pkg === NODEJS_DYNAMIC;
    const directory = this.project.programDirectory;
    const path = dynamic
      ? resolveFrom(directory, "@pulumi/pulumi/cmd/dynamic-provider")
      : locatePlugin(this.project, pkg, this.env);
    const script = dynamic || /\.[cm]?js$/.test(path);
    const plugin = await PluginProcess.start({
      name: pkg,
      command: script ? process.execPath : path,
      args: script ? [path, this.engineAddress()] : [this.engineAddress()],
      cwd: existsSync(directory) ? directory : this.project.root,
      env: this.environment(dynamic),
      ...(dynamic && { onLine: (line: string) => this.sink.output(line) }),
    });
    return ProviderClient.connect(plugin.port, this.engineAddress(), dirname(path), plugin);
  }

  private environment(dynamic: boolean): NodeJS.ProcessEnv {
    const options = Object.entries(this.project.options).map(([key, value]) => [
      `PULUMI_RUNTIME_${key.toUpperCase()}`,
      String(value),
    ]);
    return {
      ...this.env,
      ...(Object.fromEntries(options) as NodeJS.ProcessEnv),
      PULUMI_PROJECT: this.project.name,
      PULUMI_CONFIG: "{}",
      ...(dynamic && { PULUMI_NODEJS_PROJECT: this.project.name }),
    };
  }
}

/** `PULUMI_DEBUG_PROVIDERS=name:port,…` names servers that run already. */
function attachPort(pkg: string, env: NodeJS.ProcessEnv): number | undefined {
  for (const entry of (env["PULUMI_DEBUG_PROVIDERS"] ?? "").split(",")) {
    const [name, port] = entry.trim().split(":");
    if (name === pkg && port !== undefined) return Number(port);
  }
  return undefined;
}
