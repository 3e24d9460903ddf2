/** Who gets which digest, of what, and who may read what it rests on. */
import { feeds } from "../../cadences/audience/audience.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import { may, readingRight, type Standing } from "../../people/rules-rights.ts";
import type { SeatRole } from "../../programs/table.ts";
import type { Rhythm } from "../table.ts";

export const RHYTHMS = ["weekly", "monthly", "quarterly", "annual"] as const satisfies Rhythm[];

/** By default. */
const RHYTHMS_OF_SEAT: Record<SeatRole, readonly Rhythm[]> = {
  lead: ["weekly", "annual"],
  deputy: ["weekly", "annual"],
  team: ["weekly"],
  sponsor: ["monthly", "annual"],
  steering: ["quarterly", "annual"],
};

/** Whether a seat gives its holder this digest: what they chose for the rhythm, else by default. */
export function givesDigest(role: SeatRole, rhythm: Rhythm, chosen: boolean | undefined): boolean {
  return chosen ?? RHYTHMS_OF_SEAT[role].includes(rhythm);
}

/** A choice as the database has it. */
export function choiceOf({ is_wanted: isWanted }: { is_wanted: 0 | 1 | null }): boolean | undefined {
  return isWanted === null ? undefined : isWanted === 1;
}

type Every = Rule["every"];
const EVERY: readonly Every[] = ["day", "week", "month", "quarter", "year"];
/** Of what it is one. */
export const OWN: Record<Rhythm, Every> = { weekly: "week", monthly: "month", quarterly: "quarter", annual: "year" };

/** In which rhythm whoever sits above a program is told of it all the time; null: they do not. */
export function rhythmAbove(roles: readonly SeatRole[]): "month" | "quarter" | null {
  return roles.includes("sponsor") ? "month" : roles.includes("steering") ? "quarter" : null;
}

/** What a longer digest is made of: its own check-ins and those right below; else the nearest below that there are. */
const LEVELS: Record<"quarterly" | "annual", readonly (readonly Every[])[]> = {
  quarterly: [["quarter", "month"], ["week"], ["day"]],
  annual: [["year", "quarter"], ["month"], ["week"], ["day"]],
};

/**
 * Of the rhythms in which a program asks for this reader, those that this digest is made of. `roles`: the seats that give
 * the reader the digest and are named as readers (`rolesNamed`). What a longer digest of theirs will tell is not in the weekly; the monthly has the quarter's
 * review when it comes, since a sponsor should not wait a year for it.
 */
export function madeOf(rhythm: Rhythm, asked: readonly Every[], roles: readonly SeatRole[]): readonly Every[] {
  const hasYear = roles.some((role) => RHYTHMS_OF_SEAT[role].includes("annual"));
  switch (rhythm) {
    case "weekly":
      return hasYear ? EVERY.filter((every) => every !== "quarter" && every !== "year") : EVERY;
    case "monthly":
      return EVERY.filter((every) => every !== "year");
    default:
      return LEVELS[rhythm].find((level) => level.some((every) => asked.includes(every))) ?? [];
  }
}

/** Its rhythm is longer than the digest's: what was said in it comes second there. */
export function isBeyond(rhythm: Rhythm, every: Every): boolean {
  return EVERY.indexOf(every) > EVERY.indexOf(OWN[rhythm]);
}

/** Its rhythm is shorter than the digest's, whose period holds several of its rounds. */
export function isBelow(rhythm: Rhythm, every: Every): boolean {
  return EVERY.indexOf(every) < EVERY.indexOf(OWN[rhythm]);
}

/** Those of the longest rhythm among them. */
export function longestOf<C extends { rule: { every: Every } }>(cadences: readonly C[]): C[] {
  const longest = Math.max(...cadences.map(({ rule }) => EVERY.indexOf(rule.every)));
  return cadences.filter(({ rule }) => EVERY.indexOf(rule.every) === longest);
}

/** Those of a person's seats by which a cadence feeds their digests. */
export function rolesNamed(
  readers: readonly string[],
  { id, roles }: { id: string; roles: readonly SeatRole[] },
): SeatRole[] {
  return roles.filter((role) => feeds(readers, { id, roles: [role] }));
}

/**
 * The check-ins by whose colours somebody is told how a program stands, in digests, on Home and where they ask why: those
 * that feed their digests, or where none does, those that they may read; whoever leads the program is told by all.
 */
export function tellingOf<C extends { readers: readonly string[]; disclosure: "team" | "lead" | "executive" }>(
  cadences: readonly C[],
  { id, roles, standings = roles }: { id: string; roles: readonly SeatRole[]; standings?: readonly Standing[] },
): C[] {
  if (may(standings, "read-lead-answers")) return [...cadences];
  const feeding = cadences.filter(({ readers }) => feeds(readers, { id, roles }));
  return feeding.length > 0 ? feeding : cadences.filter(({ disclosure }) => may(standings, readingRight(disclosure)));
}

/** The digest's reader sees all that it rests on; a lead or deputy what their own program gave. */
export function mayReadSource(viewer: { isReader: boolean; roles: readonly SeatRole[] }): boolean {
  const standings: Standing[] = [...viewer.roles, ...(viewer.isReader ? (["digest-reader"] as const) : [])];
  return may(standings, "read-digest-sources");
}
