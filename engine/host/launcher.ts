import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { EventSink } from "../events";
import type { Project } from "../project";
import { NODEJS_DYNAMIC, locatePlugin, resolveFrom } from "./locate";
import { PluginProcess } from "./plugin-process";
import { ProviderClient } from "./provider-client";

/**
 * What the SDK runs dynamic providers with notices no end of the engine, and our own code is there with the first resource only: a
 * killed engine would leave the process behind. Its stdin ends with the engine.
 */
const END_WITH_ENGINE = `data:text/javascript,${encodeURIComponent(
  `process.stdin.on("close", () => {
    process.kill(process.pid, "SIGINT");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 5000).unref();
  }).resume().unref();`,
)}`;

/** Starts the processes that serve providers. */
export class Launcher {
  constructor(
    private readonly project: Project,
    private readonly env: NodeJS.ProcessEnv,
    private readonly engineAddress: () => string,
    private readonly sink: EventSink,
  ) {}

  /** The signal aborts when the provider is not wanted any more before it has shaken hands. */
  async launch(pkg: string, signal: AbortSignal): Promise<ProviderClient> {
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
      args: [...(dynamic ? ["--import", END_WITH_ENGINE] : []), ...(script ? [path] : []), this.engineAddress()],
      cwd: existsSync(directory) ? directory : this.project.root,
      env: this.environment(dynamic),
      signal,
      ...(dynamic && { onLine: (line: string) => this.sink.output(line) }),
    });
    const unwanted = () => plugin.killNow();
    signal.addEventListener("abort", unwanted, { once: true });
    try {
      return await ProviderClient.connect(plugin.port, this.engineAddress(), dirname(path), plugin);
    } finally {
      signal.removeEventListener("abort", unwanted);
    }
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
