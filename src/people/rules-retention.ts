import { z } from "zod";
import type { Instant } from "../platform/clock.ts";

/** How long what is kept about people is kept, by default; from when each counts, `texts-retention.ts` says. */
export const RETENTION = {
  "daily-answers": { months: 6, most: 24 },
  "other-answers": { months: 24, most: 60 },
  "decisions-and-digests": { months: 60, most: 120 },
  names: { months: 24, most: 60 },
  late: { months: 1, most: 6 },
  receipts: { months: 60, most: 120 },
  audit: { months: 24, most: 60 },
  messages: { months: 60, most: 120 },
  absences: { months: 12, most: 36 },
  contacts: { months: 3, most: 12 },
  candidates: { months: 1, most: 6 },
  left: { months: 12, most: 36 },
} as const satisfies Record<string, { months: number; most: number }>;

export type Retained = keyof typeof RETENTION;

/** In months, from 1. */
export type Retention = Record<Retained, number>;

export const RETAINED = Object.keys(RETENTION).filter((kind): kind is Retained => kind in RETENTION);

const stored = z.partialRecord(z.enum(RETAINED), z.int().min(1));

/** `column`: JSON of what is not as it comes. */
export function retentionIn(column: string): Retention {
  return retentionWith(stored.parse(JSON.parse(column)));
}

/** Of what nothing was chosen as it comes. */
export function retentionWith(chosen: Partial<Retention>): Retention {
  const of = (kind: Retained) => chosen[kind] ?? RETENTION[kind].months;
  return {
    "daily-answers": of("daily-answers"),
    "other-answers": of("other-answers"),
    "decisions-and-digests": of("decisions-and-digests"),
    names: of("names"),
    late: of("late"),
    receipts: of("receipts"),
    audit: of("audit"),
    messages: of("messages"),
    absences: of("absences"),
    contacts: of("contacts"),
    candidates: of("candidates"),
    left: of("left"),
  };
}

export function monthsBefore(at: Instant, months: number): Instant {
  const date = new Date(at);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString();
}

export function retentionColumn(retention: Retention): string {
  return JSON.stringify(
    Object.fromEntries(
      RETAINED.flatMap((kind) => (retention[kind] === RETENTION[kind].months ? [] : [[kind, retention[kind]]])),
    ),
  );
}
