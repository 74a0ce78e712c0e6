import type { FastifyReply, FastifyRequest } from "fastify";
import { bind } from "../binder";
import { CmdletFault, type Json, type Outcome, type ServiceFaults } from "../contract";
import type { Seen } from "../faults/faults";
import type { Fault } from "../faults/schema";
import { originUsed } from "../origin";
import type { World } from "../world";
import { annotator, selectedBy } from "./annotate";
import type { Authenticated } from "./authenticate";
import { ClixmlWriter } from "./clixml/writer";
import { sendEnvelope } from "./envelope";
import { expiredPaging, sendBadRequest, sendError } from "./errors";
import type { Page, Paging } from "./paging";
import { cmdletFor } from "./roles";
import { type ParsedBody, type CmdletInput, skipToken, type Target } from "./target";

export interface Invocation extends Authenticated {
  readonly world: World;
  readonly paging: Paging;
  readonly target: Target;
  readonly body: ParsedBody | undefined;
  readonly seen: Seen;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** `InvokeCommand`: a first call, or a link of an earlier one, by GET or by POST. */
export function invokeCommand(invocation: Invocation): FastifyReply {
  const { world, target, body, request, reply, paging } = invocation;
  if (target.version !== "beta")
    return sendBadRequest(world, reply, "The requested resource does not support the http method used.", 405);
  const backend = paging.backendFor(request, reply);
  const token = skipToken(target);
  if (token !== null && (request.method === "GET" || request.method === "POST")) {
    const page = paging.follow(world, invocation.live.tenant.tenantId, backend, token);
    return page ? sendPage(invocation, page) : expiredPaging(world, request, reply);
  }
  if (request.method !== "POST")
    return sendBadRequest(
      world,
      reply,
      `The requested resource does not support http method '${request.method}'.`,
      405,
    );
  if (!body || "wrong" in body)
    return sendBadRequest(world, reply, body?.wrong ?? "The request body is missing.", body?.status);
  return run(invocation, body.input, backend);
}

function run(invocation: Invocation, input: CmdletInput, backend: number): FastifyReply {
  const { world, live, caller, seen, request, reply, paging } = invocation;
  const hiding = world.faults.take("roles", seen);
  const hidden = hiding.flatMap((fault) =>
    fault.type === "hideCmdlet" || fault.type === "hideParameter"
      ? [
          {
            cmdlet: fault.cmdlet ?? input.name,
            parameter: fault.type === "hideParameter" ? fault.parameter : undefined,
          },
        ]
      : [],
  );
  const serving = world.faults.take("service", seen);
  note(request, [...hiding, ...serving]);
  const cmdlet = cmdletFor(caller, input.name, hidden);
  if (!cmdlet) return sendForbidden(world, reply, input.name);
  try {
    const form = formOf(invocation);
    if (form === "refused") return sendBadRequest(world, reply, "The response format 'clixml' is not supported.", 406);
    const call = bind(cmdlet, input.parameters);
    const nested = form === "clixml" ? "typed" : live.service.jsonForm;
    const outcome = live.service.execute(caller, call, serviceFaults(serving), nested);
    if (cmdlet.verb !== "Get") {
      world.saved(live.tenant.tenantId);
      // The service has only checked the call, and changed nothing (docs/service/admin-api.md#confirm).
      if (call.parameters.get("Confirm") === true)
        return sendEnvelope(reply, {
          root: rootOf(invocation),
          value: valueOf(invocation, pageOf({ value: [], warnings: [] }, cmdlet.noun, form)),
          confirmation: confirmationOf(cmdlet.name),
        });
    }
    const size = paging.sizeFor(request);
    const origin = { tenantId: live.tenant.tenantId, cmdlet: cmdlet.name, backend, size };
    return sendPage(invocation, paging.first(world, origin, pageOf(outcome, cmdlet.noun, form)));
  } catch (error) {
    // A refused write may have left its mark (a policy that failed to deploy), so that is kept as well.
    if (cmdlet.verb !== "Get") world.saved(live.tenant.tenantId);
    return sendCmdletFault(world, reply, error);
  }
}

type Form = "json" | "clixml";

/** What the header asks for, unless the fault `jsonOnly` has a service that knows JSON only. */
function formOf({ world, seen, request }: Invocation): Form | "refused" {
  if (!/^clixml$/i.test(String(request.headers["x-responseformat"] ?? ""))) return "json";
  const [fault] = world.faults.take("format", seen);
  if (fault?.type !== "jsonOnly") return "clixml";
  note(request, [fault]);
  return fault.answer === "error" ? "refused" : "json";
}

/** The name of a known class [Exchange's own code]; those of other nouns are formed like it. */
const classOf = (noun: string): string => `Microsoft.Office.CompliancePolicy.Tasks.Ps${noun}`;

const pageOf = ({ value, warnings }: Outcome, noun: string, form: Form): Omit<Page, "next"> => ({
  rows: value,
  warnings,
  ...(form === "clixml" && { clixmlType: classOf(noun) }),
});

/** Comes with every page but the last (psm1 filters it while it pages; graph2otel measured it). */
const MORE =
  "There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.";

const confirmationOf = (cmdlet: string): string =>
  `Are you sure you want to perform this action? Performing the operation "${cmdlet}".`;

function sendCmdletFault(world: World, reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof CmdletFault)
    return sendError(world, reply, error.status, {
      code: error.code,
      type: error.type,
      message: error.message,
      id: error.type + error.message,
    });
  throw error;
}

