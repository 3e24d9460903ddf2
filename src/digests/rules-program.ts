/** What one program brings to a digest: its lines by section, and where it stands among the others. */
import type { Feed, QuestionType } from "../cadences/questions.ts";
import { languageOf } from "../platform/texts/language.ts";
import { DAY, localDateOf } from "../platform/time.ts";
import { atLeastOne, type Line, type LineOf, type Quote, type Source } from "./document.ts";
import type { AnswerFacts, DigestFacts, ProgramFacts } from "./facts.ts";
import { healthOf, longestCadence, type ProgramHealth, reasonOf } from "./rules-health.ts";
import { languageOfText } from "./rules-language.ts";

export interface ProgramSummary {
  program: ProgramFacts;
  health: ProgramHealth;
  asks: LineOf<"ask">[];
  /** Moves: of the colour, of dates; milestones and decisions. */
  changed: Line[];
  /** What stands: red, amber, blockers, risks, silence. */
  attention: Line[];
  value: Line[];
  progress: Line[];
  next: Line[];
  /** Each person's own bottom line that a lead gave, the last one. */
  bottomLine: { quote: Quote; source: Source } | null;
  isSilent: boolean;
  hasChanged: boolean;
  /** Green as before: counted, not listed. */
  isUnchangedGreen: boolean;
}

/** `mostQuotes`: a program with more answers of a kind shows the newest of each person in turn; the sources show all. */
type Head = Pick<DigestFacts, "reader" | "period" | "cutOffAt"> & { mostQuotes: number };

const WRITTEN: readonly QuestionType[] = ["text", "long-text", "link"];

export function summarise(head: Head, facts: ProgramFacts): ProgramSummary {
  const program = { ...facts, answers: byTime(facts.answers), plans: byTime(facts.plans) };
  const health = healthOf(program);
  const isStanding = (health.colour === "amber" || health.colour === "red") && health.before === health.colour;
  const hasNewColour =
    health.colour !== null &&
    health.colour !== "grey" &&
    (health.before === null ? health.colour !== "green" : health.before !== health.colour);
  const moved = movedDates(program);
  const silent = silentLines(program, health.colour === "grey");
  const healthLines = isStanding || hasNewColour ? [healthLine(head, program, health)] : [];
  return {
    program,
    health,
    asks: asksOf(head, program),
    changed: [
      ...(hasNewColour ? healthLines : []),
      ...moved,
      ...said(head, program, "milestone"),
      ...said(head, program, "decision"),
    ],
    attention: [
      ...(isStanding ? healthLines : []),
      ...silent,
      ...said(head, program, "blocker"),
      ...said(head, program, "risk"),
    ],
    value: said(head, program, "value"),
    progress: progressLines(head, program),
    next: said(head, program, "next"),
    bottomLine: leadsBottomLine(head, program),
    isSilent: silent.length > 0,
    hasChanged: hasNewColour || moved.length > 0,
    isUnchangedGreen: health.colour === "green" && !hasNewColour,
  };
}

export function checkInSource(answer: Pick<AnswerFacts, "checkInId" | "revision">): Source {
  return { kind: "check-in", id: answer.checkInId, revision: answer.revision };
}

export function roundSource(round: { id: string }): Source {
  return { kind: "measure", id: round.id, revision: 1 };
}

function quoteOf({ reader, period }: Head, answer: AnswerFacts, text: string): Quote {
  const language = languageOfText(text);
  return {
    author: answer.author,
    text,
    mark: language && language !== languageOf(reader.locale) ? language : null,
    latePeriod: answer.roundKey < period.from ? answer.roundPeriod : null,
    isRevised: answer.isRevised,
  };
}

