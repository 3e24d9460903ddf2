/** What comes along is named with its licence, in NOTICE and in a bill of materials, as the lockfile has it. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { noticeOf } from "../../build/notice.ts";
import { licenseTexts, productionPackages } from "../../build/packages.ts";
import { sbomOf } from "../../build/sbom.ts";
import { versionOf } from "../../src/platform/version.ts";

const ROOT = join(import.meta.dirname, "../..");

it("NOTICE is as the lockfile makes it, and has the text of each licence that is installed", () => {
  const notice = readFileSync(join(ROOT, "NOTICE"), "utf8");
  expect(notice).toBe(noticeOf(ROOT));
  for (const each of productionPackages(ROOT).filter(({ path }) => existsSync(join(ROOT, path))))
    for (const text of licenseTexts(ROOT, each)) expect(notice, each.name).toContain(text);
});

it("no package comes along whose licence asks that ours be given away too", () => {
  const others = productionPackages(ROOT).filter(({ license }) => /\b(?:A?GPL|SSPL|BUSL|UNLICENSED)\b/.test(license));
  expect(others).toEqual([]);
});

it("the bill of materials has each package once, with its hash, licence and what it needs", () => {
  const { components, dependencies, metadata } = sbomOf(ROOT);
  const packages = productionPackages(ROOT);
  expect(components).toHaveLength(packages.length);
  expect(components.map(({ hashes }) => hashes?.[0]?.alg)).not.toContain(undefined);
  expect(metadata.component.licenses).toEqual([{ expression: "MIT" }]);
  const known = new Set(components.map((each) => each["bom-ref"]));
  expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !known.has(ref))).toEqual([]);
  const bolt = dependencies.find(({ ref }) => ref.startsWith("pkg:npm/%40slack/bolt@"));
  expect(bolt?.dependsOn.some((ref) => ref.startsWith("pkg:npm/%40slack/web-api@"))).toBe(true);
});

it("drumbeat --version says which version it is, and which Node runs it", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["src/cli.js", "--version"], { cwd: ROOT });
  expect(stdout).toBe(`drumbeat ${versionOf()}, Node ${process.versions.node}\n`);
});
