/** How long what is kept about people is kept. Pure. */

import { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import { type Language, plural } from "../platform/texts/language.ts";
import { addMs, DAY } from "../platform/time.ts";

/** By default, and the most that an admin can choose. */
export const RETENTION = {
  daily: { term: 6, most: 24, unit: "months" },
  other: { term: 24, most: 60, unit: "months" },
  record: { term: 60, most: 120, unit: "months" },
  messages: { term: 30, most: 365, unit: "days" },
  log: { term: 12, most: 60, unit: "months" },
} as const satisfies Record<string, { term: number; most: number; unit: "months" | "days" }>;

export type Retained = keyof typeof RETENTION;
export const RETAINED = ["daily", "other", "record", "messages", "log"] as const satisfies readonly Retained[];

/** In the unit of each, from 1. */
export type Retention = Record<Retained, number>;

const stored = z.partialRecord(z.enum(RETAINED), z.int().min(1));

/** `column`: JSON of what is not as it comes. */
export function retentionIn(column: string): Retention {
  const chosen = stored.parse(JSON.parse(column));
  const term = (kind: Retained) => chosen[kind] ?? RETENTION[kind].term;
  return {
    daily: term("daily"),
    other: term("other"),
    record: term("record"),
    messages: term("messages"),
    log: term("log"),
  };
}

export function retentionColumn(retention: Retention): string {
  const chosen = RETAINED.filter((kind) => retention[kind] !== RETENTION[kind].term);
  return JSON.stringify(Object.fromEntries(chosen.map((kind) => [kind, retention[kind]])));
}

/** What is older than this has reached its age. */
export function retentionCutOff(now: Instant, kind: Retained, retention: Retention): Instant {
  if (RETENTION[kind].unit === "days") return addMs(now, -retention[kind] * DAY);
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() - retention[kind]);
  return date.toISOString();
}

const MONTHS_A_YEAR = 12;

/** Months up to two years, then years where they come out even: “24 months”, “5 years”. */
export function termInWords(kind: Retained, { [kind]: term }: Retention): Record<Language, string> {
  if (RETENTION[kind].unit === "days")
    return { en: `${term} ${plural("en", term, "day", "days")}`, fr: `${term} ${plural("fr", term, "jour", "jours")}` };
  if (term > 2 * MONTHS_A_YEAR && term % MONTHS_A_YEAR === 0)
    return { en: `${term / MONTHS_A_YEAR} years`, fr: `${term / MONTHS_A_YEAR} ans` };
  return { en: `${term} ${plural("en", term, "month", "months")}`, fr: `${term} mois` };
}
