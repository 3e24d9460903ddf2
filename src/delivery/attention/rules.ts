/** How much is asked of people's attention, by what they are in programs: pure. Nothing here is told of one person. */
import type { Instant } from "../../platform/clock.ts";
import { localDateOf, mondayOf } from "../../platform/time.ts";
import { type ContactFacts, firstAllowed } from "../rules-contact.ts";

/** `team`: whoever is asked and is nothing else. `committee`: members of a steering committee. */
export const ATTENTION_ROLES = ["team", "lead", "sponsor", "committee"] as const;
export type AttentionRole = (typeof ATTENTION_ROLES)[number];

/**
 * How many messages may come to somebody, as the slots are meant: what a test holds the story to, and no limit. Nothing
 * that is needed waits for it; what comes above it is counted.
 */
export const CEILINGS = {
  team: { perWeek: 7, perMonth: null },
  lead: { perWeek: 8, perMonth: null },
  sponsor: { perWeek: 2, perMonth: 8 },
  committee: { perWeek: 3, perMonth: null },
} as const satisfies Record<AttentionRole, { perWeek: number; perMonth: number | null }>;

/** Of fewer people than this nothing is told: it would be told of one of them. */
const FEWEST_TOLD = 3;

/** A message that raised the badge: no answer to their own act, no update, nothing in a thread; a bundle is one. */
export interface MessageTo {
  personId: string;
  at: Instant;
  /** Of the person. */
  zone: string;
  isOutsideHours: boolean;
}

/** As which messages are counted together: all of them, by the weeks or by the months of whoever got them. */
export type Period = "all" | "week" | "month";

export interface RoleAttention {
  role: AttentionRole;
  people: number;
  messages: number;
  /** Half of its people got at most so many in a period, none got more than `most`. */
  median: number;
  most: number;
  /** How often somebody got more than the ceiling in a period; where there is none for it, 0. */
  above: number;
}

export interface Attention {
  roles: RoleAttention[];
  messages: number;
  outsideHours: number;
}

/** Outside their hours, or on a day on which they do not work. An absence may have been entered since. */
export function isOutsideHours(facts: ContactFacts, at: Instant): boolean {
  return firstAllowed({ ...facts, away: [] }, at).because !== null;
}

/** Who has several roles gets what each of them brings: the one with the highest ceiling counts. */
export function attentionRole(roles: readonly AttentionRole[]): AttentionRole {
  const [first = "team", ...others] = roles;
  return others.reduce((most, role) => (CEILINGS[role].perWeek > CEILINGS[most].perWeek ? role : most), first);
}

/** What came to somebody in a week, and what is meant to; null where each message comes as it happens. */
interface OfWeek {
  count: number;
  ceiling: number | null;
}

export function isAbove({ count, ceiling }: OfWeek): boolean {
  return ceiling !== null && count > ceiling;
}

/** `roleOf`: also of those who got nothing; whoever is not in it is asked without a role. */
export function attentionOf(
  messages: readonly MessageTo[],
  roleOf: ReadonlyMap<string, AttentionRole>,
  period: Period,
): Attention {
  const periods = new Set(messages.map((message) => periodOf(message, period)));
  const byPerson = Map.groupBy(messages, ({ personId }) => personId);
  const people = [...new Set([...roleOf.keys(), ...byPerson.keys()])].map((id) => {
    const theirs = Map.groupBy(byPerson.get(id) ?? [], (message) => periodOf(message, period));
    return { role: roleOf.get(id) ?? "team", counts: [...periods].map((each) => theirs.get(each)?.length ?? 0) };
  });
  const byRole = Map.groupBy(people, ({ role }) => role);
  return {
    roles: ATTENTION_ROLES.flatMap((role) => {
      const theirs = byRole.get(role) ?? [];
      return theirs.length === 0 ? [] : [{ role, people: theirs.length, ...spread(theirs, ceilingOf(role, period)) }];
    }),
    messages: messages.length,
    outsideHours: messages.filter(({ isOutsideHours }) => isOutsideHours).length,
  };
}

/** Those of whose people something may be told without telling it of one of them. */
export function toldOf({ roles }: Pick<Attention, "roles">): RoleAttention[] {
  return roles.filter(({ people }) => people >= FEWEST_TOLD);
}

function periodOf({ at, zone }: MessageTo, period: Period): string {
  const date = localDateOf(at, zone);
  if (period === "month") return date.slice(0, "2026-11".length);
  return period === "week" ? mondayOf(date) : period;
}

/** Those of the last seven days are those of a week. */
function ceilingOf(role: AttentionRole, period: Period): number | null {
  return period === "month" ? CEILINGS[role].perMonth : CEILINGS[role].perWeek;
}

function spread(people: readonly { counts: readonly number[] }[], ceiling: number | null) {
  const counts = people.flatMap((each) => each.counts).sort((one, other) => one - other);
  return {
    messages: counts.reduce((sum, count) => sum + count, 0),
    median: counts[Math.floor((counts.length - 1) / 2)] ?? 0,
    most: counts.at(-1) ?? 0,
    above: ceiling === null ? 0 : counts.filter((count) => count > ceiling).length,
  };
}
