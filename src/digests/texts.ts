import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { Rule } from "../cadences/recurrence/rule.ts";
import { movedText } from "../check-ins/milestones/texts.ts";
import { HEALTH_SHAPES, type Trend } from "../health/rules.ts";
import { assertNever } from "../platform/errors.ts";
import {
  capitalised,
  dateAndTime,
  dayAndMonth,
  enOrdinal,
  frenchOf,
  frOrdinal,
  languageOf,
  list,
  longDate,
  longPeriodName,
  monthAndYear,
  number,
  percent,
  plural,
  quarterName,
  type Reader,
  shortDate,
  shortDates,
  textsFor,
  yearName,
} from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { HISTORY_PERIODS } from "./compile/facts.ts";
import type { DigestDocument, LineOf, Tally } from "./document.ts";
import type { Source } from "./sections/fields.ts";

type Colour = HealthColour | "grey";
type Head = Pick<DigestDocument, "rhythm" | "period">;
type Rhythm = DigestDocument["rhythm"];
type Basis = Tally & Pick<DigestDocument["head"], "checkIns" | "toldBefore" | "beside">;
type Measure = LineOf<"progress">["metrics"][number];
type PassedOn = NonNullable<LineOf<"ask">["passedOn"]>;
type Vote = NonNullable<LineOf<"ask">["vote"]>;
type CameUp = NonNullable<LineOf<"standing-ask">["cameUp"]>;