/** A check-in's ask, with the date by which it is needed where a question of type date feeds ask too. */
function asksOf(head: Head, program: ProgramFacts): LineOf<"ask">[] {
  const today = localDateOf(head.cutOffAt, head.reader.zone);
  return program.answers.flatMap((answer) => {
    const texts = textsOf(answer, "ask");
    if (texts.length === 0) return [];
    const neededBy = textsOf(answer, "ask", ["date"]).toSorted()[0] ?? null;
    const askedOn = localDateOf(answer.answeredAt, head.reader.zone);
    return texts.map((text) => ({
      kind: "ask" as const,
      program: program.title,
      quote: quoteOf(head, answer, text),
      askedOn,
      daysAgo: Math.round((Date.parse(today) - Date.parse(askedOn)) / DAY),
      neededBy,
      isOverdue: neededBy !== null && neededBy < today,
      sources: atLeastOne([checkInSource(answer)]),
    }));
  });
}

function healthLine(head: Head, program: ProgramFacts, health: ProgramHealth): Line {
  if (health.colour === null || health.colour === "grey") throw new Error("A line of health has a colour");
  return {
    kind: "health",
    program: program.title,
    colour: health.colour,
    before: health.before,
    trend: health.trend,
    periods: health.periods,
    reasons: byTime(health.givenBy).flatMap((answer) => {
      const reason = reasonOf(answer);
      return reason ? [quoteOf(head, answer, reason)] : [];
    }),
    sources: atLeastOne(health.givenBy.map(checkInSource)),
  };
}

/** A question of type date that feeds milestone, answered otherwise than before: by the same person in the cadence. */
function movedDates(program: ProgramFacts): LineOf<"moved-date">[] {
  const lines = new Map<string, LineOf<"moved-date">>();
  const dated = program.answers.filter((answer) => textsOf(answer, "milestone", ["date"]).length > 0);
  for (const plan of program.plans)
    for (const answer of dated.filter((one) => isSameVoice(one, plan)))
      for (const now of answer.fed.filter((fed) => fed.feed === "milestone" && fed.type === "date")) {
        const then = plan.fed.find((fed) => fed.type === "date" && fed.feed === "milestone" && fed.key === now.key);
        if (!then || typeof then.value !== "string" || typeof now.value !== "string") continue;
        const slot = `${plan.cadenceId} ${plan.personId} ${now.key}`;
        lines.delete(slot);
        if (then.value === now.value) continue;
        lines.set(slot, {
          kind: "moved-date",
          program: program.title,
          label: now.label,
          from: then.value,
          to: now.value,
          sources: atLeastOne([checkInSource(answer), checkInSource(plan)]),
        });
      }
  return [...lines.values()];
}

/** One line per silent cadence: it had rounds in the period, people were asked, and none of them answered. */
function silentLines(program: ProgramFacts, isGrey: boolean): LineOf<"silent">[] {
  const prompts = Map.groupBy(program.prompts, (prompt) => prompt.roundId);
  return program.cadences.flatMap((cadence) => {
    const rounds = program.rounds.filter((round) => round.isCurrent && round.cadenceId === cadence.id);
    const asked = rounds.flatMap((round) => prompts.get(round.id) ?? []);
    if (!cadence.isActive || asked.length === 0 || asked.some((prompt) => prompt.isAnswered)) return [];
    return [
      {
        kind: "silent" as const,
        program: program.title,
        every: cadence.every,
        grey: isGrey && cadence.asksHealth,
        since: cadence.lastAnsweredKey?.slice(0, 10) ?? null,
        sources: atLeastOne(byKey(rounds).map(roundSource)),
      },
    ];
  });
}

/**
 * What was said under one heading, in the cadence with the longest rhythm that has any: what was said in the daily is
 * said again in the weekly. Blockers, risks and plans are those of each person's last check-in: later silence ends them.
 */
function said(head: Head, program: ProgramFacts, feed: LineOf<"said">["feed"]): LineOf<"said">[] {
  const lasting = feed === "blocker" || feed === "risk" || feed === "next";
  const candidates = lasting ? lastOfEachPerson(program.answers) : program.answers;
  const shown = pick(head, program, candidates, feed);
  if (shown.chosen.length === 0) return [];
  return [
    {
      kind: "said",
      program: program.title,
      feed,
      quotes: shown.chosen.map(({ answer, text }) => quoteOf(head, answer, text)),
      more: shown.more,
      sources: atLeastOne(shown.all.map(checkInSource)),
    },
  ];
}

