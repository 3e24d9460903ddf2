/** What a matter of a report is in its reader's words, and how old. */
import { measureInWords, reachedInWords } from "../../goals/measures-in-words.ts";
import {
  dayInWords,
  languageOf,
  list,
  quarterName,
  type Reader,
  shortDate,
  textsFor,
  withoutFullStop,
} from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { timeAndPlace } from "../../register/presence-in-words.ts";
import { givenInWords } from "../../register/requests/given.ts";
import { answerIn } from "../../register/requests/request.ts";
import { measureIn } from "../compile/measures.ts";
import { isRemoved, type Line, type ReportedMeasure, STATUS_KINDS, type Status } from "../compile/report.ts";
import {
  ageInWords,
  isolated,
  moveInWords,
  otherStatusInWords,
  STATUS_SHAPES,
  silenceInWords,
  sinceInWords,
  statusInWords,
  statusRunInWords,
  unconfirmedInWords,
  wasDueInWords,
  wordTexts,
} from "../compile/status-and-dates-in-words.ts";
import { againstGreenInWords } from "./against-green-in-words.ts";
import { cutSubject } from "./cut-subject.ts";
import { isLarge } from "./limits.ts";
import type { Need, ReportedProgram, RequestNow, ScreenInput } from "./screen.ts";
import { screenTexts } from "./texts.ts";

type Cut = (text: string) => string;

/** `cut`: how much of its author's words is shown. */
export function textOf(program: ReportedProgram, lines: readonly Line[], input: ScreenInput, cut: Cut): string {
  const [line] = lines;
  if (line === undefined) return "";
  const { reader } = input;
  const texts = textsFor(screenTexts, reader);
  if (line.track !== undefined && line.kind !== "against-green") return trackInWords(line, line.track, reader, cut);

  switch (line.kind) {
    case "request-overdue":
    case "request":
      return waitingInWords(line, input, cut);
    case "blocked":
      return blockedInWords(line, reader, cut);
    case "against-green":
      return againstGreenInWords(program, lines, input, cut);
    case "milestone-moved":
      return `${cut(line.text)} ${moveInWords(reader, line)}`;
    case "recovered":
    case "recovering":
      return recoveredInWords(program, line, input, cut);
    case "newly-off-track":
    case "still-off-track":
    case "newly-at-risk":
    case "still-at-risk":
      return program.isHeld ? texts.reportToFollow : reasonInWords(line, input, cut);
    case "was-off-track":
      return dippedInWords(program, line, input, cut);
    case "decided":
      return withWhatItGave(line, input, decidedInWords(line, input, cut));
    case "finished":
      if (line.type === "work-request") return requestDoneInWords(line, input, cut);
      return finishedInWords(program, line, input, cut);
    case "recommended":
    case "outlook":
      return chosenInWords(program, line, input, cut);
    case "measure":
      return ofMeasure(program, line, cut, (measure, title) => measureInWords(reader, measure, title));
    case "upcoming":
      return upcomingInWords(line, input, cut(line.text));
    case "no-update":
      return program.isHeld ? texts.reportToFollow : silentNames(line, input);
    case "next":
      return input.rhythm === "monthly" ? texts.toCome(cut(line.text)) : cut(line.text);
    default:
      return cut(line.text);
  }
}

function blockedInWords(line: Line, reader: ScreenInput["reader"], cut: Cut): string {
  const words = line.type === "step" ? cutSubject(line.text, cut) : cut(line.text);
  return withoutFullStop(isTheirs(line, reader) ? textsFor(screenTexts, reader).yours(words) : words);
}

/** Rollout: 20 of 21, ends 3 Dec, planned 28 Dec */
export function trackInWords(
  { text, type }: Pick<Line, "text" | "type">,
  { done, all, ends, planned }: NonNullable<Line["track"]>,
  reader: Reader,
  cut: Cut,
): string {
  const days = { ends: dayInWords(reader, ends), planned: planned === ends ? "" : dayInWords(reader, planned) };
  const name = type === "step" ? cutSubject(text, cut) : cut(text);
  return textsFor(screenTexts, reader).track(withoutFullStop(name), { done, all, ...days });
}

