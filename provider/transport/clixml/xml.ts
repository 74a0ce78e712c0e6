import { malformed } from "./malformed";
import { Tags } from "./tags";
import { decodeReferences } from "./escapes";

export interface XmlElement {
  readonly tag: string;
  /** Names and values in turn. */
  readonly attributes: readonly string[];
  /** All text directly in it. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  for (let at = 0; at < attributes.length; at += 2) if (attributes[at] === name) return attributes[at + 1];
  return undefined;
}

/** PowerShell cuts objects at 50 levels, and writes up to four tags for each. */
const MAX_NESTED_TAGS = 256;

const NO_CHILDREN: readonly XmlElement[] = [];

/** An element whose end has not come yet. */
interface Open {
  readonly tag: string;
  readonly attributes: readonly string[];
  text: string;
  children: XmlElement[] | undefined;
}

/**
 * The elements directly in a root of that tag, each as soon as it ends; a root of another tag is itself the only one. XML without DTDs,
 * comments, CDATA sections and processing instructions, none of which PowerShell writes: whatever is something else is refused.
 * @throws TransportError PURVIEW_RESPONSE_MALFORMED
 */
export function* elementsIn(document: string, root: string): Generator<XmlElement> {
  const tags = new Tags(document);
  const open: Open[] = [];
  let current: Open | undefined;
  let isOver = false;
  while (tags.next()) {
    addText(current, tags.text);
    if (tags.kind === "end") {
      if (current?.tag !== tags.name) throw malformed("its tags do not match");
      open.pop();
    } else {
      if (isOver) throw malformed("it has more than one root");
      const opened: Open = { tag: tags.name, attributes: tags.attributes, text: "", children: undefined };
      if (tags.kind === "start") {
        if (open.push(opened) > MAX_NESTED_TAGS) throw malformed(`it is nested deeper than ${MAX_NESTED_TAGS} tags`);
        current = opened;
        continue;
      }
      current = opened;
    }
    const ended = current;
    current = open.at(-1);
    isOver = current === undefined;
    if (!current) {
      if (ended.tag !== root) yield elementOf(ended);
      else if (ended.text.trim() !== "") throw malformed("text stands between its objects");
    } else if (open.length === 1 && current.tag === root) yield elementOf(ended);
    else (current.children ??= []).push(elementOf(ended));
  }
  addText(current, tags.text);
  if (!isOver) throw malformed(open.length === 0 ? "it is no XML document" : "it was cut off");
}

function addText(element: Open | undefined, text: string): void {
  if (text === "") return;
  if (element) element.text += text;
  else if (text.trim() !== "") throw malformed("it is no XML document");
}

const elementOf = ({ tag, attributes, text, children }: Open): XmlElement => ({
  tag,
  attributes,
  text: decodeReferences(text),
  children: children ?? NO_CHILDREN,
});
