/**
 * Runs a test again that failed while the machine stood still under it: a paused machine, or a disk that takes seconds
 * for a write. Slack waits three seconds for an answer and its SDK five for a sign of life, in real time, so that what
 * happens then is not what the test is about. A thread that is busy by itself does not stand still.
 */

import { type RunnerTestCase, TestRunner, type TestTryOptions } from "vitest";

const BEAT_MS = 100;
const STANDSTILL_MS = 2000;
const MOST_RETRIES = 2;

let standstills = 0;
let beatMs = performance.now();
let cpu = process.threadCpuUsage();

function beat(): void {
  const { user, system } = process.threadCpuUsage(cpu);
  const idleMs = performance.now() - beatMs - (user + system) / 1000;
  if (idleMs >= STANDSTILL_MS) standstills += 1;
  beatMs = performance.now();
  cpu = process.threadCpuUsage();
}

setInterval(beat, BEAT_MS).unref();

export default class Runner extends TestRunner {
  #before = 0;

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    await super.onBeforeRunTask(test);
    const condition = () => {
      beat();
      return standstills > this.#before;
    };
    test.retry ??= { count: MOST_RETRIES, condition };
  }

  override onBeforeTryTask(test: RunnerTestCase, options: TestTryOptions): void {
    super.onBeforeTryTask(test, options);
    beat();
    this.#before = standstills;
  }
}
