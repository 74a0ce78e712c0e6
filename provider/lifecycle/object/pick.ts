/** The properties of these names, as far as they are there. */
export const pick = <T>(
  properties: { readonly [property: string]: T },
  names: readonly string[],
): { readonly [property: string]: T } =>
  Object.fromEntries(
    names.flatMap((name): readonly (readonly [string, T])[] => {
      const value = properties[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