/** S&C answers in JSON where Exchange Online sends an unreadable body (docs/service/admin-api.md#unreadable-body). */
function sendForbidden(world: World, reply: FastifyReply, cmdlet: string): FastifyReply {
  const message = `User is not allowed to call ${cmdlet}`;
  return sendError(world, reply, 403, {
    code: "Forbidden",
    type: "Microsoft.Exchange.Configuration.Authorization.CmdletAccessDeniedException",
    message,
    id: message,
    title: message,
  });
}

function sendPage(invocation: Invocation, page: Page): FastifyReply {
  const { target, reply } = invocation;
  const root = rootOf(invocation);
  return sendEnvelope(reply, {
    root,
    value: valueOf(invocation, page),
    warnings: page.next ? [...page.warnings, MORE] : page.warnings,
    ...(page.next && { nextLink: nextLink(root, target, page.next) }),
  });
}

/** JSON objects; or one document with all of them, empty where there are none (docs/service/admin-api.md#clixml). */
const valueOf = ({ target }: Invocation, { rows, clixmlType }: Omit<Page, "next">): readonly Json[] =>
  clixmlType === undefined
    ? rows.map(annotator(selectedBy(target.query)))
    : [{ _clixml: new ClixmlWriter().document(rows, clixmlType) }];

function nextLink(root: string, target: Target, token: string): string {
  const select = target.query.get("$select");
  return `${root}/InvokeCommand?${select ? `$select=${encodeURIComponent(select)}&` : ""}%24skiptoken=${token}`;
}

/** Names the tenant as the request's path did (capture-EXO: by its domain). */
const rootOf = ({ request, target }: Invocation): string =>
  `${originUsed(request)}/adminapi/beta/${encodeURIComponent(target.tenantName)}`;

function note(request: FastifyRequest, faults: readonly Fault[]): void {
  const all = [request.entry.fault, ...faults.map(({ type }) => type)].filter((type) => type !== null);
  request.entry.fault = all.length ? all.join(",") : null;
}

/** Several faults of one call add up. */
function serviceFaults(faults: readonly Fault[]): ServiceFaults {
  return Object.assign(
    {},
    ...faults.map((fault): ServiceFaults => {
      switch (fault.type) {
        case "dropProperty":
          return { dropProperty: fault.property };
        case "ignoreProperty":
          return { ignoreProperty: fault.property };
        case "stale":
        case "missListsAll":
        case "beingDeployed":
        case "deployError":
          return { [fault.type]: true };
        default:
          return {};
      }
    }),
  ) as ServiceFaults;
}
