/** A request that names an amount or days, held against what the levels of its program decide. Pure. */
import { type AskedFor, type DecisionLimit, type DecisionLimits, isWithin } from "../../programs/decision-limits.ts";
import type { Disclosure } from "../table.ts";
import { type Level, peopleAt, type SeatNow } from "./ladder.ts";

/** The amount and days that a request names. */
export function asksOf({ amount, days, currency }: AskedFor): AskedFor {
  return { amount, days, currency };
}

/** Whether it asks for something that limits are about. */
export function isLimited({ amount, days }: AskedFor): boolean {
  return amount !== undefined || days !== undefined;
}

/** The lowest level that decides so much. */
export function levelFor(limits: DecisionLimits, asked: AskedFor): Level {
  if (isWithin(limits, "lead", asked)) return "lead";
  return isWithin(limits, "sponsor", asked) ? "sponsor" : "chair";
}

export interface Exceeded {
  limit: DecisionLimit;
  currency: string;
  /** What comes first: the committee votes, or somebody above decides. */
  instead: "committee" | "delegate";
}

interface Asking extends AskedFor {
  raised_by: string;
  owner_id: string | null;
  disclosure: Disclosure;
}

/**
 * The limit that this person would go beyond; null: they decide so much. Whoever takes the chair decides all; whoever sponsors
 * as much as a sponsor, everybody else as much as the lead.
 */
export function limitExceeded(
  limits: DecisionLimits,
  seats: readonly SeatNow[],
  { personId, asking }: { personId: string; asking: Asking },
): Exceeded | null {
  const committee = peopleAt(seats, "chair", asking);
  if (committee[0] === personId) return null;
  const level = peopleAt(seats, "sponsor", asking).includes(personId) ? "sponsor" : "lead";
  if (isWithin(limits, level, asking)) return null;
  const votes = committee.some((id) => id !== asking.raised_by && id !== asking.owner_id);
  const instead = levelFor(limits, asking) === "chair" && votes ? "committee" : "delegate";
  return { limit: limits[level], currency: limits.currency, instead };
}

/** By person. Whoever acts for somebody, or was asked by them, decides as much as they do. */
export function exceededBy(
  personIds: readonly string[],
  {
    limits,
    seats,
    asking,
    actsFor,
  }: {
    limits: DecisionLimits | undefined;
    seats: readonly SeatNow[];
    asking: Asking;
    /** Themselves where they act for nobody. */
    actsFor(personId: string): string;
  },
): Record<string, Exceeded> {
  if (!limits) return {};
  const beyond = (personId: string) => limitExceeded(limits, seats, { personId, asking });
  const found = personIds.flatMap((id): [string, Exceeded][] => {
    const exceeded = beyond(id);
    return exceeded && beyond(actsFor(id)) ? [[id, exceeded]] : [];
  });
  return Object.fromEntries(found);
}
