/** What one program brings to a digest: its lines by section, and where it stands among the others. */
import type { Feed, QuestionType } from "../cadences/questions.ts";
import type { HealthColour } from "../health/rules.ts";
import { languageOf } from "../platform/texts/language.ts";
import { DAY, localDateOf } from "../platform/time.ts";
import { atLeastOne, type Line, type LineOf, LONGEST_QUOTE, type Quote, type Source } from "./document.ts";
import {
  type AnswerFacts,
  type AskFacts,
  type DigestFacts,
  type FedAnswer,
  HISTORY_PERIODS,
  type ProgramFacts,
} from "./facts.ts";
import { coloursByRound, healthOf, longestCadence, type ProgramHealth, reasonOf } from "./rules-health.ts";
import { languageOfText } from "./rules-language.ts";
import { isBelow } from "./rules-readers.ts";
import { shortened } from "./rules-shortening.ts";

export interface ProgramSummary {
  program: ProgramFacts;
  health: ProgramHealth;
  /** Those that wait for an answer: new ones whole, then those that stand. */
  asks: AskLine[];
  /** Of these, what the reader is asked: of an executive digest those that nobody else decides. */
  asked: AskLine[];
  /** Moves: of the colour, of dates; milestones. */
  changed: Line[];
  /** What stands: red, amber, blockers, risks, silence. */
  attention: Line[];
  value: Line[];
  progress: Line[];
  next: Line[];
  objectives: Line[];
  decisions: Line[];
  lessons: Line[];
  capacity: Line[];
  dependencies: Line[];
  /** Each person's own bottom line that a lead gave, the last one. */
  bottomLine: { quote: Quote; source: Source } | null;
  isSilent: boolean;
  /** A marker stands at its colour. */
  isMarked: boolean;
  hasChanged: boolean;
  /** Green as before, and nothing speaks against it: counted, not listed. */
  isUnchangedGreen: boolean;
}

type AskLine = LineOf<"ask"> | LineOf<"standing-ask">;

/** `mostQuotes`: a program with more answers of a kind shows the newest of each person in turn; the sources show all. */
type Head = Pick<DigestFacts, "reader" | "rhythm" | "period" | "cutOffAt"> & { mostQuotes: number };

const WRITTEN: readonly QuestionType[] = ["text", "long-text", "link"];

export function summarise(head: Head, facts: ProgramFacts): ProgramSummary {
  const program = {
    ...facts,
    answers: byTime(facts.answers),
    plans: byTime(facts.plans),
    asks: facts.asks.toSorted((a, b) => compare(a.askedAt, b.askedAt) || compare(a.itemId, b.itemId)),
    dependencies: facts.dependencies.toSorted((a, b) => compare(a.itemId, b.itemId)),
  };
  const health = healthOf(program);
  const isStanding = (health.colour === "amber" || health.colour === "red") && health.before === health.colour;
  const hasNewColour =
    health.colour !== null &&
    health.colour !== "grey" &&
    (health.before === null ? health.colour !== "green" : health.before !== health.colour);
  const moved = movedDates(program);
  const silent = silentLines(program, health.colour === "grey");
  const markers = markerLines(head, program, health);
  const { asks, decided, risen } = asksOf(head, program);
  const healthLines = isStanding || hasNewColour ? [healthLine(head, program, health)] : [];
  return {
    program,
    health,
    asks,
    asked: head.rhythm === "weekly" ? asks : asks.filter((line) => line.kind !== "ask" || line.decider === undefined),
    changed: [
      ...decided,
      ...risen,
      ...(hasNewColour ? healthLines : []),
      ...moved,
      ...said(head, program, "milestone"),
    ],
    attention: [
      ...(isStanding ? healthLines : []),
      ...markers,
      ...silent,
      ...said(head, program, "blocker"),
      ...said(head, program, "risk"),
    ],
    value: said(head, program, "value"),
    progress: progressLines(head, program),
    next: said(head, program, "next"),
    objectives: said(head, program, "objective"),
    decisions: said(head, program, "decision"),
    lessons: said(head, program, "lesson"),
    capacity: said(head, program, "capacity"),
    dependencies: [...said(head, program, "dependency"), ...dependenciesOf(head, program)],
    bottomLine: leadsBottomLine(head, program),
    isSilent: silent.length > 0,
    isMarked: markers.length > 0,
    hasChanged: hasNewColour || moved.length > 0,
    isUnchangedGreen: health.colour === "green" && !hasNewColour && markers.length === 0,
  };
}

export function checkInSource(answer: Pick<AnswerFacts, "checkInId" | "revision">): Source {
  return { kind: "check-in", id: answer.checkInId, revision: answer.revision };
}

