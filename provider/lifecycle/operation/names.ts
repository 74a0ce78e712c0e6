/** The form in which names and GUIDs compare: ordinal, ignoring case. */
export const normalizeName = (name: string): string => name.toUpperCase();

/** Key of an object by id or name within one tenant. */
export const objectKey = (noun: string, idOrName: string): string => `${noun}/${normalizeName(idOrName)}`;
