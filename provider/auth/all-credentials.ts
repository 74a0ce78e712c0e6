import { accessToken } from "./access-token";
import { azureCli } from "./azure-cli";
import { certificate } from "./certificate";
import { clientAssertion } from "./client-assertion";
import { clientSecret } from "./client-secret";
import { login } from "./login";
import { managedIdentity } from "./managed-identity";
import { oidcAzureDevops } from "./oidc-azure-devops";
import { oidcFile } from "./oidc-file";
import { oidcGithub } from "./oidc-github";
import { oidcToken } from "./oidc-token";
import { password } from "./password";
import type { Credential } from "./credential";

/** Every credential, in the order in which they are looked for; none of them is interactive. */
export const allCredentials: readonly Credential[] = [
  accessToken,
  certificate,
  clientSecret,
  clientAssertion,
  oidcToken,
  oidcFile,
  oidcAzureDevops,
  oidcGithub,
  managedIdentity,
  password,
  azureCli,
  login,
];
