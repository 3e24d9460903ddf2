import { messageAsText } from "slack-sandbox";
import { expect, it } from "vitest";
import { aRun, LEA, TOM } from "../support/run.ts";

const EVE = { handle: "eve", name: "Eve Partner", tz: "Europe/London", locale: "en-GB", affiliation: "external" };

it("in an Enterprise organisation works for its own workspace; people of another one are never asked", async () => {
  const run = await aRun({
    people: [LEA, TOM, { ...EVE, affiliation: "other-workspace" }],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }],
    channels: [{ name: "shared", members: ["tom", "eve"] }],
    enterprise: { id: "E0KESTREL", name: "Kestrel" },
  });
  const people = await run.db.selectFrom("person").select(["handle", "affiliation"]).where("is_bot", "=", 0).execute();
  const affiliations = Object.fromEntries(people.map(({ handle, affiliation }) => [handle, affiliation]));
  expect(affiliations).toMatchObject({ tom: "member", eve: "external" });
  await run.to("2026-11-03T12:00Z");
  expect(run.as("eve").dm()).toEqual([]);
  const { response } = await run.as("tom").command("/drumbeat help");
  // Each command stands once in its line (67 L9s).
  expect(response && messageAsText(response)).toMatch(/• `\/drumbeat roles` see /);
  await run.as("tom").openHome();
  await run.settle();
  expect(run.as("tom").home()).not.toBeNull();
});
