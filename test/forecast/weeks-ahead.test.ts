/** The plan says how many messages come in each week. */
import { expect, it } from "vitest";
import { WeekCounts } from "../../src/forecast/rules-weeks.ts";
import { planOfWorkspace } from "../../src/forecast/use-cases.ts";
import { messagesSince } from "../support/attention.ts";
import { aRun, LEA, MONDAY, personIn, type Run, SOFIA, TOM, textOf } from "../support/run.ts";
import { planOf } from "./asking.ts";

const daily = (program: string, at: string) => ({
  key: `daily-${program}`,
  program,
  questions: [{ key: "moved", type: "long-text", label: "What moved?" }],
  // At one time for all, which no morning message can hold.
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at, zone: "Europe/London" },
  audience: ["team"],
});

/** Two programs ask Tom each day at two times; Sofia in one of them. */
const aStory = () =>
  aRun({
    isTogether: true,
    people: [LEA, TOM, SOFIA],
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", team: ["tom", "sofia"] },
      { key: "borea", title: "Borea", lead: "sofia", team: ["tom"] },
    ],
    cadences: [daily("atlas", "10:00"), daily("borea", "14:00")],
  });

async function plan(run: Run, handle: string): Promise<string> {
  return textOf(await planOf(run, handle, "/drumbeat plan")).replaceAll("\u00a0", " ");
}

it("tells each person their own number of this and the next week, which is what then comes", async () => {
  const run = await aStory();
  await run.to("2026-11-02T00:01:00Z");
  const own = (await plan(run, "tom")).split("\n")[1] ?? "";
  const [, ...told] =
    /^Messages to you, as planned so far: this week (\d+) and in the week of Mon 9 Nov (\d+)\.$/.exec(own) ?? [];
  const { id } = await personIn(run, "tom");
  const came = async () => (await messagesSince(run.db, MONDAY)).filter(({ personId }) => personId === id).length;
  await run.to("2026-11-08T23:00:00Z");
  const thisWeek = await came();
  await run.to("2026-11-15T23:00:00Z");
  expect(told.map(Number)).toEqual([thisWeek, (await came()) - thisWeek]);
}, 120_000);

it("counts all programs of those whom the plan of one shows, for the operator", async () => {
  const run = await aStory();
  await run.to("2026-11-02T00:01:00Z");
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", "borea").executeTakeFirstOrThrow();
  const counts = new WeekCounts();
  const asked = { weeks: 3, now: run.clock.now(), programId: id, counts };
  for await (const { person } of planOfWorkspace(run.db, run.app.workspace.id, asked)) expect(person).not.toBe("lea");
  const weeks = counts.weeks().map(({ person, monday, count }) => [person.handle, monday, count > 7]);
  expect(weeks).toContainEqual(["tom", "2026-11-09", true]);
  expect(weeks.map(([handle]) => handle)).not.toContain("lea");
}, 120_000);
