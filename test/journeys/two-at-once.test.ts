/** Whatever two people do to one entry of the record at once, in whatever order: one outcome each, nothing decided twice. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { getPerson, type Person } from "../../src/people/people.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import type { Services } from "../../src/platform/services.ts";
import { reassignAfterEndedRoles } from "../../src/programs/role-ends.ts";
import { changeItem, closeItem, handOver, reopenItem } from "../../src/register/acts.ts";
import { itemsOfPrograms } from "../../src/register/item-rights.ts";
import type { Item } from "../../src/register/items.ts";
import { listItemEvents } from "../../src/register/repository.ts";
import { askQuestion, delegate, postpone, reply } from "../../src/register/requests/acts.ts";
import { decide, undo } from "../../src/register/requests/decide.ts";
import { castVote, sendToCommittee } from "../../src/register/requests/votes.ts";
import { acting, addQuietly, WHOLE_REQUEST } from "../support/acting.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const WHO = ["lead", "sponsor", "member", "chair", "other"] as const;
type Who = (typeof WHO)[number];

interface At {
  services: Services;
  id: string;
  revision: number;
  as(who: Who): Person;
}

/** Everything that can be done with a request. */
const ACTS: Record<string, (at: At, actor: Person) => Promise<unknown>> = {
  decide: ({ services, id }, actor) => decide(acting(services, actor), { itemId: id, option: 0, label: "Yes" }),
  "decide otherwise": ({ services, id }, actor) =>
    decide(acting(services, actor), { itemId: id, option: 1, label: "Do nothing" }),
  "decide in words": ({ services, id }, actor) => decide(acting(services, actor), { itemId: id, words: "Perhaps" }),
  undo: ({ services, id }, actor) => undo(acting(services, actor), { itemId: id }),
  ask: ({ services, id }, actor) => askQuestion(acting(services, actor), { itemId: id, question: "Who?" }),
  reply: ({ services, id }, actor) => reply(acting(services, actor), { itemId: id, answer: "Me" }),
  postpone: ({ services, id }, actor) => postpone(acting(services, actor), { itemId: id, until: "2026-08-10" }),
  delegate: ({ services, id, as }, actor) =>
    delegate(acting(services, actor), { itemId: id, person: as("chair"), why: "x" }),
  withdraw: ({ services, id }, actor) => closeItem(acting(services, actor), { id, note: "" }),
  "send to the committee": ({ services, id }, actor) => sendToCommittee(acting(services, actor), { itemId: id }),
  vote: ({ services, id }, actor) => castVote(acting(services, actor), { itemId: id, option: 0 }),
  change: ({ services, id, revision }, actor) =>
    changeItem(acting(services, actor), { id, revision, edit: { title: "Other?" } }),
  "hand over": ({ services, id, as }, actor) => handOver(acting(services, actor), { id, owner: as("other"), note: "" }),
  close: ({ services, id }, actor) => closeItem(acting(services, actor), { id, note: "" }),
  reopen: ({ services, id }, actor) => reopenItem(acting(services, actor), { id }),
};

async function aWorld(name: DatabaseName) {
  const db = await aDatabase(name);
  const record = await aRecord(db);
  const people = new Map<Who, Person>();
  const recorded = new Map<Who, Awaited<ReturnType<typeof record.person>>>();
  for (const who of WHO) {
    const person = await record.person(who);
    recorded.set(who, person);
    people.set(who, await getPerson(db, record.workspaceId, person.id));
  }
  const seated = (...whos: Who[]) => whos.flatMap((who) => recorded.get(who) ?? []);
  const program = await record.program("p", {
    seats: {
      lead: seated("lead"),
      sponsor: seated("sponsor", "other"),
      team: seated("member"),
      steering: seated("chair", "other"),
    },
  });
  const as = (who: Who) => {
    const person = people.get(who);
    if (!person) throw new Error(who);
    return person;
  };
  const services = servicesAt(db, "2026-07-31T10:00:00.000Z");
  let count = 0;
  const raise = (): Promise<Item> => {
    count += 1;
    return addQuietly(acting(services, as("member")), {
      programId: program.id,
      type: "request",
      details: WHOLE_REQUEST,
      title: `Buy it ${count}?`,
      ownerId: as("sponsor").id,
      dueOn: "2026-08-14",
      sourceKey: `command:${count}`,
    });
  };
  const now = async (id: string) => {
    const [item] = await itemsOfPrograms(db, record.workspaceId, [program.id], { ids: [id] });
    if (item?.type !== "request") throw new Error("The request is gone");
    return item;
  };
  return { db, services, as, raise, now, programId: program.id, workspaceId: record.workspaceId };
}

const aDoing = fc.record({ act: fc.constantFrom(...Object.keys(ACTS)), who: fc.constantFrom(...WHO) });

describe.each(databases)("two people at once, on %s", (name) => {
  it("do each what they may, or are told why not; nothing is decided twice", { timeout: 120_000 }, async () => {
    const { db, services, as, raise, now, programId, workspaceId } = await aWorld(name);
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
          const earlier = await listItemEvents(db, before.workspace_id, [before.id]);
          if (ends)
            await db
              .updateTable("seat")
              .set({ until_date: "2026-07-30", handed_on_at: null })
              .where("person_id", "=", as("sponsor").id)
              .execute();
          const outcomes = await Promise.allSettled([
            act(one, before.revision),
            act(other, before.revision),
            ...(ends ? [reassignAfterEndedRoles(services)] : []),
          ]);
          await db
            .updateTable("seat")
            .set({ until_date: null, handed_on_at: null })
            .where("person_id", "=", as("sponsor").id)
            .execute();
          for (const outcome of outcomes) if (outcome.status === "rejected") refused(outcome.reason);
          const after = await now(id);
          const events = await listItemEvents(db, after.workspace_id, [after.id]);
          // Each revision is one event, in order, and says what the item is.
          expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index + 1));
          expect(after.revision).toBe(events.length);
          // A decision that stands is one, and one that can be undone is none yet.
          const decided = events.filter(({ event }) => event === "decided").length;
          const deciding = events.filter(({ event }) => event === "deciding").length;
          const undone = events.filter(({ event }) => event === "undone").length;
          const decisions = (
            await itemsOfPrograms(db, workspaceId, [programId], { types: ["decision"], states: ["active"] })
          ).filter((item) => item.type === "decision" && item.details.requestId === id);
          expect(decisions).toHaveLength(after.state === "decided" ? 1 : 0);
          expect(decided).toBe(after.state === "decided" ? 1 : 0);
          expect(deciding - undone - decided).toBe(after.details.pending ? 1 : 0);
          if (after.state === "decided") expect(after.details.outcome?.decisionId).toBe(decisions[0]?.id);
          // Whoever was told that it is done finds it in the history, unless it was so already.
          const done = outcomes.slice(0, 2).filter(({ status }) => status === "fulfilled").length;
          const since = events.slice(earlier.length);
          // A decision whose minutes are over is nobody's act of now.
          const theirs = since.filter(({ event, actor_id }) => actor_id !== null && event !== "decided").length;
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
