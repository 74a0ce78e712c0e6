import { readFile } from "node:fs/promises";
import { AuthError } from "../errors";
import { appIdentity, required } from "./required";
import { federated } from "./federated";
import type { Credential } from "./credential";

const NAME = "workload identity file";

/** A file that a cluster or a job keeps fresh (AZURE_FEDERATED_TOKEN_FILE): read again for every token. */
export const oidcFile: Credential = {
  name: NAME,
  settings: ["oidcTokenFilePath", "useOidc"],
  missing: ({ oidcTokenFilePath, useOidc }) =>
    useOidc === false
      ? "useOidc is false"
      : oidcTokenFilePath === undefined
        ? "oidcTokenFilePath is not set"
        : undefined,
  identity: appIdentity,
  open(settings, context) {
    const path = required(settings.oidcTokenFilePath, "oidcTokenFilePath", NAME);
    return federated(NAME, settings, context, async (signal) => {
      try {
        return await readFile(path, { encoding: "utf8", ...(signal && { signal }) });
      } catch (error) {
        signal?.throwIfAborted();
        throw new AuthError(
          `The token file ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}).`,
          { code: "PURVIEW_AUTH_ASSERTION", advice: "Check oidcTokenFilePath (AZURE_FEDERATED_TOKEN_FILE)." },
        );
      }
    });
  },
};
