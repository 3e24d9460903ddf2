/** The first message that somebody gets says what is kept about them; the whole is one press away, and in my data. */

import { describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, LEA, type Run, SOFIA, TOM, textOf } from "../support/run.ts";

const STORY = {
  people: [LEA, TOM, SOFIA],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["lea", "tom"] }],
  tellsWhatIsKept: true,
  isTogether: true,
};
const NOT_FOR = "*Not for appraisal, pay or discipline.*";

async function withNotice(run: Run, handle: string, mark: string): Promise<boolean[]> {
  return arrivals(run, handle).map(({ text }) => text.includes(mark));
}

describe.each(databases)("the first message to somebody, on %s", (database) => {
  it("says what it is not for, how long it is kept and whom to ask, once, to whoever it is (V10) (notice-first)", async () => {
    const run = await aRun({ ...STORY, database });
    await run.db
      .updateTable("workspace")
      .set({ data_protection_address: "dpo@northwind.example", retention: '{"daily-answers":3}' })
      .execute();
    await run.to("2026-11-05T18:00Z");
    const [first, ...later] = arrivals(run, "tom");
    expect(first?.text).toContain(NOT_FOR);
    expect(first?.text).toContain("Daily ones are kept 3 months, others 24 months.");
    expect(first?.text).toContain("Data protection: dpo@northwind.example.");
    expect(first?.text).toContain("/drumbeat my data");
    // It stays where it was read, whatever becomes of the message.
    expect(first?.text).toContain("a newer one has opened");
    expect(later.length).toBeGreaterThan(0);
    expect(later.some(({ text }) => text.includes(NOT_FOR))).toBe(false);
    // A sponsor is asked nothing in the first days: what is asked of them is their first message.
    expect((await withNotice(run, "sofia", NOT_FOR)).filter(Boolean)).toHaveLength(1);
    expect((await withNotice(run, "sofia", NOT_FOR))[0]).toBe(true);
    const french = await withNotice(
      run,
      "lea",
      "*Ni pour l’évaluation, ni pour la rémunération, ni pour la discipline.*",
    );
    expect([french[0], french.filter(Boolean).length]).toEqual([true, 1]);
  });

  it("opens the whole notice, as my data on Home does, with the settings of now (V10) (notice-whole)", async () => {
    const run = await aRun({ ...STORY, database });
    await run.to("2026-11-03T12:00Z");
    await run.db.updateTable("workspace").set({ retention: '{"late":2}' }).execute();
    const [first] = arrivals(run, "tom");
    if (!first) throw new Error("Nothing came.");
    const tom = run.as("tom");
    await tom.press(first.message, { label: "What is kept about me…" });
    const notice = textOf(await tom.waitForView());
    expect(notice).toContain("You need not answer. Skipping is one press: no reason is asked for, none is kept.");
    expect(notice).toContain("That an answer was late: 2 months, from the close of its check-in.");
    expect(notice).toContain("No one has been named for data protection yet");
    await tom.closeView();
    await tom.openHome();
    await expect.poll(() => tom.home()).not.toBeNull();
    await tom.pressInHome({ option: "My data" });
    await tom.waitForView();
    await tom.pressInView({ label: "Privacy notice…" });
    expect(textOf(await tom.waitForView())).toBe(notice);
  });
});
