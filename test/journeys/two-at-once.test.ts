/** Whatever two people do to one entry of the record at once, in whatever order: one outcome each, nothing decided twice. */

import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Person, personById } from "../../src/people/use-cases.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { handOnDue } from "../../src/programs/role-ends.ts";
import {
  acknowledgeAsk,
  answerAskBack,
  askBack,
  decideAsk,
  deferAsk,
  delegateAsk,
  undoDecision,
  withdrawAsk,
} from "../../src/register/asks/use-cases.ts";
import { castVote, putToCommittee } from "../../src/register/asks/use-cases-votes.ts";
import { passUp } from "../../src/register/escalation/use-cases-acts.ts";
import { type Item, raiseItem } from "../../src/register/use-cases.ts";
import { changeItem, closeItem, handOver, reopenItem } from "../../src/register/use-cases-acts.ts";
import { historyOf, itemsOfPrograms } from "../../src/register/use-cases-reading.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const OPTIONS = [
  { label: "Yes", doesNothing: false },
  { label: "No", doesNothing: true },
];
const WHO = ["lead", "sponsor", "delegate", "member", "chair", "other"] as const;
type Who = (typeof WHO)[number];

interface At {
  services: Services;
  id: string;
  revision: number;
  as(who: Who): Person;
}

const UP = { tried: "x", effect: "x", options: "x", recommendation: "x", matter: null };

/** Everything that can be done with an ask. */
const ACTS: Record<string, (at: At, actor: Person) => Promise<unknown>> = {
  decide: ({ services, id }, actor) => decideAsk(services, actor, id, { option: 0, label: "Yes" }),
  "decide otherwise": ({ services, id }, actor) => decideAsk(services, actor, id, { option: 1, label: "No" }),
  "decide in words": ({ services, id }, actor) => decideAsk(services, actor, id, { words: "Perhaps" }),
  undo: ({ services, id }, actor) => undoDecision(services, actor, id),
  acknowledge: ({ services, id }, actor) => acknowledgeAsk(services, actor, id),
  "ask back": ({ services, id }, actor) => askBack(services, actor, id, "Who?"),
  "answer back": ({ services, id }, actor) => answerAskBack(services, actor, id, "Me"),
  defer: ({ services, id }, actor) => deferAsk(services, actor, id, "2026-08-10"),
  delegate: ({ services, id, as }, actor) =>
    delegateAsk(services, actor, id, { person: as("chair"), why: "x", isConfirmed: true }),
  withdraw: ({ services, id }, actor) => withdrawAsk(services, actor, id),
  "put to the chair": ({ services, id }, actor) => putToCommittee(services, actor, id, { kind: "chair" }),
  "put to a vote": ({ services, id }, actor) =>
    putToCommittee(services, actor, id, { kind: "circulation", quorum: 1, closesOn: "2026-08-03" }),
  vote: ({ services, id }, actor) => castVote(services, actor, id, 0),
  "pass up": ({ services, id }, actor) => passUp(services, actor, id, UP),
  change: ({ services, id, revision }, actor) => changeItem(services, actor, { id, revision }, { title: "Other?" }),
  "hand over": ({ services, id, as }, actor) => handOver(services, actor, id, { owner: as("other"), note: "" }),
  close: ({ services, id }, actor) => closeItem(services, actor, id, ""),
  reopen: ({ services, id }, actor) => reopenItem(services, actor, id),
};

