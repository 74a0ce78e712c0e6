import type { Metadata, Parameter } from "./metadata";

/** `uint.MaxValue`: no set was ruled out yet, which is not the same as the list of all sets. */
export const ALL = 0xffffffff;

export class Refused extends Error {
  constructor(readonly errorId: string) {
    super(errorId);
  }
}

const and = (a: number, b: number): number => (a & b) >>> 0;
const ambiguous = (): Refused => new Refused("AmbiguousParameterSet");

/** `ValidParameterSetCount`. */
function count(flags: number): number {
  if (flags === ALL) return 1;
  let n = 0;
  for (let rest = flags; rest !== 0; rest >>>= 1) n += rest & 1;
  return n;
}

/** The part of `CmdletParameterBinderController` that looks at sets, for a call without pipeline input. */
export class SetResolution {
  current = ALL;
  readonly #unbound: Set<Parameter>;

  constructor(readonly metadata: Metadata) {
    this.#unbound = new Set(metadata.parameters);
  }

  /** The end of `BindParameter`. */
  bound(parameter: Parameter): void {
    if (parameter.flags !== 0) this.current = and(this.current, parameter.flags);
    this.#unbound.delete(parameter);
  }

  isBound(parameter: Parameter): boolean {
    return !this.#unbound.has(parameter);
  }

  /** `ValidateParameterSets`. */
  validate(prePipelineInput: boolean, setDefault: boolean): void {
    const { defaultFlag, setCount } = this.metadata;
    const valid = count(this.current);
    if (valid === 0) throw ambiguous();
    if (valid > 1) {
      if (defaultFlag !== 0 && and(this.current, defaultFlag) !== 0) {
        if (setDefault) this.current = defaultFlag;
      } else if (!(prePipelineInput && this.#someTakesPipeline())) this.#byMandatory();
    } else if (this.current === ALL) {
      if (prePipelineInput && this.#someTakesPipeline()) return;
      if (defaultFlag !== 0) {
        if (setDefault) this.current = defaultFlag;
      } else if (setCount > 1) this.#byMandatory();
    }
  }

  /** `AtLeastOneUnboundValidParameterSetTakesPipelineInput`. */
  #someTakesPipeline(): boolean {
    return [...this.#unbound].some(
      (p) => p.takesPipeline && p.sets.some(({ flag }) => flag === 0 || and(flag, this.current) !== 0),
    );
  }

  /** `ResolveParameterSetAmbiguityBasedOnMandatoryParameters`. */
  #byMandatory(): void {
    const every = this.metadata.parameters.reduce((all, p) => all | p.flags, 0);
    let remaining = and(this.current, every);
    for (const parameter of this.#unbound)
      for (const { flag, mandatory } of parameter.sets) if (mandatory) remaining = and(remaining, ~flag);
    if (count(remaining) !== 1) throw ambiguous();
    this.current = remaining;
  }

  /** `HandleUnboundMandatoryParameters` on a host that can't ask, with `GetMatchingParameterSetData`. */
  mandatory(): void {
    for (const parameter of this.#unbound)
      if (parameter.sets.some(({ flag, mandatory }) => mandatory && (flag === 0 || and(flag, this.current) !== 0)))
        throw new Refused("MissingMandatoryParameter");
  }

  get chosen(): string {
    const { current } = this;
    if (current === ALL) return this.metadata.setCount === 1 ? this.metadata.nameOf(1) : "Default";
    return this.metadata.nameOf(current);
  }
}
