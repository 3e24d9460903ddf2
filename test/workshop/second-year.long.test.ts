/** From one annual workshop to the next. */
import { expect, it } from "vitest";
import { arrivals } from "../support/run.ts";
import { ASKED, aWorkshop, PUT_TOGETHER, preparationFor, roundOf, saidBy, says } from "./a-workshop.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

it("the preparation of a second year stands beside the first", async () => {
  const run = await aWorkshop();
  await run.to(ASKED);
  await says(run, "sam");
  await run.to(PUT_TOGETHER);
  await run.to("2027-11-26T15:00Z");
  await says(run, "sam", saidBy("sam", { vision: "the year after" }));
  await run.to("2027-12-03T15:00Z");
  expect(await roundOf(run)).toMatchObject({ key: "2027-12-09" });
  const sent = arrivals(run, "sam").map(({ text }) => plain(text));
  expect(sent.filter((text) => text.includes("Preparation of the workshop on"))).toHaveLength(2);
  const { questions, version } = await preparationFor(run, "sam");
  expect([questions[0]?.signed, version.number]).toEqual([[{ name: "Sam Poe", text: "the year after" }], 1]);
});
