import { ConfigError } from "../errors";
import { appIdentity, required } from "./required";
import { runCommand, splitCommand } from "./command";
import { federated } from "./federated";
import type { Credential } from "./credential";

const NAME = "client assertion command";

/** A command signs the assertion, so that the key never leaves its vault. */
export const clientAssertion: Credential = {
  name: NAME,
  settings: ["clientAssertionCommand"],
  missing: ({ clientAssertionCommand }) =>
    clientAssertionCommand === undefined ? "clientAssertionCommand is not set" : undefined,
  identity: appIdentity,
  open(settings, context) {
    const [file, ...args] = splitCommand(required(settings.clientAssertionCommand, "clientAssertionCommand", NAME));
    if (file === undefined)
      throw new ConfigError("The setting clientAssertionCommand is empty.", {
        code: "PURVIEW_CONFIG_INVALID",
        property: "clientAssertionCommand",
      });
    const env = {
      ...context.env,
      PURVIEW_ASSERTION_AUDIENCE: context.location.tokenEndpoint,
      PURVIEW_ASSERTION_CLIENT_ID: settings.clientId,
      PURVIEW_ASSERTION_TENANT_ID: context.location.tenantId,
    };
    const advice = "Run it by hand: it must print the signed assertion and nothing else.";
    return federated(NAME, settings, context, (signal) =>
      runCommand(file, args, { env, signal, what: "The client assertion command", advice }),
    );
  },
};
