/** C9: what was sent to one person is never made anew in words that are for somebody else. */
import { expect, it } from "vitest";
import type { Person } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changeSeat, seatsToShow } from "../../src/programs/use-cases-changes.ts";
import { delegateAsk } from "../../src/register/asks/use-cases.ts";
import { putToCommittee } from "../../src/register/asks/use-cases-votes.ts";
import { passUp } from "../../src/register/escalation/use-cases-acts.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, openForm, PROGRESS_TO_SPONSORS, personIn, type Run, textOf } from "../support/run.ts";

const HANDLES = ["tom", "dan", "ben", "sofia", "vera", "nina", "greta", "hugo"] as const;
type Handle = (typeof HANDLES)[number];

const OPTIONS = [
  { label: "Approve", doesNothing: false },
  { label: "Refuse", doesNothing: true },
];
const DETAILS = { kind: "decision" as const, options: OPTIONS, recommended: 0, costOfWaiting: "A week" };
const UP = { effect: "A week", tried: "All of it", options: "Wait", recommendation: "Go", matter: null };

interface Story {
  run: Run;
  ask: string;
  blocker: string;
  programId: string;
  who(handle: Handle): Promise<Person>;
}

/** Two asks of Ben's for Sofia and a blocker of his that Tom passed up to her, all of one evening: they come in one message. */
async function aStory(): Promise<Story> {
  const run = await aRun({
    people: HANDLES.map((handle) => ({ handle, name: `${handle} ${handle}`, tz: "Europe/London", locale: "en-GB" })),
    programs: [
      {
        key: "atlas",
        title: "Atlas",
        lead: "tom",
        deputy: "dan",
        sponsors: ["sofia", "vera", "hugo"],
        steering: ["greta", "hugo"],
        team: ["ben"],
      },
    ],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas" }],
    start: "2026-10-28T00:00:00.000Z",
  });
  const { services } = run.app;
  const who = (handle: Handle) => personIn(run, handle);
  await run.to("2026-10-28T10:00Z");
  await openForm(run, "tom", "monthly");
  run.as("tom").fill("answer:progress", "The export is done");
  await run.as("tom").submit();
  await run.to("2026-11-03T21:00Z");
  const [ben, sofia, tom] = [await who("ben"), await who("sofia"), await who("tom")];
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const raised = (title: string) =>
    inTransaction(run.db, (tx) =>
      raiseItem(services, tx, ben, programId, {
        type: "ask",
        details: DETAILS,
        title,
        dueOn: "2026-12-31",
        ownerId: sofia.id,
        sourceKey: `test:${title}`,
      }),
    );
  const { id: ask } = await raised("Skip a release?");
  await raised("Hire a tester?");
  const { id: blocker } = await inTransaction(run.db, (tx) =>
    raiseItem(services, tx, ben, programId, {
      type: "issue",
      details: { blocksWork: true, blockedSince: "2026-11-01", whoCanUnblock: "IT" },
      title: "No certificates",
      dueOn: "2026-12-30",
      ownerId: ben.id,
      sourceKey: "test:blocker",
    }),
  );
  await run.settle();
  await passUp(services, ben, blocker, UP);
  await passUp(services, tom, blocker, UP);
  await run.to("2026-11-04T10:00Z");
  return { run, ask, blocker, programId, who };
}

/** Ends the seats of somebody, or those of one role. */
async function endSeats({ run, programId, who }: Story, handle: Handle, role?: string): Promise<void> {
  const { services } = run.app;
  const [tom, { id }] = [await who("tom"), await who(handle)];
  const program = await run.db.selectFrom("program").selectAll().where("id", "=", programId).executeTakeFirstOrThrow();
  const seats = await seatsToShow(run.db, program, services);
  for (const seat of seats.filter((one) => one.person_id === id && (role ?? one.role) === one.role))
    await changeSeat(
      services,
      tom,
      { programId, seatId: seat.id },
      { from: null, until: "2026-11-03", delegate: null },
    );
}

const CHANGES: [string, (story: Story) => Promise<unknown>][] = [
  [
    "passed on",
    async ({ run, ask, who }) =>
      delegateAsk(run.app.services, await who("sofia"), ask, {
        person: await who("nina"),
        why: "Knows licences",
        isConfirmed: true,
      }),
  ],
  ["come up after the term", async ({ run }) => run.to("2026-11-13T10:00Z")],
  ["left by a role that ended", (story) => endSeats(story, "sofia")],
  [
    "put to a vote",
    async ({ run, ask, who }) =>
      putToCommittee(run.app.services, await who("sofia"), ask, {
        kind: "circulation",
        quorum: 2,
        closesOn: "2026-11-07",
      }),
  ],
];

