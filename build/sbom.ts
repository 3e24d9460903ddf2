/**
 * `npm run sbom`: prints what comes along as a CycloneDX 1.6 bill of materials. `npm sbom --omit=dev` fails on packages
 * that are not for this machine.
 * Source: https://cyclonedx.org/docs/1.6/json/
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Package, productionPackages } from "./packages.ts";

const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string() });

export function sbomOf(root: string) {
  const own = packageSchema.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const packages = productionPackages(root);
  const refs = new Map(packages.map((each) => [each.path, purlOf(each)]));
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": purlOf(own),
        name: own.name,
        version: own.version,
        licenses: [{ expression: own.license }],
        purl: purlOf(own),
      },
    },
    components: packages.map((each) => ({
      type: "library",
      "bom-ref": purlOf(each),
      name: each.name,
      version: each.version,
      ...(each.integrity !== null && { hashes: [hashOf(each.integrity)] }),
      licenses: [{ expression: each.license }],
      purl: purlOf(each),
    })),
    dependencies: packages.map((each) => ({
      ref: purlOf(each),
      dependsOn: [...new Set(each.needs.flatMap((name) => refs.get(placeOf(each.path, name, refs)) ?? []))].sort(),
    })),
  };
}

/** Source: https://github.com/package-url/purl-spec, type npm. */
function purlOf({ name, version }: Pick<Package, "name" | "version">): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function hashOf(integrity: string) {
  const [algorithm = "", value = ""] = integrity.split("-", 2);
  return { alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(value, "base64").toString("hex") };
}

/** Where Node finds it from there: nearest first. */
function placeOf(from: string, name: string, known: ReadonlyMap<string, string>): string {
  for (
    let folder = `${from}/`;
    folder !== "";
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/")))
  ) {
    const place = `${folder}node_modules/${name}`;
    if (known.has(place)) return place;
  }
  return `node_modules/${name}`;
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(sbomOf(join(import.meta.dirname, "..")), null, 2)}\n`);
