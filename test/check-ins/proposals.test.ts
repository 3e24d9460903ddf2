/** What a free text may mean is put to its author on the receipt; what they say of it is what registers and digests have. */
import { expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { hashOf } from "../../src/check-ins/proposals/sentence-hash.ts";
import { decideProposal } from "../../src/check-ins/proposals/use-cases.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { gatherFacts } from "../../src/digests/compile/gather.ts";
import { readSource } from "../../src/digests/sources/use-cases.ts";
import type { Rhythm } from "../../src/digests/table.ts";
import { itemsOfPrograms } from "../../src/register/use-cases-reading.ts";
import { aRun, asItIsNow, lastMessage, personIn, type Run, type RunOptions, textOf } from "../support/run.ts";

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
  return textOf(asItIsNow(run, lastMessage(run, handle))).replaceAll("\u00a0", " ");
}

async function press(run: Run, handle: string, label: string): Promise<string> {
  await run.as(handle).press(asItIsNow(run, lastMessage(run, handle)), { label });
  await run.settle();
  return receipt(run, handle);
}

async function register(run: Run) {
  const programs = (await run.db.selectFrom("program").select("id").execute()).map(({ id }) => id);
  const items = await itemsOfPrograms(run.db, run.app.workspace.id, programs);
  return items.map(({ type, state, title, disclosure }) => ({ type, state, title, disclosure }));
}

/** What the digest of a reader would be made of now. */
async function factsFor(run: Run, handle: string, rhythm: Rhythm) {
  const reader = { workspaceId: run.app.workspace.id, personId: (await personIn(run, handle)).id, rhythm };
  const [program] = (await gatherFacts(run.db, reader, run.clock.now()))?.programs ?? [];
  const answers = program?.answers ?? [];
  return {
    said: answers.flatMap(({ said = [] }) => said),
    texts: answers.flatMap(({ fed }) => fed.flatMap(({ value }) => (typeof value === "string" ? value : []))),
    asks: program?.asks.filter(({ isOpen }) => isOpen).length,
  };
}

it("asks its author, says who would read it and when, and makes a request of it with one tap (F15)", async () => {
  const run = await aDay();
  const shown = await answer(run, "tom", { moved: `Import done. ${NEED}` });
  expect(shown).toContain(
    `You wrote “${SHOWN}”. A request? Sofia Rossi would read it on Wednesday 4 November.\n[Yes] [Only my lead] [No]`,
  );
  expect(await register(run)).toEqual([]);
  expect(await press(run, "tom", "Yes")).toContain(
    `“${SHOWN}”: noted as a request. Sofia Rossi will read it on Wednesday 4 November.\n[Change]`,
  );
  expect(await register(run)).toEqual([{ type: "ask", state: "draft", title: NEED, disclosure: "team" }]);
  expect((await factsFor(run, "sofia", "monthly")).asks).toBe(1);
  expect(await press(run, "tom", "Change")).toContain("[Yes] [Only my lead] [No]");
  expect(await register(run)).toMatchObject([{ state: "withdrawn" }]);
  expect(await press(run, "tom", "Yes")).toContain("[Change]");
  expect(await register(run)).toMatchObject([{ state: "draft" }]);
  expect(run.sandbox.counters.errors).toEqual([]);
});

it("gives a request to the lead alone, and a correction of the answer takes it back (F15)", async () => {
  const run = await aDay();
  await answer(run, "tom", { moved: `Import done. ${NEED}` });
  expect(await press(run, "tom", "Only my lead")).toContain("noted as a request, only Léa Martin will read it.");
  expect(await register(run)).toMatchObject([{ state: "draft", disclosure: "lead" }]);
  expect(await factsFor(run, "sofia", "monthly")).toEqual({ said: [], texts: ["Import done. […]"], asks: 0 });
  // A digest is a message; whoever leads reads it in the answer.
  expect(await factsFor(run, "lea", "weekly")).toEqual({ said: [], texts: ["Import done. […]"], asks: 1 });
  await answer(run, "tom", { moved: "Import done." });
  expect(await register(run)).toMatchObject([{ state: "withdrawn" }]);
  expect(await run.db.selectFrom("proposal").selectAll().execute()).toEqual([]);
});

