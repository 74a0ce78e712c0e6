import { readFileSync } from "node:fs";
import { join } from "node:path";

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

type Locked = Readonly<Record<string, LockedPackage>>;

const needsOf = (one: LockedPackage): readonly string[] => [
  ...Object.keys(one.dependencies ?? {}),
  ...Object.keys(one.optionalDependencies ?? {}),
  ...Object.keys(one.peerDependencies ?? {}).filter((name) => !one.peerDependenciesMeta?.[name]?.optional),
];

/** Where Node finds a package that is required from a folder: in the nearest node_modules upwards. */
function resolveIn(locked: Locked, name: string, from: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
    if (path in locked) return path;
    if (at === "") return undefined;
  }
}

/** The folders of all packages that these dependencies bring, as the lock file has them. */
export function installedBy(root: string, names: readonly string[]): ReadonlySet<string> {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { packages: Locked };
  const found = new Set<string>();
  const add = (name: string, from: string): void => {
    const path = resolveIn(packages, name, from);
    // An optional package for another platform is not locked everywhere.
    if (path === undefined || found.has(path)) return;
    found.add(path);
    for (const need of needsOf(packages[path] ?? {})) add(need, path);
  };
  for (const name of names) add(name, "");
  return found;
}
