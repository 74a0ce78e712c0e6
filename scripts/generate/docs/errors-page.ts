import type { ErrorCode } from "../../../provider/errors";

/** docs/errors.md. */
export function errorsPage(codes: readonly ErrorCode[]): string {
  const rows = codes
    .toSorted((one, other) => (one.code < other.code ? -1 : 1))
    .map(({ code, name, meaning, next }) => `| <a id="${code}"></a>\`${code}\` | ${name} | ${meaning} | ${next} |`);
  return `# Errors

Every error says what failed, on which object of which tenant, why, and what to do next, and ends in a stable code where a log
shows one. The cmdlet's own message is kept word for word after "The service says:". No error holds a token, a password or a
body.

| code | class | meaning | what to do |
| --- | --- | --- | --- |
${rows.join("\n")}

Refresh and destroy run on the settings of the last update: an error of sign-in there may be cured by \`pulumi up\` or
\`--run-program\`. With the plugin \`up\` refreshes first too, on the old settings: after a rotated secret run
\`pulumi up --refresh --run-program\` once.
`;
}
