import { OutcomeUnknownError, PurviewError } from "../../errors";

/** Value of `X-ResponseFormat` (docs/service/admin-api.md#clixml). */
export type AnswerForm = "clixml" | "json";

/** What a refusal of the form says about the request that was refused. */
export type FormatRemedy =
  /** It did nothing: send it again, for JSON. */
  | "repeat"
  /** The service may have acted before it failed to answer. */
  | "lookFirst"
  /** JSON may work, and a read can be tried. */
  | "try"
  /** The refusal has another cause. */
  | "none";

/** An error response, and the request that it answers. */
export interface RefusedRequest {
  readonly status: number | undefined;
  /** What the service says. */
  readonly text: string | undefined;
  /** Short .NET class name. */
  readonly type: string | undefined;
  /** What was sent. */
  readonly body: string;
}

/** The statuses that HTTP has for a form that a server does not make, and for one that it does not take. */
const NOT_ACCEPTABLE = 406;
const UNSUPPORTED = 415;
const NAMES_FORMAT = /cli-?xml|X-ResponseFormat|response ?format|serialization ?level/i;
/** Classes of the front end; those of cmdlets speak of objects, which may have any name. */
const FRONT_END = /OData|Http|Format|Serializ|NotSupported|NotImplemented|Argument/i;

function isFormat({ status = 0, text = "", type = "", body }: RefusedRequest): boolean {
  if (status === NOT_ACCEPTABLE || status === UNSUPPORTED) return true;
  return status >= 400 && NAMES_FORMAT.test(text) && !NAMES_FORMAT.test(body) && (type === "" || FRONT_END.test(type));
}

/** What it does not tell of a location (the address) is asked of Get-Recipient (docs/behavior.md#locations). */
export const FIRST_ASKED: AnswerForm = "clixml";

/**
 * The form that a session asks for: CLIXML, which keeps nested objects, until the service refuses it (docs/behavior.md#answer-form).
 * What came is read by what it is.
 */
export class ResponseFormat {
  readonly #debug: (message: string) => void;
  #asked: AnswerForm;
  /** The service took a request for CLIXML: a refusal that does not name the form has another cause. */
  #accepted = false;
  #told = false;

  constructor(debug: (message: string) => void, asked = FIRST_ASKED) {
    this.#debug = debug;
    this.#asked = asked;
  }

  get asked(): AnswerForm {
    return this.#asked;
  }

  /** An answer to a request for CLIXML; `form` as it is. */
  answered(form: AnswerForm | undefined): void {
    this.#accepted = true;
    if (form === "json") this.#tell("The service answers in JSON although it was asked for CLIXML");
  }

  /** An error response to a request for CLIXML, as soon as it is there: the next request asks for JSON already. */
  refused(request: RefusedRequest): void {
    if (isFormat(request)) this.fallBack(`status ${request.status ?? 0}`);
  }

  fallBack(why: string): void {
    this.#asked = "json";
    this.#tell(`The service refuses CLIXML (${why}), so this session asks for JSON`);
  }

  /** What to do about a refused request for CLIXML. */
  remedyFor(error: unknown, { body, writes }: { readonly body: string; readonly writes: boolean }): FormatRemedy {
    if (!(error instanceof PurviewError) || error instanceof OutcomeUnknownError) return "none";
    const { status, serviceMessage: text, serviceType: type } = error.context;
    if (isFormat({ status, text, type, body })) {
      // A server negotiates the form of an answer when it has one: only what it rejected as a request certainly did nothing.
      return writes && status !== UNSUPPORTED && status !== 400 ? "lookFirst" : "repeat";
    }
    return status === 400 && type === undefined && !writes && !this.#accepted ? "try" : "none";
  }

  #tell(what: string): void {
    if (this.#told) return;
    this.#told = true;
    this.#debug(
      `${what}. Nested objects, such as locations of a policy, then come without the ids that identify them.`,
    );
  }
}
