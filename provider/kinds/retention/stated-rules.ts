import type { CheckRule } from "../define";
import { propertyName } from "../property-name";
import { isList, isSecret, reveal, type Value } from "../../values";

/** Microsoft's page of the limits that neither the cmdlets' pages nor the binder know. */
export const LIMITS_PAGE = "https://learn.microsoft.com/purview/retention-limits";

const statedBy = (page: string): string => `(stated by ${page}; the service may accept it)`;

const elementsOf = (value: Value | undefined): readonly unknown[] => {
  const bare = value !== undefined && isSecret(value) ? value.value : value;
  return isList(bare) ? bare : [];
};

const isAll = (element: unknown): boolean => typeof element === "string" && element.trim().toLowerCase() === "all";

/** So many locations may be named one by one, by the place that a property is about (docs/service/retention.md#limits). */
const MOST: readonly (readonly [property: RegExp, most: number])[] = [
  [/^(sharePoint|oneDrive)Location(Exception)?$/, 100],
  [/^(exchange|modernGroup|teamsChat|teamsChannel|skype)Location(Exception)?$/, 1000],
];

/** A policy names up to 1,000 people or groups and 100 sites; `All` and adaptive scopes have no such limit. */
export const fewNamedLocations =
  (page: string): CheckRule =>
  (inputs) =>
    Object.entries(inputs).flatMap(([property, value]) => {
      const most = MOST.find(([pattern]) => pattern.test(property))?.[1];
      const named = elementsOf(value).filter((element) => !isAll(element)).length;
      return most === undefined || named <= most
        ? []
        : [
            {
              property,
              reason: `should name at most ${most} locations, not ${named}: use "All" with exceptions, adaptive scopes, or several policies ${statedBy(page)}`,
              stated: true as const,
            },
          ];
    });

/** Exceptions count only next to `All` (docs/service/retention.md#locations). */
export const exceptionsNextToAll =
  (page: string, parameters: readonly string[]): CheckRule =>
  (inputs) =>
    parameters
      .filter((parameter) => parameter.endsWith("Exception"))
      .map((parameter) => ({
        exception: propertyName(parameter),
        included: propertyName(parameter.replace(/Exception$/, "")),
      }))
      .filter(({ exception }) => elementsOf(inputs[exception]).length > 0)
      .filter(({ included }) => !isOpen(inputs[included]) && !elementsOf(inputs[included]).some(isAll))
      .map(({ exception, included }) => ({
        property: exception,
        reason: `counts only where ${included} is ["All"]; leave out of ${included} whom it should not reach ${statedBy(page)}`,
        stated: true as const,
      }));

/** What is not known yet may be `All`. */
const isOpen = (value: Value | undefined): boolean => {
  const revealed = value === undefined ? undefined : reveal(value);
  return (
    revealed !== undefined &&
    revealed !== null &&
    (!isList(revealed) || revealed.some((one) => typeof one === "object"))
  );
};

/** A period is at least a day (docs/service/retention.md#duration). */
export const atLeastADay =
  (page: string): CheckRule =>
  ({ retentionDuration }) => {
    const days = retentionDuration === undefined ? undefined : reveal(retentionDuration);
    return days === 0 || days === "0"
      ? [
          {
            property: "retentionDuration",
            reason: `should be at least 1 day or "Unlimited", not 0 ${statedBy(page)}`,
            stated: true as const,
          },
        ]
      : [];
  };
