import { describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, asItIsNow, LEA, NINA, RAVI, type Run, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const PROGRAM = { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina"] };
const STORY = { people: [LEA, TOM, NINA, SOFIA], programs: [PROGRAM] };
const TUESDAYS = { every: "week", on: ["tu"], at: "09:00", zone: "participant" };

async function stateOf(run: Run, handle: string, key = "2026-11-02"): Promise<string> {
  const row = await run.db
    .selectFrom("prompt")
    .innerJoin("person", "person.id", "prompt.person_id")
    .innerJoin("round", "round.id", "prompt.round_id")
    .select(["prompt.state", "prompt.reason"])
    .where("person.handle", "=", handle)
    .where("round.key", "=", key)
    .executeTakeFirstOrThrow();
  return row.reason === null ? row.state : `${row.state}: ${row.reason}`;
}

interface Entered {
  person?: string;
  from?: string;
  until: string;
  delegate?: string;
}

/** Beside the receipt of their absence. */
const others = (run: Run, handle: string) =>
  arrivals(run, handle).filter(({ text }) => !text.includes("✓ You’re away"));

/** Through the form of `/drumbeat away`. */
async function enter(run: Run, by: string, { person, from, until, delegate }: Entered) {
  const actor = run.as(by);
  await actor.command("/drumbeat away");
  await actor.waitForView();
  if (person) actor.fill("person", person);
  if (from) actor.fill("from", from);
  actor.fill("until", until);
  if (delegate) actor.fill("delegate", delegate);
  const result = await actor.submit();
  await run.settle();
  if (!("updated" in result)) return result;
  await actor.closeView();
  return textOf(result.updated);
}

/** Picks the line of an absence's menu. */
async function choose(run: Run, by: string, label: string) {
  const actor = run.as(by);
  await actor.command("/drumbeat away");
  await actor.waitForView();
  await actor.pressInView({ option: label });
  await run.settle();
}

describe.each(databases)("being away, on %s", (database) => {
  it("excuses what is open, and asks it again when the absence is taken back before it closes", async () => {
    const run = await aRun({ ...STORY, database });
    await run.to("2026-11-02T10:00Z");
    const [prompt] = await sentAs(run, "prompt", "tom");
    if (!prompt) throw new Error("Tom was not asked");
    expect(await enter(run, "tom", { until: "2026-11-03" })).toContain(
      "You’re away until Tuesday\u00a03\u00a0November",
    );
    expect(await stateOf(run, "tom")).toBe("excused: away");
    expect(textOf(asItIsNow(run, prompt.message))).toContain("You’re away, so there’s nothing to do here.");

    await choose(run, "tom", "Back today");
    expect(await stateOf(run, "tom")).toBe("sent");
    expect(textOf(asItIsNow(run, prompt.message))).toContain("[Check in] [Nothing to report]");
    await run.to("2026-11-03T12:00Z");
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at)).toEqual([
      "2026-11-02T09:30:00.000Z",
      "2026-11-03T09:30:00.000Z",
    ]);
  });

  it("asks after all what it had kept back, once, when the absence is taken back after its time", async () => {
    // The round is made at four o'clock, for Ravi; Tom's prompt is in the outbox when he goes away.
    const programs = [{ ...PROGRAM, team: ["tom", "nina", "ravi"] }];
    const run = await aRun({ people: [...STORY.people, RAVI], programs, database });
    await run.to("2026-11-02T08:00Z");
    await enter(run, "tom", { until: "2026-11-02" });
    await run.to("2026-11-02T11:00Z");
    expect(await sentAs(run, "prompt", "tom")).toEqual([]);
    await choose(run, "tom", "Back today");
    await run.to("2026-11-02T20:00Z");
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at)).toEqual(["2026-11-02T11:00:00.000Z"]);
    expect(await stateOf(run, "tom")).toBe("sent");
  });
});

