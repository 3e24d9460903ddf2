/** The short form of `npm run faults shared-pace`. Prints its figure. */
import { expect, inject, it } from "vitest";
import { sharedPace } from "./driver/pace.ts";
import { sentenceOf } from "./driver/report.ts";

const PROMPTS = 200;

it("four instances stay within Slack's limits together, and use them (O4, P29)", async () => {
  const tally = await sharedPace.run({ count: PROMPTS, seed: 1, postgresUrl: inject("postgresUrl") });
  process.stdout.write(`${sharedPace.promises.join(", ")}: ${sentenceOf(sharedPace, tally)}\n`);
  expect(tally.broken).toEqual([]);
  expect(tally.done).toBe(PROMPTS);
}, 240_000);
