/** The form in which names and GUIDs compare: ordinal, ignoring case. */
export const fold = (name: string): string => name.toUpperCase();

/** Key of an object by id or name within one tenant. */
export const objectKey = (noun: string, idOrName: string): string => `${noun}/${fold(idOrName)}`;
