/** Which appearance would help a program most now, by facts with their day. Pure. */
import { addLocalDays, type LocalDate } from "../../platform/time.ts";

/** What is known of a program. */
export interface ProgramFacts {
  /** Its first; null: it has none. */
  sponsorId: string | null;
  /** One is asked for, or being prepared. */
  hasOne: boolean;
  /** What sponsors promised and have not done. */
  promises: readonly { code: string; title: string; dueOn: LocalDate; ownerId: string }[];
  /** Whose yes it needs and who has not been asked for it, from the day on which they were named. */
  unasked: readonly { id: string; called: string; power: "decides" | "must-agree"; namedOn: LocalDate }[];
  /** When its team last had an appearance, thanks or a decision from a sponsor; null: never. */
  seenOn: LocalDate | null;
  beganOn: LocalDate;
}

/** `since`: the day of the fact; `from`: the one from which it is proposed. */
export type Proposal = { since: LocalDate; from: LocalDate; ownerId: string } & (
  | { kind: "clear-the-way"; code: string; title: string }
  | { kind: "speak-to"; stakeholderId: string; called: string; power: "decides" | "must-agree" }
  | { kind: "be-seen"; isFirst: boolean }
);

/** Whoever is named has a week in which to be asked as a matter of course. */
const ASKED_WITHIN_DAYS = 7;
const UNSEEN_DAYS = 6 * 7;

/** The strongest first; none while another appearance is under way, or where nobody is there to be asked. */
export function proposalsFor(facts: ProgramFacts, today: LocalDate): Proposal[] {
  const { sponsorId, promises, unasked, seenOn, beganOn } = facts;
  if (sponsorId === null || facts.hasOne) return [];
  const late = promises.map(
    ({ dueOn: since, ...promise }): Proposal => ({
      kind: "clear-the-way",
      since,
      from: addLocalDays(since, 1),
      ...promise,
    }),
  );
  const toAsk = unasked.map(
    ({ id: stakeholderId, namedOn: since, called, power }): Proposal => ({
      kind: "speak-to",
      ...{ since, from: addLocalDays(since, ASKED_WITHIN_DAYS), ownerId: sponsorId },
      ...{ stakeholderId, called, power },
    }),
  );
  const since = seenOn ?? beganOn;
  const unseen: Proposal = {
    kind: "be-seen",
    ...{ since, from: addLocalDays(since, UNSEEN_DAYS), ownerId: sponsorId, isFirst: seenOn === null },
  };
  return [...late, ...toAsk, unseen].filter(({ from }) => from <= today).toSorted(byStrength);
}

const KINDS: readonly Proposal["kind"][] = ["clear-the-way", "speak-to", "be-seen"];

/** A broken promise before a missing yes, whoever decides before who must agree, before a team that sees nobody; the oldest first. */
export function byStrength(one: Proposal, other: Proposal): number {
  const rank = (each: Proposal) =>
    [KINDS.indexOf(each.kind), each.kind === "speak-to" && each.power === "must-agree" ? 1 : 0, each.since].join(" ");
  return rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0;
}
