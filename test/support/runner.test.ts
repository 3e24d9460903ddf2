import { expect, it } from "vitest";

const LONG_MS = 2200;

/** Of a test that failed: whether it would be run again as things are. */
function isRunAgain(retry: unknown): boolean {
  if (typeof retry !== "object" || retry === null || !("condition" in retry)) throw new Error("There is no condition.");
  if (typeof retry.condition !== "function") throw new Error("The condition cannot be asked.");
  return retry.condition(new Error("It failed.")) === true;
}

it("a test is run again that failed while its thread stood still (standstill)", ({ task }) => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LONG_MS);
  expect(isRunAgain(task.retry)).toBe(true);
});

it("a test is not run again that just failed, or that kept its thread busy (standstill)", ({ task }) => {
  expect(isRunAgain(task.retry)).toBe(false);
  const until = performance.now() + LONG_MS;
  while (performance.now() < until);
  expect(isRunAgain(task.retry)).toBe(false);
});
