/** The lines of a report that items of the register make: requests, blockers, milestones, what is open, what ended. */
import { addLocalDays, daysBetween, type LocalDate, later } from "../../platform/time.ts";
import { hasNoWord } from "../../register/silent-items.ts";
import type { AnswerFacts, ItemFacts, TrackStepFacts } from "../facts/program-facts.ts";
import {
  answerSource,
  answersWithWords,
  type Basis,
  canBlock,
  distinctSources,
  itemSource,
  lineBefore,
  normalise,
} from "./basis.ts";
import {
  COUNTED,
  LAST_DAY,
  type Line,
  type LineKind,
  type Report,
  type ReportedMilestone,
  type Score,
} from "./report.ts";
import { stepWords } from "./tracks.ts";

/** `blockers`: the words of blockers that stand open, normalised: an item with such a title blocks. */
export function itemLines(basis: Basis, blockers: ReadonlySet<string>): Line[] {
  const { items } = basis.facts;
  const lines = items.flatMap((item) => {
    if (item.kind === "decision") return [];
    if (item.state !== "open") return closedLines(basis, item);
    if (isSilent(basis, item)) return silentLines(basis, item);
    return openLines(basis, item, blockers);
  });
  const ofRequests = new Set(items.flatMap(({ decisionId }) => decisionId ?? []));
  const decisions = items.filter(({ kind, id }) => kind === "decision" && !ofRequests.has(id));
  return [...lines, ...decisions.flatMap((item) => decisionLines(basis, item))];
}

/** Of lines in words (`kind`: as which they were written) those that are no item's: an item has a line of its own. */
export function withoutItems({ facts, itemsByTitle, dayOf }: Basis, kind: LineKind, lines: readonly Line[]): Line[] {
  const asked = new Set(facts.items.flatMap((item) => (item.kind === "request" ? (item.checkInId ?? []) : [])));
  return lines.flatMap((line) => {
    // Saved with that answer as a request, in whatever words it is put since.
    const isRequest = line.sources.some((source) => source.kind === "check-in" && asked.has(source.id));
    if (kind === "request" && line.kind === "request" && isRequest) return [];
    const sameWords = (itemsByTitle.get(normalise(line.text)) ?? []).filter(
      (item) => item.kind === "request" || (kind !== "request" && canBlock(item)),
    );
    const items = sameWords.length > 0 ? sameWords : trackedWith(facts.items, kind, line);
    const { since, writtenOn } = line;
    const isAfter = ({ closedAt }: ItemFacts) =>
      closedAt !== null && writtenOn !== undefined && dayOf(closedAt) < writtenOn;
    if (!items.every(isAfter)) return [];
    // Written again after it was over, it is a new matter.
    return [items.length > 0 && since !== null && writtenOn ? { ...line, since: writtenOn } : line];
  });
}

/** A field is tracked with all of its lines: what its answer raised of that kind, whatever it is called by now. */
function trackedWith(items: readonly ItemFacts[], kind: LineKind, { sources }: Line): ItemFacts[] {
  const raised = kind === "open" ? "risk" : "issue";
  const checkInIds = sources.flatMap((source) => (source.kind === "check-in" ? source.id : []));
  return items.filter((item) => item.kind === raised && checkInIds.includes(item.checkInId ?? ""));
}

/** Open items by type, how many of which there was no word for long, and the step that others wait for longest. */
export function counts(basis: Basis): Pick<Report, "open" | "withoutWord" | "waits"> {
  const items = basis.facts.items.filter(({ state }) => state === "open");
  const shown = items.filter((item) => !isSilent(basis, item));
  const steps = items.filter(({ kind, role }) => kind === "step" && role !== undefined);
  const since = (item: ItemFacts) => stepOf(basis, item)?.since ?? item.raisedOn;
  const [step] = steps.toSorted((one, other) => since(one).localeCompare(since(other)));
  const days = step ? daysBetween(since(step), basis.today) : 0;
  const numbers = COUNTED.map((type) => [type, shown.filter(({ kind }) => kind === type).length] as const);
  return {
    open: Object.fromEntries(numbers.filter(([, number]) => number > 0)),
    withoutWord: items.length - shown.length,
    ...(step && days > 0 && { waits: { ...waitingWords(basis, step), ...(step.role && { role: step.role }), days } }),
  };
}

function stepOf({ facts }: Basis, item: ItemFacts): TrackStepFacts | undefined {
  const track = facts.tracks.find(({ id }) => id === item.trackId);
  return track?.steps.find(({ itemId }) => itemId === item.id);
}

/** In both languages, where its track has them; of a request with its code, as no source says whose words its title has. */
function waitingWords({ facts }: Basis, item: ItemFacts): Pick<NonNullable<Report["waits"]>, "text" | "texts"> {
  const track = facts.tracks.find(({ id }) => id === item.trackId);
  const step = track?.steps.find(({ itemId }) => itemId === item.id);
  if (!track || !step) return { text: item.title };
  const withCode = (title: string) => [title, track.code].filter(Boolean).join(" · ");
  return { text: item.title, texts: { en: withCode(step.title.en), fr: withCode(step.title.fr) } };
}

