import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readMend, verdictOf } from "./patch-file.ts";

const ROOT = join(import.meta.dirname, "../..");
const patches = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".patch"));

describe("the patches that take a mending out", () => {
  it.each(patches)("%s names a test that is there", (file) => {
    const mend = readMend(file, readFileSync(join(import.meta.dirname, file), "utf8"));
    expect(existsSync(join(ROOT, mend.test))).toBe(true);
    expect(() => new RegExp(mend.pattern)).not.toThrow();
  });

  it("apply to the project as it is", ({ skip }) => {
    try {
      execFileSync("git", ["--version"]);
    } catch {
      skip("There is no git to apply them with: install git to run it.");
    }
    // In one shell: to start each from here costs ten times what git takes.
    const unless = 'for each; do git apply --check "$each" 2>&1 || echo "$each"; done';
    const stale = execFileSync("sh", ["-c", unless, "sh", ...patches.map((file) => join(import.meta.dirname, file))], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(stale).toBe("");
  });
});

describe("a patch", () => {
  const diff = "diff --git a/src/a.ts b/src/a.ts\n";

  it("is read with its test and the pattern of its name", () => {
    expect(readMend("S13-future-timestamp.patch", `Test: test/a.test.ts\nName: \\(S13\\): late\n\n${diff}`)).toEqual({
      id: "S13",
      name: "S13-future-timestamp",
      test: "test/a.test.ts",
      pattern: "\\(S13\\): late",
    });
  });

  it.each([
    ["s13.patch", `Test: test/a.test.ts\nName: x\n\n${diff}`, "is named neither"],
    ["S13.patch", "Test: test/a.test.ts\nName: x\n", "has no empty line and diff"],
    ["S13.patch", `Test: src/a.ts\nName: x\n\n${diff}`, "Test: is the path of a test"],
    ["S13.patch", `Test: test/a.test.ts\n\n${diff}`, "Name: "],
  ])("is refused with what is wrong (%s)", (file, text, problem) => {
    expect(() => readMend(file, text)).toThrow(problem);
  });
});

describe("a run without the mending", () => {
  const results = (message: string, ...statuses: string[]) => ({
    testResults: [{ message, assertionResults: statuses.map((status) => ({ fullName: `a ${status} test`, status })) }],
  });

  it("is as it should be only where a test of the name fails", () => {
    expect(verdictOf(results("", "passed", "failed", "skipped"))).toEqual({ isOk: true, said: "fails: a failed test" });
    expect(verdictOf(results("", "passed", "skipped"))).toEqual({ isOk: false, said: "still passes" });
    expect(verdictOf(results("", "skipped"))).toEqual({ isOk: false, said: "has no test of this name" });
    expect(verdictOf(results("SyntaxError: x\n at", "skipped")).said).toBe("cannot be loaded: SyntaxError: x");
  });
});
