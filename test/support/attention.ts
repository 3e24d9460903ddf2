/** How much came to people of a time that was played, by their roles: what the design allows is a test, and nothing at run time. */
import { expect } from "vitest";
import type { DrumbeatApp } from "../../src/app/app.ts";
import { addressBook } from "../../src/calendars/availability.ts";
import { firstAllowed } from "../../src/delivery/lanes.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addMs, DAY, localDateOf, mondayOf, msBetween } from "../../src/platform/time.ts";

/** New messages in a week, without answers to what somebody did themselves. Who has several roles has the first of them. */
const MOST_A_WEEK = {
  lead: { mean: 8, worst: 10 },
  team: { mean: 7, worst: 10 },
  committee: { mean: 3, worst: 5 },
  sponsor: { mean: 2, worst: 5 },
  secretary: { mean: 5, worst: 8 },
  office: { mean: 5, worst: 8 },
} as const;
type Role = keyof typeof MOST_A_WEEK;
const ROLES: readonly Role[] = ["lead", "team", "committee", "sponsor", "secretary", "office"];
const ROLE_OF: Record<string, Role> = {
  deputy: "lead",
  steering: "committee",
  lead: "lead",
  team: "team",
  sponsor: "sponsor",
  secretary: "secretary",
  office: "office",
};

export interface Attention {
  messages: number;
  /** Of each role: people, and what came to one of them in a week. */
  roles: { role: Role; people: number; mean: number; worst: number }[];
  outsideHours: number;
}

/** `sent`: all messages since then. */
export async function attentionOf(
  { services, workspace }: DrumbeatApp,
  sent: readonly SentMessage[],
  since: Instant,
): Promise<Attention> {
  const { db, clock } = services;
  const personIds = [...new Set(sent.map(({ personId }) => personId))];
  const span = { from: localDateOf(addMs(since, -DAY), "UTC"), until: localDateOf(addMs(clock.now(), DAY), "UTC") };
  const facts = await addressBook.contactFacts(db, workspace.id, personIds, span);
  const mayHave = (personId: string, at: Instant) => {
    const theirs = facts.get(personId);
    // An absence may have been entered since.
    return !theirs || firstAllowed({ ...theirs, away: [] }, at).because === null;
  };
  const roleOf = await rolesIn(db);
  const weeks = msBetween(since, clock.now()) / (7 * DAY);
  const roles = ROLES.map((role) => {
    const people = [...roleOf].flatMap(([id, held]) => (held === role ? [id] : []));
    const counts = people.flatMap((id) => {
      const theirs = sent.filter(({ personId }) => personId === id);
      return [...Map.groupBy(theirs, ({ at, zone }) => mondayOf(localDateOf(at, zone))).values()].map(
        (week) => week.length,
      );
    });
    const all = counts.reduce((sum, count) => sum + count, 0);
    const mean = Math.round((all / people.length / weeks) * 100) / 100;
    return { role, people: people.length, mean, worst: Math.max(0, ...counts) };
  });
  return {
    messages: sent.length,
    roles: roles.filter(({ people }) => people > 0),
    outsideHours: sent.filter(({ personId, at }) => !mayHave(personId, at)).length,
  };
}

/** That nobody got more than their role may bring. */
export function expectWithinCeilings(attention: Attention): void {
  const all = JSON.stringify(attention);
  for (const { role, mean, worst } of attention.roles) {
    expect(mean, `${role}: ${all}`).toBeLessThanOrEqual(MOST_A_WEEK[role].mean);
    expect(worst, `${role}: ${all}`).toBeLessThanOrEqual(MOST_A_WEEK[role].worst);
  }
  expect(attention.outsideHours, all).toBe(0);
}

interface SentMessage {
  id: string;
  personId: string;
  zone: string;
  at: Instant;
}

/**
 * New messages: a morning message is one, and neither answers to own acts nor what stands in a thread count. Most are deleted
 * 45 days later: of a longer time they are to be read on the way.
 */
export async function messagesSince(db: DrumbeatApp["services"]["db"], since: Instant): Promise<SentMessage[]> {
  const rows = await db
    .selectFrom("delivery")
    .innerJoin("person", (join) =>
      join.onRef("person.id", "=", "delivery.person_id").onRef("person.workspace_id", "=", "delivery.workspace_id"),
    )
    .select(["delivery.id", "person.id as personId", "person.zone", "delivery.sent_at as at"])
    .where("delivery.state", "=", "sent")
    .where("delivery.contact", "!=", "reply")
    .where("delivery.updates_id", "is", null)
    .where("delivery.thread_id", "is", null)
    .where("delivery.bundle_id", "is", null)
    // What Slack does not take whole comes in parts: one message to its reader.
    .where("delivery.key", "not like", "bundle:%#%")
    .where("delivery.sent_at", ">=", since)
    .orderBy("person.id")
    .orderBy("delivery.sent_at")
    .execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at ?? since }));
}

async function rolesIn(db: DrumbeatApp["services"]["db"]): Promise<Map<string, Role>> {
  const seats = await db.selectFrom("seat").select(["person_id", "role"]).execute();
  const offices = await db.selectFrom("office_seat").select("person_id").execute();
  const ofOffice = offices.map(({ person_id: id }) => ({ person_id: id, role: "office" }));
  const held = Map.groupBy([...seats, ...ofOffice], ({ person_id: id }) => id);
  return new Map(
    [...held].map(([id, theirs]) => {
      const roles = theirs.map(({ role }) => ROLE_OF[role] ?? "team");
      return [id, ROLES.find((role) => roles.includes(role)) ?? "team"];
    }),
  );
}
