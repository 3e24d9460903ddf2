/** P23: when nobody is left to ask in a check-in, whoever keeps its program is told once, in their language. */
import { expect, it } from "vitest";
import { aRun, atAnyHour, LEA, leaveSlack, NINA, type Run, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";
import { seatAnew } from "../support/seats.ts";

const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", deputy: "nina", sponsors: ["sofia"], team: ["tom"] };
/** All but Tom, who is in the team. */
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
  await seatAnew(run, "nina", SEATS);
  await run.to("2026-11-05T23:00Z");
  expect(await toldOf(run, "lea")).toEqual([
    "La dernière personne qui répondait à *Point quotidien* a quitté *Atlas*\u00a0: ce point d’étape est en pause. Choisissez qui répond, puis reprenez-le.",
  ]);
  const other = await aRunAsking(["tom"]);
  await seatAnew(other, "lea", SEATS);
  await other.to("2026-11-05T23:00Z");
  expect(await other.db.selectFrom("delivery").select("id").where("kind", "=", "nobody-left").execute()).toEqual([]);
});