it("tells digests what its author said, and nothing before that (F15)", async () => {
  const run = await aDay();
  await answer(run, "tom", { moved: `${NEED} Blocked on the certificates.` });
  expect(await factsFor(run, "sofia", "monthly")).toMatchObject({ said: [] });
  await run.as("tom").press(asItIsNow(run, lastMessage(run, "tom")), { actionId: "check_in.proposal:1:yes" });
  await run.settle();
  const said = [{ is: "blocker", sentence: "Blocked on the certificates." }];
  expect(await factsFor(run, "sofia", "monthly")).toMatchObject({ said });
  expect(await register(run)).toMatchObject([{ type: "issue", state: "draft" }]);
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
  expect(await factsFor(run, "sofia", "monthly")).toMatchObject({ said: [] });
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

it("moves the target date of the answer to what it was postponed to, and back (F15)", async () => {
  const run = await aDay();
  const moved = "The launch is postponed to 12 December.";
  await answer(run, "tom", { moved: "Import done.", launch: "2026-11-20" });
  await run.to("2026-11-02T12:00Z");
  expect(await answer(run, "tom", { moved, launch: "2026-11-20" })).toContain("Postponed to Saturday 12 December?");
  expect(await press(run, "tom", "Yes")).toContain("Launch: Saturday 12 December");
  const dates = run.db.selectFrom("milestone").select(["original_on", "current_on", "moves"]);
  expect(await dates.execute()).toEqual([{ original_on: "2026-11-20", current_on: "2026-12-12", moves: 1 }]);
  expect(await press(run, "tom", "Change")).toContain("Launch: Friday 20 November");
  expect(await dates.execute()).toMatchObject([{ current_on: "2026-11-20" }]);
});

it("can be changed until the digest is made, and not after it (F15)", async () => {
  const run = await aDay();
  await answer(run, "tom", { moved: NEED });
  await press(run, "tom", "Yes");
  const promptId = await newestPrompt(run, "tom");
  await run.to("2026-11-04T12:00Z");
  const tap = { promptId, hash: hashOf(NEED), is: "request", decision: null } as const;
  await expect(decideProposal(run.app.services, await personIn(run, "tom"), tap)).rejects.toThrow("PROPOSAL_TOLD");
});

it("names the lead where no digest above tells it, and nobody to a lead (F15)", async () => {
  const cadences = [{ ...DAILY, audience: ["lead", "team"], readers: ["lead", "team"] }];
  const run = await aDay({ cadences });
  expect(await answer(run, "tom", { moved: NEED })).toContain(
    "A request? Léa Martin, who leads the program, would read it.\n[Yes] [No]",
  );
  const asked = await answer(run, "lea", { moved: NEED });
  expect(asked).toContain(`Vous avez écrit « ${SHOWN} ». Une demande ?\n[Oui] [Non]`);
});

it("says it in French (F15)", async () => {
  const atlas = { key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["lea"] };
  const run = await aDay({ programs: [atlas] });
  const moved = "Votre présence à la réunion générale du 12 novembre compterait beaucoup.";
  expect(await answer(run, "lea", { moved })).toContain(
    "Vous avez écrit « Votre présence à la réunion générale du 12 novembre compterait beaucoup ». Une présence souhaitée, le jeudi 12 novembre ? Lecture par Sofia Rossi le mercredi 4 novembre.\n[Oui] [Responsable seulement] [Non]",
  );
  expect(textOf(asItIsNow(run, lastMessage(run, "lea")))).toMatch(
    /écrit «\u00a0V.*beaucoup\u00a0». .*novembre\u00a0\? /u,
  );
  expect(await press(run, "lea", "Oui")).toContain("repris comme une présence souhaitée le jeudi 12 novembre.");
});

it("asks nothing about what stands in a field made for it (F15)", async () => {
  const run = await aDay();
  expect(await answer(run, "tom", { moved: `Import done. ${NEED}`, ask: NEED })).not.toContain("You wrote");
});

it("says only who reads where no digest is sure to come (F15)", async () => {
  const run = await aRun({ cadences: [DAILY] });
  await run.to("2026-11-02T12:00Z");
  expect(await answer(run, "tom", { moved: NEED })).toContain("A request? Sofia Rossi would read it.\n");
});

it("shows nothing of what is for the lead alone among the sources of a digest (F15)", async () => {
  const run = await aDay();
  await answer(run, "tom", { moved: `Import done. ${NEED}` });
  await press(run, "tom", "Only my lead");
  await run.to("2026-11-04T12:00Z");
  const [sofia, lea] = [await personIn(run, "sofia"), await personIn(run, "lea")];
  const editions = run.db.selectFrom("digest_edition").innerJoin("digest", "digest.id", "digest_edition.digest_id");
  const edition = await editions.select("digest_edition.id").where("reader_id", "=", sofia.id).executeTakeFirst();
  const { id: checkInId } = await run.db.selectFrom("check_in").select("id").executeTakeFirstOrThrow();
  const read = async (viewer: typeof sofia) =>
    JSON.stringify(await readSource(run.app.services, { viewer, editionId: edition?.id ?? "", checkInId }));
  expect(await read(sofia)).toContain("Import done.");
  expect(await read(sofia)).not.toContain("engineer");
  expect(await read(lea)).toContain("engineer");
});

it("stands below the line of its check-in where several came in one message (F15)", async () => {
  const programs = ["atlas", "borea"].map((key) => ({
    key,
    title: key,
    lead: "lea",
    sponsors: ["sofia"],
    team: ["tom"],
  }));
  const cadences = programs.map(({ key: program }) => ({ ...DAILY, key: `daily-${program}`, program }));
  const run = await aDay({ programs, cadences, isTogether: true });
  const { id } = await personIn(run, "tom");
  const asked = run.db.selectFrom("prompt").select("id").where("person_id", "=", id);
  const prompts = await asked.where("opens_at", ">", "2026-10-30").orderBy("id").execute();
  for (const [place, { id: promptId }] of prompts.entries()) {
    const answers = { moved: place === 0 ? NEED : "Blocked on the certificates." };
    await submitCheckIn(run.app.services, await personIn(run, "tom"), promptId, { answers });
    await run.to(`2026-10-30T12:0${place + 1}Z`);
    expect(receipt(run, "tom")).toContain(`You wrote “${answers.moved.slice(0, -1)}”`);
  }
  const blockId = `proposal:${prompts[0]?.id}:0`;
  await run.as("tom").press(asItIsNow(run, lastMessage(run, "tom")), { blockId, label: "Yes" });
  await run.to("2026-10-30T12:05Z");
  expect(receipt(run, "tom")).toContain(`“${SHOWN}”: noted as a request.`);
});
