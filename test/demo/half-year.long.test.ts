/** Seven months of real answers of many programs, where they are there. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseScenario } from "../../src/demo/scenario-file.ts";
import { builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { type SentDigest, sentDigestsOf } from "../../src/demo/sent-digests.ts";
import { MOST_WORDS, screenWords } from "../../src/reports/digest/limits.ts";
import { realHalfYear } from "../support/real-input.ts";
import { itIsPlayedAsWritten, type Play, play } from "./playing.ts";

const halfYear = realHalfYear();

describe.skipIf(halfYear === null)("the seven months of a real project, played", () => {
  const scenario = halfYear === null ? builtInScenario() : parseScenario(halfYear);
  let played: Play;
  let digests: SentDigest[];

  beforeAll(async () => {
    played = await play(scenario, { database: ":memory:" });
    digests = await sentDigestsOf(played.run.app);
  }, 480_000);
  afterAll(() => played.close());

  itIsPlayedAsWritten(scenario, () => played);

  it("sends the sponsor one digest for each month from January to July", () => {
    const monthly = digests.filter(({ input }) => input.rhythm === "monthly" && input.reader.role === "sponsor");
    expect(monthly.map(({ input }) => input.period.label)).toEqual(
      ["01", "02", "03", "04", "05", "06", "07"].map((month) => `2025-${month}`),
    );
  });

  it("has no first screen longer than is read in two minutes", () => {
    const tooLong = digests.filter(({ screen, input }) => screenWords(screen, input) > MOST_WORDS.many);
    expect(tooLong.map(({ screen }) => screen.title)).toEqual([]);
  });
});
