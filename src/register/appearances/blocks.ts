/** What is shown of an appearance: to whoever is asked, to whoever goes the day before, to those who lead. */
import type { Button, KnownBlock, ModalView, SectionBlock } from "@slack/types";
import { z } from "zod";
import { textIn } from "../../cadences/questions/questions.ts";
import { actions, button, lineOf, plain, plainSection, section, shorten } from "../../platform/slack/blocks.ts";
import {
  capitalised,
  languageOf,
  list,
  longDate,
  type Reader,
  shortDate,
  textsFor,
  timeOfDay,
  wallTime,
} from "../../platform/texts/language.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { appearanceIds, itemIds } from "../ids.ts";
import { registerTexts } from "../texts.ts";
import { APPEARANCE_NAMES } from "../types/appearance.ts";
import type { Appearance } from "./appearance.ts";
import { appearanceTexts } from "./texts.ts";

/** What whoever is asked sees beside it. */
export interface AskedShown {
  appearance: Appearance;
  /** Whom the message went to. */
  personId: string;
  isDayOff: boolean;
  /** It was begun anew since. */
  isAnew: boolean;
  /** No other is put to them before; null: they have not been asked lately. */
  rest: LocalDate | null;
}

/** Its line in the weekly message, or what has become of it. */
export function askedBlocks(reader: Reader, shown: AskedShown): KnownBlock[] {
  const { appearance: one, personId } = shown;
  const texts = textsFor(appearanceTexts, reader);
  const isTheirs = one.owner?.id === personId && !shown.isAnew;
  if (isTheirs && one.state === "open" && !one.isOver)
    return [
      section(askedLine(reader, shown)),
      actions(
        `appearance:${one.id}`,
        button(appearanceIds.accept, texts.accept, { value: one.id, primary: true }),
        button(appearanceIds.decline, texts.decline, { value: one.id }),
        button(appearanceIds.send, texts.send, { value: one.id }),
      ),
    ];
  if (isTheirs && one.state === "acknowledged" && !one.isOver) return acceptedBlocks(reader, one);
  return [section(lineOf(endLine(reader, shown)))];
}

function askedLine(reader: Reader, { appearance: one, isDayOff }: AskedShown): string {
  const texts = textsFor(appearanceTexts, reader);
  const what = whatLine(reader, one);
  const said = one.details.why === undefined ? what : texts.because(what, shorten(one.details.why, LONGEST_WHY));
  const sentences = [
    `${said.replace(/[.\s]+$/, "")}.`,
    texts.ready(pointsOf(one).length),
    isDayOff ? texts.dayOff : "",
  ];
  return `*${kindName(reader, one)}* · ${lineOf(sentences.filter((sentence) => sentence !== "").join(" "))}`;
}

/** It stands in one line of several; escaped, each letter may be five. */
const LONGEST_WHY = 300;

function acceptedBlocks(reader: Reader, one: Appearance): KnownBlock[] {
  const texts = textsFor(appearanceTexts, reader).accepted;
  const buttons: Button[] = [
    button(appearanceIds.calendar, texts.calendar, { value: one.id }),
    ...(pointsOf(one).length > 0 ? [button(appearanceIds.sentences, texts.sentences, { value: one.id })] : []),
    button(appearanceIds.cannot, texts.cannot, { value: one.id }),
  ];
  return [section(lineOf(acceptedLine(reader, one))), actions(`appearance:${one.id}`, ...buttons)];
}

/** “You speak in Leeds on Thu 12 Nov, 10:00. Tom knows.” */
export function acceptedLine(reader: Reader, one: Appearance): string {
  const texts = textsFor(appearanceTexts, reader).accepted;
  const { kind, place } = one.details;
  const isSpeaking = kind !== "give" && kind !== "clear-the-way";
  const when = whenLine(reader, one);
  const line = isSpeaking && place !== undefined ? texts.speaks(place, when) : texts.does(one.title, when);
  return [line, knowing(reader, one, texts)].filter((part) => part !== "").join(" ");
}

/** “Noted. Tom knows, without a reason. No such request before 17 November.” */
export function declinedLine(
  reader: Reader,
  { appearance: one, rest }: Pick<AskedShown, "appearance" | "rest">,
): string {
  const texts = textsFor(appearanceTexts, reader).declined;
  const until = rest === null ? "" : texts.rest(restDay(reader, rest));
  return [texts.noted, knowing(reader, one, texts), until].filter((part) => part !== "").join(" ");
}

function restDay(reader: Reader, rest: LocalDate): string {
  return longDate(reader, rest);
}