export function roundSource(round: { id: string }): Source {
  return { kind: "measure", id: round.id, revision: 1 };
}

/** In a digest that spans several rounds of a cadence, each of its quotes says of which. */
function quoteOf(
  { reader, rhythm, period }: Head,
  { cadences }: ProgramFacts,
  answer: AnswerFacts,
  text: string,
  { isWhole = false } = {},
): Quote {
  const cadence = cadences.find(({ id }) => id === answer.cadenceId);
  const isOneOfSeveral = (rhythm === "quarterly" || rhythm === "annual") && cadence && isBelow(rhythm, cadence.every);
  const language = languageOfText(text);
  const told = isWhole || text.length <= LONGEST_QUOTE ? null : shortened(text, LONGEST_QUOTE);
  return {
    author: answer.author,
    text: told?.text ?? text,
    ...(told?.isShortened && { isShortened: true as const }),
    mark: language && language !== languageOf(reader.locale) ? language : null,
    latePeriod: answer.roundKey < period.from ? answer.roundPeriod : null,
    isRevised: answer.isRevised,
    ...(isOneOfSeveral && answer.roundKey >= period.from && { period: answer.roundPeriod }),
  };
}

/**
 * What was asked in the answers and in the register. An ask of the reader's is told whole once and stands in one line
 * until it is decided; deferred, it is silent until its date. Decided ones are told once, and those that went up.
 */
function asksOf(
  head: Head,
  program: ProgramFacts,
): { asks: AskLine[]; decided: LineOf<"decided-ask">[]; risen: LineOf<"risen-ask">[] } {
  const today = localDateOf(head.cutOffAt, head.reader.zone);
  const answered = answeredAsks(head, program);
  const inAnswers = new Map<AskFacts, LineOf<"ask">>();
  for (const ask of program.asks) {
    const line = answered.find(
      (one) =>
        one.sources[0].id === ask.checkInId && isText(ask, one.quote.text) && ![...inAnswers.values()].includes(one),
    );
    if (line) inAnswers.set(ask, line);
  }
  const asks: LineOf<"ask">[] = answered.filter((line) => ![...inAnswers.values()].includes(line));
  const standing: LineOf<"standing-ask">[] = [];
  const decided: LineOf<"decided-ask">[] = [];
  const risen: LineOf<"risen-ask">[] = [];
  for (const ask of program.asks) {
    const line = inAnswers.get(ask);
    const sources = atLeastOne([...(line?.sources ?? []), itemSource(ask)]);
    if (ask.outcome) {
      if (ask.outcome.isNew && (ask.isReaders || ask.wentUp || line))
        decided.push({
          kind: "decided-ask",
          program: program.title,
          code: ask.code,
          title: ask.title,
          outcome: ask.outcome.text,
          decidedOn: localDateOf(ask.outcome.decidedAt, head.reader.zone),
          quote: line?.quote ?? null,
          sources,
        });
      continue;
    }
    if (ask.wentUp && ask.waitsFor !== null) {
      risen.push({
        kind: "risen-ask",
        program: program.title,
        code: ask.code,
        title: ask.title,
        to: ask.wentUp.to,
        on: localDateOf(ask.wentUp.at, head.reader.zone),
        because: ask.wentUp.because,
        quote: line?.quote ?? null,
        sources,
      });
      continue;
    }
    if (!ask.isReaders) {
      if (line) asks.push(ask.decider === null ? line : decidedBy(line, ask.decider, sources));
      continue;
    }
    if (ask.waitsFor === null || ask.waitsFor === "date") continue;
    const neededBy = ask.neededBy ?? line?.neededBy ?? null;
    const askedOn = localDateOf(ask.askedAt, head.reader.zone);
    const age = {
      daysAgo: daysBetween(askedOn, today),
      neededBy,
      isOverdue: neededBy !== null && neededBy < today,
    };
    const entry = {
      item: {
        id: ask.itemId,
        code: ask.code,
        isIncomplete: ask.isDraft,
        waitsFor: ask.waitsFor,
        options: ask.options,
        recommended: ask.recommended,
        costOfWaiting: ask.costOfWaiting,
      },
      ...wayOf(head, ask),
      sources,
    };
    if (line || ask.isNew)
      asks.push({
        kind: "ask",
        program: program.title,
        quote: line ? questionIn(ask, line.quote) : askQuote(head, ask),
        askedOn: line?.askedOn ?? askedOn,
        ...age,
        ...entry,
      });
    else standing.push({ kind: "standing-ask", program: program.title, title: ask.title, ...age, ...entry });
  }
  return { asks: [...asks, ...standing], decided, risen };
}

