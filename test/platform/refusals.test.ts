import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { summariseRefusals } from "../../src/platform/refused-requests.ts";
import { MINUTE } from "../../src/platform/time.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("logs the first refusal at once, then what came since once a minute, and nothing where nothing came", () => {
  const lines: unknown[] = [];
  const count = summariseRefusals({ warn: (line: unknown) => void lines.push(line) });
  for (let times = 0; times < 1000; times += 1) count("signature");
  expect(lines).toEqual([{ refused: { signature: 1 } }]);
  for (let times = 0; times < 5; times += 1) count("slow");
  vi.advanceTimersByTime(MINUTE - 1);
  expect(lines).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(lines.slice(1)).toEqual([{ refused: { signature: 999, slow: 5 } }]);
  vi.advanceTimersByTime(10 * MINUTE);
  expect(lines).toHaveLength(2);
  count("timestamp");
  expect(lines.slice(2)).toEqual([{ refused: { timestamp: 1 } }]);
});