const en = {
  title: (reader: Reader, heads: readonly Head[], subject: string) => `${enPeriods(reader, heads)} · ${subject}`,
  /** Below the first screen of a digest that brings shorter ones. */
  besideInThread: (reader: Reader, heads: readonly Head[]) =>
    `In the thread: ${enPeriods(reader, heads)}, as far as it is not told here.`,
  nothingBeside: (reader: Reader, heads: readonly Head[]) => `Nothing more for ${enPeriods(reader, heads)}.`,
  programs: (reader: Reader, count: number) => `${number(reader, count)} ${plural("en", count, "program", "programs")}`,
  audience: {
    weekly: "for the program team",
    monthly: "for the executive sponsor",
    quarterly: "for the steering committee",
    annual: "for sponsors, steering committee and leads",
  } satisfies Record<Rhythm, string>,
  basis: (reader: Reader, { answered, asked, checkIns, toldBefore = 0, beside = 0 }: Basis, { period }: Head) =>
    (answered === 0 && checkIns > beside) || (asked === 0 && checkIns > 0)
      ? `from ${number(reader, checkIns)} ${plural("en", checkIns, "answer", "answers")}`
      : asked === 0
        ? `nobody was asked, ${dayAndMonth(reader, period.from)} – ${dayAndMonth(reader, period.until)}`
        : [
            `from ${number(reader, answered)} of ${number(reader, asked)} ${plural("en", asked, "answer", "answers")}`,
            toldBefore > 0 ? ` (${number(reader, toldBefore)} told before)` : "",
            beside > 0
              ? ` and ${number(reader, beside)} to ${plural("en", beside, "another check-in", "other check-ins")}`
              : "",
            `, ${dayAndMonth(reader, period.from)} – ${dayAndMonth(reader, period.until)}`,
          ].join(""),

  heldBack: (reader: Reader, held: readonly { program: string; by: string }[]) =>
    `Held back by the lead: ${list(
      reader,
      held.map(({ program, by }) => (by === "" ? program : `${program} (${by})`)),
    )}.`,

  headings: {
    asks: {
      executive: (count: number, unnamed: number, others: number) => {
        const asks = (of: number) => `${of} ${plural("en", of, "ask", "asks")}`;
        if (count + unnamed === 0) return `${asks(others)} for others to decide`;
        const parts = [
          ...(count > 0 ? [`${asks(count)} for you`] : []),
          ...(unnamed > 0 ? [`${count > 0 ? unnamed : asks(unnamed)} without a named decider`] : []),
          ...(others > 0 ? [`${others} for others`] : []),
        ];
        return parts.join(", ");
      },
      working: (count: number) => `${count} ${plural("en", count, "ask", "asks")}`,
    },
    months: "Month by month",
    changed: "What changed",
    attention: "Needs attention",
    leads: "In the leads’ own words",
    value: "Value delivered",
    progress: "Progress",
    plannedAndDone: "Planned and done",
    next: "Next",
    rhythm: "Rhythm",
    portfolio: `Programs over ${HISTORY_PERIODS} periods`,
    objectives: "Objectives",
    course: "Decisions",
    lessons: "What we learned",
    capacity: "Capacity and budget",
    dependencies: "Dependencies",
  },
  /** Of the longer digests, where they differ. */
  longHeadings: {
    quarterly: {
      progress: "Delivered, late, pushed out, added",
      course: "Continue, change, stop",
      next: "Next quarter",
    },
    annual: { progress: "The year", course: "Decided for the year", next: "The year ahead" },
  },

  asked: (daysAgo: number) => `asked ${new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-daysAgo, "day")}`,
  askedOn: (reader: Reader, date: LocalDate) => `asked on ${shortDate(reader, date)}`,
  neededBy: (reader: Reader, date: LocalDate) => `by ${shortDate(reader, date)}`,
  overdueSince: (reader: Reader, date: LocalDate) => `was needed by ${shortDate(reader, date)}: overdue`,
  askWaits: {
    asker: "you asked for more, the answer is not here yet",
    committee: "the committee is voting",
  },
  decider: (name: string) => `for ${name} to decide`,
  unnamed: "nobody has said who decides",
  backOn: (reader: Reader, date: LocalDate) => `put off until ${shortDate(reader, date)}, now back`,
  cameUp: (reader: Reader, { from, on, because }: CameUp) =>
    because === "term"
      ? `was with ${from}, passed up on ${shortDate(reader, on)} as its term had run out`
      : `passed up from ${from} on ${shortDate(reader, on)}`,
  neededNow: (reader: Reader, date: LocalDate, before: LocalDate) =>
    `new date: ${shortDate(reader, date)} (was ${shortDate(reader, before)})`,
  neededBefore: (reader: Reader, before: LocalDate) => `new date instead of ${shortDate(reader, before)}`,
  passedOn: {
    to: (reader: Reader, { by, on }: PassedOn) =>
      `passed on${by === null ? "" : ` by ${by}`} on ${shortDate(reader, on)}`,
    toReader: (reader: Reader, { by, on }: PassedOn) =>
      `passed on to you${by === null ? "" : ` by ${by}`} on ${shortDate(reader, on)}`,
  },
  raisedAgain: (reader: Reader, { by, on }: PassedOn) =>
    `raised again on ${shortDate(reader, on)}${by === null ? "" : ` by ${by}`}`,
  vote: (reader: Reader, { put, until, closed }: Vote): string => {
    const result = closed && `closed without a ${closed.result === "no-quorum" ? "quorum" : "majority"}`;
    const end = closed ? `${result} on ${shortDate(reader, closed.on)}` : "";
    if (!put) return `the committee’s vote ${end}`;
    const began = `put to the committee’s vote${put.by === null ? "" : ` by ${put.by}`} on ${shortDate(reader, put.on)}`;
    return [began, ...(closed ? [end] : until === undefined ? [] : [`open until ${shortDate(reader, until)}`])].join(
      ", ",
    );
  },
  redated: ({ code, title, decider, isInVote }: LineOf<"redated-ask">): string =>
    `${isInVote ? en.askWaits.committee : decider === "" ? en.unnamed : en.decider(decider)} · ${code} ${title}`,
  risen: (reader: Reader, { code, title, to, on, because, by = null, nowWith, vote }: LineOf<"risen-ask">): string => {
    const date = shortDate(reader, on);
    const decider = to === "" ? en.unnamed : en.decider(to);
    const way = {
      term: `went up to ${to} on ${date}, as its term had run out`,
      hand: `passed up to ${to} on ${date}`,
      "passed-on": `passed on to ${to}${by ? ` by ${by}` : ""} on ${date}`,
      put: `put to ${to}${by ? ` by ${by}` : ""} on ${date}`,
      vote: vote ? `${en.vote(reader, vote)}${vote.closed ? `, ${decider}` : ""}` : "",
      "raised-again": `${en.raisedAgain(reader, { by, on })}, ${decider}`,
    };
    return `${way[because]}${nowWith === undefined ? "" : `, now with ${nowWith}`} · ${code} ${title}`;
  },
  withdrawn: (reader: Reader, { code, title, on, by }: LineOf<"withdrawn-ask">) =>
    `withdrawn on ${shortDate(reader, on)}${by === null ? "" : ` by ${by}`} · ${code} ${title}`,
  recommended: (label: string) => `Recommended: ${label}`,
  costOfWaiting: (cost: string) => `Cost of waiting: ${cost}`,
  incomplete: "Asked, incomplete: its author has been asked for the rest.",
  decided: (reader: Reader, { code, title, outcome, decision, decidedOn }: LineOf<"decided-ask">) =>
    `decided on ${shortDate(reader, decidedOn)} · ${code} ${title} → ${outcome}${decision === undefined ? "" : ` (${decision})`}`,
  decision: (reader: Reader, { code, title, decidedOn }: LineOf<"decision">) =>
    `decided on ${shortDate(reader, decidedOn)} · ${code} ${title}`,
  /** Of a quarter or a year: what there is none of is left out. */
  recorded: (reader: Reader, { decisions, asks: { raised, decided, overdue } }: LineOf<"months">) => {
    const asks = [
      ...(raised > 0 ? [`${number(reader, raised)} raised`] : []),
      ...(decided > 0 ? [`${number(reader, decided)} decided`] : []),
      ...(overdue > 0 ? [`${number(reader, overdue)} overdue`] : []),
    ];
    return [
      ...(decisions > 0 ? [`${number(reader, decisions)} ${plural("en", decisions, "decision", "decisions")}`] : []),
      ...(asks.length > 0 ? [`asks: ${asks.join(", ")}`] : []),
    ];
  },
  colourNow: (colour: Colour | null) => (colour === null ? "no status asked" : en.colour[colour]),
  dependency: (reader: Reader, line: LineOf<"dependency">) =>
    [
      `${line.code} ${line.title}`,
      `${line.giver} → ${line.receiver}`,
      ...(line.dueOn === null ? [] : [`${line.isOverdue ? "was due" : "due"} ${shortDate(reader, line.dueOn)}`]),
      line.isAgreed ? "agreed" : "not agreed yet",
    ].join(" · "),
  integrity: (reader: Reader, rhythm: Rhythm, { pushedOut, added, of }: LineOf<"integrity">) => {
    const ofAll = `of ${number(reader, of)} target dates`;
    const slipped = `slipped beyond the ${enUnit(rhythm, 1)}`;
    if (pushedOut === 0)
      return added === of
        ? `${number(reader, of)} new target ${plural("en", of, "date", "dates")}`
        : `${number(reader, added)} ${ofAll} ${plural("en", added, "was", "were")} given for the first time`;
    if (of === 1) return `The target date has ${slipped}`;
    const moved = `${number(reader, pushedOut)} ${ofAll} ${plural("en", pushedOut, "has", "have")} ${slipped}`;
    return added === 0
      ? moved
      : `${moved}, ${number(reader, added)} ${plural("en", added, "was", "were")} given for the first time`;
  },
  decisionTime: (reader: Reader, { median, before, decisions }: LineOf<"decision-time">) =>
    `${number(reader, decisions)} ${plural("en", decisions, "decision", "decisions")}, median time ${number(reader, median)} ${plural("en", median, "working day", "working days")}${before === null ? "" : ` (was ${number(reader, before)})`}`,
  overdueAsks: (reader: Reader, { asks, own, isDecidable, unnamed }: LineOf<"overdue-asks">) => {
    const whose = isDecidable ? "of which you can decide" : "of them yours";
    const count = `${number(reader, asks)} ${plural("en", asks, "ask", "asks")} overdue${own === undefined ? "" : `, ${number(reader, own)} ${whose}`}`;
    if (!unnamed) return count;
    const more = unnamed.more > 0 ? [`${number(reader, unnamed.more)} more`] : [];
    const named = list(reader, [...unnamed.asks.map(({ code, program }) => `${code} (${program})`), ...more]);
    return unnamed.asks.length + unnamed.more === asks ? `${count}: ${named}` : `${count}; not told above: ${named}`;
  },
  colour: { green: "green", amber: "amber", red: "red", grey: "no recent update" } satisfies Record<Colour, string>,
  moved: (before: Colour, now: HealthColour) => `${en.colour[before]} → ${en.colour[now]}`,
  firstColour: (now: HealthColour, isReopened: boolean | undefined) =>
    `${en.colour[now]} (first status${isReopened ? " since it was reopened" : ""})`,
  trend: { better: "↑ better", same: "→ unchanged", worse: "↓ worse" } satisfies Record<Trend, string>,
  between: (
    reader: Reader,
    { colour, isCorrected, correctedOn, ...days }: NonNullable<LineOf<"health">["between"]>,
  ) => {
    const { from, until } = shortDates(reader, days.from, days.until);
    const named = `${HEALTH_SHAPES[colour]} ${en.colour[colour]}`;
    if (correctedOn)
      return `reported as ${named} from ${from} to ${until}, corrected on ${shortDate(reader, correctedOn)}`;
    return isCorrected
      ? `reported as ${named} from ${from} until the correction of ${until}`
      : `was ${named} from ${from} to ${until}`;
  },
  noUpdate: (reader: Reader, { wereAway, why }: Pick<LineOf<"no-update">, "wereAway" | "why">) => {
    if (wereAway) return "no recent update: everybody who is asked for its status was away";
    switch (why?.is) {
      case "no-status":
        return `no recent update: answered on ${shortDate(reader, why.on)}, no status given`;
      case "last-answered":
        return `no recent update: last answered on ${shortDate(reader, why.on)}`;
      case "unasked":
        return "no recent update: no check-in asked for a status in this period";
      default:
        return en.colour.grey;
    }
  },
  noNews: (reader: Reader, { why }: Pick<LineOf<"no-news">, "why">) => {
    switch (why.is) {
      case "nothing-to-report":
        return `nothing to report, ${shortDate(reader, why.on)}`;
      case "answered":
        return `answered on ${shortDate(reader, why.on)}`;
      case "last-answered":
        return `last answered on ${shortDate(reader, why.on)}`;
      case "unanswered":
        return "no answer in this period";
      case "nobody-asked":
        return "nobody was asked in this period";
      case "unasked":
        return "no check-in took place in this period";
      default:
        return assertNever(why);
    }
  },
  marked: "facts speak against it",
  marker: (reader: Reader, colour: HealthColour, askedOn: LocalDate) =>
    colour === "red"
      ? `red; one question was put to its owner on ${shortDate(reader, askedOn)}, no answer yet:`
      : `${en.colour[colour]}, but facts speak against it; put to its owner on ${shortDate(reader, askedOn)}, no answer yet:`,
  moreAlike: (count: number) => `And ${count} more like it.`,
  moreFacts: (count: number) => `And ${count} more, under “Why this colour?”.`,
  /** Amber for three periods in a row: governance-practice §2, ageing rule. */
  proposedRed: "proposed as off track",
  periodsInColour: (rhythm: Rhythm, periods: number) =>
    periods > HISTORY_PERIODS
      ? `for more than ${HISTORY_PERIODS} ${enUnit(rhythm, HISTORY_PERIODS)}`
      : enNth(rhythm, periods),
  movedDate: (reader: Reader, line: LineOf<"moved-date">) => {
    const day = (date: LocalDate) => shortDate(reader, date);
    const dates = line.isCorrected ? `${day(line.from)} → ${day(line.to)} (answer corrected)` : movedText.en(line, day);
    return `${dates}${line.isPast ? ", now past" : ""}`;
  },
  /** Whether it was reached, no date says; nor whether one given after another had passed was moved. */
  pastDate: (reader: Reader, { original, date, moves, passed }: LineOf<"past-date">) => {
    const dates =
      moves === 0
        ? shortDate(reader, date)
        : movedText.en({ original, to: date, moves }, (day) => shortDate(reader, day));
    if (passed !== undefined) return `${shortDate(reader, passed)}, then ${dates}: past`;
    return `${dates}: past, not moved${moves === 0 ? "" : " again"}`;
  },
  newDate: (reader: Reader, { to, passed, isPast }: LineOf<"new-date">) =>
    isPast
      ? `${passed === null ? "" : `${shortDate(reader, passed)}, then `}${shortDate(reader, to)}: past`
      : `now ${shortDate(reader, to)}${passed === null ? "" : ` (${shortDate(reader, passed)} has passed)`}`,
  twoDates: (reader: Reader, { given }: LineOf<"two-dates">) =>
    `not the same for all: ${given.map(({ author, date }) => `${author} ${shortDate(reader, date)}`).join(", ")}`,
  onTrack: (reader: Reader, { programs, unchanged = programs }: LineOf<"on-track">) => {
    const onTrack = `${number(reader, programs)} ${plural("en", programs, "program", "programs")} on track`;
    if (unchanged === programs) return `${onTrack}, unchanged`;
    return unchanged === 0 ? onTrack : `${onTrack}, ${number(reader, unchanged)} of them unchanged`;
  },
  silent: (reader: Reader, line: LineOf<"silent">) =>
    line.since === null
      ? `no answer to ${enSilent(line)} so far`
      : line.words
        ? `last answer to ${enSilent(line)} on ${shortDate(reader, line.since)}`
        : `no answer to ${enSilent(line)} since ${shortDate(reader, line.since)}`,
  grey: (reader: Reader, line: LineOf<"silent">) =>
    line.since === null
      ? `no recent update: ${enSilent(line)} has had no answer so far`
      : line.words
        ? `no recent update: last answer to ${enSilent(line)} on ${shortDate(reader, line.since)}`
        : `no recent update: ${enSilent(line)} has had no answer since ${shortDate(reader, line.since)}`,
  feeds: {
    milestone: "milestone",
    decision: "decision",
    blocker: "blocker",
    risk: "risk",
    value: "value",
    next: "next",
    objective: "objective",
    lesson: "lesson",
    capacity: "capacity",
    dependency: "dependency",
  } satisfies Record<LineOf<"said">["feed"], string>,
  measure: (reader: Reader, { value, from, since, isSinceLonger, target, targetBefore }: Measure) => {
    const was = targetBefore === undefined ? "" : ` (was ${number(reader, targetBefore)})`;
    const now = `${number(reader, value)}${target === undefined ? "" : ` of ${number(reader, target)}${was}`}`;
    if (since === undefined) return now;
    const on = shortDate(reader, since);
    if (from !== undefined) return `${number(reader, from)} → ${now} since ${on}`;
    return isSinceLonger ? `still ${now}, as on ${on}` : `still ${now}, since ${on}`;
  },
  planned: "Planned",
  done: "Done",
  more: (reader: Reader, count: number) =>
    `and ${number(reader, count)} more ${plural("en", count, "answer", "answers")}, under the sources`,
  /** `2026-09`, `2026-Q3` as a reader says it. */
  round: roundName,
  late: (reader: Reader, period: string) => `late, for ${roundName(reader, period)}`,
  saidOn: (reader: Reader, date: LocalDate) => `said on ${shortDate(reader, date)}`,
  revised: "revised",

  participation: (reader: Reader, { answered, asked, before }: LineOf<"participation">) => {
    const share = percent(reader, answered / asked);
    const earlier = before && percent(reader, before.answered / before.asked);
    const compared = earlier === null ? "" : earlier === share ? ", as before" : `, was ${earlier}`;
    return `${number(reader, answered)} of ${number(reader, asked)} answered (${share}${compared})`;
  },
  silentPeople: (reader: Reader, count: number) =>
    `${number(reader, count)} ${plural("en", count, "person", "people")} answered none of these check-ins`,
  missedRound: (reader: Reader, { period, people, reason }: LineOf<"missed-round">) => {
    const concerned =
      people > 0 ? `, ${number(reader, people)} ${plural("en", people, "person", "people")} concerned` : "";
    const missed = `${roundName(reader, period)}: not asked${concerned}`;
    return reason === "" ? missed : `${missed} (${enMissed[reason] ?? reason})`;
  },
  checkIns: (reader: Reader, count: number) =>
    `based on ${number(reader, count)} ${plural("en", count, "check-in", "check-ins")}`,

  byDelegate: (author: string, delegate: string) => `${author}, by ${delegate}`,
  sources: {
    button: "Show sources",
    title: "Sources",
    close: "Close",
    intro: (reader: Reader, { checkIns, items }: { checkIns: number; items: number }) => {
      const counts = [
        ...(checkIns > 0 ? [`${number(reader, checkIns)} ${plural("en", checkIns, "check-in", "check-ins")}`] : []),
        ...(items > 0 ? [`${number(reader, items)} ${plural("en", items, "item", "items")} of the record`] : []),
      ];
      return `This digest rests on ${list(reader, counts)}.`;
    },
    onlyCounted: (reader: Reader, counted: number) =>
      `Its head counts ${number(reader, counted)} answers; those that are only counted there are not listed.`,
    none: "This digest rests on no check-in: nobody answered.",
    answered: (reader: Reader, at: string) => `answered ${dateAndTime(reader, at)}`,
    raised: (reader: Reader, at: string) => `raised ${dateAndTime(reader, at)}`,
    closed: "ask its lead for more",
    revision: (count: number) => `revision ${count}`,
    read: "Read",
    readWhole: "Read an answer in full",
    answerTitle: "Answer",
    back: "Back",
    earlier: "Previous",
    later: "Next",
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    nothingToReport: "Nothing to report.",
    yes: "Yes",
    no: "No",
    forbidden: "Only the reader of this digest and those who lead its programs can see its sources.",
    measure: (period: string) => `round ${period}`,
    kinds: {
      "check-in": "check-in",
      item: "item",
      measure: "measure",
      milestone: "milestone",
      program: "program",
    } satisfies Record<Source["kind"], string>,
    many: (reader: Reader, count: number) => `${number(reader, count)} sources, listed under Show sources`,
  },
  approvedBy: (reader: Reader, names: readonly string[]) => `approved by ${list(reader, [...names])}`,
  wordedBy: (name: string) => `worded by ${name}, the original is in the thread`,
  original: (text: string) => `Original: ${text}`,
  acknowledge: {
    button: "Acknowledge",
    done: "Noted: those who lead the programs see that you have read it. It answers no ask and approves nothing; it tells them that they are heard.",
    again: (reader: Reader, at: string) => `You acknowledged this digest ${dateAndTime(reader, at)}.`,
    seen: (reader: Reader, at: string) => `✓ Acknowledged ${dateAndTime(reader, at)}`,
  },
  command: {
    label: "Digest",
    help: "shows your last digest again; `/drumbeat digest preview` the next one, as it would be now; `/drumbeat digest approval` says who approves it",
    notDue: "No digest is due to you: your roles and settings give none now.",
    nothingYet: (day: string) =>
      `Nothing to tell yet. Your next digest is due on ${day}, if a check-in that feeds it takes place by then.`,
    preview: (day: string) => `*Preview* of your digest of ${day}, as it would be now:`,
    toApprove: (programs: string) => `Not shown before it is approved: ${programs}.`,
    rest: "The rest is in the thread of your digest.",
    restOfPreview: "The digest itself continues in its thread.",
  },
  inThread: (reader: Reader, count: number) => `and ${number(reader, count)} more in the thread`,
  moreQuotes: (reader: Reader, count: number) =>
    `and ${number(reader, count)} more ${plural("en", count, "quote", "quotes")} in the thread`,
  moreInThread: "more in the thread",
  continued: (title: string, part: number, parts: number) => `${title} (${part} of ${parts})`,
  noEdition: "There is no digest for this reader: no round that feeds it lies in the period.",
};

