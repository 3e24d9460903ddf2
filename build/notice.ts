/** `npm run notice`: writes NOTICE, the licences of what comes along, each text once. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { licenseTexts, type Package, productionPackages } from "./packages.ts";

const HEAD = `Drumbeat is under the MIT licence (LICENSE). With it come the packages below, under their own licences. This file is
made from package-lock.json by \`npm run notice\`.

The public holidays in date-holidays are under CC BY-SA 3.0; whom they are
owed to stands below.
`;

/** Packages built for one kind of machine each, of which one is installed: they ship no text, and are as the package they belong to. */
const BUILT_FOR_A_MACHINE = /^@resvg\/resvg-js-/;

export function noticeOf(root: string): string {
  const packages = productionPackages(root).filter(({ name }) => !BUILT_FOR_A_MACHINE.test(name));
  const byText = Map.groupBy(packages, (each) => licenseTexts(root, each).join("\n\n"));
  const parts = [...byText].map(([text, own]) => {
    const names = own.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `${names.join("\n")}\n\n${text === "" ? statedOnly(own) : text}\n`;
  });
  return `${HEAD}\n${[...new Set(parts)].sort().join(`\n${"-".repeat(80)}\n\n`)}`;
}

function statedOnly(packages: readonly Package[]): string {
  return `No text comes with ${packages.length === 1 ? "it" : "them"}: the licence is as stated in package.json.`;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, "..");
  writeFileSync(join(root, "NOTICE"), noticeOf(root));
}
