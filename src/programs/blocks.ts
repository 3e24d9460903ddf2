/** How programs are shown: lists, seats, the first step, and what is told about them. */

import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { list, longDate, type Reader, textsFor, whomToAsk } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  lineOf,
  plain,
  plainSection,
  section,
  shorten,
  words,
} from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { optionalDate, optionalPerson } from "../slack/forms/fields.ts";
import { Form } from "../slack/forms/form.ts";
import type { Message } from "../slack/message.ts";
import { type AddedActs, programActs } from "./acts.ts";
import { programIds } from "./ids.ts";
import type { ChannelProblem, SeatRole } from "./table.ts";
import { programTexts } from "./texts.ts";

export interface ListedProgram {
  id: string;
  title: string;
  purpose: string;
  isClosed: boolean;
  leads: string[];
  sponsors: string[];
  team: number;
  checkIns: number;
  labels: readonly string[];
  channelProblem: ChannelProblem | null;
  mayChange: boolean;
}

export const PROGRAMS_ON_PAGE = 10;

/** Of labels: a message of ten programs has room for no more. */
const LONGEST_LINE = 200;

/** One primary action each. `page` counts from 0. */
export function programsMessage(
  reader: Reader,
  programs: readonly ListedProgram[],
  { page, mayCreate, ...added }: { page: number; mayCreate: boolean } & AddedActs,
): Message {
  const texts = textsFor(programTexts, reader).list;
  const start = page * PROGRAMS_ON_PAGE;
  const rest = programs.length - start - PROGRAMS_ON_PAGE;
  const buttons = [
    ...(rest > 0 ? [commandButton(texts.more(rest), `program page ${page + 2}`)] : []),
    ...(mayCreate ? [commandButton(texts.create, "program new")] : []),
  ];
  return {
    text: texts.fallback(programs.length),
    blocks: [
      section(`*${textsFor(programTexts, reader).commands.programLabel}*`),
      ...programs.slice(start, start + PROGRAMS_ON_PAGE).flatMap((program) => programBlocks(reader, program, added)),
      ...(buttons.length > 0 ? [actions("programs", ...buttons)] : []),
    ],
  };
}

function programBlocks(reader: Reader, program: ListedProgram, added: AddedActs): KnownBlock[] {
  const all = textsFor(programTexts, reader);
  const texts = all.list;
  const people = texts.people(list(reader, program.leads), list(reader, program.sponsors), program.team);
  const state = program.checkIns === 0 ? texts.noCheckIn : texts.checkIns(program.checkIns);
  const problem = program.channelProblem && all.channelProblem[program.channelProblem];
  const lines = [people, program.isClosed ? null : state, problem && `⚠ ${problem}`].filter(Boolean).join(" · ");
  return [
    words(
      [{ text: shorten(program.title, 200), bold: true }, { text: program.isClosed ? ` (${texts.closed})` : "" }],
      ...(program.purpose ? [[{ text: shorten(program.purpose, 300) }]] : []),
      ...(program.labels.length > 0 ? [[{ text: shorten(program.labels.join(" · "), LONGEST_LINE) }]] : []),
    ),
    context(lineOf(lines)),
    ...(program.mayChange ? [actions(`program:${program.id}`, ...programActs(reader, program, added))] : []),
  ];
}

const MOST_CLOSED = 5;
const LONGEST_CLOSED = 100;

/** What somebody sees who has nothing yet: what Drumbeat is, the first step and one button. */
export function firstStepMessage(
  reader: Reader,
  who:
    | { kind: "may-create" }
    | { kind: "stranger"; closed: readonly string[] }
    | { kind: "must-ask"; admins: readonly string[] },
): Message {
  const texts = textsFor(programTexts, reader).first;
  if (who.kind === "must-ask") {
    const line = lineOf(texts.ask(whomToAsk(reader, who.admins)));
    return { text: line, blocks: [section(line)] };
  }
  const create = actions("first", commandButton(texts.create, "program new", { primary: true }));
  if (who.kind === "stranger") {
    const closed = who.closed.slice(0, MOST_CLOSED).map((title) => shorten(title, LONGEST_CLOSED));
    const over = closed.length === 0 ? [] : [texts.closed(list(reader, closed), closed.length)];
    return {
      text: [...over.map(escapeMrkdwn), texts.none].join(" "),
      blocks: [...over.map((line) => plainSection(line)), section(texts.none), create],
    };
  }
  return { text: texts.text, blocks: [section(texts.text), section(texts.step), create] };
}