const fr: typeof en = {
  title: (reader, heads, subject) => `${capitalised(frPeriods(reader, heads))} · ${subject}`,
  besideInThread: (reader, heads) => `Dans le fil\u00a0: ${frPeriods(reader, heads)}, pour ce qui n’est pas dit ici.`,
  nothingBeside: (reader, heads) => `${capitalised(frPeriods(reader, heads))}\u00a0: rien de plus.`,
  programs: (reader, count) => `${number(reader, count)} ${plural("fr", count, "programme", "programmes")}`,
  audience: {
    weekly: "pour l’équipe du programme",
    monthly: "pour le sponsor exécutif",
    quarterly: "pour le comité de pilotage",
    annual: "pour les sponsors, le comité de pilotage et les responsables",
  },
  basis: (reader, { answered, asked, checkIns, toldBefore = 0, beside = 0 }, { period }) =>
    (answered === 0 && checkIns > beside) || (asked === 0 && checkIns > 0)
      ? `d’après ${number(reader, checkIns)} ${plural("fr", checkIns, "réponse", "réponses")}`
      : asked === 0
        ? `personne n’a été sollicité, du ${dayAndMonth(reader, period.from)} au ${dayAndMonth(reader, period.until)}`
        : [
            `d’après ${number(reader, answered)} ${plural("fr", answered, "réponse", "réponses")} sur ${number(reader, asked)}`,
            toldBefore > 0
              ? ` (dont ${number(reader, toldBefore)} déjà ${plural("fr", toldBefore, "communiquée", "communiquées")})`
              : "",
            beside > 0
              ? ` et ${number(reader, beside)} à ${plural("fr", beside, "un autre point d’étape", "d’autres points d’étape")}`
              : "",
            `, du ${dayAndMonth(reader, period.from)} au ${dayAndMonth(reader, period.until)}`,
          ].join(""),

  heldBack: (reader, held) =>
    `Retenu par le responsable\u00a0: ${list(
      reader,
      held.map(({ program, by }) => (by === "" ? program : `${program} (${by})`)),
    )}.`,

  headings: {
    asks: {
      executive: (count, unnamed, others) => {
        if (count + unnamed === 0)
          return `${others} ${plural("fr", others, "demande adressée", "demandes adressées")} à d’autres`;
        const parts = [
          ...(count > 0 ? [`${count} ${plural("fr", count, "demande", "demandes")} pour vous`] : []),
          ...(unnamed > 0
            ? [`${unnamed} ${count > 0 ? "" : plural("fr", unnamed, "demande ", "demandes ")}sans décideur désigné`]
            : []),
          ...(others > 0 ? [`${others} pour d’autres`] : []),
        ];
        return parts.join(", ");
      },
      working: (count) => `${count} ${plural("fr", count, "demande", "demandes")}`,
    },
    months: "Mois par mois",
    changed: "Ce qui a changé",
    attention: "Points d’attention",
    leads: "Le mot des responsables",
    value: "Valeur livrée",
    progress: "Avancement",
    plannedAndDone: "Prévu et réalisé",
    next: "Prochaines étapes",
    rhythm: "Rythme",
    portfolio: `Les programmes sur ${HISTORY_PERIODS} périodes`,
    objectives: "Objectifs",
    course: "Décisions",
    lessons: "Enseignements",
    capacity: "Capacité et budget",
    dependencies: "Dépendances",
  },
  longHeadings: {
    quarterly: {
      progress: "Livré, en retard, reporté, ajouté",
      course: "Poursuivre, modifier, arrêter",
      next: "Le trimestre à venir",
    },
    annual: { progress: "L’année écoulée", course: "Décidé pour l’année", next: "L’année à venir" },
  },

  asked: (daysAgo) => `formulée ${new Intl.RelativeTimeFormat("fr", { numeric: "auto" }).format(-daysAgo, "day")}`,
  askedOn: (reader, date) => `formulée le ${shortDate(reader, date)}`,
  neededBy: (reader, date) => `pour le ${shortDate(reader, date)}`,
  overdueSince: (reader, date) => `attendue pour le ${shortDate(reader, date)}\u00a0: en retard`,
  askWaits: {
    asker: "vous avez demandé des précisions, la réponse n’est pas encore là",
    committee: "le comité vote",
  },
  decider: (name) => `la décision revient à ${name}`,
  unnamed: "personne n’a dit qui décide",
  backOn: (reader, date) => `reportée au ${shortDate(reader, date)}, de retour`,
  cameUp: (reader, { from, on, because }) =>
    because === "term"
      ? `auparavant adressée à ${from}, transmise le ${shortDate(reader, on)} faute de réponse dans le délai`
      : `auparavant adressée à ${from}, transmise le ${shortDate(reader, on)}`,
  neededNow: (reader, date, before) =>
    `nouvelle échéance\u00a0: ${shortDate(reader, date)} (au lieu du ${shortDate(reader, before)})`,
  neededBefore: (reader, before) => `nouvelle échéance, au lieu du ${shortDate(reader, before)}`,
  passedOn: {
    to: (reader, { by, on }) => `transmise${by === null ? "" : ` par ${by}`} le ${shortDate(reader, on)}`,
    toReader: (reader, { by, on }) =>
      `à vous depuis le ${shortDate(reader, on)}${by === null ? "" : `, transmise par ${by}`}`,
  },
  raisedAgain: (reader, { by, on }) =>
    `demandée de nouveau le ${shortDate(reader, on)}${by === null ? "" : ` par ${by}`}`,
  vote: (reader, { put, until, closed }) => {
    const result = closed && `clos sans ${closed.result === "no-quorum" ? "quorum" : "majorité"}`;
    const end = closed ? `${result} le ${shortDate(reader, closed.on)}` : "";
    if (!put) return `vote du comité ${end}`;
    const began = `soumise au vote du comité${put.by === null ? "" : ` par ${put.by}`} le ${shortDate(reader, put.on)}`;
    return [
      began,
      ...(closed ? [end] : until === undefined ? [] : [`ouvert jusqu’au ${shortDate(reader, until)}`]),
    ].join(", ");
  },
  redated: ({ code, title, decider, isInVote }) =>
    `${isInVote ? fr.askWaits.committee : decider === "" ? fr.unnamed : fr.decider(decider)} · ${code} ${title}`,
  risen: (reader, { code, title, to, on, because, by = null, nowWith, vote }) => {
    const decider = to === "" ? fr.unnamed : fr.decider(to);
    if (because === "vote" && vote)
      return `${fr.vote(reader, vote)}${vote.closed ? `, ${decider}` : ""} · ${code} ${title}`;
    const raised = `${fr.raisedAgain(reader, { by, on })}, ${decider}`;
    const passed = `${because === "put" ? "adressée" : "transmise"} à ${to}${by ? ` par ${by}` : ""} le ${shortDate(reader, on)}${because === "term" ? " faute de réponse dans le délai" : ""}${nowWith === undefined ? "" : `, désormais auprès de ${nowWith}`}`;
    return `${because === "raised-again" ? raised : passed} · ${code} ${title}`;
  },
  withdrawn: (reader, { code, title, on, by }) =>
    `retirée le ${shortDate(reader, on)}${by === null ? "" : ` par ${by}`} · ${code} ${title}`,
  recommended: (label) => `Recommandation\u00a0: ${label}`,
  costOfWaiting: (cost) => `Coût de l’attente\u00a0: ${cost}`,
  incomplete: "Demande incomplète\u00a0: son auteur a été invité à la compléter.",
  decided: (reader, { code, title, outcome, decision, decidedOn }) =>
    `décidé le ${shortDate(reader, decidedOn)} · ${code} ${title} → ${outcome}${decision === undefined ? "" : ` (${decision})`}`,
  decision: (reader, { code, title, decidedOn }) => `décidé le ${shortDate(reader, decidedOn)} · ${code} ${title}`,
  recorded: (reader, { decisions, asks: { raised, decided, overdue } }) => {
    const asks = [
      ...(raised > 0 ? [`${number(reader, raised)} ${plural("fr", raised, "formulée", "formulées")}`] : []),
      ...(decided > 0 ? [`${number(reader, decided)} ${plural("fr", decided, "décidée", "décidées")}`] : []),
      ...(overdue > 0 ? [`${number(reader, overdue)} en retard`] : []),
    ];
    return [
      ...(decisions > 0 ? [`${number(reader, decisions)} ${plural("fr", decisions, "décision", "décisions")}`] : []),
      ...(asks.length > 0 ? [`demandes\u00a0: ${asks.join(", ")}`] : []),
    ];
  },
  colourNow: (colour) => (colour === null ? "météo non demandée" : fr.colour[colour]),
  dependency: (reader, line) =>
    [
      `${line.code} ${line.title}`,
      `${line.giver} → ${line.receiver}`,
      ...(line.dueOn === null
        ? []
        : [`${line.isOverdue ? "attendu depuis le" : "pour le"} ${shortDate(reader, line.dueOn)}`]),
      line.isAgreed ? "convenu" : "à convenir",
    ].join(" · "),
  integrity: (reader, rhythm, { pushedOut, added, of }) => {
    const unit = { weekly: "de la semaine", monthly: "du mois", quarterly: "du trimestre", annual: "de l’année" }[
      rhythm
    ];
    if (pushedOut === 0)
      return added === of
        ? `${number(reader, of)} ${plural("fr", of, "nouvelle date cible", "nouvelles dates cibles")}`
        : `${number(reader, added)} ${plural("fr", added, "date cible", "dates cibles")} sur ${number(reader, of)} ${plural("fr", added, "a été donnée", "ont été données")} pour la première fois`;
    if (of === 1) return `La date cible a été repoussée au-delà ${unit}`;
    const moved = `${number(reader, pushedOut)} ${plural("fr", pushedOut, "date cible", "dates cibles")} sur ${number(reader, of)} ${plural("fr", pushedOut, "a été repoussée", "ont été repoussées")} au-delà ${unit}`;
    return added === 0
      ? moved
      : `${moved}, ${number(reader, added)} ${plural("fr", added, "a été donnée", "ont été données")} pour la première fois`;
  },
  decisionTime: (reader, { median, before, decisions }) =>
    `${number(reader, decisions)} ${plural("fr", decisions, "décision", "décisions")}, délai médian de ${number(reader, median)} ${plural("fr", median, "jour ouvré", "jours ouvrés")}${before === null ? "" : ` (contre ${number(reader, before)})`}`,
  overdueAsks: (reader, { asks, own = 0, isDecidable, unnamed }) => {
    const whose = isDecidable
      ? "que vous pouvez trancher"
      : `qui ${plural("fr", own, "vous est adressée", "vous sont adressées")}`;
    const count = `${number(reader, asks)} ${plural("fr", asks, "demande", "demandes")} en retard${own === 0 ? "" : `, dont ${number(reader, own)} ${whose}`}`;
    if (!unnamed) return count;
    const more =
      unnamed.more > 0 ? [`${number(reader, unnamed.more)} ${plural("fr", unnamed.more, "autre", "autres")}`] : [];
    const named = list(reader, [...unnamed.asks.map(({ code, program }) => `${code} (${program})`), ...more]);
    return unnamed.asks.length + unnamed.more === asks
      ? `${count}\u00a0: ${named}`
      : `${count}\u00a0; non citées plus haut\u00a0: ${named}`;
  },
  colour: { green: "vert", amber: "orange", red: "rouge", grey: "sans mise à jour récente" },
  moved: (before, now) => `${fr.colour[before]} → ${fr.colour[now]}`,
  firstColour: (now, isReopened) => `${fr.colour[now]} (première météo${isReopened ? " depuis la réouverture" : ""})`,
  trend: { better: "↑ en amélioration", same: "→ stable", worse: "↓ en dégradation" },
  between: (reader, { colour, isCorrected, correctedOn, ...days }) => {
    const { from, until } = shortDates(reader, days.from, days.until);
    const named = `${HEALTH_SHAPES[colour]} ${fr.colour[colour]}`;
    if (correctedOn) return `annoncé ${named} du ${from} au ${until}, corrigé le ${shortDate(reader, correctedOn)}`;
    return isCorrected
      ? `annoncé ${named} du ${from} jusqu’à la correction du ${until}`
      : `était ${named} du ${from} au ${until}`;
  },
  marked: "des faits disent autre chose",
  marker: (reader, colour, askedOn) =>
    colour === "red"
      ? `rouge\u00a0; une question a été posée au responsable le ${shortDate(reader, askedOn)}, sans réponse à ce jour\u00a0:`
      : `${fr.colour[colour]}, mais des faits disent autre chose\u00a0; ils ont été soumis au responsable le ${shortDate(reader, askedOn)}, sans réponse à ce jour\u00a0:`,
  moreAlike: (count) => `Et ${count} ${plural("fr", count, "autre cas semblable", "autres cas semblables")}.`,
  moreFacts: (count) =>
    `Et ${count} ${plural("fr", count, "autre", "autres")}, sous «\u00a0Pourquoi cette couleur\u00a0?\u00a0».`,
  proposedRed: "proposé hors trajectoire",
  periodsInColour: (rhythm, periods) =>
    periods > HISTORY_PERIODS
      ? `depuis plus de ${HISTORY_PERIODS} ${frUnit(rhythm, HISTORY_PERIODS)}`
      : frNth(rhythm, periods).nth,
  pastDate: (reader, { original, date, moves, passed }) => {
    const dates =
      moves === 0
        ? shortDate(reader, date)
        : movedText.fr({ original, to: date, moves }, (day) => shortDate(reader, day));
    if (passed !== undefined) return `${shortDate(reader, passed)}, puis ${dates}\u00a0: passée`;
    return `${dates}\u00a0: passée, sans ${moves === 0 ? "" : "nouveau "}report`;
  },
  movedDate: (reader, line) => {
    const day = (date: LocalDate) => shortDate(reader, date);
    const dates = line.isCorrected ? `${day(line.from)} → ${day(line.to)} (réponse corrigée)` : movedText.fr(line, day);
    return `${dates}${line.isPast ? ", désormais passée" : ""}`;
  },
  newDate: (reader, { to, passed, isPast }) =>
    isPast
      ? `${passed === null ? "" : `${shortDate(reader, passed)}, puis `}${shortDate(reader, to)}\u00a0: passée`
      : `désormais le ${shortDate(reader, to)}${passed === null ? "" : ` (le ${shortDate(reader, passed)} est passé)`}`,
  twoDates: (reader, { given }) =>
    `les réponses diffèrent\u00a0: ${given.map(({ author, date }) => `${author}, le ${shortDate(reader, date)}`).join("\u00a0; ")}`,
  onTrack: (reader, { programs, unchanged = programs }) => {
    const onTrack = `${number(reader, programs)} ${plural("fr", programs, "programme conforme", "programmes conformes")}`;
    if (unchanged === programs) return `${onTrack}, sans changement`;
    return unchanged === 0 ? onTrack : `${onTrack}, dont ${number(reader, unchanged)} sans changement`;
  },
  silent: (reader, line) =>
    line.since === null
      ? `pas encore de réponse ${frSilent(line)}`
      : line.words
        ? `dernière réponse ${frSilent(line)} le ${shortDate(reader, line.since)}`
        : `aucune réponse ${frSilent(line)} depuis le ${shortDate(reader, line.since)}`,
  grey: (reader, line) =>
    line.since === null
      ? `sans mise à jour récente\u00a0: pas encore de réponse ${frSilent(line)}`
      : line.words
        ? `sans mise à jour récente\u00a0: dernière réponse ${frSilent(line)} le ${shortDate(reader, line.since)}`
        : `sans mise à jour récente\u00a0: aucune réponse ${frSilent(line)} depuis le ${shortDate(reader, line.since)}`,
  noUpdate: (reader, { wereAway, why }) => {
    if (wereAway)
      return "sans mise à jour récente\u00a0: toutes les personnes à qui la météo est demandée étaient absentes";
    switch (why?.is) {
      case "no-status":
        return `sans mise à jour récente\u00a0: réponse le ${shortDate(reader, why.on)}, sans météo`;
      case "last-answered":
        return `sans mise à jour récente\u00a0: dernière réponse le ${shortDate(reader, why.on)}`;
      case "unasked":
        return "sans mise à jour récente\u00a0: aucun point d’étape n’a demandé la météo pendant la période";
      default:
        return fr.colour.grey;
    }
  },
  noNews: (reader, { why }) => {
    switch (why.is) {
      case "nothing-to-report":
        return `rien à signaler, ${shortDate(reader, why.on)}`;
      case "answered":
        return `réponse le ${shortDate(reader, why.on)}`;
      case "last-answered":
        return `dernière réponse le ${shortDate(reader, why.on)}`;
      case "unanswered":
        return "aucune réponse pendant la période";
      case "nobody-asked":
        return "personne n’a été interrogé pendant la période";
      case "unasked":
        return "aucun point d’étape n’a eu lieu pendant la période";
      default:
        return assertNever(why);
    }
  },
  feeds: {
    milestone: "jalon",
    decision: "décision",
    blocker: "blocage",
    risk: "risque",
    value: "valeur",
    next: "à venir",
    objective: "objectif",
    lesson: "enseignement",
    capacity: "capacité",
    dependency: "dépendance",
  },
  measure: (reader, { value, from, since, isSinceLonger, target, targetBefore }) => {
    const was = targetBefore === undefined ? "" : ` (auparavant ${number(reader, targetBefore)})`;
    const now = `${number(reader, value)}${target === undefined ? "" : ` sur ${number(reader, target)}${was}`}`;
    if (since === undefined) return now;
    const on = shortDate(reader, since);
    if (from !== undefined) return `${number(reader, from)} → ${now} depuis le ${on}`;
    return isSinceLonger ? `toujours ${now}, comme le ${on}` : `toujours ${now}, depuis le ${on}`;
  },
  planned: "Prévu",
  done: "Réalisé",
  more: (reader, count) =>
    `et ${number(reader, count)} ${plural("fr", count, "autre réponse", "autres réponses")}, dans les sources`,
  round: roundName,
  late: (reader, period) => `en retard (${roundName(reader, period)})`,
  saidOn: (reader, date) => `propos du ${shortDate(reader, date)}`,
  revised: "corrigé",

  participation: (reader, { answered, asked, before }) => {
    const share = percent(reader, answered / asked);
    const earlier = before && percent(reader, before.answered / before.asked);
    const compared = earlier === null ? "" : earlier === share ? ", comme avant" : `, contre ${earlier}`;
    return `${number(reader, answered)} ${plural("fr", answered, "réponse", "réponses")} sur ${number(reader, asked)} (${share}${compared})`;
  },
  silentPeople: (reader, count) =>
    `${number(reader, count)} ${plural("fr", count, "personne n’a", "personnes n’ont")} répondu à aucun de ces points`,
  missedRound: (reader, { period, people, reason }) => {
    const concerned =
      people > 0
        ? `, ${number(reader, people)} ${plural("fr", people, "personne concernée", "personnes concernées")}`
        : "";
    const missed = `${roundName(reader, period)}\u00a0: sollicitation non envoyée${concerned}`;
    return reason === "" ? missed : `${missed} (${frMissed[reason] ?? reason})`;
  },
  checkIns: (reader, count) =>
    `d’après ${number(reader, count)} ${plural("fr", count, "point d’étape", "points d’étape")}`,

  byDelegate: (author, delegate) => `${author}, par ${delegate}`,
  sources: {
    button: "Voir les sources",
    title: "Sources",
    close: "Fermer",
    intro: (reader, { checkIns, items }) => {
      const counts = [
        ...(checkIns > 0
          ? [`${number(reader, checkIns)} ${plural("fr", checkIns, "point d’étape", "points d’étape")}`]
          : []),
        ...(items > 0 ? [`${number(reader, items)} ${plural("fr", items, "élément", "éléments")} du registre`] : []),
      ];
      return `Cette synthèse repose sur ${list(reader, counts)}.`;
    },
    onlyCounted: (reader, counted) =>
      `Son en-tête compte ${number(reader, counted)} réponses\u00a0; celles qui y sont seulement comptées ne figurent pas ici.`,
    none: "Cette synthèse ne repose sur aucun point d’étape\u00a0: personne n’a répondu.",
    answered: (reader, at) => `réponse du ${dateAndTime(reader, at)}`,
    raised: (reader, at) => `inscrit le ${dateAndTime(reader, at)}`,
    closed: "son responsable peut vous en dire plus",
    revision: (count) => `version ${count}`,
    read: "Lire",
    readWhole: "Lire une réponse en entier",
    answerTitle: "Réponse",
    back: "Retour",
    earlier: "Précédent",
    later: "Suivant",
    page: (page, pages) => `Page ${page} sur ${pages}`,
    nothingToReport: "Rien à signaler.",
    yes: "Oui",
    no: "Non",
    forbidden: "Seuls le lecteur de cette synthèse et les responsables de ses programmes peuvent en voir les sources.",
    measure: (period) => `occurrence ${period}`,
    kinds: {
      "check-in": "point d’étape",
      item: "élément",
      measure: "mesure",
      milestone: "jalon",
      program: "programme",
    },
    many: (reader, count) => `${number(reader, count)} sources, listées sous «\u00a0Voir les sources\u00a0»`,
  },
  approvedBy: (reader, names) => `approuvé par ${list(reader, [...names])}`,
  wordedBy: (name) => `formulation ${frenchOf(name)}, l’original est dans le fil`,
  original: (text) => `Original\u00a0: ${text}`,
  acknowledge: {
    button: "Accuser réception",
    done: "C’est noté\u00a0: les responsables des programmes voient que vous l’avez lue. Cela ne répond à aucune demande et n’approuve rien, mais ils savent qu’ils sont entendus.",
    again: (reader, at) => `Vous avez accusé réception de cette synthèse le ${dateAndTime(reader, at)}.`,
    seen: (reader, at) => `✓ Réception confirmée le ${dateAndTime(reader, at)}`,
  },
  command: {
    label: "Synthèse",
    help: "rouvre votre dernière synthèse\u00a0; `/drumbeat digest preview` donne un aperçu de la prochaine, `/drumbeat digest approbation` choisit qui l’approuve",
    notDue: "Aucune synthèse n’est prévue pour vous\u00a0: vos rôles et vos réglages n’en donnent pas actuellement.",
    nothingYet: (day) =>
      `Rien à dire pour l’instant. Votre prochaine synthèse est prévue le ${day}, si un point d’étape qui l’alimente a lieu d’ici là.`,
    preview: (day) => `*Aperçu* de votre synthèse du ${day}, en l’état actuel\u00a0:`,
    toApprove: (programs) => `N’est montré qu’une fois approuvé\u00a0: ${programs}.`,
    rest: "La suite est dans le fil de votre synthèse.",
    restOfPreview: "La synthèse elle-même continue dans son fil.",
  },
  inThread: (reader, count) => `et ${number(reader, count)} ${plural("fr", count, "autre", "autres")} dans le fil`,
  moreQuotes: (reader, count) =>
    `et ${number(reader, count)} ${plural("fr", count, "autre citation", "autres citations")} dans le fil`,
  moreInThread: "suite dans le fil",
  continued: (title, part, parts) => `${title} (${part} sur ${parts})`,
  noEdition:
    "Pas de synthèse pour ce lecteur\u00a0: aucun point d’étape qui l’alimente n’a eu lieu pendant la période.",
};