/** Those that are open, and those reached since the report before, by date; undated ones last. */
export function milestones({ facts, dayOf }: Basis): ReportedMilestone[] {
  const wasReached = ({ state, closedAt }: ItemFacts) => state === "done" && (closedAt ?? "") > facts.fromAt;
  return facts.items
    .filter((item) => item.kind === "milestone" && (item.state === "open" || wasReached(item)))
    .map((item) => ({
      itemId: item.id,
      code: item.code,
      title: item.title,
      firstDue: item.firstDueOn,
      due: item.dueOn,
      moves: item.moves,
      reachedOn: item.reachedOn ?? (item.closedAt && dayOf(item.closedAt)),
    }))
    .sort((a, b) => (a.due ?? LAST_DAY).localeCompare(b.due ?? LAST_DAY) || a.code.localeCompare(b.code));
}

function openLines(basis: Basis, item: ItemFacts, blockers: ReadonlySet<string>): Line[] {
  const kind = openKind(basis, item, blockers);
  const lines = kind === null ? [] : [openLine(basis, item, kind)];
  const isPlan = item.kind === "milestone" || item.kind === "presence";
  if (isPlan && movedFrom(item) !== null) lines.push(itemLine(basis, item, "milestone-moved"));
  const isUpcoming = item.dueOn !== null && item.dueOn >= basis.today && item.dueOn <= basis.upcomingUntil;
  if (isPlan && isUpcoming) lines.push(itemLine(basis, item, "upcoming"));
  return lines;
}

/**
 * Null: it is planned, or a step, which its track tells. A milestone past its date weighs as what blocks once its
 * owner has been asked of it, until then it is open; a presence is an open matter past its date.
 */
function openKind(basis: Basis, item: ItemFacts, blockers: ReadonlySet<string>): LineKind | null {
  if (item.kind === "request") return isAnswerLate(basis, item) ? "request-overdue" : "request";
  if (item.kind === "milestone" && !isPastDue(basis, item)) return null;
  if (item.kind === "milestone") return (item.dueOn ?? "") < basis.facts.lateBefore ? "blocked" : "open";
  if (item.kind === "step") return null;
  if (!canBlock(item)) return isPastDue(basis, item) ? "open" : null;
  return item.isBlocker || blockers.has(normalise(item.title)) ? "blocked" : "open";
}

function openLine(basis: Basis, item: ItemFacts, kind: LineKind): Line {
  // It may have stood in a report as words before it was an item.
  const before = lineBefore(basis, item)?.since;
  return {
    ...itemLine(basis, item, kind),
    since: before && before < item.raisedOn ? before : item.raisedOn,
    ...lastWordIn(basis, item, kind),
  };
}

function lastWordIn(
  basis: Basis,
  item: ItemFacts,
  kind: LineKind,
): Pick<Line, "noWordSince" | "confirmedOn" | "isUncounted"> {
  const lastWord = lastWordOn(basis, item);
  // Of a milestone no word is owed before its date.
  const { kind: type, dueOn, withOwnerSince } = item;
  // That it was given to somebody else is no word about it.
  const isUntouched = lastWord <= withOwnerSince;
  const hasWord = dueOn !== null && lastWord > dueOn && !(isUntouched && withOwnerSince > dueOn);
  if (type === "milestone" && dueOn !== null && dueOn < basis.today && !hasWord)
    return dueOn < basis.facts.lateBefore ? { noWordSince: dueOn } : { isUncounted: true };
  if (isUnconfirmed(basis, item, kind)) return { noWordSince: lastWord };
  return item.kind === "risk" && !isUntouched ? { confirmedOn: lastWord } : {};
}

/** Its owner has this long to say that a blocker still stands. */
const DAYS_TO_CONFIRM = 7;

/** Nobody has confirmed it for a month, or a blocker since its date. */
function isUnconfirmed(basis: Basis, item: ItemFacts, kind: LineKind): boolean {
  const lastWord = lastWordOn(basis, item);
  if (later(lastWord, item.withOwnerSince) <= basis.confirmedFrom) return true;
  const isLate = kind === "blocked" && isPastDue(basis, item);
  return isLate && lastWord <= (item.dueOn ?? "") && item.withOwnerSince <= addLocalDays(basis.today, -DAYS_TO_CONFIRM);
}

function lastWordOn({ dayOf }: Basis, { lastWordAt }: ItemFacts): LocalDate {
  return dayOf(lastWordAt);
}

/** A decision in force is told once: in the period in which it was raised. */
function decisionLines(basis: Basis, item: ItemFacts): Line[] {
  const { facts, previous, dayOf } = basis;
  const isNew = item.raisedOn >= dayOf(facts.fromAt) && item.state !== "dropped" && item.state !== "withdrawn";
  const isReported = previous?.lines.some(
    ({ kind, text, outcome, sources }) =>
      kind === "decided" &&
      (sources.some((source) => source.kind === "item" && source.id === item.id) ||
        [text, outcome].some((words) => words !== undefined && normalise(words) === normalise(item.title))),
  );
  if (!isNew || isReported) return [];
  return [{ ...itemLine(basis, item, "decided"), on: item.raisedOn }];
}