/** What became of the form that changes a program. `changed`: fields as the audit log names them. */
export function changedLine(reader: Reader, programTitle: string, changed: readonly string[]): string {
  const { saved, audit } = textsFor(programTexts, reader);
  const title = shorten(programTitle, 200);
  const fields = Object.entries(audit.fields).flatMap(([field, name]) => (changed.includes(field) ? [name] : []));
  return fields.length === 0 ? saved.unchanged(title) : saved.changed(title, list(reader, fields));
}

type ProgramNotice =
  | { kind: "channel"; problem: ChannelProblem }
  | { kind: "left"; name: string; role: SeatRole; isErased: boolean };

/** What a lead or an admin must put right. */
export function noticeMessage(reader: Reader, program: { id: string; title: string }, notice: ProgramNotice): Message {
  const texts = textsFor(programTexts, reader).notice;
  return {
    text: lineOf(noticeFallback(reader, program, notice)),
    blocks: [
      section(noticeText(reader, program, notice)),
      actions(`program:${program.id}`, button(programIds.edit, texts.edit, { value: program.id, primary: true })),
    ],
  };
}

/** The same among other messages. */
export function noticeLine(
  reader: Reader,
  program: { id: string; title: string },
  notice: ProgramNotice,
): ReturnType<typeof section> {
  const edit = button(programIds.edit, textsFor(programTexts, reader).notice.edit, { value: program.id });
  return section(noticeText(reader, program, notice), edit);
}

function noticeFallback(reader: Reader, { title }: { title: string }, notice: ProgramNotice): string {
  const texts = textsFor(programTexts, reader).notice;
  if (notice.kind === "channel") return texts.channelFallback(title);
  return texts.leftFallback(notice.name, title);
}

function noticeText(reader: Reader, program: { title: string }, notice: ProgramNotice): string {
  const all = textsFor(programTexts, reader);
  const texts = all.notice;
  const title = escapeMrkdwn(shorten(program.title, 200));
  if (notice.kind === "channel") return texts.channel[notice.problem](title);
  const name = escapeMrkdwn(notice.name);
  const role = all.role[notice.role].toLowerCase();
  if (notice.isErased) return texts.erased(role, title);
  return notice.role === "lead" ? texts.leadLeft(name, title) : texts.left(name, role, title);
}

export interface ListedSeat {
  id: string;
  role: SeatRole;
  name: string;
  from: LocalDate | null;
  until: LocalDate | null;
  delegate: string | null;
}

const SEATS_SHOWN = 90;

/** `savedId`: the seat that was just changed. */
export function seatsView(
  reader: Reader,
  program: { id: string; title: string },
  seats: readonly ListedSeat[],
  savedId?: string,
): ModalView {
  const all = textsFor(programTexts, reader);
  const texts = all.seats;
  const details = (seat: ListedSeat) =>
    [
      seat.from && texts.from(longDate(reader, seat.from)),
      seat.until && texts.until(longDate(reader, seat.until)),
      seat.delegate && texts.delegate(seat.delegate),
    ].filter((detail) => detail !== null);
  const saved = seats.find(({ id }) => id === savedId);
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.done),
    private_metadata: program.id,
    blocks: [
      words([{ text: program.title, bold: true }]),
      ...(saved
        ? [context(escapeMrkdwn(texts.saved([saved.name, all.role[saved.role], ...details(saved)].join(", "))))]
        : []),
      ...seats.slice(0, SEATS_SHOWN).map((seat) => {
        const who = `${all.role[seat.role]} · *${escapeMrkdwn(seat.name)}*`;
        const line = [who, ...details(seat).map(escapeMrkdwn)].join("\n");
        return section(line, button(programIds.changeSeat, texts.change, { value: seat.id }));
      }),
      ...(seats.length > SEATS_SHOWN ? [context(texts.more(seats.length - SEATS_SHOWN))] : []),
    ],
  };
}

export const seatForm = new Form({
  id: programIds.seatForm,
  state: z.strictObject({ programId: z.string(), seatId: z.string() }),
  fields: z.object({ from: optionalDate(), until: optionalDate(), delegate: optionalPerson() }),
});

/** `delegate`: a Slack user id. */
export function seatView(reader: Reader, programId: string, seat: ListedSeat, delegate: string | null): ModalView {
  const { seats: texts, form, role } = textsFor(programTexts, reader);
  return seatForm.view({
    state: { programId, seatId: seat.id },
    title: texts.formTitle,
    submit: form.save,
    close: form.close,
    above: [words([{ text: `${role[seat.role]} · ` }, { text: seat.name, bold: true }])],
    fields: {
      from: { label: texts.fromLabel, initial: seat.from },
      until: { label: texts.untilLabel, initial: seat.until, hint: texts.untilHint },
      delegate: { label: texts.delegateLabel, initial: delegate, hint: texts.delegateHint },
    },
  });
}
