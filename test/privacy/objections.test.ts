/** That something is wrong, or is objected to: who hears of it, by when, and what comes back. */
import { expect, it } from "vitest";
import { answerBy, answerersOf } from "../../src/privacy/objections/rules.ts";
import { object, objectionsToAnswer } from "../../src/privacy/objections/use-cases.ts";
import { openHome } from "../support/home-tab.ts";
import { arrivals, personIn, type Run, savedWith, textOf } from "../support/run.ts";
import { answer, aTeamsDay, nameForDataProtection } from "./a-story.ts";

const MOVED = "The import of France runs.";

async function told(run: Run, handle: string): Promise<string> {
  return (await openHome(run, handle)).join("\n").replaceAll("\u00a0", " ");
}

/** Presses what the menu of the row with these words offers. */
async function objectTo(run: Run, handle: string, { kind, words }: { kind: string; words: string }, choice = "object") {
  await run.as(handle).command("/drumbeat my data");
  await run.as(handle).waitForView();
  await run.as(handle).pressInView({ actionId: `my_data.see:${kind}` });
  const { blocks } = await run.as(handle).waitForView();
  const at = blocks.findIndex((block) => JSON.stringify(block).includes(words));
  const blockId = String(blocks[at - 1]?.block_id);
  await run.as(handle).pressInView({ blockId, option: `${choice}:${blockId}` });
  return textOf(await run.as(handle).waitForView()).replaceAll("\u00a0", " ");
}

async function aToldDay(): Promise<Run> {
  const run = await aTeamsDay({ isTogether: true });
  await nameForDataProtection(run, "nina");
  await answer(run, "tom", { moved: MOVED });
  await run.to("2026-11-05T12:00Z");
  return run;
}

it("goes from a line of a digest to who looks after people's data, and the answer comes back in a morning message (DATA1) (objection-answered)", async () => {
  const run = await aToldDay();
  const form = await objectTo(run, "tom", { kind: "digests", words: MOVED }, "wrong");
  expect(form).toContain(MOVED);
  expect(form).toContain("It goes to Nina Diaz. You have an answer by Saturday 5 December");
  run.as("tom").fill("words", "It did not run: half of it failed.");
  expect((await savedWith(run, "tom")).replaceAll("\u00a0", " ")).toBe(
    "Sent to Nina Diaz. You have an answer by Saturday 5 December.",
  );
  const before = arrivals(run, "nina").length;
  await run.to("2026-11-06T16:00Z");
  const came = arrivals(run, "nina").slice(before);
  const withIt = came.filter(({ text }) => text.includes("*Tom Baker* says that something kept about them is wrong"));
  expect(withIt).toHaveLength(1);
  // In her morning message, with what else is hers on that day.
  expect(withIt[0]?.text).toContain("Check in");
  const home = await told(run, "nina");
  expect(home).toContain("Tom Baker says that this is wrong");
  expect(home).toContain("It did not run: half of it failed.");
  expect(home).toContain("To be answered by Saturday, December 5");
  await run.as("nina").pressInHome({ label: "Answer…" });
  await run.as("nina").waitForView();
  run.as("nina").fill("answer", "accepted");
  run.as("nina").fill("words", "You are right, a correction goes out.");
  const done = await savedWith(run, "nina");
  expect(done).toContain("Tom Baker reads it in the next morning message");
  expect(await told(run, "nina")).not.toContain("It did not run");
  const earlier = arrivals(run, "tom").length;
  await run.to("2026-11-09T16:00Z");
  const answered = arrivals(run, "tom")
    .slice(earlier)
    .filter(({ text }) => text.includes("Nina Diaz accepts what you asked"));
  expect(answered).toHaveLength(1);
  await run.as("tom").command("/drumbeat data");
  const page = textOf(await run.as("tom").waitForView());
  expect(page).toContain("Accepted, Nina Diaz: You are right, a correction goes out.");
});

it("says to whoever accepts it by which correction a digest that was sent is put right", async () => {
  const run = await aToldDay();
  await objectTo(run, "tom", { kind: "digests", words: MOVED });
  run.as("tom").fill("words", "This was for the team.");
  await savedWith(run, "tom");
  await openHome(run, "nina");
  await run.as("nina").pressInHome({ label: "Answer…" });
  await run.as("nina").waitForView();
  run.as("nina").fill("answer", "accepted");
  run.as("nina").fill("words", "Agreed.");
  const result = await run.as("nina").submit();
  if (!("updated" in result)) throw new Error("It was not told");
  expect(textOf(result.updated)).toMatch(/put it right, .*Send a correction…/);
});

it("is overdue after a month, and then comes first (DATA1) (objection-in-a-month)", async () => {
  const run = await aToldDay();
  const [tom, ravi, nina] = [await personIn(run, "tom"), await personIn(run, "ravi"), await personIn(run, "nina")];
  await object(run.app.services, tom, { about: "", kind: "object", words: "First." });
  await run.to("2026-11-20T12:00Z");
  await object(run.app.services, ravi, { about: "", kind: "object", words: "Second." });
  await run.to("2026-12-07T12:00Z");
  const home = await told(run, "nina");
  expect(home).toContain("Was to be answered by Saturday, December 5.");
  expect(home.indexOf("First.")).toBeLessThan(home.indexOf("Second."));
  expect(await objectionsToAnswer(run.app.services, nina)).toHaveLength(2);
  expect(await objectionsToAnswer(run.app.services, tom)).toEqual([]);
});

it("is about a row of one’s own alone, and needs words (DATA1)", async () => {
  const run = await aToldDay();
  const { id, revision } = await run.db.selectFrom("check_in").select(["id", "revision"]).executeTakeFirstOrThrow();
  const about = `check_in_revision/${id}/${revision}`;
  const ravi = await personIn(run, "ravi");
  const asked = object(run.app.services, ravi, { about, kind: "wrong", words: "No." });
  await expect(asked).rejects.toMatchObject({ code: "OBJECTION_ABOUT_GONE" });
  const form = await objectTo(run, "tom", { kind: "answers", words: MOVED });
  expect(form).toContain(MOVED);
  run.as("tom").fill("words", "   ");
  expect(await run.as("tom").submit()).toEqual({ errors: { words: "Say it in a sentence or two." } });
});

it("waits for who looks after people's data, else an admin, and for the person themselves only where there is nobody else", () => {
  const [nina, lea, tom] = [{ id: "nina" }, { id: "lea" }, { id: "tom" }];
  expect(answerersOf("tom", { dataProtection: [nina], admins: [lea] })).toEqual(["nina"]);
  expect(answerersOf("nina", { dataProtection: [nina], admins: [lea] })).toEqual(["lea"]);
  expect(answerersOf("tom", { dataProtection: [], admins: [tom] })).toEqual(["tom"]);
  expect(answerBy("2027-01-31T10:00:00.000Z", "UTC")).toBe("2027-02-28");
});
