import { EngineError } from "./errors";
import type { DeploymentV3 } from "./state/deployment";
import { isProviderType } from "./state/urn";
import type { Workspace } from "./workspace";

/** What `pulumi stack export` prints and `pulumi stack import` reads. */
export interface UntypedDeployment {
  readonly version: number;
  readonly deployment: DeploymentV3;
}

/** The stack's state; secrets stay sealed. */
export async function exportState(workspace: Workspace): Promise<UntypedDeployment> {
  const deployment = await workspace.store.load();
  if (!deployment) throw new EngineError(`the stack ${workspace.stack} has no state in ${workspace.store.file}`);
  return { version: 3, deployment };
}

/** Replaces the stack's state. The secrets must have been sealed with the same passphrase. */
export async function importState(workspace: Workspace, exported: UntypedDeployment): Promise<void> {
  if (exported.version !== 3)
    throw new EngineError(`a deployment of version ${String(exported.version)}; the embedded engine reads version 3`);
  const snapshot = await workspace.read(exported.deployment);
  for (const { urn, type } of snapshot.resources) {
    const [head = "", project] = urn.split("::");
    if (head !== `urn:pulumi:${workspace.stack}` || project !== workspace.project.name)
      throw new EngineError(
        `${isProviderType(type) ? "the provider" : "the resource"} ${urn} does not belong to the stack ${workspace.stack} of the project ${workspace.project.name}`,
        urn,
      );
  }
  await workspace.store.lock();
  try {
    await workspace.store.save(JSON.stringify(exported.deployment));
  } finally {
    await workspace.store.unlock();
  }
}
