/** An item of the register as its owner opens it. */
import { expect, it } from "vitest";
import { putInto } from "../../src/demo/answer-check-in.ts";
import { readerOf } from "../../src/people/people.ts";
import { changeItem } from "../../src/register/acts.ts";
import { itemIds } from "../../src/register/ids.ts";
import { itemView } from "../../src/register/item-view.ts";
import { itemReading } from "../../src/register/readings.ts";
import { aRun, openForm, personIn, SOFIA, TOM } from "../support/run.ts";

it("has one button to its answer, however long its history is", async () => {
  const rule = { every: "week", on: ["mo"], at: "09:00", zone: "Europe/London" };
  const run = await aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "sofia", team: ["tom"] }],
    cadences: [{ key: "weekly", program: "atlas", template: "weekly-progress", rule, audience: ["team"] }],
  });
  await run.to("2026-11-02T12:00Z");
  await openForm(run, "tom", "weekly");
  const given = { health: "green", progress: "Done", blocker: "No test data" };
  for (const [key, value] of Object.entries(given)) await putInto(run.as("tom"), `answer:${key}`, value);
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  const { id } = await run.db.selectFrom("item").select("id").executeTakeFirstOrThrow();
  const tom = await personIn(run, "tom");
  const asTom = { ...run.app.services, actor: tom };
  for (let revision = 1; revision <= 4; revision += 1)
    await changeItem(asTom, { id, revision, edit: { title: `No test data, ${revision}` } });
  const shown = JSON.stringify(
    itemView(readerOf(tom), await itemReading.read(asTom, { id }), { today: "2026-11-02", notice: null, added: [] }),
  );
  expect(shown.split(itemIds.readAnswer)).toHaveLength(2);
});