/** Pause until 1 Feb (Q3 2026) – The supplier failed; Halve returns: yes → uncertain. The quarter is that of what came late. */
export function chosenInWords(
  { isHeld }: Pick<ReportedProgram, "isHeld">,
  { kind, text, was, outlook = "uncertain", recommend = "continue", until, about }: Line,
  { reader }: Pick<ScreenInput, "reader">,
  cut: Cut,
): string {
  const texts = textsFor(screenTexts, reader);
  const late = about === undefined ? "" : ` (${quarterName(reader, about)})`;
  if (kind === "outlook") return `${texts.outlook(withoutFullStop(cut(text)), was?.outlook, outlook)}${late}`;
  const recommended = `${texts.recommended[recommend](until === undefined ? "" : dayInWords(reader, until))}${late}`;
  return text === "" || isHeld ? recommended : `${recommended} – ${cut(text)}`;
}

/** Its title alone where the report has no numbers of it. */
function ofMeasure(
  { report }: Pick<ReportedProgram, "report">,
  line: Line,
  cut: Cut,
  inWords: (measure: ReportedMeasure, title: string) => string,
): string {
  const measure = measureIn(report, line);
  const title = withoutFullStop(cut(line.text));
  return measure === undefined ? title : inWords(measure, title);
}

function waitingInWords(line: Line, input: ScreenInput, cut: Cut): string {
  if (nowOf(line, input)) return requestInWords(line, input, cut);
  const texts = textsFor(screenTexts, input.reader);
  if (!line.awaitsReply) return texts.waits(nameOfOwner(line, input), cut(line.text));
  return texts.awaitsReply(isTheirs(line, input.reader) ? null : nameOfOwner(line, input), cut(line.text));
}

function recoveredInWords(program: ReportedProgram, line: Line, input: ScreenInput, cut: Cut): string {
  if (!input.isWhole && line.text !== "" && !program.isHeld) return cut(line.text);
  const move = statusMove(program, input);
  if (line.text === "" || program.isHeld) return move;
  const space = languageOf(input.reader.locale) === "fr" ? "\u00a0" : "";
  return `${move}${space}: ${cut(line.text)}`;
}

/** It was off track or at risk within the period alone. */
function dippedInWords(program: ReportedProgram, line: Line, { reader }: ScreenInput, cut: Cut): string {
  if (line.since === null || line.on === undefined) return "";
  const status = textsFor(wordTexts, reader).statusWithin[line.was?.status ?? "red"];
  const reason = program.isHeld ? "" : cut(line.text);
  const { dipped } = textsFor(screenTexts, reader);
  return dipped(status, dayInWords(reader, line.since), dayInWords(reader, line.on), reason);
}

/** Its question, and what was decided since. */
export function requestInWords(line: Line, input: ScreenInput, cut: Cut): string {
  const { outcome } = nowOf(line, input) ?? {};
  const { outcome: inWords } = textsFor(screenTexts, input.reader);
  return outcome === undefined ? cut(line.text) : inWords(cut(line.text), cut(answerIn(input.reader, outcome)));
}

/** Why; in a whole report also what is being done, which a first screen says where nothing else is said. */
function reasonInWords(line: Line, input: ScreenInput, cut: Cut): string {
  if (!input.isWhole && line.text !== "") return withoutFullStop(cut(line.text));
  const action = actionInWords(line, input, cut);
  const { together } = textsFor(screenTexts, input.reader);
  return together([withoutFullStop(cut(line.text)), action].filter((part) => part !== "")) || cut(line.text);
}