function endLine(reader: Reader, shown: AskedShown): string {
  const { appearance: one, personId } = shown;
  const texts = textsFor(appearanceTexts, reader).gone;
  if (one.owner !== null && one.owner.id !== personId) return texts.other(one.title, one.owner.name);
  const { answer } = one.details;
  if (one.state === "closed" && answer?.is === "declined" && answer.by === personId) return declinedLine(reader, shown);
  if (one.state === "draft" || shown.isAnew) return texts.draft(one.title);
  if (one.details.outcome === "happened") return texts.happened(one.title, whenLine(reader, one));
  if (one.isOver) return texts.over(one.title, whenLine(reader, one));
  return texts.closed(one.title);
}

/** “Tom knows.”: who leads, but for whoever reads it. */
function knowing(
  reader: Reader,
  { leads, owner, details }: Appearance,
  texts: { knows(names: string): string; know(names: string): string },
): string {
  const others = leads.filter(({ id }) => id !== owner?.id && id !== details.answer?.by).map(({ name }) => name);
  if (others.length === 0) return "";
  return (others.length === 1 ? texts.knows : texts.know)(list(reader, others));
}

/** The working day before, to whoever goes. */
export function reminderBlocks(reader: Reader, one: Appearance): KnownBlock[] {
  const texts = textsFor(appearanceTexts, reader).reminder;
  const points = pointsOf(one);
  const { place } = one.details;
  const parts = [dayOfReading(reader, one), ...timesOf(reader, one), place ?? one.title].join(", ");
  const line = capitalised(texts.line(parts, texts.yours(points.length)));
  const numbered = points.map((point, index) => `${index + 1}. ${point}`);
  return [
    section(lineOf([line, ...numbered].join("\n"))),
    ...(one.state === "acknowledged" && !one.isOver
      ? [
          actions(
            `appearance-reminder:${one.id}`,
            button(appearanceIds.calendar, textsFor(appearanceTexts, reader).accepted.calendar, { value: one.id }),
            button(appearanceIds.cannot, textsFor(appearanceTexts, reader).accepted.cannot, { value: one.id }),
          ),
        ]
      : []),
  ];
}

function dayOfReading(reader: Reader, { on }: Appearance): string {
  const texts = textsFor(appearanceTexts, reader).reminder;
  if (on === null) return "";
  if (reader.today === on) return texts.today;
  return reader.today !== undefined && addLocalDays(reader.today, 1) === on ? texts.tomorrow : shortDate(reader, on);
}

export const TOLD = ["accepted", "declined", "sent-someone", "rests", "proposed"] as const;
export type Told = (typeof TOLD)[number];

/** What became of the request, to those who lead; null: it is another matter by now. */
export function toldLine(
  reader: Reader,
  one: Appearance,
  { what, rest }: { what: Told; rest: LocalDate | null },
): string | null {
  const texts = textsFor(appearanceTexts, reader).told;
  const shown = whatLine(reader, one);
  const { answer } = one.details;
  const by = one.answeredBy?.name ?? one.owner?.name ?? "";
  switch (what) {
    case "accepted":
      return one.state === "acknowledged" ? texts.accepted(by, shown) : null;
    case "declined":
      return one.state === "closed" && answer?.is === "declined" ? texts.declined(by, shown) : null;
    case "sent-someone":
      return one.state === "open" && answer?.is === "sent-someone" ? texts.sent(by, one.sent?.name ?? "", shown) : null;
    case "rests":
      return one.state === "open" && rest !== null
        ? texts.rests(one.owner?.name ?? "", shown, longDate(reader, rest))
        : null;
    case "proposed":
      return one.state === "draft" && one.owner !== null
        ? texts.proposed(one.raisedBy.name, one.owner.name, shown)
        : null;
  }
}

export function toldBlocks(reader: Reader, one: Appearance, line: string, what: Told): KnownBlock[] {
  const texts = textsFor(appearanceTexts, reader).told;
  const open = button(itemIds.open, texts.open, { value: one.id });
  if (what !== "proposed" || one.state !== "draft") return [plainSection(line, open)];
  return [
    plainSection(line),
    actions(
      `appearance-proposed:${one.id}`,
      one.isComplete
        ? button(appearanceIds.put, texts.put, { value: one.id, primary: true })
        : button(itemIds.complete, textsFor(registerTexts, reader).button.complete, { value: one.id }),
      open,
    ),
  ];
}

/** What a request is now that it is not what was told. */
export function nowLine(reader: Reader, one: Appearance): string {
  const texts = textsFor(appearanceTexts, reader);
  const outcome = one.details.outcome;
  if (outcome !== undefined) return texts.tick.done(whatLine(reader, one), texts.tick.outcome[outcome]);
  const told = (["accepted", "declined", "sent-someone"] as const).map((what) =>
    toldLine(reader, one, { what, rest: null }),
  );
  return told.find((line) => line !== null) ?? whatLine(reader, one);
}

