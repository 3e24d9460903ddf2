/** The plan says how many messages come in each week, beside what is meant. */
import { expect, it } from "vitest";
import { messagesThisWeek } from "../../src/delivery/attention/use-cases.ts";
import { WeekCounts } from "../../src/dry-run/rules-weeks.ts";
import { planOfWorkspace } from "../../src/dry-run/use-cases.ts";
import { aRun, LEA, personIn, type Run, SOFIA, TOM, textOf } from "../support/run.ts";
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
const aStory = (isTogether: boolean) =>
  aRun({
    isTogether,
    people: [LEA, TOM, SOFIA],
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", team: ["tom", "sofia"] },
      { key: "borea", title: "Borea", lead: "sofia", team: ["tom"] },
    ],
    cadences: [daily("atlas", "10:00"), daily("borea", "14:00")],
  });

async function plan(run: Run, handle: string, line = ""): Promise<string> {
  return textOf(await planOf(run, handle, `/drumbeat plan${line}`)).replaceAll("\u00a0", " ");
}

async function ofProgram(run: Run, handle: string): Promise<string> {
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", "atlas").executeTakeFirstOrThrow();
  return plan(run, handle, ` program ${id}`);
}

it("tells each person their number of this and the next week, in words where it is above what is meant", async () => {
  const run = await aStory(true);
  await run.to("2026-11-04T12:00:00Z");
  const own = (await plan(run, "tom")).split("\n")[1] ?? "";
  const [, thisWeek = "", next = ""] =
    /^Messages to you, as planned so far: this week (\d+), more than the 7 planned and in the week of Mon 9 Nov (\d+), more than the 7 planned\.$/.exec(
      own,
    ) ?? [own];
  expect(await plan(run, "sofia")).toMatch(/this week \d of 8/);
  // Above it is who, and no number of theirs.
  const led = await ofProgram(run, "lea");
  expect(led).toContain(
    "Plus de messages que prévu, tous programmes confondus, la semaine du lun. 9 nov. : Tom Baker.",
  );
  expect(led).not.toMatch(/sur 7|les 7/);
  // What was planned is what came.
  const tom = await personIn(run, "tom");
  const { services, workspace } = run.app;
  const thisWeekOf = { workspaceId: workspace.id, id: tom.id, zone: tom.zone };
  await run.to("2026-11-08T23:00:00Z");
  expect(Number(thisWeek)).toBe(await messagesThisWeek(services, thisWeekOf));
  await run.to("2026-11-15T23:00:00Z");
  expect(Number(next)).toBe(await messagesThisWeek(services, thisWeekOf));
}, 120_000);

it("tells only the number where each message comes as it happens: nothing is meant for it", async () => {
  const run = await aStory(false);
  await run.to("2026-11-02T00:01:00Z");
  expect(await plan(run, "tom")).toMatch(/as planned so far: this week \d+ and in the week of Mon 9 Nov \d+\./);
  expect(await ofProgram(run, "lea")).not.toContain("Plus de messages que prévu");
}, 120_000);

it("counts all programs of those whom the plan of one shows, for the operator", async () => {
  const run = await aStory(true);
  await run.to("2026-11-02T00:01:00Z");
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", "borea").executeTakeFirstOrThrow();
  const counts = new WeekCounts();
  const asked = { weeks: 3, now: run.clock.now(), programId: id, counts };
  for await (const { person } of planOfWorkspace(run.db, run.app.workspace.id, asked)) expect(person).not.toBe("lea");
  const weeks = counts.weeks().map(({ person, monday, count, ceiling }) => [person.handle, monday, count > 7, ceiling]);
  expect(weeks).toContainEqual(["tom", "2026-11-09", true, 7]);
  expect(weeks.map(([handle]) => handle)).not.toContain("lea");
}, 120_000);
