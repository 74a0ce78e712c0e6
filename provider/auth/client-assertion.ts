import { ConfigError } from "../errors";
import { appIdentity, required } from "./client-secret";
import { runCommand, splitCommand } from "./command";
import { federated } from "./federated";
import type { Way } from "./source";

const WAY = "client assertion command";

/** A command signs the assertion, so that the key never leaves its vault. */
export const clientAssertion: Way = {
  name: WAY,
  settings: ["clientAssertionCommand"],
  missing: ({ clientAssertionCommand }) =>
    clientAssertionCommand === undefined ? "clientAssertionCommand is not set" : undefined,
  identity: appIdentity,
  open(credentials, context) {
    const [file, ...args] = splitCommand(required(credentials.clientAssertionCommand, "clientAssertionCommand", WAY));
    if (file === undefined)
      throw new ConfigError("The setting clientAssertionCommand is empty.", {
        code: "PURVIEW_CONFIG_INVALID",
        property: "clientAssertionCommand",
      });
    const env = {
      ...context.env,
      PURVIEW_ASSERTION_AUDIENCE: context.location.tokenEndpoint,
      PURVIEW_ASSERTION_CLIENT_ID: credentials.clientId,
      PURVIEW_ASSERTION_TENANT_ID: context.location.tenantId,
    };
    const advice = "Run it by hand: it must print the signed assertion and nothing else.";
    return federated(WAY, credentials, context, (signal) =>
      runCommand(file, args, { env, signal, what: "The client assertion command", advice }),
    );
  },
};
