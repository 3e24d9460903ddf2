/** An item that goes up, by hand and by itself, and how the answer comes back; a check-in that nobody gives. */
import { describe, expect, it } from "vitest";
import {
  aRun,
  arrivals,
  asItIsNow,
  atAnyHour,
  LEA,
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
