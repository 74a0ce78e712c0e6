import { visible } from "../../provider/values";

/** A text as TypeScript source. What nobody could see in an editor is escaped, so that it is neither lost nor mistaken. */
export const literal = (text: string): string => visible(JSON.stringify(text));
