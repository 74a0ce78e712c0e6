import { randomUUID } from "node:crypto";
import { CancelledError, PurviewError, ServiceError, TransportError, printable } from "../../errors";
import type { CallOptions, CmdletResult, CmdletCall, CmdletChannel, Rights, WireObject } from "../channel";
import { readPage, type Page } from "./page";
import { Exchange, type ExchangeDeps } from "./exchange";
import { MODULE_VERSION, PAGE_SIZE } from "./headers";
import { PageExchange, type PageRequest, type ReadPage } from "./page-exchange";
import { ResponseFormat, type AnswerForm } from "./response-format";
import { readRights, unknownRights } from "./rights";
import type { Host } from "./route";

export type RestChannelDeps = ExchangeDeps & {
  readonly tenantId: string;
  /** What nobody needs to know unless something is wrong. */
  readonly debug?: ((message: string) => void) | undefined;
  /** The form of answers that is asked for first. */
  readonly answerForm?: AnswerForm | undefined;
};

const READS = /^(Get|Test|Search|Export|Find)-/i;
const CUT_OFF = /There are more results available than are currently displayed/i;
const EXPIRED_PAGE = /Expired or Invalid pagination request/i;
const MAX_PAGES = 5000;
const MAX_RESTARTS = 3;
/** Where a thousand objects are more than a response may hold, pages of a tenth are asked for, down to this. */
const SMALLEST_PAGE = 10;

/** Cmdlets over the Admin API (docs/service/admin-api.md#request). */
export class RestChannel implements CmdletChannel {
  readonly #exchange: Exchange;
  readonly #deps: RestChannelDeps;
  readonly #path: string;
  readonly #pages: PageExchange;
  #pageBy: "POST" | "GET" = "POST";

  constructor(deps: RestChannelDeps) {
    this.#deps = deps;
    this.#exchange = new Exchange(deps);
    this.#pages = new PageExchange(
      this.#exchange,
      new ResponseFormat(deps.debug ?? (() => undefined), deps.answerForm),
      deps,
    );
    this.#path = `/adminapi/beta/${deps.tenantId}/InvokeCommand`;
  }

  async invoke(call: CmdletCall, options: CallOptions = {}): Promise<CmdletResult> {
    const request = {
      call,
      headers: { cmdlet: call.cmdlet, requestId: randomUUID() },
      body: JSON.stringify({ CmdletInput: { CmdletName: call.cmdlet, Parameters: call.parameters } }),
      writes: !READS.test(call.cmdlet),
      signal: options.signal,
    };
    let pageSize = PAGE_SIZE;
    for (let restarts = 0; ; restarts++) {
      try {
        const response = await this.#allPages({ ...request, pageSize }, restarts);
        if (response) return response;
      } catch (error) {
        if (request.writes || pageSize <= SMALLEST_PAGE || !isTooLarge(error)) throw error;
        pageSize /= 10;
      }
    }
  }

  async rights(options: CallOptions = {}): Promise<Rights> {
    try {
      const page = await this.#exchange.perform({
        method: "GET",
        path: `/adminapi/v1.0/${this.#deps.tenantId}/EXOModuleFile?Version=${MODULE_VERSION}`,
        headers: { cmdlet: "EXOModuleFile", requestId: randomUUID() },
        extraHeaders: () => ({ CommandName: "*" }),
        writes: false,
        signal: options.signal,
        read: (text) => readPage(text, true),
      });
      return readRights(page.objects);
    } catch (error) {
      // A service without this endpoint says nothing about rights; every other failure is an error.
      if (error instanceof PurviewError && [400, 404, 405, 501].includes(error.context.status ?? 0))
        return unknownRights;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#deps.http.close();
  }

  /** Undefined when the pages expired on the way and the list must be requested again. */
  async #allPages(request: PageRequest, restarts: number): Promise<CmdletResult | undefined> {
    const objects: WireObject[] = [];
    const warnings: string[] = [];
    const seen = new Set<string>();
    let page = await this.#pages.page(request, { method: "POST", path: this.#path });
    for (;;) {
      objects.push(...page.objects);
      warnings.push(...page.warnings.map((warning) => printable(warning)));
      this.#assertWhole(request, page, warnings);
      if (page.nextLink === undefined) return { objects, warnings };
      const path = this.#nextPath(page.nextLink, page.target, request.call.cmdlet);
      if (seen.has(path) || seen.size >= MAX_PAGES)
        throw this.#brokenList("PURVIEW_PAGING_LOOP", request.call.cmdlet, "its pages never end");
      seen.add(path);
      const next = await this.#nextPage(request, path, restarts);
      if (!next) return undefined;
      page = next;
    }
  }

  async #nextPage(request: PageRequest, path: string, restarts: number): Promise<ReadPage | undefined> {
    const method = this.#pageBy;
    try {
      return await this.#pages.page(request, { method, path });
    } catch (error) {
      if (!(error instanceof PurviewError)) throw error;
      const { status } = error.context;
      if (EXPIRED_PAGE.test(error.context.serviceMessage ?? "")) {
        if (restarts < MAX_RESTARTS) return undefined;
        throw this.#brokenList(
          "PURVIEW_PAGING_EXPIRED",
          request.call.cmdlet,
          "its pages expired before they were read",
          error,
        );
      }
      // The module asks for the next page by POST, other clients by GET (docs/service/admin-api.md#paging): take what works.
      if (method === "GET" || ![400, 404, 405, 501].includes(status ?? 0)) throw error;
      const page = await this.#pages.page(request, { method: "GET", path }).catch((again: unknown) => {
        throw again instanceof CancelledError ? again : error;
      });
      this.#pageBy = "GET";
      return page;
    }
  }

  /** An incomplete list is an error; errors of a write are kept as warnings for its read-back. */
  #assertWhole({ writes, call }: PageRequest, page: Page, warnings: string[]): void {
    if (writes) {
      warnings.push(...page.errors.map((error) => printable(error)));
      return;
    }
    const [error] = page.errors;
    if (error !== undefined)
      throw new ServiceError(
        `${call.cmdlet} in tenant ${this.#deps.tenant} returned errors along with its results; the list may be incomplete.`,
        {
          code: "PURVIEW_SERVICE_REFUSED",
          cmdlet: call.cmdlet,
          tenant: this.#deps.tenant,
          serviceMessage: error,
        },
      );
    if (page.nextLink === undefined && page.warnings.some((warning) => CUT_OFF.test(warning)))
      throw this.#brokenList("PURVIEW_LIST_INCOMPLETE", call.cmdlet, "the service has more objects than it returned");
  }

  #nextPath(link: string, target: Host, cmdlet: string): string {
    const url = URL.parse(link, `${target.origin}${this.#path}`);
    if (!url || !this.#deps.route.owns(url, target))
      throw new TransportError(
        `The next link of ${cmdlet} points to ${url?.host || "no host"}, which is not the host of the first page; the token was not sent there.`,
        { code: "PURVIEW_UNTRUSTED_HOST", cmdlet, tenant: this.#deps.tenant },
      );
    return url.pathname + url.search;
  }

  #brokenList(code: string, cmdlet: string, why: string, cause?: unknown): TransportError {
    return new TransportError(`The list of ${cmdlet} in tenant ${this.#deps.tenant} is not complete: ${why}.`, {
      code,
      cmdlet,
      tenant: this.#deps.tenant,
      cause,
    });
  }
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof TransportError && error.code === "PURVIEW_RESPONSE_TOO_LARGE";
