/** Whatever there is on one morning, all of it is named or stands in a list behind a button. Random: `full-morning.long.test.ts`. */
import { expect, it } from "vitest";
import { expectWhole, type FullMorning, partsOf, playMorning } from "./full-morning.ts";

function eachOf(count: number, locale: FullMorning["locale"]): FullMorning {
  return { handle: `n${count}`, checkIns: count, requests: count, items: count, steps: count, drafts: 0, locale };
}

it("names all of a morning with 1, 5, 14 and 60 of a kind (P36)", async () => {
  const mornings = [
    eachOf(1, "en-GB"),
    eachOf(5, "fr-FR"),
    { ...eachOf(14, "fr-FR"), requests: 0, steps: 0 },
    { ...eachOf(60, "en-GB"), checkIns: 0, items: 0, steps: 0 },
  ];
  const played = await playMorning(mornings);
  await expectWhole(played);
  const lists = mornings.map(({ handle }) => played.run.as(handle).inbox().flatMap(partsOf).length);
  expect(lists).toEqual([0, 4, 2, 1]);
});
