/** An item that goes up, by hand and by itself, and how the answer comes back; a check-in that nobody gives. */
import { describe, expect, it } from "vitest";
import { getPersonByHandle } from "../../src/people/use-cases.ts";
import {
  aRun,
  arrivals,
  asItIsNow,
  atAnyHour,
  LEA,
  NINA,
  openForm,
  type Run,
  SOFIA,
  savedWith,
  sentAs,
  textOf as shownAs,
  TOM,
} from "../support/run.ts";

/** Dates do not break at the end of a line: here their blanks are plain ones. */
const textOf = (shown: Parameters<typeof shownAs>[0]) => shownAs(shown).replaceAll("\u00a0", " ");

const ANA = { handle: "ana", name: "Ana Gil", tz: "Europe/London", locale: "en-GB" };
const MONTHLY = {
  key: "monthly",
  program: "atlas",
  questions: [{ key: "progress", type: "long-text", label: "What has been achieved?", feeds: "progress" }],
  rule: { every: "month", on: { day: 2, overflow: "clamp" }, at: "09:00", zone: "Europe/London" },
  audience: ["lead", "team"],
};

async function atlas(): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, SOFIA, ANA],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], steering: ["ana"], team: ["tom"] }],
    cadences: [MONTHLY],
  });
  await atAnyHour(run, "lea", "tom", "sofia", "ana");
  await run.to("2026-11-02T10:00Z");
  return run;
}

async function blocker(run: Run): Promise<void> {
  const tom = run.as("tom");
  await tom.command("/drumbeat issue The certificates expired");
  await tom.waitForView();
  tom.fill("blocks", "yes");
  tom.fill("due", "2026-11-30");
  const result = await tom.submit();
  if (!("updated" in result)) throw new Error(JSON.stringify(result));
}

/** The last message of this kind, as it is now. */
async function last(run: Run, kind: string, handle: string) {
  const found = (await sentAs(run, kind, handle)).at(-1);
  if (!found) throw new Error(`No ${kind} came to ${handle}: ${arrivals(run, handle).at(-1)?.text}`);
  return asItIsNow(run, found.message);
}

describe("an item that goes up", () => {
  it("by hand carries what those above need; each says in place what has become of it; the answer reaches all below", async () => {
    const run = await atlas();
    await blocker(run);
    const tom = run.as("tom");
    await tom.pressInView({ label: "Escalate…" });
    expect(textOf(await tom.waitForView())).toContain("Goes to Léa Martin (lead), who will be able to read it.");
    tom.fill("effect", "Launch slips by a week");
    tom.fill("tried", "Called @channel twice");
    tom.fill("options", "Buy new ones\nDo nothing");
    tom.fill("recommendation", " ");
    expect(await tom.submit()).toEqual({ errors: { recommendation: "This field is required." } });
    tom.fill("recommendation", "Buy new ones");
    expect(await savedWith(run, "tom")).toContain("ATL-I-1 escalated to Léa Martin.");
    await run.settle();

    const shown = await last(run, "escalation", "lea");
    expect(textOf(shown)).toContain("ATL-I-1 · The certificates expired");
    expect(textOf(shown)).toContain("Tom Baker a besoin de votre réponse pour avancer.");
    expect(textOf(shown)).toContain("Déjà tenté : Called @channel twice");
    expect(textOf(shown)).toContain("sous 1 jour ouvré");
    const lea = run.as("lea");
    await lea.press(shown, { label: "J’en ai pris connaissance" });
    await run.settle();
    expect(textOf(await last(run, "escalation", "lea"))).toContain("votre réponse est attendue");

    await lea.press(await last(run, "escalation", "lea"), { label: "Escalader…" });
    await lea.waitForView();
    for (const field of ["effect", "tried", "options", "recommendation"]) lea.fill(field, `Le ${field}`);
    expect(await savedWith(run, "lea")).toContain("Sofia Rossi");
    await run.settle();
    expect(textOf(await last(run, "escalation", "lea"))).toContain("Désormais confié à Sofia Rossi");
    expect(textOf(await last(run, "escalation-rise", "tom"))).toContain(
      "” escalated to Sofia Rossi (executive sponsor)",
    );

    const sofia = run.as("sofia");
    await sofia.press(await last(run, "escalation", "sofia"), { label: "Answer…" });
    await sofia.waitForView();
    sofia.fill("answer", "Buy them: finance knows");
    await savedWith(run, "sofia");
    await run.settle();
    await run.to("2026-11-02T10:05Z");
    for (const handle of ["tom", "lea"])
      expect(textOf(await last(run, "escalation-answer", handle))).toContain("Buy them: finance knows");
    expect(textOf(await last(run, "escalation", "sofia"))).toContain("✓ Answered.");

    await tom.press(await last(run, "escalation-answer", "tom"), { label: "Open" });
    const history = textOf(await tom.waitForView());
    expect(history).toContain(
      "→ Sofia Rossi (executive sponsor) · manually · acknowledge within 2, answer within 5 working days",
    );
    expect(history).toContain("→ Tom Baker (working team) · with an answer");
  });

  it("by itself comes after the last day on which it could be answered, and says why", async () => {
    const run = await atlas();
    await blocker(run);
    await run.to("2026-11-05T12:00Z");
    // It comes with the question whether it still blocks, as of any blocker, which is all that comes at half time.
    const reminders = arrivals(run, "tom").filter(({ text }) => text.includes("before it escalates"));
    expect(reminders.map(({ at }) => at.slice(0, 16))).toEqual(["2026-11-05T09:00"]);
    expect(reminders[0]?.text).toContain("Last day to answer before it escalates");
    await run.to("2026-11-06T12:00Z");
    expect(textOf(await last(run, "escalation", "lea"))).toContain(
      "Pas de réponse au niveau précédent (équipe opérationnelle) en 3 jours ouvrés.",
    );
  });
});

