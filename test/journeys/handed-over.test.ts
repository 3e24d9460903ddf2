/** Who leads a program changes: what digests told under those before stays what it was. */

import { viewAsText } from "slack-sandbox";
import { expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { sendCorrection } from "../../src/digests/corrections/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestById, listDigests } from "../../src/digests/use-cases.ts";
import { readerOf } from "../../src/people/use-cases.ts";
import { addLocalDays } from "../../src/platform/time.ts";
import type { SeatRole } from "../../src/programs/table.ts";
import { listEverySeat, programByKey } from "../../src/programs/use-cases.ts";
import { changeProgram, changeSeat } from "../../src/programs/use-cases-changes.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { aRun, openForm, personIn, SOFIA, TOM } from "../support/run.ts";

const PIA = { handle: "pia", name: "Pia Holm", tz: "Europe/London", locale: "en-GB" };
const NINA = { handle: "nina", name: "Nina Diaz", tz: "Europe/London", locale: "en-GB" };
const LUC = { handle: "luc", name: "Luc Petit", tz: "Europe/Paris", locale: "fr-FR" };
const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Statut" }, feeds: "health" },
];
const RED = { colour: "red", reason: "The vendor is late." };
const AMBER = { colour: "amber", reason: "The vendor is nearly there." };
const GREEN = { colour: "green" };

/** Tom leads Atlas, and Pia is his deputy, or has the same `role`: of September and October they do not say the same. */
async function aStory(role?: "lead" | "deputy") {
  const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  const audience = ["lead", "deputy"];
  const run = await aRun({
    people: [TOM, PIA, SOFIA, NINA, LUC],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", deputy: "pia", sponsors: ["sofia", "luc"] }],
    cadences: [{ key: "atlas", program: "atlas", questions: QUESTIONS, audience, readers: ["sponsors"], rule }],
    start: "2026-09-28T00:00:00.000Z",
  });
  const { services } = run.app;
  const [tom, pia, sofia] = [await personIn(run, "tom"), await personIn(run, "pia"), await personIn(run, "sofia")];
  const [nina, luc] = [await personIn(run, "nina"), await personIn(run, "luc")];
  const program = await programByKey(run.db, tom.workspace_id, "atlas");
  if (!program) throw new Error("There is no Atlas.");
  const says = async (at: string, who: "tom" | "pia" | "nina", health: Record<string, unknown>) => {
    await run.to(`${at}Z`);
    await openForm(run, who, "atlas");
    await fillAndSubmit(run.as(who), QUESTIONS, { health } as never);
    await run.settle();
  };
  const told = async (period: string, reader = sofia) => {
    const found = await listDigests(run.db, { workspaceId: tom.workspace_id, personId: reader.id });
    const id = found.findLast((one) => one.rhythm === "monthly" && one.period === period)?.id ?? "";
    const edition = await digestById(run.db, tom.workspace_id, id);
    if (!edition) throw new Error("There is no such edition.");
    return { id, text: plain(digestText(edition.document)), colours: edition.document.colours?.[0]?.colours.slice(-3) };
  };
  const why = async (editionId: string | null = null, person = sofia) => {
    const view = whyView(readerOf(person), await explainColour(services, person, program.id, editionId));
    return plain(viewAsText({ state: { values: {} }, ...view } as never));
  };
  const home = async () => {
    await run.as("sofia").openHome();
    await run.settle();
    return plain(viewAsText(run.as("sofia").home() as never));
  };
  /** By the form of the program, from now on. */
  const seats = async (seated: readonly [SeatRole, typeof tom][], by = tom) => {
    await changeProgram(services, by, program.id, {
      title: program.title,
      purpose: program.purpose,
      benefits: program.benefits,
      visibility: program.visibility,
      channelId: program.channel_id,
      startsOn: null,
      endsOn: null,
      seats: seated.map(([role, person]) => ({ role, person })),
    });
    await run.settle();
  };
  /** From a day on, with the dates of their seats. */
  const handsOver = async (from: string) => {
    await seats([
      ["lead", tom],
      ["lead", pia],
      ["deputy", pia],
      ["sponsor", sofia],
    ]);
    for (const { id: seatId, role, person_id } of await leadingSeats()) {
      const isNew = role === "lead" && person_id === pia.id;
      const until = isNew ? null : addLocalDays(from, -1);
      const change = { from: isNew ? from : null, until, delegate: null };
      await changeSeat(services, tom, { programId: program.id, seatId }, change);
    }
    await run.settle();
  };
  const leadingSeats = async () =>
    (await listEverySeat(run.db, program)).filter(({ role: its }) => its === "lead" || its === "deputy");
  /** Tom does not lead it until that day. */
  const putsOff = async (from: string) => {
    const seatId = (await leadingSeats()).find((seat) => seat.person_id === tom.id && seat.role === role)?.id ?? "";
    await changeSeat(services, tom, { programId: program.id, seatId }, { from, until: null, delegate: null });
    await run.settle();
  };
  const leadBy = (...leading: (typeof tom)[]) => {
    const seated = leading.map((one): [SeatRole, typeof tom] => [role ?? "lead", one]);
    return seats([...seated, ["sponsor", sofia], ["sponsor", luc]], pia);
  };
  const corrects = async (period: string) => {
    const part = { programId: program.id, rhythm: "monthly", period } as const;
    await sendCorrection(services, tom, part, { reason: "It was wrong.", wording: null, isRenewed: true });
    await run.settle();
  };
  if (role) await leadBy(tom, pia);
  await says("2026-09-30T12:00", "tom", GREEN);
  await says("2026-09-30T12:00", "pia", role ? GREEN : AMBER);
  await says("2026-10-30T12:00", "tom", RED);
  await says("2026-10-30T12:00", "pia", GREEN);
  await run.to("2026-11-04T12:00Z");
  expect((await told("2026-10")).text).toContain("🔴 Atlas · on track → off track");
  return { run, tom, pia, sofia, nina, luc, says, told, why, home, seats, handsOver, putsOff, leadBy, corrects };
}

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

it("what was told before the lead handed over to the deputy stays as it was told (A1)", async () => {
  const { run, pia, says, told, why, handsOver } = await aStory();
  await run.to("2026-11-10T12:00Z");
  await handsOver("2026-11-16");
  await run.to("2026-11-17T12:00Z");
  const now = await why();
  expect(now).toContain("🟢 On track · since Monday 16 November");
  expect(now).toContain("October 2026 · 🔴 Off track\nSeptember 2026 · 🟢 On track");
  await says("2026-11-30T12:00", "pia", AMBER);
  await run.to("2026-12-03T12:00Z");
  const { id, text, colours } = await told("2026-11");
  expect(text).toContain("🟠 Atlas · off track → at risk · ↑ better · was 🟢 on track from Mon 16 Nov to Mon 30 Nov");
  expect(colours).toEqual(["green", "red", "amber"]);
  for (const one of [await why(), await why(id), await why(null, pia)])
    expect(one).toContain("October 2026 · 🔴 Off track\nSeptember 2026 · 🟢 On track");
});
