/** What of somebody's answers is to stand in a digest for those above is shown to them first, and stays in the team if they say so. */
import { expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { readSource } from "../../src/digests/sources/use-cases.ts";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, asItIsNow, personIn, type Run, type RunOptions, sentAs, textOf } from "../support/run.ts";

const WEEKLY = {
  key: "weekly",
  program: "atlas",
  questions: [
    { key: "moved", type: "long-text", label: "What moved?", feeds: "progress" },
    { key: "blocker", type: "long-text", label: "What blocks you?", feeds: "blocker" },
  ],
  rule: { every: "week", on: ["th"], at: "09:00", zone: "participant" },
  audience: ["team"],
  readers: ["lead", "sponsors"],
};
const MOVED = "The import reads all 40 stores.";
const BLOCKED = "The import fails on every third file. It did so twice.";

/** Tom answers on Thursday; what is told of the month goes to Sofia on Wednesday, and to Max. */
async function aWeek(answers: Answers, options: RunOptions = {}): Promise<Run> {
  const run = await aRun({ cadences: [WEEKLY], start: "2026-10-28T00:00:00.000Z", ...options });
  await run.to("2026-10-29T12:00Z");
  await answer(run, answers);
  return run;
}

async function answer(run: Run, answers: Answers): Promise<void> {
  const tom = await personIn(run, "tom");
  const prompts = run.db.selectFrom("prompt").select("id").where("person_id", "=", tom.id);
  const { id } = await prompts.where("opens_at", "<=", run.clock.now()).executeTakeFirstOrThrow();
  expect(await submitCheckIn(run.app.services, tom, id, { answers })).toEqual({ stored: true });
  await run.settle();
}

/** What Tom was shown before the digest, as it is now. */
async function shownToTom(run: Run): Promise<string[]> {
  return (await sentAs(run, "goes-up", "tom")).map(({ message }) => read(textOf(asItIsNow(run, message))));
}

function read(text: string): string {
  return text.replaceAll("\u00a0", " ");
}

async function pressed(run: Run, label: string, place = 0): Promise<string> {
  const [first] = await sentAs(run, "goes-up", "tom");
  if (!first) throw new Error("Nothing was shown");
  const message = asItIsNow(run, first.message);
  const blocks = message.blocks?.filter((block) => block.type === "actions") ?? [];
  await run.as("tom").press(message, { label, blockId: String(blocks[place]?.block_id) });
  await run.settle();
  return (await shownToTom(run))[0] ?? "";
}

/** All that Sofia was sent, and what the digest rests on. */
async function told(run: Run, handle = "sofia"): Promise<string> {
  const viewer = await personIn(run, handle);
  const editions = run.db.selectFrom("digest_edition").innerJoin("digest", "digest.id", "digest_edition.digest_id");
  const edition = await editions
    .select(["digest_edition.id", "document"])
    .where("reader_id", "=", viewer.id)
    .executeTakeFirstOrThrow();
  const { id: checkInId } = await run.db.selectFrom("check_in").select("id").executeTakeFirstOrThrow();
  const source = await readSource(run.app.services, { viewer, editionId: edition.id, checkInId });
  const messages = arrivals(run, handle).map(({ text }) => text);
  return JSON.stringify([messages, edition.document, source]);
}

it.each(databases)(
  "is shown to its author two working days before, and keeps out of all that those above read what stays in the team, on %s (V6-kept) (going-up-asked)",
  async (database) => {
    const run = await aWeek({ moved: MOVED, blocker: BLOCKED }, { database });
    await run.to("2026-11-02T12:00Z");
    const [shown] = await shownToTom(run);
    expect(shown).toContain("2 lines of yours go to Sofia Rossi on Wednesday 4 November");
    expect(shown).toContain("[Fine] [Reword] [Keep in the team]");
    expect(arrivals(run, "tom").at(-1)?.at.slice(0, 10)).toBe("2026-11-02");
    const now = await pressed(run, "Keep in the team", 1);
    expect(now).toContain("It stays in the team.");
    await run.to("2026-11-04T12:00Z");
    expect(await told(run)).toContain("40 stores");
    expect(await told(run)).not.toMatch(/every third|did so twice/);
    expect(await shownToTom(run)).toHaveLength(1);
  },
);

it("goes up where its author says nothing, or that it is fine (V6) (going-up-asked)", async () => {
  const run = await aWeek({ moved: MOVED, blocker: BLOCKED });
  await run.to("2026-11-02T12:00Z");
  expect(await pressed(run, "Fine")).toContain("Fine: it goes as it is.");
  await run.to("2026-11-04T12:00Z");
  expect(await told(run)).toContain("40 stores");
  expect(await told(run)).toContain("every third");
});
