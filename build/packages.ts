/** What comes along in production: the packages of the lockfile that are no development dependency. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      dev: z.boolean().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

export interface Package {
  /** From the root: `node_modules/zod`. */
  path: string;
  name: string;
  version: string;
  /** SPDX expression. */
  license: string;
  /** As in the lockfile: `sha512-…`. */
  integrity: string | null;
  /** Names of what it needs. */
  needs: readonly string[];
}

/** Of packages that leave it to a file. */
const SAID_IN_A_FILE: Readonly<Record<string, string>> = { "png-js": "MIT" };

/** By name, then version. Throws where a package says no licence. */
export function productionPackages(root: string): Package[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  return Object.entries(packages)
    .flatMap(([path, entry]): Package[] => {
      if (!path.startsWith("node_modules/") || entry.dev === true || entry.version === undefined) return [];
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      const license = SAID_IN_A_FILE[name] ?? entry.license;
      if (license === undefined)
        throw new Error(`${name} says no licence: read it, and enter it in build/packages.ts.`);
      const needs = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
      return [{ path, name, version: entry.version, license, integrity: entry.integrity ?? null, needs }];
    })
    .sort((one, other) => (`${one.name} ${one.version}` < `${other.name} ${other.version}` ? -1 : 1));
}

/** The texts that it ships of its licence and its notices, in the order of their names; none where it is not installed. */
export function licenseTexts(root: string, { path }: Package): string[] {
  const folder = join(root, path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^(?:(?:un)?licen[cs]e|notice|copying|ofl)(?:[-._].*)?$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
}
