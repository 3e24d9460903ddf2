import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with `N passed, N failed, N skipped`, alone on a line, for people and for CI. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      let failures = 0;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === "passed") counts.passed += 1;
        else if (state === "failed") failures += 1;
        else counts.skipped += 1;
      }
      // A file that could not be loaded has no test, and has failed all the same.
      counts.failed += failures === 0 && module.state() === "failed" ? 1 : failures;
    }
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
}