/** being done by 6 Nov: Vendor on site; empty where nothing is said of it. */
export function actionInWords({ action, actionBy }: Line, { reader, asOf, zone }: ScreenInput, cut: Cut): string {
  if (action === undefined) return "";
  const { beingDone, doneBy } = textsFor(screenTexts, reader);
  const isPast = actionBy !== undefined && actionBy < localDateOf(asOf, zone);
  const when = isPast
    ? wasDueInWords(reader, actionBy)
    : doneBy(actionBy === undefined ? null : dayInWords(reader, actionBy));
  return beingDone(cut(action), when);
}

/** You decided on 5 Oct: More lorries? → two; it gave budget and people */
function withWhatItGave(line: Line, input: ScreenInput, decided: string): string {
  const { reader, rhythm } = input;
  const { given = [], owner } = line;
  if (rhythm !== "annual" || owner !== reader.id || given.length === 0) return decided;
  return textsFor(screenTexts, reader).cameOfIt(decided, list(reader, givenInWords(reader, given)));
}

/** Bertrand Lacroix decided on 5 Oct: More lorries? → two */
function decidedInWords({ text, outcome, owner, on }: Line, { reader, names }: ScreenInput, cut: Cut): string {
  const texts = textsFor(screenTexts, reader);
  const name = owner === reader.id ? null : names.get(owner ?? "");
  if (outcome === undefined) return cut(text);
  const decided = texts.outcome(cut(text), cut(answerIn(reader, outcome)));
  if (owner === undefined || name === undefined || on === undefined) return decided;
  return texts.decided(name && isolated(name), dayInWords(reader, on), decided);
}

/** finished 20 Oct: Spring win-back – goal: a tenth back; result: 12 % back */
function requestDoneInWords({ text, on, goal = "", outcome = "" }: Line, { reader }: ScreenInput, cut: Cut): string {
  const texts = textsFor(screenTexts, reader);
  const finished = texts.finished(withoutFullStop(cut(text)), on === undefined ? null : dayInWords(reader, on), "");
  return goal === "" ? finished : texts.besideGoal(finished, withoutFullStop(cut(goal)), cut(outcome));
}

/** finished 20 Oct (planned 9 Oct): Import; reached 12 Jan (first date 24 Nov): Cut-over; No test data · closed 3 Dec: delivered */
function finishedInWords(program: ReportedProgram, line: Line, input: ScreenInput, cut: Cut): string {
  const { reader, names } = input;
  if (measureIn(program.report, line))
    return ofMeasure(program, line, cut, (measure, title) => reachedInWords(reader, measure, title));
  const { type, on, due, text, outcome, was } = line;
  const title = cut(text);
  const texts = textsFor(screenTexts, reader);
  const first = type === "milestone" && was?.firstDue !== on ? was?.firstDue : undefined;
  const isShort = on === undefined || (isLarge(input) && first === undefined);
  const day = isShort ? null : dayInWords(reader, on);

  if (isRemoved(line)) {
    const note = outcome === undefined ? "" : cut(outcome);
    const closed = withoutFullStop(title);
    if (!isClosedForThem(line, reader) || on === undefined) return texts.itemClosed(closed, type === "risk", day, note);
    const name = isolated(names.get(line.by ?? "") ?? "");
    return texts.yoursDone(dayInWords(reader, on), name, note === "" ? title : texts.together([title, note]));
  }

  const isLate = !isShort && due !== undefined && due < on;
  const planned = isLate ? texts.planned(dayInWords(reader, due)) : "";
  const aside = first ? texts.firstDate(dayInWords(reader, first)) : planned;
  return type === "milestone" ? texts.reached(title, day, aside) : texts.finished(title, day, aside);
}

/** Thu 12 Nov Town hall (10:00, Leeds), with you */
export function upcomingInWords({ due, owner, presence }: Line, { reader, names }: ScreenInput, title: string): string {
  const day = due === undefined ? "" : shortDate(reader, due);
  const shown = `${day} ${title}`.trim();
  if (presence === undefined) return shown;
  const head = timeAndPlace(reader, { due_on: due ?? null, details: presence });
  const who = withWhom(owner, { reader, names });
  return `${withoutFullStop(shown)}${head === "" ? "" : ` (${head})`}${who === "" ? "" : `, ${who}`}`;
}

