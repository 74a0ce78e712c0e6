import { CheckRequest, CheckResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Properties } from "../../../values";
import { decodeDeclared, encode } from "../codec";
import type { CallContext } from "../rpc";
import { type Instance, nameOf } from "../instance";
import { common } from "../requests";
import { keepSecrets } from "../secrets";
import { failures } from "./config";

const { Mode } = CheckRequest.AutonamingOptions;

/**
 * The name for an object that the program does not name: the logical name, or what the stack's `pulumi:autonaming` proposes. A
 * proposal may be random, so an object that has a name keeps it.
 */
function defaultName(request: CheckRequest, olds: Properties): string | undefined {
  const autonaming = request.getAutonaming();
  if (!autonaming) return nameOf(request);
  if (autonaming.getMode() === Mode.DISABLE) return undefined;
  const kept = olds["name"];
  return typeof kept === "string" ? kept : autonaming.getProposedName() || nameOf(request);
}

export async function check(instance: Instance, request: CheckRequest, context: CallContext): Promise<CheckResponse> {
  const kind = instance.kindOf(request);
  instance.checked.add(request.getUrn());
  const news = decodeDeclared(request.getNews());
  const olds = decodeDeclared(request.getOlds());
  const asked = common(instance, request, context);
  const result = await instance.connected.lifecycle.check(kind, {
    ...asked,
    logicalName: defaultName(request, olds),
    news,
    ...(Object.keys(olds).length > 0 ? { olds } : {}),
  });
  result.warnings.forEach(({ property, reason }) => asked.reporter.warn(`${property}: ${reason}`));
  const response = new CheckResponse();
  response.setInputs(encode(keepSecrets(result.inputs, news)));
  response.setFailuresList(failures(result.failures));
  return response;
}