describe("a delegate", () => {
  it("is asked instead, answers in the other's name, and is named beside it everywhere", async () => {
    const run = await aRun(STORY);
    await run.to("2026-11-02T08:00Z");
    await enter(run, "tom", { until: "2026-11-04", delegate: "sofia" });
    await run.to("2026-11-02T10:00Z");
    expect(others(run, "tom")).toEqual([]);
    const [asked, ...more] = await sentAs(run, "delegate-prompt", "sofia");
    if (!asked) throw new Error("Sofia was not asked");
    expect(more).toEqual([]);
    expect(asked.text).toMatch(/Covering for \*Tom Baker\*\. Your answer will appear as “Sofia Rossi, for Tom Baker”/);

    const sofia = run.as("sofia");
    await sofia.press(asked.message, { label: "Check in" });
    await sofia.waitForView();
    await sofia.pressInView({ label: "More" });
    sofia.fill("answer:request", "A second tester?");
    sofia.fill("answer:blocker", "No test phone");
    sofia.fill("answer:blocker:track", ["track"]);
    sofia.fill("answer:progress", "Importer shipped");
    sofia.fill("answer:next", "Exporter");
    expect(await sofia.submit()).toEqual({ closed: true });
    await run.settle();
    expect(await stateOf(run, "tom")).toBe("answered: away");
    const receipt = () => asItIsNow(run, asked.message);
    expect(textOf(receipt())).toContain("✓ You answered for Tom Baker");
    expect(textOf(receipt())).toContain("Request to Léa Martin: A second tester?");
    expect(textOf(receipt())).toContain("Tracked, Tom Baker’s, due");
    await sofia.press(receipt(), { label: "Not a blocker" });
    await run.settle();
    expect(textOf(receipt())).toContain("No test phone – dropped");
    await run.to("2026-11-03T12:00Z");
    expect(arrivals(run, "lea").at(-1)?.text).toContain("emandée par Sofia Rossi, pour Tom Baker");
    // Whoever is away is not written to because somebody answered.
    expect(others(run, "tom")).toEqual([]);

    const lines = await Array.fromAsync(storedCheckIns(run.db));
    expect(lines.map(({ person, answeredBy }) => ({ person, answeredBy }))).toEqual([
      { person: "tom", answeredBy: "sofia" },
    ]);
  });

  it("is told when it is no longer asked of them, and cannot answer then", async () => {
    const run = await aRun(STORY);
    await enter(run, "tom", { until: "2026-11-04", delegate: "sofia" });
    await run.to("2026-11-02T10:00Z");
    const [asked] = await sentAs(run, "delegate-prompt", "sofia");
    if (!asked) throw new Error("Sofia was not asked");
    await choose(run, "tom", "Back today");
    expect(textOf(asItIsNow(run, asked.message))).toContain("No need to answer: Tom Baker is back");
    expect((await sentAs(run, "prompt", "tom")).length).toBe(1);
  });
});

it("leaves missed what was due before the absence began", async () => {
  const weekly = { key: "weekly", program: "atlas", template: "weekly-progress", rule: TUESDAYS, audience: ["team"] };
  const run = await aRun({ ...STORY, cadences: [weekly] });
  await run.to("2026-11-09T10:00Z");
  const [asked] = await sentAs(run, "prompt", "tom");
  await enter(run, "tom", { until: "2026-11-10" });
  await run.to("2026-11-09T20:00Z");
  expect(asked && textOf(asItIsNow(run, asked.message))).toContain("[Check in]");
  expect(await stateOf(run, "tom", "2026-11-03")).toBe("sent");
});

describe("what is asked of a lead who is away", () => {
  const WEEKLY = { key: "weekly", program: "atlas", template: "weekly-progress", rule: TUESDAYS, audience: ["lead"] };
  const askedFor = async (delegate: string | null, away: string[]) => {
    const programs = [{ ...PROGRAM, deputy: "nina" }];
    const run = await aRun({ ...STORY, programs, cadences: [WEEKLY] });
    for (const handle of away)
      await enter(run, handle, { until: "2026-11-06", ...(handle === "lea" && delegate !== null && { delegate }) });
    await run.to("2026-11-03T17:00Z");
    const asked: string[] = [];
    for (const handle of ["tom", "nina", "sofia"])
      if ((await sentAs(run, "delegate-prompt", handle)).length > 0) asked.push(handle);
    return asked;
  };

  it("goes to their delegate, else to the deputy, else to nobody", async () => {
    expect(await askedFor("tom", ["lea"])).toEqual(["tom"]);
    expect(await askedFor(null, ["lea"])).toEqual(["nina"]);
    expect(await askedFor("tom", ["lea", "tom"])).toEqual(["nina"]);
    expect(await askedFor(null, ["lea", "nina"])).toEqual([]);
  });
});

describe("I’m away with nothing open", () => {
  it("has its receipt, which follows a change, in both languages", async () => {
    const run = await aRun({ ...STORY, cadences: [] });
    await enter(run, "tom", { from: "2026-11-09", until: "2026-11-11", delegate: "nina" });
    const [receipt, ...more] = await sentAs(run, "absence-receipt", "tom");
    expect(more).toEqual([]);
    expect(receipt?.text.replaceAll(/\s/g, " ")).toContain(
      "✓ You’re away from Monday 9 November to Wednesday 11 November. Nina",
    );
    await choose(run, "tom", "Cancel absence");
    expect(receipt && textOf(asItIsNow(run, receipt.message))).toContain("✓ This absence has been taken back.");
    await enter(run, "lea", { from: "2026-11-09", until: "2026-11-11" });
    const [french] = await sentAs(run, "absence-receipt", "lea");
    expect(french?.text).toContain("Rien ne vous est demandé pendant ce temps.");
  });
});

