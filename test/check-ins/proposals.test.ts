/** What a free text may mean is put to its author on the receipt; what they say of it is what registers and digests have. */
import { expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { hashOf } from "../../src/check-ins/proposals/sentence-hash.ts";
import { decideProposal } from "../../src/check-ins/proposals/use-cases.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { itemsOfPrograms } from "../../src/register/use-cases-reading.ts";
import { nextDigest } from "../../src/reports/next-digest.ts";
import type { Rhythm } from "../../src/reports/report.ts";
import { aRun, arrivals, asItIsNow, personIn, type Run, type RunOptions, textOf } from "../support/run.ts";

const DAILY = {
  key: "daily",
  program: "atlas",
  questions: [
    { key: "moved", type: "long-text", label: "What moved?", feeds: "progress" },
    { key: "ask", type: "long-text", label: "What do you need?", feeds: "ask" },
    { key: "launch", type: "date", label: "Launch", feeds: "milestone" },
  ],
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "09:00", zone: "participant" },
  audience: ["team"],
  readers: ["lead", "sponsors"],
};
/** Daily answers go no further than the program. */
const WEEKLY = { ...DAILY, key: "weekly", rule: { ...DAILY.rule, every: "week", on: ["fr"] } };
const NEED = "We need another data engineer until January.";
const SHOWN = NEED.slice(0, -1);

/** Friday, at noon in London; the digest of the month goes on Wednesday. */
async function aDay(options: RunOptions = {}) {
  const run = await aRun({ cadences: [DAILY], start: "2026-10-29T00:00:00.000Z", ...options });
  await run.to("2026-10-30T12:00Z");
  return run;
}

/** Answers the newest check-in of a person, and returns what they read of it. */
async function answer(run: Run, handle: string, answers: Answers) {
  const [person, promptId] = [await personIn(run, handle), await newestPrompt(run, handle)];
  expect(await submitCheckIn(run.app.services, person, promptId, { answers })).toEqual({ stored: true });
  await run.settle();
  return receipt(run, handle);
}

async function newestPrompt(run: Run, handle: string): Promise<string> {
  const { id } = await personIn(run, handle);
  const prompts = run.db.selectFrom("prompt").select("id").where("person_id", "=", id).where("state", "!=", "planned");
  return (await prompts.orderBy("opens_at", "desc").executeTakeFirstOrThrow()).id;
}

function receipt(run: Run, handle: string): string {
  return textOf(checkIn(run, handle)).replaceAll("\u00a0", " ");
}

/** The newest, as it is now. */
function checkIn(run: Run, handle: string) {
  const last = arrivals(run, handle).findLast(({ text }) => /(?:Daily|Weekly) check-in/.test(text));
  return asItIsNow(run, last?.message ?? expect.fail());
}

async function press(run: Run, handle: string, label: string): Promise<string> {
  await run.as(handle).press(checkIn(run, handle), { label });
  await run.settle();
  return receipt(run, handle);
}

async function register(run: Run) {
  const programs = (await run.db.selectFrom("program").select("id").execute()).map(({ id }) => id);
  const items = await itemsOfPrograms(run.db, run.app.workspace.id, programs);
  return items.map(({ type, state, title, disclosure }) => ({ type, state, title, disclosure }));
}

/** The reports in the next digest of a reader, as they would be now. */
async function reportsFor(run: Run, handle: string, rhythm: Rhythm): Promise<string> {
  const next = await nextDigest(run.db, await personIn(run, handle), { rhythm, at: run.clock.now() });
  return JSON.stringify(next?.reading?.input.programs.map(({ report }) => report));
}

it("asks its author, says who would read it and when, and makes a request of it with one tap (F15)", async () => {
  const run = await aDay({ cadences: [WEEKLY] });
  const shown = await answer(run, "tom", { moved: `Import done. ${NEED}` });
  expect(shown).toContain(
    `You wrote “${SHOWN}”. A request? Sofia Rossi would read it on Wednesday 4 November.\n[Yes] [Only my lead] [No]`,
  );
  expect(await register(run)).toEqual([]);
  expect(await press(run, "tom", "Yes")).toContain(
    `“${SHOWN}”: noted as a request. Sofia Rossi will read it on Wednesday 4 November.\n[Change]`,
  );
  expect(await register(run)).toEqual([{ type: "ask", state: "draft", title: NEED, disclosure: "team" }]);
  expect(await press(run, "tom", "Change")).toContain("[Yes] [Only my lead] [No]");
  expect(await register(run)).toMatchObject([{ state: "withdrawn" }]);
  expect(await press(run, "tom", "Yes")).toContain("[Change]");
  expect(await register(run)).toMatchObject([{ state: "draft" }]);
  expect(run.sandbox.counters.errors).toEqual([]);
});

it("gives a request to the lead alone, and a correction of the answer takes it back (F15)", async () => {
  const run = await aDay({ cadences: [WEEKLY] });
  await answer(run, "tom", { moved: `Import done. ${NEED}` });
  expect(await press(run, "tom", "Only my lead")).toContain("noted as a request, only Léa Martin will read it.");
  expect(await register(run)).toMatchObject([{ state: "draft", disclosure: "lead" }]);
  expect(await reportsFor(run, "sofia", "monthly")).not.toContain("data engineer");
  await answer(run, "tom", { moved: "Import done." });
  expect(await register(run)).toMatchObject([{ state: "withdrawn" }]);
  expect(await run.db.selectFrom("proposal").selectAll().execute()).toEqual([]);
});

it("never asks again about a sentence after a No, and keeps nothing of its text (F15)", async () => {
  const run = await aDay();
  const moved = "No progress on the import.";
  expect(await answer(run, "tom", { moved })).toContain("You wrote “No progress on the import”. No progress?");
  expect(await press(run, "tom", "No")).toContain(
    "“No progress on the import”: left as you wrote it. You won’t be asked about this sentence again.\n[Change]",
  );
  const rows = await run.db.selectFrom("proposal").selectAll().execute();
  expect(rows).toMatchObject([{ decision: "no", meaning: "no-progress" }]);
  expect(JSON.stringify(rows)).not.toContain("import");
  await run.to("2026-11-02T12:00Z");
  expect(await answer(run, "tom", { moved: `Still so. ${moved}` })).toContain("Still so.");
  expect(receipt(run, "tom")).not.toContain("You wrote");
});

it("counts a tap once, and only of whoever wrote it (F15)", async () => {
  const run = await aDay();
  await answer(run, "tom", { moved: NEED });
  const { services } = run.app;
  const [tom, nina] = [await personIn(run, "tom"), await personIn(run, "nina")];
  const tap = { promptId: await newestPrompt(run, "tom"), hash: hashOf(NEED), is: "request", decision: "yes" } as const;
  await expect(decideProposal(services, nina, tap)).rejects.toThrow("NOT_YOURS");
  await decideProposal(services, tom, tap);
  await decideProposal(services, tom, tap);
  expect(await register(run)).toHaveLength(1);
  const other = { ...tap, hash: hashOf("Something else.") };
  await expect(decideProposal(services, tom, other)).rejects.toThrow("PROPOSAL_GONE");
});
