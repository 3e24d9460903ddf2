/** What is told to those who keep a check-in: a sentence and one button, which opens it for editing. */

import type { SectionBlock } from "@slack/types";
import type { Instant } from "../platform/clock.ts";
import { dateAndTime, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { actions, escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Message } from "../slack/message.ts";
import { cadenceMenu } from "./ids.ts";
import { placeOf } from "./recurrence/rules-words.ts";
import { cadenceTexts } from "./texts.ts";

/** A check-in, in the reader's language. */
interface Told {
  id: string;
  name: string;
  program: string;
}

export interface Notice {
  cadenceId: string;
  /** Mrkdwn. */
  text: string;
  /** In notifications; plain. */
  fallback: string;
}

export function noticeMessage(reader: Reader, { cadenceId, text, fallback }: Notice): Message {
  return {
    text: lineOf(fallback),
    blocks: [section(text), actions(`cadence:${cadenceId}`, editButton(reader, cadenceId, { primary: true }))],
  };
}

/** The same among other messages. */
export function noticeLine(reader: Reader, { cadenceId, text }: Notice): SectionBlock {
  return section(text, editButton(reader, cadenceId));
}

function editButton(reader: Reader, cadenceId: string, options: { primary?: boolean } = {}) {
  return cadenceMenu.button("edit", cadenceId, textsFor(cadenceTexts, reader).notice.edit, options);
}

const LONGEST_NAME = 200;

function shown(name: string): string {
  return escapeMrkdwn(shorten(name, LONGEST_NAME));
}

/** The channel or group `of` asks nobody any more. */
export function lostSourceNotice(reader: Reader, told: Told, of: string, state: "archived" | "gone"): Notice {
  const texts = textsFor(cadenceTexts, reader).notice.lostSource;
  const text = texts[state](escapeMrkdwn(of), shown(told.name), shown(told.program));
  return { cadenceId: told.id, text, fallback: texts.fallback(of, told.name) };
}

/** `missed`: a round was due; `pilot`: the same, of those who are asked first; `paused`: the last one named has left. */
export function nobodyLeftNotice(reader: Reader, told: Told, how: "missed" | "pilot" | "paused"): Notice {
  const texts = textsFor(cadenceTexts, reader).notice.nobodyLeft;
  const text = texts[how](shown(told.name), shown(told.program));
  return { cadenceId: told.id, text, fallback: texts.fallback(told.name) };
}

/** When somebody is first asked, in the zone of whoever that is; `isFixed`: at a fixed time. */
interface FirstOpening {
  at: Instant;
  zone: string;
  isFixed: boolean;
}

/** As the preview has it: in the zone of those who are asked, which is named where it is not the reader's. */
function openingInWords(reader: Reader, { at, zone, isFixed }: FirstOpening): string {
  if (!isFixed) return textsFor(cadenceTexts, reader).onMorning(shortDate(reader, localDateOf(at, zone)));
  const time = dateAndTime({ locale: reader.locale, zone }, at);
  return zone === reader.zone ? time : `${time} (${escapeMrkdwn(placeOf(zone))})`;
}

export function createdMessage(
  reader: Reader,
  cadence: {
    id: string;
    name: string;
    program: { id: string; title: string };
    /** When somebody is first asked, in the zone of whoever that is. */
    first: FirstOpening | null;
  },
): Message {
  const all = textsFor(cadenceTexts, reader);
  const [name, program] = [escapeMrkdwn(cadence.name), escapeMrkdwn(shorten(cadence.program.title, 200))];
  const line =
    cadence.first === null
      ? all.saved.createdNever(name, program)
      : all.saved.created(name, program, openingInWords(reader, cadence.first));
  return {
    text: lineOf(all.saved.fallback(cadence.name, cadence.program.title)),
    blocks: [
      section(line),
      actions(
        `cadence:${cadence.id}`,
        commandButton(all.list.add, `cadence new ${cadence.program.id}`),
        commandButton(all.list.plan, `plan cadence ${cadence.id}`),
      ),
    ],
  };
}
