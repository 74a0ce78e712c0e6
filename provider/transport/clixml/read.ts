import type { Plain } from "../../values";
import { ObjectReader, type TopValue } from "./objects";
import { readRecord, streamOf, type ErrorRecord, type Stream } from "./records";
import { attributeOf, elementsIn } from "./xml";

/** What a cmdlet wrote, by the stream that it wrote it to. */
export interface ClixmlStreams {
  readonly output: readonly Plain[];
  readonly errors: readonly ErrorRecord[];
  readonly warnings: readonly string[];
}

/**
 * The values in a CLIXML document (docs/service/remoting.md#clixml): those in its `Objs`, or the one value that is its root.
 * Nested objects keep their properties, and what their `ToString()` says (`textFormOf`); where they have none, they are that
 * text. Numbers that a double cannot hold stay text; spans of time have the form that they have in JSON.
 * @throws TransportError PURVIEW_RESPONSE_MALFORMED, and nothing else, whatever the text is
 */
export const readClixml = (document: string): readonly Plain[] => topValues(document).map(({ value }) => value);

/**
 * The same, told apart: output, errors and warnings (docs/service/remoting.md#clixml-streams). What is verbose, debug, progress
 * or information is left out.
 * @throws TransportError PURVIEW_RESPONSE_MALFORMED
 */
export function readClixmlStreams(document: string): ClixmlStreams {
  const output: Plain[] = [];
  const errors: ErrorRecord[] = [];
  const warnings: string[] = [];
  const lines: string[] = [];
  for (const top of topValues(document)) {
    if (top.stream === "output") output.push(top.value);
    if (top.stream === "warning") warnings.push(readRecord(top.value).text);
    if (top.stream === "error" && typeof top.value === "string") lines.push(top.value);
    else if (top.stream === "error") errors.push(readRecord(top.value));
  }
  // An error that comes as text is cut into lines.
  if (lines.length > 0) errors.push(readRecord(lines.join("")));
  return { output, errors, warnings };
}

interface Streamed extends TopValue {
  readonly stream: Stream;
}

/** Each is read before the next one is parsed: a large document is never there as a whole tree of elements. */
function topValues(document: string): readonly Streamed[] {
  const reader = new ObjectReader();
  const values: Streamed[] = [];
  for (const element of elementsIn(document, "Objs")) {
    const top = reader.read(element);
    values.push({ ...top, stream: streamOf(attributeOf(element, "S"), top.types) });
  }
  return values;
}
