/** The colour of a program in a period, and what came before it. Source: governance-practice.md §2. */
import type { HealthAnswer } from "../cadences/questions.ts";
import type { Rule } from "../cadences/rule.ts";
import { type HealthColour, periodsInThisColour, type Trend, trendOf, worstOf } from "../health/rules.ts";
import {
  type AnswerFacts,
  type CadenceFacts,
  type EarlierHealth,
  HISTORY_PERIODS,
  type ProgramFacts,
} from "./facts.ts";

export interface ProgramHealth {
  /** Grey: somebody was asked and nobody said. Null: nobody is asked. */
  colour: HealthColour | "grey" | null;
  before: HealthColour | "grey" | null;
  trend: Trend | null;
  /** How many periods in this colour, this one included; of grey 0. */
  periods: number;
  /** The answers that gave the colour. */
  givenBy: AnswerFacts[];
  /** Of the periods before, oldest first. */
  history: (HealthColour | null)[];
}

const RANK: Record<Rule["every"], number> = { day: 0, week: 1, month: 2, quarter: 3, year: 4 };

interface Given {
  cadenceId: string;
  personId: string;
  colour: HealthColour;
  answeredAt: string;
}

/**
 * Of the answers with health those of the cadence with the longest rhythm; of these the lead's last one, else the worst
 * of each person's last.
 */
export function healthOf(program: ProgramFacts): ProgramHealth {
  const given = program.answers.flatMap((answer) => {
    const health = healthIn(answer);
    return health ? [{ ...answer, colour: health.colour, answer }] : [];
  });
  const deciding = decidingAnswers(program, given);
  const history = earlierColours(program);
  const last = history.at(-1) ?? null;
  const before = last ?? (history.some((colour) => colour !== null) ? "grey" : null);
  const colour = worstOf(deciding.map((one) => one.colour));
  if (colour === null)
    return { colour: isGrey(program) ? "grey" : null, before, trend: null, periods: 0, givenBy: [], history };
  return {
    colour,
    before,
    trend: trendOf(last, colour),
    periods: periodsInThisColour([...history, colour]),
    givenBy: deciding.filter((one) => one.colour === colour).map((one) => one.answer),
    history,
  };
}

function healthIn(answer: AnswerFacts): HealthAnswer | null {
  for (const { feed, value } of answer.fed)
    if (feed === "health" && typeof value === "object" && !Array.isArray(value)) return value;
  return null;
}

/** The reason as typed; null where there is none. */
export function reasonOf(answer: AnswerFacts): string | null {
  const reason = healthIn(answer)?.reason;
  return reason?.trim() ? reason : null;
}

/**
 * The cadence with the longest rhythm among `ids` that is no longer than the digest's; of two alike the one that comes
 * first in the program's list.
 */
export function longestCadence(program: Pick<Deciding, "cadences">, ids: ReadonlySet<string>): string | null {
  const candidates = program.cadences.filter((cadence) => ids.has(cadence.id));
  const rank = (cadence: (typeof candidates)[number]) => (cadence.isBeyond ? -1 : RANK[cadence.every]);
  return candidates.toSorted((a, b) => rank(b) - rank(a))[0]?.id ?? null;
}

/** What decides whose answers count. */
interface Deciding {
  leads: readonly string[];
  cadences: readonly (Pick<CadenceFacts, "id" | "every"> & Partial<Pick<CadenceFacts, "isBeyond">>)[];
}

export function decidingAnswers<G extends Given>(program: Deciding, given: readonly G[]): G[] {
  const cadenceId = longestCadence(program, new Set(given.map((one) => one.cadenceId)));
  const lastOfEach = new Map<string, G>();
  for (const one of given.filter((each) => each.cadenceId === cadenceId)) {
    const known = lastOfEach.get(one.personId);
    if (!known || one.answeredAt > known.answeredAt) lastOfEach.set(one.personId, one);
  }
  const everyone = [...lastOfEach.values()];
  const leads = everyone.filter((one) => program.leads.includes(one.personId));
  return leads.length > 0 ? leads : everyone;
}

/** The colour of each round of these cadences, as its people gave it; oldest first. */
export function coloursByRound(
  program: ProgramFacts,
  cadenceIds: readonly string[],
): { key: string; period: string; colour: HealthColour }[] {
  const given = program.answers.flatMap((answer) => {
    const health = cadenceIds.includes(answer.cadenceId) ? healthIn(answer) : null;
    return health ? [{ ...answer, colour: health.colour }] : [];
  });
  const cadenceId = longestCadence(program, new Set(given.map((one) => one.cadenceId)));
  const rounds = Map.groupBy(
    given.filter((one) => one.cadenceId === cadenceId),
    (one) => one.roundKey,
  );
  return [...rounds]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, answers]) => {
      const colour = worstOf(decidingAnswers(program, answers).map((one) => one.colour));
      return colour ? [{ key, period: answers[0]?.roundPeriod ?? key, colour }] : [];
    });
}

/** Oldest first, the period before this one last. */
function earlierColours(program: ProgramFacts): (HealthColour | null)[] {
  const byPeriod = Map.groupBy(program.earlierHealth, (one: EarlierHealth) => one.periodsAgo);
  return Array.from({ length: HISTORY_PERIODS }, (_, index) =>
    worstOf(decidingAnswers(program, byPeriod.get(HISTORY_PERIODS - index) ?? []).map((one) => one.colour)),
  );
}

/** A cadence that asks for health had a round in the period, and no colour came of it. */
function isGrey(program: ProgramFacts): boolean {
  const asking = new Set(
    program.cadences.filter((cadence) => cadence.isActive && cadence.asksHealth).map((cadence) => cadence.id),
  );
  return program.rounds.some(
    (round) => round.isCurrent && asking.has(round.cadenceId) && (round.asked > 0 || round.isMissed),
  );
}
