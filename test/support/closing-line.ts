import type { Reporter, TestCase, TestModule, Vitest } from "vitest/node";
import { listNeverMade, newRefusalsFile } from "../refusals/never-made.ts";

/**
 * Ends a run with the tests that were skipped, each with its reason, how long it took, and `N passed,
 * N failed, N skipped` alone on a line, for people and for CI. A whole run fails by the refusals that no test made.
 */
export default class ClosingLine implements Reporter {
  readonly #refusalsFile = newRefusalsFile();
  #vitest: Vitest | null = null;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    vitest.provide("refusalsFile", this.#refusalsFile);
  }

  async onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): Promise<void> {
    const counts = { passed: 0, failed: unhandled.length };
    const skipped: string[] = [];
    for (const module of modules) {
      let failures = 0;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === "passed") counts.passed += 1;
        else if (state === "failed") failures += 1;
        else skipped.push(`${module.relativeModuleId} > ${test.fullName}: ${reasonOf(test)}`);
      }
      // A file that could not be loaded has no test, and has failed all the same.
      counts.failed += failures === 0 && module.state() === "failed" ? 1 : failures;
    }
    // Where one failed, what it would have made is missing.
    if (counts.failed === 0 && (await this.#isWhole(modules))) {
      const neverMade = listNeverMade(this.#refusalsFile);
      if (neverMade.length > 0) {
        counts.failed += 1;
        process.exitCode = 1;
        process.stdout.write(`\nRefusals that no test makes:\n${linesOf(neverMade)}`);
      }
    }

    if (skipped.length > 0 && !this.#isChosenByName()) process.stdout.write(`\nSkipped:\n${linesOf(skipped)}`);
    const begun = Number(process.env.DRUMBEAT_TESTS_BEGUN);
    if (begun > 0) process.stdout.write(`\nnpm test took ${Math.round(Date.now() / 1000 - begun)} s\n`);
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${skipped.length} skipped\n`);
  }

  #isChosenByName(): boolean {
    return this.#vitest?.config.testNamePattern !== undefined;
  }

  /** Of every project, every file and every test. */
  async #isWhole(modules: readonly TestModule[]): Promise<boolean> {
    if (this.#vitest === null || this.#isChosenByName() || this.#vitest.config.project.length > 0) return false;
    const files = await this.#vitest.globTestSpecifications();
    return modules.length === files.length;
  }
}

function linesOf(entries: readonly string[]): string {
  return entries.map((entry) => `  ${entry}\n`).join("");
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === "skipped" && result.note) return result.note;
  return test.options.mode === "todo" ? "not written yet" : "no reason was given";
}
