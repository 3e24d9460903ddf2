/** What asks and tells at once: the private question about a colour, its answer, the flash report. */

import type { KnownBlock, ModalView, SectionBlock } from "@slack/types";
import { z } from "zod";
import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { Rule } from "../cadences/recurrence/rule.ts";
import { factLines, pathLine } from "../health/lines.ts";
import { STATUS_CIRCLES } from "../health/rules.ts";
import { type Finding, isForecast } from "../health/rules-checks.ts";
import type { QuestionState } from "../health/table.ts";
import { healthTexts } from "../health/texts.ts";
import { whyColourButton } from "../health/why-menu.ts";
import { text } from "../kernel/forms/fields.ts";
import { Form } from "../kernel/forms/form.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  isPresent,
  lineOf,
  option,
  overflow,
  quote,
  section,
  shorten,
  shortenEscaped,
  type Words,
  words,
} from "../platform/slack/blocks.ts";
import type { Message } from "../platform/slack/message.ts";
import { longDate, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { alertIds } from "./ids.ts";
import { alertTexts } from "./texts.ts";

const LONGEST_NAME = 150;

const LONGEST_FACT = 500;

const LONGEST_TEXT = 1500;

const ITEMS_SHOWN = 5;

export interface CheckView {
  questionId: string;
  program: string;
  colour: HealthColour;
  state: QuestionState;
  reason: string | null;
  findings: Finding[];
}

export function checkMessage(reader: Reader, view: CheckView): Message {
  const { colour } = textsFor(healthTexts, reader);
  const { check } = textsFor(alertTexts, reader);
  const shown = `${STATUS_CIRCLES[view.colour]} ${colour[view.colour]}`;
  const blocks: (KnownBlock | null)[] = [
    words([{ text: shorten(view.program, LONGEST_NAME), bold: true }, { text: ` · ${shown}` }]),
    section(
      isOfDates(view) ? check.ofDates.intro : view.colour === "red" ? check.introRed : check.intro(colour[view.colour]),
    ),
    factLines(reader, view.findings),
    ...(view.state === "asked"
      ? [checkButtons(reader, view), context((isOfDates(view) ? check.ofDates : check).note)]
      : [words([{ text: shorten(outcome(check, view), LONGEST_TEXT) }])]),
  ];
  const { fallback } = isOfDates(view) ? check.ofDates : check;
  return { text: lineOf(fallback(view.program)), blocks: blocks.filter(isPresent) };
}

/** It asks about forecasts alone: nothing speaks against the colour. */
export function isOfDates({ findings }: Pick<CheckView, "findings">): boolean {
  return findings.every(isForecast);
}

const FACTS_ON_HOME = 3;

/** The same on Home: the program with its colour, the first facts, both answers. */
export function checkGroup(reader: Reader, view: Omit<CheckView, "state" | "reason">): KnownBlock[] {
  const { colour } = textsFor(healthTexts, reader);
  const { home } = textsFor(alertTexts, reader);
  const more = view.findings.length - FACTS_ON_HOME;
  const shown = `${STATUS_CIRCLES[view.colour]} ${colour[view.colour]}`;
  const blocks: (KnownBlock | null)[] = [
    words([{ text: shorten(view.program, LONGEST_NAME), bold: true }, { text: ` · ${shown}` }]),
    factLines(reader, view.findings.slice(0, FACTS_ON_HOME)),
    more > 0 ? context(home.moreFacts(more)) : null,
    checkButtons(reader, view, { isShort: true }),
  ];
  return blocks.filter(isPresent);
}

/** `isShort`: one button, the rest in a menu. */
function checkButtons(
  reader: Reader,
  view: Pick<CheckView, "questionId" | "findings">,
  { isShort = false } = {},
): KnownBlock {
  const { check } = textsFor(alertTexts, reader);
  const { questionId } = view;
  const { change } = isOfDates(view) ? check.ofDates : check;
  return actions(
    `health:${questionId}`,
    button(alertIds.change, change, { value: questionId, primary: true }),
    isShort
      ? overflow(alertIds.stays, [option(questionId, check.stays)])
      : button(alertIds.stays, check.stays, { value: questionId }),
  );
}

function outcome(check: (typeof alertTexts)["en"]["check"], { state, reason }: CheckView): string {
  if (state === "stays") return check.kept(reason ?? "");
  return state === "changed" ? check.changed : check.overtaken;
}

export function checkLine(reader: Reader, { questionId, program, findings, state }: CheckView): SectionBlock {
  const { check } = textsFor(alertTexts, reader);
  const name = escapeMrkdwn(shortenEscaped(program, LONGEST_NAME));
  const against = findings.filter((finding) => !isForecast(finding)).length;
  const line = against === 0 ? check.ofDates.line(name) : check.line(name, against);
  return state === "asked"
    ? section(line, button(alertIds.change, check.open, { value: questionId }))
    : section(`${line} ✓`);
}

export const staysForm = new Form({
  id: alertIds.staysForm,
  state: z.strictObject({ questionId: z.string() }),
  fields: z.object({ reason: text({ isLong: true, max: LONGEST_TEXT }) }),
  required: (reader) => textsFor(alertTexts, reader).staysForm.required,
});

export function staysView(reader: Reader, questionId: string): ModalView {
  const { title, submit, close, reason: label, hint } = textsFor(alertTexts, reader).staysForm;
  return staysForm.view({ state: { questionId }, title, submit, close, fields: { reason: { label, hint } } });
}

interface NamedItem {
  code: string;
  title: string;
  dueOn: LocalDate | null;
}

/** Whose decision it is, as far as anybody has said so. */
export type Decides = "reader" | "committee" | "unnamed" | { name: string };

export interface FlashView {
  programId: string;
  program: string;
  periods: number;
  every: Rule["every"];
  /** Told where it is for the first period in a row, as digests told it. */
  since: LocalDate;
  reason: string | null;
  path: { action: string; by: LocalDate; owner: string | null } | null;
  author: string;
  answeredOn: LocalDate;
  /** In the reader's zone. */
  today: LocalDate;
  asks: (NamedItem & { decides: Decides })[];
  blockers: NamedItem[];
}

/** As a digest: the worst first, in the words of whoever leads, then what waits for a decision. */
export function flashMessage(reader: Reader, view: FlashView): Message {
  const { why } = textsFor(healthTexts, reader);
  const { flash } = textsFor(alertTexts, reader);
  const at = longDate(reader, view.answeredOn);
  const blocks: (KnownBlock | null)[] = [
    words([{ text: shorten(flash.title(view.program), LONGEST_NAME + 50), bold: true }]),
    section(`${STATUS_CIRCLES.red} ${flash.head(howLong(reader, view))}`),
    view.reason === null
      ? words([{ text: flash.noReason }], [{ text: why.said(view.author, at) }])
      : quote({ text: shorten(view.reason, LONGEST_TEXT) }, { text: `\n${flash.by(view.author, at)}`, italic: true }),
    view.path && words(pathLine({ ...reader, today: view.today }, view.path)),
    itemLines(reader, flash.asks, view.asks, view.today) ?? section(flash.talkTo),
    itemLines(reader, flash.blockers, view.blockers, view.today),
    actions(`flash:${view.programId}`, whyColourButton(reader, view.programId)),
  ];
  return { text: lineOf(flash.fallback(view.program)), blocks: blocks.filter(isPresent) };
}

export function flashLine(reader: Reader, view: FlashView): SectionBlock {
  const { flash } = textsFor(alertTexts, reader);
  const program = escapeMrkdwn(shortenEscaped(view.program, LONGEST_NAME));
  const line = view.periods > 1 ? flash.line : flash.lineSince;
  return section(line(program, howLong(reader, view)), whyColourButton(reader, view.programId));
}

function howLong(reader: Reader, { periods, every, since }: Pick<FlashView, "periods" | "every" | "since">): string {
  const { why } = textsFor(healthTexts, reader);
  const { flash } = textsFor(alertTexts, reader);
  return periods > 1 ? flash.since(periods, every) : why.since(longDate(reader, since));
}

function itemLines(
  reader: Pick<Reader, "locale">,
  heading: string,
  items: readonly (NamedItem & { decides?: Decides })[],
  today: LocalDate,
): KnownBlock | null {
  if (items.length === 0) return null;
  const { flash } = textsFor(alertTexts, reader);
  const due = (on: LocalDate) => (on < today ? flash.overdue : flash.neededBy)(longDate({ ...reader, today }, on));
  // What is overdue is told of the reader by name, and of nobody else.
  const decided = (by: Decides, isOverdue: boolean) =>
    typeof by === "string" ? flash.decides[by] : flash.decider(isOverdue ? flash.somebodyElse : by.name);
  const shown = items.slice(0, ITEMS_SHOWN).map(({ code, title, dueOn, decides }): Words[] => {
    const item = flash.item(code, shorten(title, LONGEST_FACT));
    const facts = [
      ...(dueOn === null ? [] : [due(dueOn)]),
      ...(decides === undefined ? [] : [decided(decides, dueOn !== null && dueOn < today)]),
    ];
    return [{ text: `• ${[item, ...facts].join(" · ")}` }];
  });
  const more = items.length - shown.length;
  return words([{ text: heading, bold: true }], ...shown, ...(more > 0 ? [[{ text: `• ${flash.more(more)}` }]] : []));
}