function withWhom(owner: string | undefined, { reader, names }: Pick<ScreenInput, "reader" | "names">): string {
  const texts = textsFor(screenTexts, reader);
  if (owner !== undefined && owner === reader.id) return texts.withYou;
  const name = names.get(owner ?? "");
  return name === undefined ? "" : texts.with(name);
}

/** 🟠 → 🟢; where no name of a program stands before it: 🟠 At risk → 🟢 On track. */
export function statusMove({ report: { status } }: ReportedProgram, { programs, reader }: ScreenInput): string {
  if (status === null) return "";
  const shown = (colour: Status) => (programs.length === 1 ? statusInWords(reader, colour) : STATUS_SHAPES[colour]);
  return [status.before, status.status].flatMap((colour) => (colour === null ? [] : shown(colour))).join(" → ");
}

/** People are named to whoever leads, never above. */
export function silentNames({ by, owner }: Line, { reader, names }: ScreenInput): string {
  const leads = reader.role === "lead" || reader.role === "deputy" || reader.role === "office";
  const person = by ?? owner;
  return leads && person !== null && person !== undefined ? (names.get(person) ?? "") : "";
}

function nameOfOwner({ owner = "" }: Line, { names }: ScreenInput): string {
  return isolated(names.get(owner) ?? "");
}

export function isTheirs({ owner }: Line, { id }: ScreenInput["reader"]): boolean {
  return owner !== undefined && owner === id;
}

/** It was theirs, and somebody else closed it. */
export function isClosedForThem(line: Line, reader: ScreenInput["reader"]): boolean {
  return isTheirs(line, reader) && line.by !== reader.id;
}

/** Decided by Sofia on 5 Nov: yes; empty where nothing is known of it. */
export function outcomeOfNeed({ itemId }: Need, { reader, requestsNow }: ScreenInput): string {
  const now = requestsNow?.get(itemId);
  if (now === undefined) return "";
  const became = becameInWords(now, reader);
  const { outcome } = textsFor(screenTexts, reader);
  return now.outcome === undefined ? became : outcome(became, answerIn(reader, now.outcome));
}

/** “with Priya Shah since 5 Nov” */
function becameInWords({ became, name, on }: RequestNow, reader: ScreenInput["reader"]): string {
  const { you } = textsFor(wordTexts, reader);
  const day = on === null ? "" : dayInWords(reader, on);
  return textsFor(screenTexts, reader).became[became](isolated(name ?? you), day);
}

/** What became of a request since; undefined: it is as it was. */
export function nowOf({ kind, itemId }: Line, { requestsNow }: ScreenInput): RequestNow | undefined {
  return kind === "request" || kind === "request-overdue" ? requestsNow?.get(itemId ?? "") : undefined;
}

/** Empty where it has none; of a first screen (`isOfScreen`) only what is older than the period, or a blocker that is late. */
export function ageOf(program: ReportedProgram, line: Line, input: ScreenInput, isOfScreen = false): string {
  const { reader } = input;
  const now = nowOf(line, input);
  if (now) return becameInWords(now, reader);

  const isOfStatus = STATUS_KINDS.includes(line.kind);
  const since = isOfStatus ? (program.report.status?.since ?? null) : line.since;
  const isNew = isOfScreen && since !== null && since >= input.period.from;

  switch (line.kind) {
    case "request":
      return ageOfRequest(line, input, { isNew, isOfScreen });
    case "request-overdue":
    case "blocked":
      return ageOfBlocker(line, input, { isNew, isOfScreen });
    case "newly-off-track":
    case "still-off-track":
    case "newly-at-risk":
    case "still-at-risk":
      return ageOfStatus(program, line, input, { isNew, isOfScreen });
    case "recovered":
    case "recovering":
      return isOfScreen && line.text !== "" ? statusMove(program, input) : "";
    case "no-update":
      return silenceInWords(reader, program.report.rhythm, line);
    case "bottom-line":
      return ageOfBottomLine(line, input, isOfScreen);
    default:
      return "";
  }
}

