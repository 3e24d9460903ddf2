/** The short form of `npm run faults shared-pace`. Prints its figure. */
import { expect, it } from "vitest";
import { sharedPace } from "./driver/pace.ts";
import { MOST_MS, runShortForm } from "./short-form.ts";

const PROMPTS = 200;

it(
  "four instances stay within Slack's limits together, and use them (O4, P29)",
  async () => {
    const { done } = await runShortForm({ part: sharedPace, count: PROMPTS, seed: 1 });
    expect(done).toBe(PROMPTS);
  },
  MOST_MS,
);