async function aWorld(name: DatabaseName) {
  const db = await aDatabase(name);
  const record = await aRecord(db);
  const people = new Map<Who, Person>();
  const recorded = new Map<Who, Awaited<ReturnType<typeof record.person>>>();
  for (const who of WHO) {
    const person = await record.person(who);
    recorded.set(who, person);
    people.set(who, await personById(db, record.workspaceId, person.id));
  }
  const seated = (...whos: Who[]) => whos.flatMap((who) => recorded.get(who) ?? []);
  const program = await record.program("p", {
    seats: {
      lead: seated("lead"),
      sponsor: seated("sponsor"),
      team: seated("member"),
      steering: seated("chair", "other"),
    },
  });
  const as = (who: Who) => {
    const person = people.get(who);
    if (!person) throw new Error(who);
    return person;
  };
  await db
    .updateTable("seat")
    .set({ delegate_id: as("delegate").id })
    .where("person_id", "=", as("sponsor").id)
    .execute();
  const services = servicesAt(db, "2026-07-31T10:00:00.000Z");
  let count = 0;
  const raise = (): Promise<Item> => {
    count += 1;
    return inTransaction(db, (tx) =>
      raiseItem(services, tx, as("member"), program.id, {
        type: "ask",
        details: { kind: "decision", options: OPTIONS, recommended: 0, costOfWaiting: "A week" },
        title: `Buy it ${count}?`,
        dueOn: "2026-08-14",
        sourceKey: `command:${count}`,
      }),
    );
  };
  const now = async (id: string) => {
    const [item] = await itemsOfPrograms(db, record.workspaceId, [program.id], { ids: [id] });
    if (item?.type !== "ask") throw new Error("The ask is gone");
    return item;
  };
  return { db, services, as, raise, now, programId: program.id, workspaceId: record.workspaceId };
}

const aDoing = fc.record({ act: fc.constantFrom(...Object.keys(ACTS)), who: fc.constantFrom(...WHO) });

describe.each(databases)("two people at once, on %s", (name) => {
  it("do each what they may, or are told why not; nothing is decided twice (S1)", { timeout: 120_000 }, async () => {
    const { db, services, as, raise, now, programId, workspaceId } = await aWorld(name);
    onTestFinished(() => db.destroy());
    await fc.assert(
      fc.asyncProperty(
        fc.array(aDoing, { maxLength: 2 }),
        aDoing,
        aDoing,
        fc.boolean(),
        async (first, one, other, ends) => {
          const { id } = await raise();
          const act = async ({ act: which, who }: { act: string; who: Who }, revision: number) =>
            ACTS[which]?.({ services, id, revision, as }, as(who));
          // What had happened before they came.
          for (const doing of first) await act(doing, (await now(id)).revision).catch(refused);
          const before = await now(id);
          const earlier = await historyOf(db, before);
          if (ends)
            await db
              .updateTable("seat")
              .set({ until_date: "2026-07-30", handed_on_at: null })
              .where("person_id", "=", as("sponsor").id)
              .execute();
          const outcomes = await Promise.allSettled([
            act(one, before.revision),
            act(other, before.revision),
            ...(ends ? [handOnDue(services)] : []),
          ]);
          await db
            .updateTable("seat")
            .set({ until_date: null, handed_on_at: null })
            .where("person_id", "=", as("sponsor").id)
            .execute();
          for (const outcome of outcomes) if (outcome.status === "rejected") refused(outcome.reason);
          const after = await now(id);
          const events = await historyOf(db, after);
          // Each revision is one event, in order, and says what the item is.
          expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index + 1));
          expect(after.revision).toBe(events.length);
          // A decision that stands is one, and is the one of the last who decided; one that was taken back is reversed.
          const decided = events.filter(({ event }) => event === "decided").length;
          const undone = events.filter(({ event }) => event === "undone").length;
          const decisions = (
            await itemsOfPrograms(db, workspaceId, [programId], { types: ["decision"], states: ["active"] })
          ).filter((item) => item.type === "decision" && item.details.askId === id);
          expect(decisions).toHaveLength(after.state === "decided" ? 1 : 0);
          expect(decided - undone).toBe(after.state === "decided" ? 1 : 0);
          if (after.state === "decided") expect(after.details.outcome?.decisionId).toBe(decisions[0]?.id);
          // Whoever was told that it is done finds it in the history, unless it was so already.
          const done = outcomes.slice(0, 2).filter(({ status }) => status === "fulfilled").length;
          const theirs = events.slice(earlier.length).filter(({ actor_id }) => actor_id !== null).length;
          expect(theirs).toBeLessThanOrEqual(done);
        },
      ),
      { numRuns: name === "SQLite" ? 150 : 60, seed: 20261121, endOnFailure: true },
    );
  });
});

/** With a sentence of ours; anything else is a fault. */
function refused(error: unknown): void {
  if (!(error instanceof DrumbeatError)) throw error;
  expect(error.sentence("en")).not.toBe("");
  expect(error.sentence("fr")).not.toBe("");
}