export type DigestTexts = typeof en;

/** Whose answer it is; by whom, where a delegate gave it. */
export function authorOf(
  { author, delegate }: { author: string; delegate: string | null },
  reader: Pick<Reader, "locale">,
): string {
  return delegate === null ? author : digestTexts(reader).byDelegate(author, delegate);
}

export function digestTexts(reader: Pick<Reader, "locale">): DigestTexts {
  return textsFor({ en, fr }, reader);
}

const enCheckIn: Record<Rule["every"], string> = {
  day: "daily check-in",
  week: "weekly check-in",
  month: "monthly check-in",
  quarter: "quarterly review",
  year: "annual workshop",
};
const frCheckIn: Record<Rule["every"], string> = {
  day: "point quotidien",
  week: "point hebdomadaire",
  month: "point mensuel",
  quarter: "point trimestriel",
  year: "point annuel",
};

function enSilent({ cadence, every }: LineOf<"silent">): string {
  return cadence === undefined ? `the ${enCheckIn[every]}` : `“${cadence}”`;
}

function frSilent({ cadence, every }: LineOf<"silent">): string {
  return cadence === undefined ? `au ${frCheckIn[every]}` : `à «\u00a0${cadence}\u00a0»`;
}

export function enUnit(rhythm: Rhythm, count: number): string {
  const unit = { weekly: "week", monthly: "month", quarterly: "quarter", annual: "year" }[rhythm];
  return plural("en", count, unit, `${unit}s`);
}

