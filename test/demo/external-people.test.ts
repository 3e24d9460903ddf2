import { expect, it } from "vitest";
import { aRun, LEA, TOM } from "../support/run.ts";

const EVE = { handle: "eve", name: "Eve Partner", tz: "Europe/London", locale: "en-GB", affiliation: "external" };

it("people of another company are never asked by the app, whatever Slack says of them (K9)", async () => {
  const run = await aRun({
    people: [LEA, TOM, EVE],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }],
  });
  const eve = await run.db
    .selectFrom("person")
    .select(["affiliation", "zone"])
    .where("handle", "=", "eve")
    .executeTakeFirstOrThrow();
  expect(eve).toEqual({ affiliation: "external", zone: "UTC" });
  await run.to("2026-11-03T12:00Z");
  expect(run.as("eve").dm()).toEqual([]);
});