const TITLES = { ask: "Skip a release?", other: "Hire a tester?", blocker: "No certificates" };

/** Whose each item is now: of those that wait for nobody, nobody's. */
async function holders({ run }: Story): Promise<Map<string, { code: string; title: string; holderId: string | null }>> {
  const items = await run.db.selectFrom("item").selectAll().execute();
  const rows = await run.db.selectFrom("escalation").selectAll().execute();
  const [program] = await run.db.selectFrom("program").selectAll().execute();
  return new Map(
    items
      .filter(({ type }) => type !== "decision")
      .map(({ id, type, number, title, owner_id, details, state }) => {
        const isOver =
          program?.state === "closed" || state === "decided" || JSON.parse(details).circulation !== undefined;
        const holder = type === "ask" ? owner_id : (rows.find((row) => row.item_id === id)?.holder_id ?? null);
        const code = `${type === "ask" ? "ASK" : "I"}-${number}`;
        return [id, { code, title, holderId: isOver ? null : holder }];
      }),
  );
}

/** Words and buttons that are for whoever has it. */
const FOR_HOLDER =
  /come up to you|Passed on to you|you stand in|You stand in|You represent|You asked|[Yy]ou are next|Escalated to you|needs your answer|Half of the time|Today is the last day|\[(?:Decide|Approve|Refuse|Ask back|Delegate|Answer…|Pass it up|I have seen it|Decline)/;
const FOR_VOTER = /\[Vote…\]/;
/** Sofia asks back, and nobody else. */
const FOR_ASKING = /You asked/;
const FOR_AUTHOR = /Your ask|\[(?:Answer|Complete it)\]/;
/** What has become of something, which says nothing where that is not named. */
const STATES = /Now with|Decided on|nothing left to decide/;

interface Passage {
  /** The item that it is about; null for what stands above all of them. */
  itemId: string | null;
  text: string;
}

/** What is said of each item in turn: from a line that names it up to the next that names one. */
function passagesOf(text: string, items: ReadonlyMap<string, { code: string; title: string }>): Passage[] {
  const passages: Passage[] = [{ itemId: null, text: "" }];
  for (const line of text.replaceAll("\u00a0", " ").split("\n")) {
    const named = [...items].find(([, { code, title }]) => line.includes(code) || line.includes(title))?.[0];
    const last = passages.at(-1);
    if (last && (named === undefined || named === last.itemId)) last.text += `${line}\n`;
    else passages.push({ itemId: named ?? null, text: `${line}\n` });
  }
  return passages;
}

it.each(CHANGES)("of what was %s each reads their own, as it was (C9)", async (_, change) => {
  const story = await aStory();
  const { run } = story;
  await change(story);
  await run.settle();
  await run.to(new Date(Date.parse(run.clock.now()) + 3 * 3_600_000).toISOString());
  const items = await holders(story);
  expect([...items.values()].map(({ title }) => title).sort()).toEqual(Object.values(TITLES).sort());
  const details = await run.db
    .selectFrom("item")
    .select(["id", "details"])
    .where("id", "=", story.ask)
    .executeTakeFirst();
  const voters: string[] = JSON.parse(details?.details ?? "{}").circulation?.voters ?? [];
  const misread: string[] = [];
  let read = 0;
  for (const handle of HANDLES) {
    const person = await story.who(handle);
    // Whoever has left reads nothing any more.
    if (person.is_deactivated === 1) continue;
    const home = (await openHome(run, handle)).join("\n");
    for (const shown of [...run.as(handle).dm().map(textOf), home])
      for (const { itemId, text } of passagesOf(shown, items)) {
        read += 1;
        const isHolder = items.get(itemId ?? "")?.holderId === person.id;
        const isVoter = itemId === story.ask && voters.includes(person.id);
        const isWrong =
          (itemId === null && shown !== home && STATES.test(text)) ||
          (!isHolder && FOR_HOLDER.test(text)) ||
          (!isVoter && FOR_VOTER.test(text)) ||
          (handle !== "sofia" && FOR_ASKING.test(text)) ||
          (handle !== "ben" && FOR_AUTHOR.test(text));
        if (isWrong) misread.push(`to ${handle}: ${text}`);
      }
  }
  expect(misread).toEqual([]);
  expect(read).toBeGreaterThan(HANDLES.length * 2);
});
