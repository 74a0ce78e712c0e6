import { styleText } from "node:util";

/** Colors that the commands use; the ones that the Pulumi CLI gives the same things. */
export type Color = "green" | "yellow" | "red" | "dim";

/** The text in that color where stdout is a terminal or `FORCE_COLOR` asks for it; plain where `NO_COLOR` is set (https://no-color.org), which Node lets `FORCE_COLOR` override. */
export const colored = (color: Color, text: string): string =>
  process.env["NO_COLOR"] ? text : styleText(color, text, { stream: process.stdout });
