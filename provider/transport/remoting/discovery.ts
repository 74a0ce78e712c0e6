import { PurviewError, ServiceError } from "../../errors";
import type { CmdletResult } from "../channel";
import { discoverCommands, readCommands, type Commands } from "./commands";
import type { PipelineResult } from "./psrp";
import type { ExchangeLimits } from "./shell/exchange";
import type { RemoteShell } from "./shell/remote-shell";

export interface DiscoveryDeps {
  /** For messages. */
  readonly tenant: string;
  readonly notify: (message: string) => void;
  /** Runs it in a session, with the retries of a cmdlet that reads. */
  perform(run: (shell: RemoteShell, limits: ExchangeLimits) => Promise<PipelineResult>): Promise<CmdletResult>;
}

/** What a session that is open may answer instead of its cmdlets. */
const UNLISTED: ReadonlySet<string> = new Set([
  ...["PURVIEW_RESPONSE_MALFORMED", "PURVIEW_RESPONSE_TOO_LARGE", "PURVIEW_SERVICE_REFUSED", "PURVIEW_SERVICE_FAILED"],
  "PURVIEW_PERMISSION",
]);

/**
 * The cmdlets of a session, as Import-PSSession asks for them (docs/service/remoting.md#discovery); undefined where a session
 * that is open does not tell them: it may run them all the same.
 */
export async function discover({ tenant, notify, perform }: DiscoveryDeps): Promise<Commands | undefined> {
  let isOpen = false;
  const onObjects = (count: number): void =>
    notify(`Importing the cmdlets of Security & Compliance PowerShell: ${count} …`);
  const listed = await perform(async (shell, limits) => {
    isOpen = true;
    const options = { ...limits, writes: false, onObjects };
    const found = await shell.run(discoverCommands, options);
    // Where Get-Command is hidden, the protocol has a message for the same question.
    const isAnswered = found.state === "Completed" && found.objects.length > 0;
    return isAnswered ? found : await shell.commandMetadata(options);
  }).catch((error: unknown) => {
    if (isOpen && error instanceof PurviewError && UNLISTED.has(error.code)) return undefined;
    throw error;
  });
  if (!listed) return undefined;
  const commands = readCommands(listed.objects);
  if (commands.size > 0) return commands;
  throw new ServiceError(`The remote session in tenant ${tenant} has no cmdlets.`, {
    code: "PURVIEW_PERMISSION",
    tenant,
    advice: "The identity has no role in Security & Compliance; docs/sign-in/permissions.md shows the commands.",
  });
}