describe("a reminder", () => {
  it("names the term that ends, and a term begins on the day on which its reader may be written to (A6)", async () => {
    const run = await aRun({
      people: [NINA, TOM, SOFIA],
      programs: [{ key: "atlas", title: "Atlas", lead: "nina", sponsors: ["sofia"], team: ["tom"] }],
      cadences: [MONTHLY],
    });
    await atAnyHour(run, "tom");
    // Monday, half past ten in the evening in New York.
    await run.to("2026-11-03T03:30Z");
    await blocker(run);
    const tom = run.as("tom");
    await tom.pressInView({ label: "Escalate…" });
    await tom.waitForView();
    for (const field of ["effect", "tried", "options", "recommendation"]) tom.fill(field, `The ${field}`);
    await savedWith(run, "tom");
    await run.to("2026-11-05T05:00Z");
    expect((await sentAs(run, "escalation-reminder", "nina")).map(({ at, text }) => [at.slice(0, 16), text])).toEqual([
      ["2026-11-04T14:00", expect.stringMatching(/^Last day to acknowledge before it escalates: ATL-I-1/)],
    ]);
  });

  it("of the term to say that it was seen says so in French too (P25)", async () => {
    const run = await atlas();
    await blocker(run);
    const tom = run.as("tom");
    await tom.pressInView({ label: "Escalate…" });
    await tom.waitForView();
    for (const field of ["effect", "tried", "options", "recommendation"]) tom.fill(field, `The ${field}`);
    await savedWith(run, "tom");
    await run.to("2026-11-03T12:00Z");
    expect((await sentAs(run, "escalation-reminder", "lea")).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Dernier jour pour dire que vous en avez pris connaissance, avant l’escalade/),
    ]);
  });
});

describe("a blocker that went up, and that its author leaves out of two answers", () => {
  it("is told as closed by that, with its title set off, never as solved; it can be reopened (B2)", async () => {
    const daily = {
      key: "daily",
      program: "atlas",
      questions: [
        { key: "progress", type: "long-text", label: "What moved?", feeds: "progress" },
        { key: "blocker", type: "long-text", label: "What blocks you?", feeds: "blocker" },
      ],
      rule: { every: "day", at: "09:00", zone: "Europe/London" },
      audience: ["team"],
    };
    const run = await aRun({
      people: [LEA, TOM, SOFIA],
      programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
      cadences: [daily],
    });
    await atAnyHour(run, "lea", "tom", "sofia");
    const say = async (day: string, answers: Record<string, string>) => {
      await run.to(`2026-11-${day}T10:00Z`);
      await openForm(run, "tom", "daily");
      for (const [key, answer] of Object.entries(answers)) run.as("tom").fill(`answer:${key}`, answer);
      expect(await run.as("tom").submit()).toEqual({ closed: true });
      await run.settle();
    };
    for (const day of ["02", "03"]) await say(day, { blocker: `Receipts: a third rejected, day ${day}` });
    await run.to("2026-11-09T09:30Z");
    expect(textOf(await last(run, "escalation", "lea"))).toContain("ATL-I-1 · Receipts");
    for (const day of ["09", "10"]) await say(day, { progress: "The parser" });

    const end =
      "est clos : Tom Baker ne le mentionne plus dans deux points d’étape de suite qui demandent les blocages. Si ce n’est pas résolu, l’élément peut être rouvert.";
    expect(textOf(await last(run, "escalation-answer", "lea"))).toContain(
      `ATL-I-1 « Receipts: a third rejected, day 03 » ${end}`,
    );
    expect(textOf(await last(run, "escalation", "lea"))).toContain(
      "Clos : Tom Baker ne le mentionne plus dans deux points d’étape de suite qui demandent les blocages.",
    );
    // His receipt says so: no message beside it.
    expect(await sentAs(run, "escalation-answer", "tom")).toEqual([]);
    const receipt = run.as("tom").dm().at(-1);
    if (!receipt) throw new Error("No receipt came");
    expect(textOf(receipt)).toContain(
      "ATL-I-1 is closed: you didn’t mention it in two check-ins in a row that ask about blockers. If it isn’t resolved, reopen it.",
    );
    await run.as("tom").press(receipt, { label: "Open ATL-I-1" });
    expect(textOf(await run.as("tom").waitForView())).toContain(
      "Drumbeat · closed (not mentioned in two check-ins in a row that ask about blockers)",
    );
    await run.as("tom").pressInView({ label: "Reopen" });
    expect(textOf(await run.as("tom").waitForView())).toContain("reopened");
    expect(
      arrivals(run, "lea")
        .map(({ text }) => text)
        .join(),
    ).not.toMatch(/réglé|résolu\./);
  });
});