function closedLines(basis: Basis, item: ItemFacts): Line[] {
  const { closedAt, state } = item;
  if (closedAt === null || closedAt <= basis.facts.fromAt) return [];
  if (item.kind === "step" && (!lineBefore(basis, item) || isTakenBack(basis, item))) return [];
  if (stepOf(basis, item)?.isAtGate) return [];
  const on = item.reachedOn ?? basis.dayOf(closedAt);
  // That somebody was there is no result.
  if (state === "done" && item.kind === "presence") return [{ ...itemLine(basis, item, "ended"), ending: "held", on }];
  if (state === "done") return [{ ...itemLine(basis, item, item.kind === "request" ? "decided" : "finished"), on }];
  // Plans that go are news, even of a milestone too far off for a line before.
  const isNews = item.kind === "milestone" && item.raisedOn <= basis.dayOf(basis.facts.fromAt);
  if (state === "open" || !(isNews || lineBefore(basis, item))) return [];
  return [{ ...itemLine(basis, item, "ended"), ending: state, on }];
}

/** A step that waits again is dropped; its track goes on. */
function isTakenBack({ facts }: Basis, { state, trackId }: ItemFacts): boolean {
  return state === "dropped" && facts.tracks.some(({ id, endedAt }) => id === trackId && endedAt === null);
}

function silentLines(basis: Basis, item: ItemFacts): Line[] {
  if (!lineBefore(basis, item)) return [];
  const noWordSince = lastWordOn(basis, item);
  return [{ ...itemLine(basis, item, "ended"), ending: "no-word", noWordSince, on: basis.today }];
}

/** Of a request its owner's own day says it. */
function wasLateBefore({ kind, dueOn, withOwnerSince }: ItemFacts): boolean {
  return kind !== "request" && dueOn !== null && withOwnerSince > dueOn;
}

function itemLine(basis: Basis, item: ItemFacts, kind: LineKind): Line {
  const was = wasOf(item, lineBefore(basis, item)?.score);
  const step = item.kind === "step" ? stepWords(basis.facts.tracks, item) : undefined;
  const words = item.state === "open" ? item.recommended : item.outcome;
  return {
    kind,
    text: item.title,
    by: item.kind === "request" ? item.raisedBy : (item.closedBy ?? item.ownerId ?? item.raisedBy),
    since: null,
    code: item.code,
    itemId: item.id,
    type: item.kind,
    ...step,
    ...(item.ownerId !== null && { owner: item.ownerId }),
    ...(item.awaitsReply && { awaitsReply: true as const }),
    ...(item.dueOn !== null && { due: item.dueOn }),
    ...(item.answerBy !== null && { answerBy: item.answerBy }),
    ...(wasLateBefore(item) && { isUncounted: true as const }),
    ...(was && { was }),
    ...(item.score && { score: item.score }),
    ...(item.presence && { presence: item.presence }),
    ...(words !== null && { outcome: words }),
    ...(kind === "decided" && item.given && { given: [...item.given] }),
    sources: distinctSources([
      ...[item, ...basis.facts.items.filter(({ id }) => id === item.decisionId)].map(itemSource),
      ...answersAbout(basis, item).map(answerSource),
    ]),
  };
}

/** First date and number of moves are given together or not at all. */
function wasOf(item: ItemFacts, score: Score | undefined): Line["was"] {
  const due = movedFrom(item);
  const reason = item.moved.at(-1)?.reason ?? null;
  const was = {
    ...(item.left !== null && item.left.owner !== item.ownerId && item.left),
    ...(due !== null && { due }),
    ...(due !== null && reason !== null && { reason }),
    ...(score && { score }),
    ...(item.moves > 0 && item.firstDueOn !== null && { firstDue: item.firstDueOn, moves: item.moves }),
  };
  return Object.keys(was).length === 0 ? undefined : was;
}

/** The date in the report before, where it is another one now; a move and a move back is none. */
function movedFrom({ moved, dueOn }: ItemFacts): LocalDate | null {
  const from = moved[0]?.from ?? null;
  return from === dueOn ? null : from;
}

/** Whoever has it was to answer before the cut-off; that it was needed before is no lateness of theirs. */
function isAnswerLate({ facts }: Basis, { lateFrom }: ItemFacts): boolean {
  return lateFrom !== null && facts.cutOffAt >= lateFrom;
}

function isPastDue({ today }: Basis, { dueOn }: ItemFacts): boolean {
  return dueOn !== null && dueOn < today;
}

function isSilent(basis: Basis, item: ItemFacts): boolean {
  return hasNoWord({ type: item.kind, dueOn: item.dueOn, lastWordOn: lastWordOn(basis, item) }, basis.today);
}

function answersAbout(basis: Basis, { kind, title }: ItemFacts): AnswerFacts[] {
  const feeds = kind === "request" ? (["request", "blocker"] as const) : (["blocker", "risk"] as const);
  return feeds.flatMap((feed) => answersWithWords(basis, feed, normalise(title)));
}
