/** P23: when nobody is left to ask in a check-in, whoever keeps its program is told once, in their language. */
import { expect, it } from "vitest";
import { changeProgram } from "../../src/programs/changes.ts";
import type { ProgramForm } from "../../src/programs/creating.ts";
import {
  aRun,
  atAnyHour,
  LEA,
  leaveSlack,
  NINA,
  personIn,
  type Run,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", deputy: "nina", sponsors: ["sofia"], team: ["tom"] };
const SEATS = { lea: "lead", nina: "deputy", sofia: "sponsor" } as const;

async function aRunAsking(audience: string[]): Promise<Run> {
  const cadences = [{ key: "daily", program: "atlas", template: "daily-team", audience }];
  const run = await aRun({ people: [LEA, TOM, NINA, SOFIA], programs: [ATLAS], cadences });
  // As notices come once a day.
  await atAnyHour(run, "lea", "nina");
  await run.to("2026-11-02T23:00Z");
  return run;
}

async function toldOf(run: Run, handle: string): Promise<string[]> {
  return (await sentAs(run, "nobody-left", handle)).map(({ text }) => text.split("\n")[0] ?? "");
}

/** Ends the seat of Tom, who is in the team, as the form of the program does it. */
async function endSeatOfTom(run: Run, by: string): Promise<void> {
  const program = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
  const seats: ProgramForm["seats"][number][] = [];
  for (const handle of ["lea", "nina", "sofia"] as const)
    seats.push({ role: SEATS[handle], person: await personIn(run, handle) });
  await changeProgram(
    { ...run.app.services, actor: await personIn(run, by) },
    {
      programId: program.id,
      title: program.title,
      purpose: program.purpose,
      benefits: program.benefits,
      visibility: program.visibility,
      channelId: null,
      startsOn: null,
      endsOn: null,
      seats,
    },
  );
  await run.settle();
}

it("tells the lead once, however many rounds ask nobody, with a button to choose who is asked (P23)", async () => {
  const run = await aRunAsking(["team"]);
  await leaveSlack(run, "tom");
  await run.to("2026-11-06T23:00Z");
  const missed = await run.db
    .selectFrom("round")
    .select("key")
    .where("missed_reason", "=", "no-participants")
    .execute();
  expect(missed.length).toBeGreaterThan(2);
  expect(await toldOf(run, "lea")).toEqual([
    "Plus personne ne peut répondre à *Point quotidien* (*Atlas*)\u00a0: la dernière occurrence n’a pas été envoyée, et il n’y en aura pas d’autre tant que vous n’aurez pas choisi qui répond.",
  ]);
  expect(await toldOf(run, "nina")).toEqual([]);
  const [notice] = await sentAs(run, "nobody-left", "lea");
  if (!notice) throw new Error("not told");
  await run.as("lea").press(notice.message, { label: "Modifier le point d’étape" });
  expect(textOf(await run.as("lea").waitForView())).toContain("Qui répond");
});

it("tells the lead when somebody else ends the seat of the last one named, and not whoever did it (P23)", async () => {
  const run = await aRunAsking(["tom"]);
  await endSeatOfTom(run, "nina");
  await run.to("2026-11-05T23:00Z");
  expect(await toldOf(run, "lea")).toEqual([
    "La dernière personne qui répondait à *Point quotidien* a quitté *Atlas*\u00a0: ce point d’étape est en pause. Choisissez qui répond, puis reprenez-le.",
  ]);
  const other = await aRunAsking(["tom"]);
  await endSeatOfTom(other, "lea");
  await other.to("2026-11-05T23:00Z");
  expect(await other.db.selectFrom("delivery").select("id").where("kind", "=", "nobody-left").execute()).toEqual([]);
});
