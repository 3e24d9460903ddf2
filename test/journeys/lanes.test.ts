import { expect, it } from "vitest";
import { acting, addQuietly } from "../support/acting.ts";
import { aRun, arrivals, LEA, MONTHLY_TO_SPONSORS, personIn, type Run, SOFIA, TOM } from "../support/run.ts";

const QUESTIONS = [{ key: "moved", type: "long-text", label: "What moved?", feeds: "progress" }];
const PROGRAMS = [
  { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] },
  { key: "borea", title: "Borea", lead: "lea", sponsors: ["sofia"], team: ["tom"] },
];

const roots = (run: Run, handle: string) =>
  arrivals(run, handle).filter(({ message }) => message.thread_ts === undefined);

it("has no weekly message in a week with a digest, and puts no request of it again in that week", async () => {
  const run = await aRun({
    isTogether: true,
    people: [LEA, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"] }],
    cadences: [{ ...MONTHLY_TO_SPONSORS, key: "monthly", program: "atlas" }],
    start: "2026-10-26T00:00:00.000Z",
  });
  const withQuestion = (title: string) =>
    roots(run, "sofia").flatMap(({ at, text }) => (text.includes(title) ? at.slice(0, 10) : []));
  await run.to("2026-11-02T10:00:00.000Z");
  await askSofia(run, "Two testers?", "2026-11-12");
  await askSofia(run, "Today already?", "2026-11-03");
  await run.to("2026-11-05T10:00:00.000Z");
  await askSofia(run, "A venue?", "2026-11-27");
  await run.to("2026-11-13T10:00:00.000Z");
  // Tuesday is her day; the digest comes on Wednesday, and what cannot wait for it at once.
  expect(withQuestion("Two testers?")).toEqual(["2026-11-04", "2026-11-10"]);
  expect(withQuestion("Today already?")[0]).toBe("2026-11-02");
  expect(withQuestion("A venue?")).toEqual(["2026-11-10"]);
});

async function askSofia(run: Run, title: string, dueOn: string): Promise<void> {
  const [lea, sofia] = [await personIn(run, "lea"), await personIn(run, "sofia")];
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  await addQuietly(acting(run.app.services, lea), {
    programId,
    type: "request",
    details: { kind: "decision", options: [{ label: "Yes", doesNothing: false }] },
    ...{ title, dueOn, ownerId: sofia.id, state: "open", sourceKey: `test:${title}` },
  });
  await run.settle();
}

it.each([
  ["a round is made", "2026-11-02T00:00:00.000Z"],
  // Léa in Paris has been asked, and it is still night in Los Angeles.
  ["a round opens for them, once it is made", "2026-11-02T15:00:00.000Z"],
])("whoever moves far east before %s never reads first that it was due", async (_, movedAt) => {
  const cadence = (program: string, rule: object) => ({
    ...{ key: program, program, questions: QUESTIONS, audience: ["team", "lead"], rule },
  });
  const run = await aRun({
    isTogether: true,
    people: [LEA, { ...TOM, tz: "America/Los_Angeles" }, SOFIA],
    programs: PROGRAMS,
    cadences: [
      cadence("atlas", { every: "week", on: ["mo"], at: "10:00", zone: "Europe/London" }),
      cadence("borea", { every: "day", at: "10:00", zone: "participant" }),
    ],
  });
  await run.to(movedAt);
  run.sandbox.misbehave({ do: "move", handle: "tom", tz: "Pacific/Auckland" });
  await run.to("2026-11-02T21:00:00.000Z");
  const came = roots(run, "tom").map(({ text }) => text);
  expect(came.join()).not.toMatch(/was due|overdue|was down/);
  expect(came.join()).toMatch(/due Tue/);
});
