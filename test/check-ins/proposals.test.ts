import { expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
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
const out = (x: unknown) => process.stderr.write(`${typeof x === "string" ? x : JSON.stringify(x)}\n--\n`);
const NEED = "We need another data engineer until January.";

async function aDay(options: RunOptions = {}) {
  const run = await aRun({ cadences: [DAILY], ...options });
  await run.to("2026-11-02T12:00Z");
  return run;
}

/** Answers the newest check-in of a person, and returns what they read of it. */
async function answer(run: Run, handle: string, answers: Answers) {
  const person = await personIn(run, handle);
  const prompts = await run.db
    .selectFrom("prompt")
    .select(["id", "opens_at"])
    .where("person_id", "=", person.id)
    .execute();
  const newest = prompts.sort((one, other) => (one.opens_at < other.opens_at ? 1 : -1))[0];
  expect(await submitCheckIn(run.app.services, person, newest?.id ?? "", { answers })).toEqual({ stored: true });
  await run.settle();
  return receipt(run, handle);
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
  const { workspace } = run.app;
  const programs = await run.db.selectFrom("program").select("id").execute();
  const items = await itemsOfPrograms(
    run.db,
    workspace.id,
    programs.map(({ id }) => id),
  );
  return items.map(({ type, state, title, disclosure }) => ({ type, state, title, disclosure }));
}

it("asks its author about a request, and says who would read it and when (F15)", async () => {
  const run = await aDay();
  const shown = await answer(run, "tom", { moved: `Import done. ${NEED}` });
  expect(shown).toContain(
    `You wrote “${NEED.slice(0, -1)}”. A request? Sofia Rossi would read it on Wednesday 4 November.`,
  );
  out(shown);
  out(await press(run, "tom", "Yes"));
  out(await register(run));
  out(await press(run, "tom", "Change"));
  out(await register(run));
  out(await press(run, "tom", "Only my lead"));
  out(await register(run));
  out(await answer(run, "tom", { moved: "Import done." }));
  out(await register(run));
  expect(run.sandbox.counters.errors).toEqual([]);
});
