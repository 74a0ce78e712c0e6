import type { FastifyReply } from "fastify";
import type { Json } from "../contract";
import { ODATA_JSON } from "./errors";

export interface Envelope {
  /** `https://<host>/adminapi/<version>/<tenant>` */
  readonly root: string;
  readonly value: readonly Json[];
  readonly warnings?: readonly string[];
  readonly nextLink?: string;
  readonly confirmation?: string;
}

/**
 * A 200 (docs/service/admin-api.md#envelope). The name of the warnings' annotation has no `@` in front, its value has: so it is
 * on the wire.
 */
export function sendEnvelope(reply: FastifyReply, envelope: Envelope): FastifyReply {
  const { root, value, warnings = [], nextLink, confirmation } = envelope;
  if (warnings.length) reply.header("x-warnings", headerText(warnings));
  return reply
    .code(200)
    .type(ODATA_JSON)
    .header("odata-version", "4.0")
    .header("preference-applied", 'odata.include-annotations="*"')
    .send(
      JSON.stringify({
        "@odata.context": `${root}/$metadata#Collection(Exchange.GenericHashTable)`,
        "adminapi.warnings@odata.type": "#Collection(String)",
        "@adminapi.warnings": warnings,
        ...(confirmation !== undefined && { "@adminapi.confirmationmessage": confirmation }),
        ...(nextLink !== undefined && { "@odata.nextLink": nextLink }),
        value,
      }),
    );
}

/** The module reads warnings from this header; it holds ASCII only. */
const headerText = (warnings: readonly string[]): string =>
  warnings
    .join("; ")
    .replace(/[^\x20-\x7e]/g, "?")
    .slice(0, 4000);
