import type { Plain } from "../../values";
import { decodeUnits } from "./escapes";
import { malformed } from "./malformed";

/** Digits that a double holds whatever they are. */
const CERTAIN_DIGITS = 15;

/** A number that a double cannot hold exactly, or that is none, stays text. */
function numeric(text: string): Plain {
  const trimmed = text.trim();
  if (/^(NaN|-?INF)$/.test(trimmed)) return trimmed;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(E[-+]?\d+)?$/i.test(trimmed)) throw malformed(`"${trimmed.slice(0, 40)}" is no number`);
  const value = Number(trimmed);
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : trimmed;
}

function integer(text: string): Plain {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw malformed(`"${text.trim().slice(0, 40)}" is no integer`);
  return numeric(text);
}

/** Exact to 28 digits in .NET. */
function decimal(text: string): Plain {
  const value = numeric(text);
  const digits = text.replace(/E.*$/i, "").replace(/\D/g, "").replace(/^0+/, "");
  return digits.length > CERTAIN_DIGITS && !Number.isSafeInteger(value) ? text.trim() : value;
}

function boolean(text: string): Plain {
  const word = text.trim().toLowerCase();
  if (word !== "true" && word !== "false") throw malformed(`"${text.slice(0, 40)}" is neither true nor false`);
  return word === "true";
}

function character(text: string): Plain {
  const code = integer(text);
  if (typeof code !== "number" || code < 0 || code > 0xffff) throw malformed(`${text.slice(0, 40)} is no character`);
  return String.fromCharCode(code);
}

const DURATION = /^(-)?P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.(\d{1,7}))?S)?)?$/;

/** In the form in which JSON has it (docs/service/admin-api.md#values): `P90D` → `90.00:00:00`. */
function timeSpan(text: string): Plain {
  const found = DURATION.exec(text.trim());
  if (!found) return text.trim();
  const [, sign = "", days, hours, minutes, seconds, fraction = ""] = found;
  const total = ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  const two = (part: number): string => String(Math.floor(part)).padStart(2, "0");
  const clock = `${two((total / 3600) % 24)}:${two((total / 60) % 60)}:${two(total % 60)}`;
  const day = Math.floor(total / 86_400);
  return `${sign}${day > 0 ? `${day}.` : ""}${clock}${fraction && `.${fraction.padEnd(7, "0")}`}`;
}

const verbatim = (text: string): Plain => text;
const trimmed = (text: string): Plain => text.trim();

/** The tags whose content is one text (docs/service/remoting.md#clixml), and what it says. */
export const primitives: ReadonlyMap<string, (text: string) => Plain> = new Map([
  ["S", decodeUnits],
  ["URI", decodeUnits],
  ["XD", decodeUnits],
  ["SBK", decodeUnits],
  ["SS", verbatim],
  ["BA", trimmed],
  ["G", trimmed],
  ["DT", trimmed],
  ["TS", timeSpan],
  ["Version", trimmed],
  ["SemanticVersion", trimmed],
  ["C", character],
  ["B", boolean],
  ["By", integer],
  ["SB", integer],
  ["I16", integer],
  ["U16", integer],
  ["I32", integer],
  ["U32", integer],
  ["I64", integer],
  ["U64", integer],
  ["Sg", numeric],
  ["Db", numeric],
  ["D", decimal],
  ["Nil", () => null],
]);
