/** What people see when a role ends, and a form that was open meanwhile. */
import { describe, expect, it } from "vitest";
import { readAnswers } from "../../src/check-ins/saving.ts";
import type { SeatRole } from "../../src/programs/table.ts";
import { aRun, openForm, personIn, type Run, sentAs, textOf } from "../support/run.ts";
import { seatAnew } from "../support/seats.ts";

const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia", "sam"], team: ["tom", "nina", "ravi"] };
const DAILY = { key: "daily", program: "atlas", template: "daily-team" };
const NAMED = { key: "named", program: "atlas", template: "weekly-progress", audience: ["tom", "nina"] };
const ALONE = { key: "alone", program: "atlas", template: "monthly-executive", audience: ["tom"] };

const ROLE_OF: Record<string, SeatRole> = {
  lea: "lead",
  sofia: "sponsor",
  sam: "sponsor",
  tom: "team",
  nina: "team",
  ravi: "team",
};

async function takeOut(run: Run, handle: string): Promise<void> {
  const { [handle]: _, ...others } = ROLE_OF;
  await seatAnew(run, "lea", others);
}

async function audienceOf(run: Run, key: string) {
  return run.db.selectFrom("cadence").select(["audience", "state"]).where("key", "=", key).executeTakeFirstOrThrow();
}

describe("a role that ends", () => {
  it("while its holder has a form open: the submission is refused with a sentence, and the text is kept", async () => {
    const run = await aRun({ programs: [ATLAS], cadences: [DAILY] });
    await run.to("2026-11-02T10:00Z");
    await openForm(run, "tom");
    run.as("tom").fill("answer:progress", "What I had done before I left");
    run.as("tom").fill("answer:next", "Nothing");
    await takeOut(run, "tom");
    const result = await run.as("tom").submit();
    expect(result).toHaveProperty("updated");
    const view = run.as("tom").view();
    expect(view && textOf(view)).toContain("You’re no longer on this check-in.");
    expect(JSON.stringify(view)).toContain("What I had done before I left");
    expect(await run.db.selectFrom("check_in").select("id").execute()).toEqual([]);
  });

  it("takes its holder out of audiences that name them, and closes the answers to them", async () => {
    const run = await aRun({ programs: [ATLAS], cadences: [DAILY, NAMED, ALONE] });
    await run.to("2026-11-05T23:00Z");
    const tom = await personIn(run, "tom");
    const nina = await personIn(run, "nina");
    const rounds = await run.db.selectFrom("round").select("id").execute();
    expect(rounds.length).toBeGreaterThan(1);
    for (const { id } of rounds)
      expect(await readAnswers(run.app.services, tom, id).then(Boolean, String)).toBeTruthy();
    await takeOut(run, "tom");
    expect(await audienceOf(run, "named")).toEqual({ audience: JSON.stringify([nina.id]), state: "active" });
    expect(await audienceOf(run, "alone")).toEqual({ audience: JSON.stringify(["lead"]), state: "paused" });
    for (const { id } of rounds) await expect(readAnswers(run.app.services, tom, id)).rejects.toThrow("NOT_READABLE");
    const asked = (await sentAs(run, "prompt", "tom")).length;
    await run.to("2026-11-14T00:00Z");
    expect(await sentAs(run, "prompt", "tom")).toHaveLength(asked);
    const open = run.db.selectFrom("prompt").select("id").where("person_id", "=", tom.id);
    expect(await open.where("state", "in", ["planned", "sent"]).execute()).toEqual([]);
  });
});
