import { BUILT_IN } from "./table";

/** Whether Microsoft, and not an administrator, created the object of that name. */
export function isBuiltInName(noun: string, name: string | undefined): boolean {
  const objects = BUILT_IN[noun];
  if (objects === undefined || name === undefined) return false;
  const same = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
  return objects.names?.some(same) ?? objects.pattern?.test(name) ?? false;
}

/** Whether built-in objects of the noun may be changed; they are never removed. */
export const isBuiltInEditable = (noun: string): boolean => BUILT_IN[noun]?.editable ?? false;