function decidedBy(line: LineOf<"ask">, decider: string, sources: LineOf<"ask">["sources"]): LineOf<"ask"> {
  const { sources: _answer, ...ask } = line;
  return { ...ask, decider, sources };
}

function wayOf({ reader }: Head, { cameUp, backOn }: AskFacts): Pick<LineOf<"standing-ask">, "cameUp" | "backOn"> {
  return {
    ...(cameUp && {
      cameUp: { from: cameUp.from, on: localDateOf(cameUp.at, reader.zone), because: cameUp.because },
    }),
    ...(backOn !== null && { backOn }),
  };
}

function dependenciesOf({ cutOffAt, reader }: Head, { title, dependencies }: ProgramFacts): LineOf<"dependency">[] {
  const today = localDateOf(cutOffAt, reader.zone);
  return dependencies.map((one) => ({
    kind: "dependency",
    program: title,
    code: one.code,
    title: one.title,
    giver: one.giver,
    receiver: one.receiver,
    dueOn: one.dueOn,
    isAgreed: one.isAgreed,
    isOverdue: one.dueOn !== null && one.dueOn < today,
    sources: [itemSource(one)],
  }));
}

/** The colours of the last periods; nothing where neither an answer nor a round of the period stands behind it. */
export function portfolioLine({ program, health, isMarked }: ProgramSummary): LineOf<"portfolio">[] {
  const rounds = program.rounds.filter((round) => round.isCurrent).map(roundSource);
  const [first, ...rest] = health.givenBy.length > 0 ? health.givenBy.map(checkInSource) : rounds;
  if (!first) return [];
  return [
    {
      kind: "portfolio",
      ...coloursOf({ program, health }),
      ...(isMarked && { isMarked: true as const }),
      sources: atLeastOne([first, ...rest]),
    },
  ];
}

/** The colours of the last periods, the present one last. */
export function coloursOf({ program, health }: Pick<ProgramSummary, "program" | "health">) {
  const colours = [...health.history, health.colour].slice(-HISTORY_PERIODS);
  return { program: program.title, colours, trend: health.trend };
}

/** Target dates that left the period, and new ones, of all that there are. */
export function integrityOf(
  { period }: Pick<Head, "period">,
  programs: readonly ProgramFacts[],
): LineOf<"integrity">[] {
  const all = programs.flatMap(({ milestones }) => milestones);
  const pushed = all.filter(
    ({ before, current }) => before !== null && before <= period.until && current !== null && current > period.until,
  );
  const added = all.filter(({ before, current, moves }) => before === null && current !== null && moves === 0);
  const behind = [...pushed, ...added].flatMap(({ givenBy }) => givenBy.map(checkInSource));
  if (behind.length === 0) return [];
  return [
    {
      kind: "integrity",
      pushedOut: pushed.length,
      added: added.length,
      of: all.length,
      sources: atLeastOne(behind),
    },
  ];
}

/** Completed, an ask says apart what its answer had in one text: the question is told, the rest stands below it. */
function questionIn({ isDraft, options, title }: AskFacts, answer: Quote): Quote {
  return isDraft || options.length === 0 ? answer : { ...answer, text: title };
}

function isText({ title, description }: AskFacts, text: string): boolean {
  return description === text || (description === "" && title === text.trim());
}

function askQuote({ reader }: Head, { asker, title, description }: AskFacts): Quote {
  const text = description === "" ? title : description.startsWith(title) ? description : `${title}\n${description}`;
  const language = languageOfText(text);
  return {
    author: asker,
    text,
    mark: language && language !== languageOf(reader.locale) ? language : null,
    latePeriod: null,
    isRevised: false,
  };
}

export function itemSource({ itemId, revision }: { itemId: string; revision: number }): Source {
  return { kind: "item", id: itemId, revision };
}

function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY);
}

/**
 * A check-in's ask, with the date by which it is needed where a question of type date feeds ask too. A longer digest has
 * those of each person's last check-in: what was asked months ago and no more has had its digest, and its answer.
 */
