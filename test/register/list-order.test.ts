/** In which order the register is read. */
import { expect, it } from "vitest";
import type { NewItem } from "../../src/register/items.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { aRun, LEA, personIn, TOM, textOf } from "../support/run.ts";

const ITEMS: readonly NewItem[] = [
  { type: "decision", details: {}, title: "Decided", sourceKey: "test:1" },
  { type: "action", details: {}, title: "Old action", dueOn: "2026-12-01", sourceKey: "test:2" },
  { type: "action", details: {}, title: "Young action", dueOn: "2026-11-30", sourceKey: "test:3" },
  { type: "ask", details: { kind: "decision" }, title: "Request", sourceKey: "test:5" },
  { type: "issue", details: { blocksWork: true }, title: "Blocker", sourceKey: "test:6" },
  { type: "risk", details: { probability: 5, impact: 5 }, title: "High risk", sourceKey: "test:7" },
  { type: "action", details: {}, title: "Late action", dueOn: "2026-11-03", sourceKey: "test:8" },
];

it("has what is open first, by its date, then decisions in force", async () => {
  const run = await aRun({
    people: [LEA, TOM],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["tom"] }],
    cadences: [],
  });
  const lea = await personIn(run, "lea");
  const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  for (const [index, item] of ITEMS.entries()) {
    await run.to(`2026-11-02T10:0${index}Z`);
    await addQuietly(acting(run.app.services, lea), { programId: id, ...item });
  }
  await run.to("2026-11-05T10:00Z");
  await run.as("lea").command("/drumbeat registre");
  await run.as("lea").waitForView();
  await run.as("lea").pressInView({ actionId: "register.filter:state", option: "all" });
  const shown = textOf(await run.as("lea").waitForView());
  const titles = [...shown.matchAll(/^\*[A-Z]+-[A-Z]+-\d+ · (.+?)\* · /gm)].flatMap(([, title]) => title ?? []);
  expect(titles).toEqual([
    ...["Late action", "Request", "Blocker", "Young action", "Old action", "High risk", "Decided"],
  ]);
});