export const outcomeValue = z.strictObject({ itemId: z.string(), outcome: z.enum(["happened", "did-not-happen"]) });
export type OutcomeValue = z.infer<typeof outcomeValue>;

/** To those who lead, once its time is over. */
export function tickBlocks(reader: Reader, one: Appearance): KnownBlock[] {
  const texts = textsFor(appearanceTexts, reader).tick;
  const isDone = one.state !== "acknowledged" && one.state !== "open";
  if (isDone) return [doneSection(reader, one)];
  const tick = (outcome: OutcomeValue["outcome"], label: string) =>
    button(`${appearanceIds.outcome}:${outcome}`, label, {
      value: JSON.stringify({ itemId: one.id, outcome } satisfies OutcomeValue),
    });
  return [
    plainSection(texts.line(one.owner?.name ?? "", whatLine(reader, one))),
    actions(`appearance-tick:${one.id}`, tick("happened", texts.happened), tick("did-not-happen", texts.didNot)),
  ];
}

function doneSection(reader: Reader, one: Appearance): SectionBlock {
  return plainSection(
    nowLine(reader, one),
    button(itemIds.open, textsFor(appearanceTexts, reader).told.open, { value: one.id }),
  );
}

export function sentencesView(reader: Reader, one: Appearance): ModalView {
  const texts = textsFor(appearanceTexts, reader).sentences;
  const points = pointsOf(one);
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [
      plainSection(whatLine(reader, one)),
      ...(points.length === 0
        ? [plainSection(texts.none)]
        : points.map((point, index) => plainSection(`${index + 1}. ${point}`))),
    ],
  };
}

/** `links`: to the calendars that take one. */
export function calendarView(reader: Reader, one: Appearance, links: { google: string; outlook: string }): ModalView {
  const texts = textsFor(appearanceTexts, reader).calendar;
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [
      plainSection(whatLine(reader, one)),
      actions(
        `appearance-calendar:${one.id}`,
        { ...button(`${appearanceIds.link}:google`, texts.google), url: links.google },
        { ...button(`${appearanceIds.link}:outlook`, texts.outlook), url: links.outlook },
        button(appearanceIds.file, texts.file, { value: one.id }),
        ...(one.state === "acknowledged"
          ? [button(appearanceIds.keeper, textsFor(appearanceTexts, reader).keeper.button, { value: one.id })]
          : []),
      ),
    ],
  };
}

/** “Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes” */
export function whatLine(reader: Reader, one: Appearance): string {
  const { minutes } = one.details;
  return [
    one.title.replace(/[.\s]+$/, ""),
    ...(one.on === null ? [] : [shortDate(reader, one.on)]),
    ...timesOf(reader, one),
    ...(minutes === undefined ? [] : [textsFor(appearanceTexts, reader).minutes(minutes)]),
  ].join(", ");
}

/** Date, time, place and length, for whoever keeps the calendar of somebody who goes: nothing of what it is about. */
export type Dates = Pick<Appearance, "id" | "on" | "span"> & {
  name: string;
  isOff: boolean;
  details: Pick<Appearance["details"], "time" | "zone" | "place" | "minutes">;
};

export function datesLine(reader: Reader, dates: Dates): string {
  const texts = textsFor(appearanceTexts, reader);
  const { on, isOff, name } = dates;
  const { place, minutes } = dates.details;
  const date = on === null ? "" : shortDate(reader, on);
  if (isOff) return texts.keeper.off(name, date);
  const length = minutes === undefined ? [] : [texts.minutes(minutes)];
  return texts.keeper.line(name, [date, ...timesOf(reader, dates), ...(place ? [place] : []), ...length].join(", "));
}

/** “Thu 12 Nov, 10:00”; in French as it stands in a sentence. */
function whenLine(reader: Reader, one: Appearance): string {
  if (one.on === null) return "";
  const date = shortDate(reader, one.on);
  const [time] = timesOf(reader, one);
  return time === undefined ? date : textsFor(appearanceTexts, reader).when(date, time);
}

/** Its time there, and the reader's where that is another; nothing without a time. */
function timesOf(reader: Reader, one: Pick<Appearance, "on" | "span"> & Pick<Dates, "details">): string[] {
  const { time } = one.details;
  if (time === undefined || one.span === null || one.on === null) return [];
  const there = wallTime(reader, time);
  const here = timeOfDay(reader, one.span.from);
  const day = localDateOf(one.span.from, reader.zone);
  if (here === there && day === one.on) return [there];
  const said = day === one.on ? here : `${shortDate(reader, day)}, ${here}`;
  return [textsFor(appearanceTexts, reader).there(there, said)];
}

function kindName(reader: Reader, { details }: Appearance): string {
  return textIn(APPEARANCE_NAMES[details.kind], languageOf(reader.locale));
}

function pointsOf({ details }: Appearance): readonly string[] {
  return details.points ?? [];
}