export function frUnit(rhythm: Rhythm, count: number): string {
  if (rhythm === "monthly") return "mois";
  const unit = { weekly: "semaine", quarterly: "trimestre", annual: "an" }[rhythm];
  return plural("fr", count, unit, `${unit}s`);
}

/** "2nd month in a row": periods are counted, of which the first and the last may be short. To `HISTORY_PERIODS`. */
export function enNth(rhythm: Rhythm, count: number): string {
  return `${enOrdinal(count)} ${enUnit(rhythm, 1)} in a row`;
}

/** As `enNth`, with the article of the unit. */
export function frNth(rhythm: Rhythm, count: number): { the: "le" | "la"; nth: string } {
  const unit = rhythm === "annual" ? "année" : frUnit(rhythm, 1);
  const the = rhythm === "weekly" || rhythm === "annual" ? "la" : "le";
  return { the, nth: `${frOrdinal(count, the)}\u00a0${unit} de suite` };
}

function enPeriod(reader: Reader, rhythm: Rhythm, { label, from }: Head["period"]): string {
  switch (rhythm) {
    case "weekly":
      return `Week ${weekNumber(label)}`;
    case "monthly":
      return monthAndYear(reader, from);
    case "quarterly":
      return quarterName(reader, label);
    case "annual":
      return label;
  }
}

