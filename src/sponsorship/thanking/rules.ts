/** Which team a sponsor has a reason to thank in the message of their week. Pure. */
import { addLocalDays, type LocalDate } from "../../platform/time.ts";
import type { Promised } from "../kept/rules.ts";

/** A promise with what it was. */
export interface Kept extends Promised {
  title: string;
}

export interface Team {
  program: { id: string; title: string };
  promises: readonly Kept[];
  /** When this sponsor thanked it last; null: never. */
  thankedOn: LocalDate | null;
}

export interface Reason {
  program: Team["program"];
  code: string;
  title: string;
  doneOn: LocalDate;
}

/** So long ago at most it was kept. */
export const DAYS = 7;

/** The newest promise of the last week that was kept by its day, since they thanked that team last; null: there is none. */
export function reasonToThank(teams: readonly Team[], today: LocalDate): Reason | null {
  const since = addLocalDays(today, -DAYS);
  const reasons = teams.flatMap(({ program, promises, thankedOn }) =>
    promises.flatMap(({ code, title, dueOn, doneOn }): Reason[] => {
      if (dueOn === null || doneOn === null || doneOn > dueOn) return [];
      const isNew = since <= doneOn && doneOn <= today && (thankedOn === null || thankedOn < doneOn);
      return isNew ? [{ program, code, title, doneOn }] : [];
    }),
  );
  return (
    reasons.toSorted((one, other) => (one.doneOn < other.doneOn ? 1 : one.doneOn > other.doneOn ? -1 : 0))[0] ?? null
  );
}