describe("absences of others", () => {
  it("are entered by who leads a program of theirs, and by nobody else", async () => {
    const run = await aRun(STORY);
    await run.to("2026-11-02T10:00Z");
    expect(await enter(run, "lea", { person: "tom", until: "2026-11-02" })).toContain("L’absence de Tom Baker");
    expect(await stateOf(run, "tom")).toBe("excused: away");
    const nina = run.as("nina");
    await nina.command("/drumbeat away");
    const view = await nina.waitForView();
    expect(textOf(view)).not.toContain("Who is away?");
    expect(textOf(view)).not.toContain("Tom Baker");
  });

  it("tell at the field what is wrong with their days and their delegate", async () => {
    const run = await aRun(STORY);
    await run.to("2026-11-02T10:00Z");
    expect(await enter(run, "tom", { from: "2026-11-05", until: "2026-11-04" })).toEqual({
      errors: { until: "The last day is before the first. Choose the same day or later." },
    });
    await run.as("tom").closeView();
    expect(await enter(run, "tom", { until: "2026-11-04", delegate: "tom" })).toEqual({
      errors: { delegate: "You can’t cover for yourself. Choose someone else, or no one." },
    });
  });
});

describe("opting out", () => {
  it("stops what is open and what would come, is a number to the lead, and can be undone at once", async () => {
    const run = await aRun(STORY);
    await run.to("2026-11-02T10:00Z");
    const tom = run.as("tom");
    const [prompt] = await sentAs(run, "prompt", "tom");
    if (!prompt) throw new Error("Tom was not asked");
    await tom.press(prompt.message, { option: "Stop asking me this…" });
    await tom.waitForView();
    expect(await tom.submit()).toEqual({ closed: true });
    await run.settle();
    expect(await stateOf(run, "tom")).toBe("excused: opted-out");
    expect(textOf(asItIsNow(run, prompt.message))).toContain("You’ve opted out of this check-in.");
    const { response } = await run.as("lea").command("/drumbeat cadence");
    const listed = response ? textOf(response) : "";
    expect(listed).toContain("1 désinscription");
    expect(listed).not.toContain("Tom");
    await run.to("2026-11-03T12:00Z");
    expect(await sentAs(run, "prompt", "tom")).toHaveLength(1);

    await tom.press(asItIsNow(run, prompt.message), { label: "Opt back in" });
    await run.to("2026-11-04T12:00Z");
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at)).toContain("2026-11-04T09:30:00.000Z");
  });

  it("is refused where the check-in is required, with what to do instead", async () => {
    const cadences = [{ key: "daily", program: "atlas", template: "daily-team", required: true }];
    const run = await aRun({ ...STORY, cadences });
    await run.to("2026-11-02T10:00Z");
    const tom = run.as("tom");
    const [prompt] = await sentAs(run, "prompt", "tom");
    if (!prompt) throw new Error("Tom was not asked");
    await tom.press(prompt.message, { option: "Stop asking me this…" });
    const view = await tom.waitForView();
    expect(textOf(view)).toContain("is required, so you can’t opt out");
    expect(view.submit ?? null).toBe(null);
    await tom.pressInView({ label: "Add an absence or a cover…" });
    expect(textOf(await tom.waitForView())).toContain("Who’s covering?");
  });
});

describe("a status in Slack", () => {
  it("counts for whoever asked for it, until it ends, and never against what they entered", async () => {
    const run = await aRun(STORY);
    await run.to("2026-11-02T08:00Z");
    const tom = run.as("tom");
    await tom.command("/drumbeat préférences");
    await tom.waitForView();
    await tom.pressInView({ actionId: "preferences.change", value: "messages" });
    await tom.waitForView();
    tom.fill("also", ["status"]);
    await tom.submit();
    const status = { do: "set-status", text: "Vacationing", emoji: ":palm_tree:" } as const;
    for (const handle of ["tom", "nina"])
      run.sandbox.misbehave({ ...status, handle, until: "2026-11-04T18:00:00.000Z" });
    await run.settle();
    await run.to("2026-11-05T12:00Z");
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at)).toEqual(["2026-11-05T09:30:00.000Z"]);
    expect(await sentAs(run, "prompt", "nina")).toHaveLength(3);
    expect(await stateOf(run, "tom", "2026-11-04")).toBe("excused: away");
  });
});