function frPeriod(reader: Reader, rhythm: Rhythm, { label, from }: Head["period"]): string {
  switch (rhythm) {
    case "weekly":
      return `semaine ${weekNumber(label)}`;
    case "monthly":
      return monthAndYear(reader, from);
    case "quarterly":
      return quarterName(reader, label);
    case "annual":
      return label.startsWith("FY") ? yearName(reader, label) : `année ${label}`;
  }
}

function enPeriods(reader: Reader, heads: readonly Head[]): string {
  return list(
    reader,
    heads.map(({ rhythm, period }) => enPeriod(reader, rhythm, period)),
  );
}

function frPeriods(reader: Reader, heads: readonly Head[]): string {
  return list(
    reader,
    heads.map(({ rhythm, period }) => frPeriod(reader, rhythm, period)),
  );
}

function roundName(reader: Reader, period: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return longDate(reader, period);
  const [, week] = /^\d{4}-W(\d{2})$/.exec(period) ?? [];
  if (week) return `${languageOf(reader.locale) === "en" ? "week" : "semaine"} ${Number(week)}`;
  if (/^\d{4}-\d{2}$/.test(period)) return monthAndYear(reader, `${period}-01`);
  return longPeriodName(reader, period);
}

/** Why a round was missed, by the code that is recorded with it. */
const enMissed: Record<string, string> = {
  downtime: "Drumbeat was not running",
  "no-participants": "nobody was there to ask",
};
const frMissed: Record<string, string> = {
  downtime: "Drumbeat était arrêté",
  "no-participants": "il n’y avait personne à solliciter",
};

/** `2025-W05` → 5. */
function weekNumber(label: string): number {
  return Number(label.slice(-2));
}
