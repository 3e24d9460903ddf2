/** Random mornings of one person, drafts among it: `DRUMBEAT_PROPERTY_CASES`, `DRUMBEAT_PROPERTY_SEED`. */
import fc from "fast-check";
import { it } from "vitest";
import { expectWhole, playMorning } from "./full-morning.ts";

const CASES = Number(process.env.DRUMBEAT_PROPERTY_CASES ?? 12);
const SEED = Number(process.env.DRUMBEAT_PROPERTY_SEED ?? 20261202);

const some = fc.integer({ min: 1, max: 60 });

const morning = fc.record({
  handle: fc.constant("tom"),
  checkIns: some,
  requests: some,
  items: some,
  steps: some,
  drafts: some,
  locale: fc.constantFrom("en-GB" as const, "fr-FR" as const),
});

it(
  "names all of a morning, however much it is (P36)",
  async () => {
    await fc.assert(
      fc.asyncProperty(morning, async (drawn) => expectWhole(await playMorning([drawn]))),
      { numRuns: CASES, seed: SEED },
    );
  },
  CASES * 180_000,
);