/** What was done beside what the same people had said would come. */
function progressLines(head: Head, program: ProgramFacts): LineOf<"progress">[] {
  const { chosen, all, more } = pick(head, program, program.answers, "progress");
  const plans = program.plans.filter(
    (plan) => textsOf(plan, "next").length > 0 && chosen.some(({ answer }) => isSameVoice(answer, plan)),
  );
  const planned = plans.flatMap((plan) => textsOf(plan, "next").map((text) => quoteOf(head, plan, text)));
  const measured = program.answers.findLast((answer) => numbersOf(answer).length > 0);
  const metrics = measured ? numbersOf(measured) : [];
  if (chosen.length === 0 && metrics.length === 0) return [];
  return [
    {
      kind: "progress",
      program: program.title,
      // A plan is of an earlier period by its nature: it is not marked late.
      planned: planned.map((quote) => ({ ...quote, latePeriod: null })),
      done: chosen.map(({ answer, text }) => quoteOf(head, answer, text)),
      metrics,
      more,
      sources: atLeastOne([...all, ...(measured ? [measured] : []), ...plans].map(checkInSource)),
    },
  ];
}

function leadsBottomLine(head: Head, program: ProgramFacts): ProgramSummary["bottomLine"] {
  const leads = program.answers.filter((answer) => program.leads.includes(answer.personId));
  const { all } = pick(head, program, leads, "bottom-line");
  const answer = all.at(-1);
  const text = answer && textsOf(answer, "bottom-line").at(-1);
  return answer && text ? { quote: quoteOf(head, answer, text), source: checkInSource(answer) } : null;
}

interface Said {
  answer: AnswerFacts;
  text: string;
}

/** `all`: every answer with such texts, in order of time; `chosen`: those that are shown, each person's newest first in turn. */
function pick(
  { mostQuotes }: Head,
  program: ProgramFacts,
  answers: readonly AnswerFacts[],
  feed: Feed,
): { chosen: Said[]; all: AnswerFacts[]; more: number } {
  const withTexts = answers.filter((answer) => textsOf(answer, feed).length > 0);
  const cadenceId = longestCadence(program, new Set(withTexts.map((answer) => answer.cadenceId)));
  const all = withTexts.filter((answer) => answer.cadenceId === cadenceId);
  const turns = [...Map.groupBy(all.toReversed(), (answer) => answer.personId).values()]
    .flatMap((theirs) => theirs.map((answer, turn) => ({ answer, turn })))
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, mostQuotes)
    .map(({ answer }) => answer);
  const chosen = byTime(turns).flatMap((answer) => textsOf(answer, feed).map((text) => ({ answer, text })));
  return { chosen, all, more: all.length - turns.length };
}

function textsOf(answer: AnswerFacts, feed: Feed, types: readonly QuestionType[] = WRITTEN): string[] {
  return answer.fed.flatMap((fed) =>
    fed.feed === feed && typeof fed.value === "string" && types.includes(fed.type) ? [fed.value] : [],
  );
}

function numbersOf(answer: AnswerFacts): LineOf<"progress">["metrics"] {
  return answer.fed.flatMap(({ feed, label, value }) =>
    feed === "metric" && typeof value === "number" ? [{ label, value }] : [],
  );
}

function isSameVoice(a: AnswerFacts, b: AnswerFacts): boolean {
  return a.personId === b.personId && a.cadenceId === b.cadenceId;
}

/** Nothing to report keeps what was open. */
function lastOfEachPerson(answers: readonly AnswerFacts[]): AnswerFacts[] {
  const last = new Map<string, AnswerFacts>();
  for (const answer of answers) if (!answer.nothingToReport) last.set(`${answer.cadenceId} ${answer.personId}`, answer);
  return byTime([...last.values()]);
}

function byTime<A extends Pick<AnswerFacts, "answeredAt" | "checkInId">>(answers: readonly A[]): A[] {
  return answers.toSorted((a, b) => compare(a.answeredAt, b.answeredAt) || compare(a.checkInId, b.checkInId));
}

export function byKey<R extends { key: string; id: string }>(rounds: readonly R[]): R[] {
  return rounds.toSorted((a, b) => compare(a.key, b.key) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
