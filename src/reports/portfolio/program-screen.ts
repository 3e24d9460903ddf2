/** The screen of one program: how it stands, what is open, who is in it, and everything that can be done with it. */
import type { Button, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { comingInWords } from "../../cadences/recurrence/rule-in-words.ts";
import { type Person, readerAt } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { dayInWords, list, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { limitsInWords } from "../../programs/decision-limits.ts";
import { limitsButton } from "../../programs/decision-limits-form.ts";
import { programTexts } from "../../programs/texts.ts";
import { portfolioTexts } from "../../programs/texts-portfolio.ts";
import { itemIds } from "../../register/ids.ts";
import { dateLine, titleLine } from "../../register/items-in-words.ts";
import type { ListedItem } from "../../register/list/list.ts";
import {
  actions,
  button,
  context,
  lineOf,
  option,
  plainSection,
  select,
  shorten,
  type Words,
  words,
} from "../../slack/blocks.ts";
import { date } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import type { Press } from "../../slack/listening.ts";
import { showOver } from "../../slack/stacked-views.ts";
import { dayOf, questionIds, type ReportPlace, reportValue, screenIds } from "../action-ids.ts";

import { questionTexts } from "../digest/texts-questions.ts";
import { committeeBlock, coverageBlocks } from "./one-portfolio.ts";
import { itemsInPart } from "./program-outline.ts";
import { programPart } from "./program-report-blocks.ts";
import { type OpenedProgram, openedProgram } from "./program-screen-data.ts";
import { workTexts } from "./texts.ts";

/** Its state is the id of the program. */
export const programForm = new Form({
  id: "report.program",
  state: z.string(),
  fields: z.strictObject({ asOf: date() }),
  required: (actor) => textsFor(workTexts, actor).toCome,
});

type DatedReader = Reader & { today: LocalDate };

/** From a digest as it was sent, else as of now; `value`: what a button carries that opens it. */
export async function openProgramScreen(services: Services, press: Press<Person>, value: string): Promise<void> {
  await showOver(press, await programScreen(services, press.actor, reportValue.parse(value)));
}

/** In the place of what it showed before. */
export async function showPresent(services: Services, { actor, view, value, client }: Press<Person>): Promise<void> {
  if (!view) return;
  const now = await programScreen(services, actor, { programId: value, digestId: null });
  await client.views.update({ view_id: view.id, hash: view.hash, view: now });
}

/** Throws PROGRAM_NOT_SHOWN. */
export async function programScreen(services: Services, person: Person, wanted: ReportPlace): Promise<ModalView> {
  const now = services.clock.now();
  const reader = { ...readerAt(person, now), today: localDateOf(now, person.zone) };
  return programView(reader, await openedProgram(services, person, wanted));
}

/** Pure. */
export function programView(reader: DatedReader, opened: OpenedProgram): ModalView {
  const texts = textsFor(workTexts, reader);
  const { id, digestId, reported } = opened;
  const cutOff = reported === null ? null : localDateOf(reported.program.report.cutOffAt, reader.zone);
  const day = digestId === null ? null : (dayOf(digestId) ?? cutOff);
  const { submit, ...view } = programForm.view({
    state: id,
    title: day === null ? titleOf(reader, opened) : texts.program.asOf(dayInWords(reader, day)),
    submit: texts.show,
    close: texts.close,
    above: [...reportBlocks(reader, opened, cutOff), ...(digestId === null ? recordBlocks(reader, opened) : [])],
    // A past day has been chosen here before: the id of the field changes with it, so that it shows that day.
    fields: {
      asOf: opened.mayRead
        ? { label: texts.asOf, hint: texts.asOfHint, initial: day ?? reader.today, turn: day ?? "now" }
        : null,
    },
  });
  // Without a day to choose there is nothing to submit.
  return opened.mayRead && submit ? { ...view, submit } : view;
}

function titleOf(reader: Reader, { portfolio }: OpenedProgram): string {
  const texts = textsFor(workTexts, reader);
  return portfolio ? texts.portfolio.title : texts.program.title;
}

function reportBlocks(reader: DatedReader, opened: OpenedProgram, sentOn: LocalDate | null): KnownBlock[] {
  const { id, title, digestId, isClosed, reported, portfolio } = opened;
  if (portfolio) return coverageBlocks(reader, portfolio);
  const texts = textsFor(workTexts, reader);
  const closed = isClosed ? [context(lineOf(texts.program.isClosed(shorten(title, LONGEST_TITLE))))] : [];
  const present = button(screenIds.present, texts.program.present, { value: id });
  if (reported === null) {
    const day = dayOf(digestId);
    const { nothingSent, program } = texts;
    const why = opened.mayRead && day !== null ? nothingSent(shortDate(reader, day)) : program.noReport;
    return [
      words([{ text: shorten(title, LONGEST_TITLE), bold: true }]),
      context(lineOf(why)),
      ...(digestId === null ? [] : [actions(`report.present:${id}`, present)]),
      ...closed,
    ];
  }
  const { program, input } = reported;
  const sent =
    digestId === null || sentOn === null ? [] : [context(lineOf(texts.program.sentOn(shortDate(reader, sentOn))))];
  const ask = button(questionIds.ask, textsFor(questionTexts, reader).button, {
    value: reportValue.encode({ programId: id, digestId }),
  });
  const acts = [...(opened.mayAskLead ? [ask] : []), ...(digestId === null ? [] : [present])];
  return [...sent, ...programPart(program, input, { digestId, acts, buttons: opened.requestButtons }), ...closed];
}

const LONGEST_TITLE = 200;
const ITEMS_SHOWN = 5;
const MILESTONES_SHOWN = 12;
const CHECK_INS_SHOWN = 6;
const LONGEST_LINE = 250;
const LONGEST_NAMES = 300;

function recordBlocks(reader: DatedReader, opened: OpenedProgram): KnownBlock[] {
  const texts = textsFor(workTexts, reader).program;
  const { id, reported, requestButtons, items, milestones, restricted, people, checkIns, acts } = opened;
  // Those of which the report has a line stand there, with their button.
  const inReport = reported === null ? new Set() : itemsInPart(reported.program, reported.input);
  const requests = opened.requests.filter(({ item }) => !inReport.has(item.id));
  const shown = [
    ...items.slice(0, ITEMS_SHOWN),
    ...milestones.slice(0, MILESTONES_SHOWN),
    ...restricted.slice(0, ITEMS_SHOWN).filter(({ item }) => !requestButtons.has(item.id)),
  ];
  const options = shown.map(({ item }) => option(item.id, titleLine(item)));
  const choose = select(itemIds.open, options, { placeholder: texts.openItem });
  const register = button(screenIds.register, texts.register, { value: id });
  return [
    ...(acts.length > 0 ? [actions(`program:${id}`, ...acts)] : []),
    ...itemBlocks(reader, { heading: texts.requests, listed: requests, most: ITEMS_SHOWN }, requestButtons),
    ...itemBlocks(reader, { heading: texts.items, listed: items, most: ITEMS_SHOWN }, requestButtons),
    ...itemBlocks(reader, { heading: texts.milestones, listed: milestones, most: MILESTONES_SHOWN }, requestButtons),
    ...itemBlocks(reader, { heading: texts.restricted, listed: restricted, most: ITEMS_SHOWN }, requestButtons),
    ...(opened.mayReadRegister || shown.length > 0
      ? [actions("report.items", ...(shown.length > 0 ? [choose] : []), register)]
      : []),
    ...opened.sections,
    opened.portfolio ? committeeBlock(reader, opened.portfolio) : peopleBlock(reader, people, opened.limits),
    ...(opened.maySetLimits ? [actions(`limits:${id}`, limitsButton(reader, id))] : []),
    ...checkInsBlock(reader, checkIns),
  ];
}

interface ItemList {
  heading: string;
  listed: readonly ListedItem[];
  most: number;
}

/** Requests first, each with its button. */
function itemBlocks(
  reader: DatedReader,
  { heading, listed, most }: ItemList,
  buttons: ReadonlyMap<string, Button>,
): KnownBlock[] {
  if (listed.length === 0) return [];
  const shown = listed.slice(0, most);
  const head: Words[] = [{ text: `${heading} (${listed.length})`, bold: true }];
  const pressed = shown.flatMap((each) => {
    const press = buttons.get(each.item.id);
    return press ? [plainSection(itemLine(reader, each), press)] : [];
  });
  const plain = shown
    .filter(({ item }) => !buttons.has(item.id))
    .map((item): Words[] => [{ text: itemLine(reader, item) }]);
  const left = listed.length - most;
  const more: Words[][] = left > 0 ? [[{ text: textsFor(workTexts, reader).more(reader, left), italic: true }]] : [];
  if (pressed.length === 0) return [words(head, ...plain, ...more)];
  const below = [...plain, ...more];
  return [words(head), ...pressed, ...(below.length > 0 ? [words(...below)] : [])];
}

/** “• LOY-I-4 · Tills reject receipts · Nina Falk · was due Fri 6 Nov” */
function itemLine(reader: DatedReader, { item, owner, isLate }: ListedItem): string {
  const facts = [
    shorten(titleLine(item), LONGEST_LINE),
    ...(owner === null ? [] : [owner]),
    ...[dateLine(reader, item, { isLate })].flatMap((date) => date ?? []),
  ];
  return `• ${facts.join(" · ")}`;
}

function peopleBlock(reader: Reader, people: OpenedProgram["people"], limits: OpenedProgram["limits"]): KnownBlock {
  const texts = textsFor(workTexts, reader).program;
  const { role: roles } = textsFor(programTexts, reader);
  const { isChair } = textsFor(portfolioTexts, reader);
  const lines = people.map(({ role, names, chair }): Words[] => {
    const shown = names.map((name) => (name === chair ? isChair(name) : name));
    return [
      { text: `${roles[role]} · ${shown.length > 0 ? shorten(list(reader, shown), LONGEST_NAMES) : texts.noLead}` },
    ];
  });
  const upTo = limits && limitsInWords(reader, limits);
  const decided: Words[][] = upTo === null ? [] : [[{ text: upTo }]];
  return words([{ text: texts.people, bold: true }], ...lines, ...decided);
}

function checkInsBlock(reader: Reader, checkIns: OpenedProgram["checkIns"]): KnownBlock[] {
  if (checkIns.length === 0) return [];
  const { more, program } = textsFor(workTexts, reader);
  const left = checkIns.length - CHECK_INS_SHOWN;
  const lines = checkIns
    .slice(0, CHECK_INS_SHOWN)
    .map(({ name, next }): Words[] => [
      { text: [shorten(name, LONGEST_LINE), ...(next === null ? [] : [comingInWords(reader, next)])].join(" · ") },
    ]);
  const rest = left > 0 ? [[{ text: more(reader, left), italic: true }]] : [];
  return [words([{ text: program.checkIns, bold: true }], ...lines, ...rest)];
}