describe("a check-in that nobody gives", () => {
  const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], steering: ["ana"], team: ["tom"] };
  const told = async (run: Run, handle: string) =>
    (await sentAs(run, "late-check-in", handle)).map(
      ({ at, text }) => `${at.slice(0, 10)} ${text.replaceAll("\u00a0", " ")}`,
    );

  it("is told after two working days to the lead, the lead's own to the deputy, and to nobody above (C8)", async () => {
    const run = await aRun({
      people: [LEA, TOM, NINA, SOFIA, ANA],
      programs: [{ ...ATLAS, deputy: "nina" }],
      cadences: [MONTHLY],
    });
    await atAnyHour(run, "lea", "tom", "nina", "sofia", "ana");
    await run.to("2026-11-10T12:00Z");
    expect(await told(run, "lea")).toEqual([
      expect.stringMatching(/^2026-11-05 .*Atlas.*toujours sans réponse\s: Tom Baker/),
    ]);
    expect(await told(run, "nina")).toEqual([
      expect.stringMatching(/^2026-11-05 .*still waiting for Léa Martin.*A quick word from you may help/),
    ]);
    for (const handle of ["sofia", "ana", "tom", "workspace-owner"]) expect(await told(run, handle)).toEqual([]);
  });

  it("is told to an admin where nobody else leads, with what they can do, once until there is an answer (C8)", async () => {
    const run = await atlas();
    const first = expect.stringMatching(
      /^2026-11-05 .*still waiting for its lead\. No one else leads this program; as an admin/,
    );
    await run.to("2026-12-10T12:00Z");
    expect(await told(run, "workspace-owner")).toEqual([first]);
    expect(await told(run, "lea")).toHaveLength(2);
    await openForm(run, "lea", "monthly");
    run.as("lea").fill("answer:progress", "Done");
    expect(await run.as("lea").submit()).toEqual({ closed: true });
    await run.to("2027-01-20T12:00Z");
    // The first is of a round that ended long ago, and forgotten.
    expect(await told(run, "workspace-owner")).toEqual([
      expect.stringMatching(/^2027-01-\d\d .*still waiting for its lead/),
    ]);
    for (const handle of ["sofia", "ana"]) expect(await told(run, handle)).toEqual([]);
  });

  it("drops what an earlier version put into the outbox for those above (C8)", async () => {
    const run = await atlas();
    const before = await run.db
      .selectFrom("delivery")
      .selectAll()
      .where("kind", "=", "late-check-in")
      .executeTakeFirstOrThrow();
    const { roundId } = JSON.parse(before.subject);
    const rows = [];
    for (const [handle, rung] of [
      ["sofia", 1],
      ["ana", 2],
      ["lea", 2],
    ] as const) {
      const { id } = await getPersonByHandle(run.db, before.workspace_id, handle);
      const key = `late-check-in:${roundId}:${id}:${rung}:then`;
      const subject = JSON.stringify({ roundId, reviewerId: id, rung });
      rows.push({ ...before, id: key, key, subject, person_id: id, conversation: `person:${id}` });
    }
    await run.db.insertInto("delivery").values(rows).execute();
    await run.to("2026-11-10T12:00Z");
    const after = await run.db
      .selectFrom("delivery")
      .select("state")
      .where("key", "like", "late-check-in:%:then")
      .execute();
    expect(after).toEqual(rows.map(() => ({ state: "dropped" })));
    for (const handle of ["sofia", "ana"]) expect(await told(run, handle)).toEqual([]);
    expect(await told(run, "lea")).toHaveLength(1);
  });

  it("is told to nobody once it is there", async () => {
    const run = await atlas();
    for (const handle of ["tom", "lea"]) {
      await openForm(run, handle, "monthly");
      run.as(handle).fill("answer:progress", "Done");
      expect(await run.as(handle).submit()).toEqual({ closed: true });
    }
    await run.to("2026-11-10T12:00Z");
    for (const handle of ["lea", "workspace-owner"]) expect(await told(run, handle)).toEqual([]);
  });
});