function answeredAsks(head: Head, program: ProgramFacts): LineOf<"ask">[] {
  const today = localDateOf(head.cutOffAt, head.reader.zone);
  const isLong = head.rhythm === "quarterly" || head.rhythm === "annual";
  const asking = isLong ? lastOfEachPerson(program.answers) : program.answers;
  return asking.flatMap((answer) => {
    const texts = textsOf(answer, "ask");
    if (texts.length === 0) return [];
    const neededBy = textsOf(answer, "ask", ["date"]).toSorted()[0] ?? null;
    const askedOn = localDateOf(answer.answeredAt, head.reader.zone);
    return texts.map((text) => ({
      kind: "ask" as const,
      program: program.title,
      quote: quoteOf(head, program, answer, text, { isWhole: true }),
      askedOn,
      daysAgo: daysBetween(askedOn, today),
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
      return reason ? [quoteOf(head, program, answer, reason)] : [];
    }),
    ...pathOf(head, program),
    sources: atLeastOne(health.givenBy.map(checkInSource)),
  };
}

/** What speaks against the colour that the digest tells, and has not been answered. */
function markerLines(
  { reader }: Head,
  { title, markers }: ProgramFacts,
  { colour }: ProgramHealth,
): LineOf<"marker">[] {
  const open = markers.filter((marker) => marker.colour === colour);
  const [first] = open;
  if (!first) return [];
  return [
    {
      kind: "marker",
      program: title,
      colour: first.colour,
      findings: open.flatMap(({ findings }) => findings),
      askedOn: localDateOf(first.askedAt, reader.zone),
      sources: atLeastOne(open.flatMap((one) => [checkInSource(one), ...one.findings.map(({ evidence }) => evidence)])),
    },
  ];
}

/** The colour of each round below, in a digest that spans several of them. */
function pathOf(
  { rhythm, period }: Head,
  program: ProgramFacts,
): { path?: { period: string; colour: HealthColour }[] } {
  if (rhythm !== "quarterly" && rhythm !== "annual") return {};
  const below = program.cadences.filter(({ every }) => isBelow(rhythm, every)).map(({ id }) => id);
  const path = coloursByRound(program, below).filter(({ key }) => key >= period.from && key <= period.until);
  return path.length > 1 ? { path: path.map((round) => ({ period: round.period, colour: round.colour })) } : {};
}

/** A target date that is another than the digest before had told, or where none had, than it was at first. */
function movedDates(program: ProgramFacts): LineOf<"moved-date">[] {
  const place = new Map(program.cadences.map(({ id }, index) => [id, index]));
  const inOrder = program.milestones.toSorted(
    (a, b) =>
      (place.get(a.cadenceId) ?? 0) - (place.get(b.cadenceId) ?? 0) ||
      compare(a.key, b.key) ||
      compare(a.givenBy[0]?.answeredAt ?? "", b.givenBy[0]?.answeredAt ?? "") ||
      compare(a.id, b.id),
  );
  return inOrder.flatMap(({ label, original, before, current, moves, givenBy }) => {
    const from = before ?? original;
    if (original === null || from === null || current === null || from === current) return [];
    return [
      {
        kind: "moved-date" as const,
        program: program.title,
        label,
        from,
        to: current,
        original,
        moves,
        sources: atLeastOne(givenBy.map(checkInSource)),
      },
    ];
  });
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
  const hasSeveral = new Set(shown.chosen.map(({ key }) => key)).size > 1;
  return [
    {
      kind: "said",
      program: program.title,
      feed,
      quotes: shown.chosen.map(({ answer, text, question }) => ({
        ...quoteOf(head, program, answer, text),
        ...(hasSeveral && { question }),
      })),
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
  const planned = plans.flatMap((plan) => textsOf(plan, "next").map((text) => quoteOf(head, program, plan, text)));
  const measured = program.answers.findLast((answer) => numbersOf(answer).length > 0);
  const metrics = measured ? numbersOf(measured) : [];
  if (chosen.length === 0 && metrics.length === 0) return [];
  return [
    {
      kind: "progress",
      program: program.title,
      // A plan is of an earlier period by its nature: it is not marked late.
      planned: planned.map((quote) => ({ ...quote, latePeriod: null })),
      done: chosen.map(({ answer, text }) => quoteOf(head, program, answer, text)),
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
  return answer && text
    ? { quote: quoteOf(head, program, answer, text, { isWhole: true }), source: checkInSource(answer) }
    : null;
}

interface Said {
  answer: AnswerFacts;
  text: string;
  /** Key and label of the question. */
  key: string;
  question: FedAnswer["label"];
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
  const chosen = byTime(turns).flatMap((answer) =>
    writtenIn(answer, feed).map(({ text, key, label }) => ({ answer, text, key, question: label })),
  );
  return { chosen, all, more: all.length - turns.length };
}

function textsOf(answer: AnswerFacts, feed: Feed, types: readonly QuestionType[] = WRITTEN): string[] {
  return writtenIn(answer, feed, types).map(({ text }) => text);
}

function writtenIn(answer: AnswerFacts, feed: Feed, types: readonly QuestionType[] = WRITTEN) {
  return answer.fed.flatMap(({ feed: fed, value, type, key, label }) =>
    fed === feed && typeof value === "string" && types.includes(type) ? [{ text: value, key, label }] : [],
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
