import { CancelledError } from "../../errors";
import type { CmdletCall } from "../channel";
import { failureOf, refusalError } from "./error-map";
import type { Exchange, ExchangeDeps, ExchangeRequest } from "./exchange";
import { formHeaders, type CallHeaders } from "./headers";
import { readPage, type Page } from "./page";
import type { AnswerForm, ResponseFormat } from "./response-format";
import type { Host } from "./route";

/** One cmdlet, whose pages are asked for one after the other. */
export interface PageRequest {
  readonly call: CmdletCall;
  readonly headers: CallHeaders;
  readonly body: string;
  readonly writes: boolean;
  /** Objects. */
  readonly pageSize: number;
  readonly signal?: AbortSignal | undefined;
}

export type ReadPage = Page & { readonly target: Host };

type Place = Pick<ExchangeRequest<ReadPage>, "method" | "path">;

/** What the latest attempt of a request asked for. */
interface SentForm {
  form: AnswerForm;
  /** Whatever the session asks for. */
  readonly always?: true;
}

/** Asks for single pages, in the form that the session asks for. */
export class PageExchange {
  readonly #exchange: Exchange;
  readonly #format: ResponseFormat;
  readonly #deps: Pick<ExchangeDeps, "tenant" | "tokens">;

  constructor(exchange: Exchange, format: ResponseFormat, deps: Pick<ExchangeDeps, "tenant" | "tokens">) {
    this.#exchange = exchange;
    this.#format = format;
    this.#deps = deps;
  }

  /** One page; in JSON where the service refuses CLIXML. */
  async page(request: PageRequest, place: Place): Promise<ReadPage> {
    const sent: SentForm = { form: this.#format.asked };
    const exchange = this.#exchangeRequest(request, place, sent);
    try {
      return await this.#exchange.perform(exchange);
    } catch (error) {
      const remedy = sent.form === "json" ? "none" : this.#format.remedyFor(error, request);
      if (remedy === "none") throw error;
      if (remedy !== "try") this.#format.fallBack("an error that names it");
      if (remedy === "lookFirst") throw this.#exchange.outcomeUnknown(exchange, error);
      const json = this.#exchangeRequest(request, place, { form: "json", always: true });
      if (remedy === "repeat") return await this.#exchange.perform(json);
      const page = await this.#exchange.perform(json).catch((again: unknown) => {
        throw again instanceof CancelledError ? again : error;
      });
      this.#format.fallBack("status 400, and none for JSON");
      return page;
    }
  }

  #exchangeRequest(
    { call, headers, body, writes, pageSize, signal }: PageRequest,
    { method, path }: Place,
    sent: SentForm,
  ): ExchangeRequest<ReadPage> {
    const object = identityOf(call);
    return {
      method,
      path,
      headers,
      writes,
      signal,
      object,
      ...(method === "POST" && { body }),
      extraHeaders: () => {
        sent.form = sent.always ? sent.form : this.#format.asked;
        return formHeaders(sent.form, pageSize);
      },
      refused: (refusal) => {
        if (sent.form === "json") return;
        const { text, type } = failureOf(refusal);
        this.#format.refused({ status: refusal.status, text, type, body });
      },
      read: (text, target) => {
        const page = readPage(text, !writes);
        if (sent.form === "clixml") this.#format.answered(page.form);
        if (page.error === undefined || page.error === null) return { ...page, target };
        const refusal = { status: 400, text: JSON.stringify({ error: page.error }), requestId: headers.requestId };
        const status = failureOf(refusal).code === "NotFound" ? 404 : 400;
        const identity = this.#deps.tokens.source.identity;
        throw refusalError(
          { ...refusal, status },
          { cmdlet: call.cmdlet, object, tenant: this.#deps.tenant, identity },
        );
      },
    };
  }
}

function identityOf({ parameters }: CmdletCall): string | undefined {
  const value = parameters["Identity"] ?? parameters["Name"];
  return typeof value === "string" && value !== "" ? value : undefined;
}
