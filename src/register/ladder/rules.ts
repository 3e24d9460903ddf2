/** The escalation ladder as a form has it, and what it comes to when nobody answers. Pure. */
import {
  DEFAULT_LADDER,
  type Ladder,
  LEVELS,
  type Level,
  MOST_DAYS_TO_ANSWER,
  MOST_DAYS_TO_SEE,
  type SeatedAt,
} from "../escalation/rules.ts";

export const REMINDERS = ["both", "end", "none"] as const;

interface LevelFields {
  /** As typed, in working days. */
  acknowledge: string;
  resolve: string;
  /** Who is asked first; null: whoever has the first seat. */
  person: string | null;
  reminders: (typeof REMINDERS)[number];
}

export interface LadderFields {
  used: Level[];
  levels: Record<Level, LevelFields>;
  /** A red on a matter of law, safety or people goes past the lead. */
  maySkip: boolean;
}

export function fieldsOf(ladder: Ladder): LadderFields {
  const fieldsAt = (level: Level): LevelFields => {
    const terms = ladder.find((one) => one.level === level) ?? DEFAULT_LADDER.find((one) => one.level === level);
    return {
      acknowledge: String(terms?.acknowledge ?? ""),
      resolve: String(terms?.resolve ?? ""),
      person: terms?.person ?? null,
      reminders: terms?.reminders ?? "both",
    };
  };
  return {
    used: LEVELS.filter((level) => ladder.some((terms) => terms.level === level)),
    levels: {
      team: fieldsAt("team"),
      lead: fieldsAt("lead"),
      sponsor: fieldsAt("sponsor"),
      committee: fieldsAt("committee"),
    },
    maySkip: ladder.every(({ isKept }) => !isKept),
  };
}

export type LadderProblem =
  | { at: "used"; because: "none" }
  | { at: "acknowledge" | "resolve"; level: Level; because: "number"; most: number }
  | { at: "resolve"; level: Level; because: "before-seen" };

/** The ladder, or everything that is wrong with it. What equals a default is left out. */
export function readLadder({
  used,
  levels,
  maySkip,
}: LadderFields): { ladder: Ladder } | { problems: LadderProblem[] } {
  const problems: LadderProblem[] = used.length === 0 ? [{ at: "used", because: "none" }] : [];
  const read = (level: Level, at: "acknowledge" | "resolve", most: number): number => {
    const typed = levels[level][at].trim();
    const days = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
    if (days < 1 || days > most) problems.push({ at, level, because: "number", most });
    return days;
  };
  const ladder = LEVELS.filter((level) => used.includes(level)).map((level): Ladder[number] => {
    const { person, reminders } = levels[level];
    const acknowledge = read(level, "acknowledge", MOST_DAYS_TO_SEE);
    const resolve = read(level, "resolve", MOST_DAYS_TO_ANSWER);
    if (resolve > 0 && acknowledge > resolve && acknowledge <= MOST_DAYS_TO_SEE)
      problems.push({ at: "resolve", level, because: "before-seen" });
    return {
      level,
      acknowledge,
      resolve,
      ...(person !== null && { person }),
      ...(reminders !== "both" && { reminders }),
      ...(level === "lead" && !maySkip && { isKept: true as const }),
    };
  });
  return problems.length > 0 ? { problems } : { ladder };
}

interface WayUp {
  /** Where an item of the lowest level is, with the days that its owner has; who has it there depends on the item. */
  from: { level: Level; days: number } | null;
  /** Who gets it next if nobody says a word, after how many working days at the level before, and the days of whoever has seen it. */
  steps: { level: Level; personId: string; after: number; toAnswer: number }[];
  /** Levels at which nobody sits. */
  empty: Level[];
}

/** The way of an item that starts at the lowest level of the ladder, whose owner knows of it. */
export function wayUp(ladder: Ladder, seatedAt: SeatedAt): WayUp {
  const [lowest, ...above] = ladder;
  if (!lowest) return { from: null, steps: [], empty: [] };
  const steps: WayUp["steps"] = [];
  const empty: Level[] = seatedAt(lowest.level).length === 0 ? [lowest.level] : [];
  let after = lowest.resolve;
  for (const { level, person, acknowledge, resolve } of above) {
    const seated = seatedAt(level);
    const personId = person !== undefined && seated.includes(person) ? person : seated[0];
    if (personId === undefined) {
      empty.push(level);
      continue;
    }
    steps.push({ level, personId, after, toAnswer: resolve });
    after = acknowledge;
  }
  return { from: { level: lowest.level, days: lowest.resolve }, steps, empty };
}
