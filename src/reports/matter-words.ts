/** What a matter of a report is in its reader's words, and how old. */

import { languageOf, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { timeAndPlace } from "../register/presence.ts";
import { MANY_PROGRAMS } from "./limits.ts";
import { isRemoved, type Line, type Status } from "./report.ts";
import type { ReportedProgram, RequestNow, ScreenInput } from "./screen.ts";
import { screenTexts } from "./texts.ts";
import { wordTexts } from "./texts-words.ts";
import {
  ageInWords,
  countWords,
  dayInWords,
  isolated,
  moveInWords,
  movesInWords,
  noWordInWords,
  otherStatusInWords,
  STATUS_SHAPES,
  shortLine,
  silenceInWords,
  statusInWords,
  statusRunInWords,
  statusWord,
  wasDueInWords,
  withoutStop,
} from "./words.ts";

/** `isOwn`: it waits for the reader; of its author at most so many words. */
export function textOf(
  program: ReportedProgram,
  lines: readonly Line[],
  input: ScreenInput,
  isOwn: boolean,
  mostWords: number,
): string {
  const [line] = lines;
  if (line === undefined) return "";
  const texts = textsFor(screenTexts, input.reader);
  const { reader } = input;
  const spoken = textsFor(wordTexts, reader);
  const words = (text: string) => shortLine(text, mostWords);
  switch (line.kind) {
    case "request-overdue":
    case "request": {
      if (nowOf(line, input)) return words(line.text);
      if (isOwn || isTheirs(line, reader)) return texts.asksYou(words(line.text));
      return texts.asks((line.owner === undefined ? null : input.names.get(line.owner)) ?? null, words(line.text));
    }
    case "blocked":
      return isTheirs(line, reader) ? texts.yours(words(line.text)) : words(line.text);
    case "against-green": {
      const facts = lines.map((fact) => factAgainstGreen(fact, input, Math.ceil(mostWords / lines.length)));
      const isSilent = program.report.status?.noWordSince !== undefined;
      return isSilent
        ? texts.together([statusRunInWords(reader, program.report), ...facts])
        : texts.reportsGreen(texts.together(facts));
    }
    case "milestone-moved":
      return `${words(line.text)} ${moveInWords(reader, line)}`;
    case "recovered": {
      const move = statusMove(program, input);
      return line.text === "" || program.isHeld
        ? move
        : `${move}${languageOf(reader.locale) === "fr" ? "\u00a0" : ""}: ${words(line.text)}`;
    }
    case "newly-off-track":
    case "still-off-track":
    case "newly-at-risk":
    case "still-at-risk":
      return program.isHeld ? texts.reportToFollow : reasonAndAction(line, input, mostWords);
    case "was-off-track": {
      if (line.since === null || line.on === undefined) return "";
      const status = spoken.statusWithin[line.was?.status ?? "red"];
      const reason = program.isHeld ? "" : words(line.text);
      return texts.dipped(status, dayInWords(reader, line.since), dayInWords(reader, line.on), reason);
    }
    case "decided":
      return decidedInWords(line, input, mostWords);
    case "finished":
      return finishedInWords(line, input, mostWords);
    case "upcoming":
      return upcomingInWords(line, input, words(line.text));
    case "no-update":
      return program.isHeld ? texts.reportToFollow : silentNames(line, input);
    default:
      return words(line.text);
  }
}

/** Why, and what is being done, for which a large portfolio has no room: both have their share, and the date is never cut. */
function reasonAndAction(
  { text, action, actionBy }: Line,
  { reader, asOf, programs }: ScreenInput,
  mostWords: number,
): string {
  if (action === undefined || (text !== "" && programs.length > MANY_PROGRAMS)) return shortLine(text, mostWords);
  const reason = shortLine(text, Math.max(mostWords - countWords(action), Math.ceil(mostWords / 2)));
  const { beingDone, doneBy, together } = textsFor(screenTexts, reader);
  const isPast = actionBy !== undefined && actionBy < localDateOf(asOf, reader.zone);
  const when = isPast
    ? wasDueInWords(reader, actionBy)
    : doneBy(actionBy === undefined ? null : dayInWords(reader, actionBy));
  const shown = beingDone(shortLine(action, Math.max(mostWords - countWords(reason), 1)), when);
  return reason === "" ? shown : together([withoutStop(reason), shown]);
}

/** Bertrand Lacroix decided on 5 Oct: two more lorries. A single word, as “Yes”, says nothing without its question. */
function decidedInWords({ text, outcome, owner, on }: Line, { reader, names }: ScreenInput, mostWords: number): string {
  const texts = textsFor(screenTexts, reader);
  const name = owner === reader.id ? null : names.get(owner ?? "");
  if (outcome === undefined) return shortLine(text, mostWords);
  const decided = countWords(outcome) > 1 ? outcome : texts.outcome(text, outcome);
  if (owner === undefined || name === undefined || on === undefined) return shortLine(decided, mostWords);
  const said = (words: string) => texts.decided(name && isolated(name), dayInWords(reader, on), words);
  return said(shortLine(decided, mostWords - countWords(said(""))));
}

/** finished 20 Oct (planned 9 Oct): Consent import */
function finishedInWords(line: Line, { reader, programs }: ScreenInput, mostWords: number): string {
  const { type, on, due, text, outcome } = line;
  const title = shortLine(text, mostWords);
  const texts = textsFor(screenTexts, reader);
  const isShort = programs.length > MANY_PROGRAMS || on === undefined;
  const day = isShort ? null : dayInWords(reader, on);
  const closed = type === "risk" ? texts.riskClosed : texts.itemClosed;
  if (isRemoved(line)) return closed(outcome === undefined ? title : shortLine(outcome, mostWords), day);
  const planned = isShort || due === undefined || due >= on ? null : dayInWords(reader, due);
  return type === "milestone" ? texts.reached(title, day, planned) : texts.finished(title, day, planned);
}

/** Thu 12 Nov Town hall (10:00, Leeds), with you */
function upcomingInWords({ due, owner, presence }: Line, { reader, names }: ScreenInput, title: string): string {
  const day = due === undefined ? "" : shortDate(reader, due);
  const shown = `${day} ${title}`.trim();
  if (presence === undefined) return shown;
  const head = timeAndPlace(reader, { due_on: due ?? null, details: presence });
  const texts = textsFor(screenTexts, reader);
  const name = names.get(owner ?? "");
  const who = owner !== undefined && owner === reader.id ? texts.withYou : name === undefined ? "" : texts.with(name);
  return `${withoutStop(shown)}${head === "" ? "" : ` (${head})`}${who === "" ? "" : `, ${who}`}`;
}

/** 🟠 → 🟢; where no name of a program stands before it: 🟠 At risk → 🟢 On track. */
export function statusMove({ report: { status } }: ReportedProgram, { programs, reader }: ScreenInput): string {
  if (status === null) return "";
  const shown = (colour: Status) => (programs.length === 1 ? statusInWords(reader, colour) : STATUS_SHAPES[colour]);
  return [status.before, status.status].flatMap((colour) => (colour === null ? [] : shown(colour))).join(" → ");
}

/** People are named to whoever leads, never above. */
function silentNames({ by, owner }: Line, { reader, names }: ScreenInput): string {
  const leads = reader.role === "lead" || reader.role === "deputy" || reader.role === "office";
  const person = by ?? owner;
  return leads && person !== null && person !== undefined ? (names.get(person) ?? "") : "";
}

function isTheirs({ owner }: Line, { id }: ScreenInput["reader"]): boolean {
  return owner !== undefined && owner === id;
}

/** Till software, was due 27 Jan */
export function factAgainstGreen(
  fact: Line,
  { reader, workingDaysLate }: { reader: Reader } & Pick<ScreenInput, "workingDaysLate">,
  mostWords: number,
): string {
  const texts = textsFor(screenTexts, reader);
  if (fact.teamStatus !== undefined) {
    return texts.teamReports(statusWord(reader, fact.teamStatus), shortLine(fact.text, mostWords));
  }
  const title = withoutStop(shortLine(fact.text, mostWords));
  if (fact.type === "milestone") return `${title} ${moveInWords(reader, fact)}`;
  if (fact.due === undefined) return title;
  const late = wasDueInWords(reader, fact.due, workingDaysLate?.(fact.due) ?? null);
  return [`${title}, ${late}`, movesInWords(reader, fact.was)].join(" ").trim();
}

/** What became of a request since; undefined: it is as it was. */
export function nowOf({ kind, itemId }: Line, { requestsNow }: ScreenInput): RequestNow | undefined {
  return kind === "request" || kind === "request-overdue" ? requestsNow?.get(itemId ?? "") : undefined;
}

/** Empty where it has none. */
export function ageOf(program: ReportedProgram, line: Line, input: ScreenInput): string {
  const { reader } = input;
  const asOf = localDateOf(input.asOf, reader.zone);
  const texts = textsFor(screenTexts, reader);
  const now = nowOf(line, input);
  if (now) return texts.became[now.became](isolated(now.name), now.on === null ? "" : dayInWords(reader, now.on));
  switch (line.kind) {
    case "request":
      return line.due === undefined ? "" : texts.neededBy(shortDate(reader, line.due));
    case "request-overdue":
    case "blocked":
      return ageInWords(reader, line, asOf, input.workingDaysLate);
    case "newly-off-track":
    case "still-off-track":
    case "newly-at-risk":
    case "still-at-risk":
      return [
        statusRunInWords(reader, program.report),
        ...otherStatusInWords(reader, program.report, input.names),
      ].join(" · ");
    case "no-update":
      if (line.neverWrote && line.since !== null) return noWordInWords(reader, line.since, true);
      return silenceInWords(reader, program.report.rhythm, line);
    case "bottom-line":
      return line.writtenOn === undefined ? "" : textsFor(wordTexts, reader).asOf(dayInWords(reader, line.writtenOn));
    default:
      return "";
  }
}
