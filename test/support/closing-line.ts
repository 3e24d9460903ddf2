import type { Reporter, TestCase, TestModule, Vitest } from "vitest/node";
/**
 * Ends a run with the tests that were skipped, each with its reason, how long it took, and `N passed,
 * N failed, N skipped` alone on a line, for people and for CI.
 */
export default class ClosingLine implements Reporter {
  #isChosenByName = false;

  onInit(vitest: Vitest): void {
    this.#isChosenByName = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
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
    if (skipped.length > 0 && !this.#isChosenByName)
      process.stdout.write(`\nSkipped:\n${skipped.map((each) => `  ${each}\n`).join("")}`);
    const begun = Number(process.env.DRUMBEAT_TESTS_BEGUN);
    if (begun > 0) process.stdout.write(`\nnpm test took ${Math.round(Date.now() / 1000 - begun)} s\n`);
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${skipped.length} skipped\n`);
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === "skipped" && result.note) return result.note;
  return test.options.mode === "todo" ? "not written yet" : "no reason was given";
}