interface Shown {
  /** It began in the period. */
  isNew: boolean;
  isOfScreen: boolean;
}

function ageOfRequest(line: Line, input: ScreenInput, { isNew, isOfScreen }: Shown): string {
  const { reader } = input;
  if (isTheirs(line, reader) || line.since === null) return "";
  return [
    ...(isOfScreen ? [] : untilWhenTheirs(line, input)),
    ...daysOfRequest(line, input),
    ...(isNew ? [] : [sinceInWords(reader, line.since)]),
  ].join(", ");
}

/** “needed by 6 Nov”; past that day “was needed 6 Nov, answer by 9 Nov”: whoever has it now is in time. */
function daysOfRequest({ due, answerBy }: Line, { reader, asOf, zone }: ScreenInput): string[] {
  if (due === undefined) return [];
  const { neededBy, wasNeeded } = textsFor(screenTexts, reader);
  const day = dayInWords(reader, due);
  if (due >= localDateOf(asOf, zone) || answerBy === undefined) return [neededBy(day)];
  return [wasNeeded(day, dayInWords(reader, answerBy))];
}

function ageOfBlocker(line: Line, input: ScreenInput, { isNew, isOfScreen }: Shown): string {
  const isLateBlocker =
    line.kind === "blocked" && line.due !== undefined && line.due < localDateOf(input.asOf, input.zone);
  if (isNew && !isLateBlocker) return "";
  const until = isOfScreen ? [] : untilWhenTheirs(line, input);
  return [...until, ...openAge(line, input, isOfScreen)].filter((part) => part !== "").join(", ");
}

function ageOfStatus(
  { report }: ReportedProgram,
  line: Line,
  { reader, names }: ScreenInput,
  { isNew, isOfScreen }: Shown,
): string {
  const isYoung = isNew && line.noWordSince === undefined;
  const run = isYoung ? [] : [statusRunInWords(reader, report, { isDated: !isOfScreen, isSigned: isOfScreen })];
  return [...run, ...otherStatusInWords(reader, report, names)].join(" · ");
}

function ageOfBottomLine({ writtenOn }: Line, { reader, period }: ScreenInput, isOfScreen: boolean): string {
  if (writtenOn === undefined || (isOfScreen && writtenOn >= period.from)) return "";
  return textsFor(wordTexts, reader).asOf(dayInWords(reader, writtenOn));
}

/** Of a blocker past its date also since when it blocks, and since when nobody has confirmed it. */
function openAge(line: Line, input: ScreenInput, isOfScreen: boolean): string[] {
  const { reader, asOf, zone, workingDaysLate } = input;
  const { kind, since, noWordSince } = line;
  const age = ageInWords(reader, line, localDateOf(asOf, zone), workingDaysLate);
  if (kind !== "blocked" || since === null || isOfScreen || !isPastDue(line, input)) return [age];
  const unconfirmed = noWordSince === undefined ? [] : [unconfirmedInWords(reader, noWordSince)];
  return noWordSince === since ? [age, ...unconfirmed] : [sinceInWords(reader, since), age, ...unconfirmed];
}

/** Its date is over. A milestone is late by its date alone. */
export function isPastDue({ type, due }: Line, { asOf, zone }: ScreenInput): boolean {
  return type !== "milestone" && due !== undefined && due < localDateOf(asOf, zone);
}

/** “was yours until 8 Oct”: it went up from them, or they delegated it. */
export function untilWhenTheirs({ was }: Line, { reader }: ScreenInput): string[] {
  if (was?.until === undefined || was.owner !== reader.id) return [];
  return [textsFor(screenTexts, reader).wasYours(dayInWords(reader, was.until))];
}
