/** The first screen as text: for a terminal, and to forward, which its reader edits and has posted to a person or a channel. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { MessageKind } from "../../delivery/message-kind.ts";
import { enqueue } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person } from "../../people/people.ts";
import { storableText } from "../../platform/database.ts";
import { withoutBidi } from "../../platform/texts/display.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { escapeMrkdwn, lineOf, section, shorten, words } from "../../slack/blocks.ts";
import { optionalChannel, optionalPerson, text } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import type { Message } from "../../slack/message.ts";
import { STATUS_SHAPES } from "../compile/status-and-dates-in-words.ts";
import { firstScreen } from "../digest/first-screen.ts";
import { outcomeOfNeed } from "../digest/matter-words.ts";
import { needInWords, needsBeside } from "../digest/needs.ts";
import { ownDigest, type ReadingNow } from "../digest/own-digest.ts";
import { partsOfLine } from "../digest/parts-of-line.ts";
import type { Need, Screen, ScreenInput, ScreenLine } from "../digest/screen.ts";
import { screenTexts } from "../digest/texts.ts";
import { digestTexts } from "../digest/texts-digest.ts";
import { inNamesOfAll } from "./in-names-of-all.ts";
import { pdfTexts } from "./texts-pdf.ts";

/** What a field of a modal holds. */
export const LONGEST_FORWARDED = 3000;

/** All that the screen says, in the names of everybody: whoever reads the text is not the reader of the digest. */
export function textToForward(screen: Screen, input: ScreenInput): string {
  const { title, basis, headline, needs, sections, counts, leftOut } = screen;
  const { reader } = input;
  const texts = textsFor(pdfTexts, reader);
  const { named, more, open } = needsBeside(input.needs, needs);
  const counted = more === 0 ? [] : [`• ${textsFor(screenTexts, reader).more("", more).trim()}`];
  const waiting = [
    ...needs.map((need) => needLine(need, input)),
    ...named.map((need) => needLine(need, input, true)),
    ...counted,
  ];
  const lines = [
    title,
    basis,
    ...(headline === null ? [] : ["", headline]),
    ...part(open === 0 ? texts.waitsNoMore(reader.name) : texts.waits(reader.name, open), waiting),
    ...sections.flatMap(({ heading, lines: shown }) =>
      part(
        heading,
        shown.map((line) => screenLine(reader, line)),
      ),
    ),
    ...(counts === null ? [] : ["", counts]),
    ...(leftOut === null ? [] : [leftOut]),
  ];
  return shorten(lines.map(printable).join("\n"), LONGEST_FORWARDED);
}

function part(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", heading, ...lines];
}

/** Of one that is over, what became of it, with its day. */
function needLine(need: Need, input: ScreenInput, isShort = false): string {
  const { title, due, facts } = needInWords(input.reader, need);
  const parts = need.isOver ? [title, outcomeOfNeed(need, input)] : [title, due, isShort ? "" : facts];
  return `• ${parts.filter((text) => text !== "").join(" · ")}`;
}

function screenLine(reader: Reader, line: ScreenLine): string {
  const { name, text } = partsOfLine(reader, line, undefined);
  const sign = line.status === null ? "" : `${STATUS_SHAPES[line.status]} `;
  return `• ${sign}${name}${text}`;
}

/** Control characters of people's text could steer a terminal. */
function printable(line: string): string {
  return withoutBidi(line).replaceAll(/\p{Cc}/gu, " ");
}

/** `state`: the id of the digest. */
export const forwardForm = new Form({
  id: "digest.forward_form",
  state: z.string(),
  fields: z.object({
    text: text({ isLong: true, max: LONGEST_FORWARDED }),
    person: optionalPerson(),
    channel: optionalChannel(),
  }),
  required: (reader) => textsFor(digestTexts, reader).forward.form.required,
});

export function forwardView(reader: Reader, digestId: string, initial: string): ModalView {
  const texts = textsFor(digestTexts, reader).forward.form;
  return forwardForm.view({
    state: digestId,
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    fields: {
      text: { label: texts.text, initial, hint: texts.textHint },
      person: { label: texts.person },
      channel: { label: texts.channel, hint: texts.channelHint },
    },
  });
}

/** Throws as `ownDigest`. */
export async function forwardedText(reading: ReadingNow, person: Person, digestId: string): Promise<string> {
  const input = inputToForward((await ownDigest(reading, person, digestId)).input);
  return textToForward(firstScreen(input), input);
}

/** As others read it, in everybody’s names. Requests of a week may not be the team’s to read. */
export function inputToForward(own: ScreenInput): ScreenInput {
  const input = inNamesOfAll(own);
  if (input.rhythm !== "weekly") return input;
  const programs = input.programs.map((program) => ({
    ...program,
    report: { ...program.report, lines: program.report.lines.filter(({ kind }) => !kind.startsWith("request")) },
  }));
  return { ...input, programs };
}

/** Has it posted once, however often the form is sent. Throws as `ownDigest`. */
export async function forward(
  ctx: ActorContext,
  forwarding: { digestId: string; text: string; to: readonly Recipient[]; viewId: string },
): Promise<void> {
  const { actor: person } = ctx;
  const { digestId, to, viewId } = forwarding;
  await ownDigest(ctx, person, digestId);
  await inTransaction(ctx.db, async (tx) => {
    for (const recipient of to)
      await enqueue(tx, ctx, forwardedKind, {
        workspaceId: person.workspace_id,
        key: `forwarded:${viewId}:${"personId" in recipient ? recipient.personId : recipient.channelId}`,
        subject: { digestId, personId: person.id, words: storableText(forwarding.text) },
        to: recipient,
        notBefore: ctx.clock.now(),
      });
  });
}

const LONGEST_NAME = 80;

type Recipient = { personId: string } | { channelId: string };

/** `digestId`: whose words there are, when one of those who wrote them is erased. */
const forwardedSubject = z.strictObject({ digestId: z.string(), personId: z.string(), words: z.string() });

/** The words of whoever forwards them: they are not looked at again. */
export const forwardedKind: MessageKind<z.infer<typeof forwardedSubject>> = {
  kind: "forwarded",
  subject: forwardedSubject,
  about: ({ digestId, personId }) => ({ digest: digestId, person: personId }),
  author: ({ personId }) => personId,
  priority: 60,
  contact: "notice",
  lane: "now",
  stillWanted: async ({ db, workspaceId }, { personId }) =>
    (await getPerson(db, workspaceId, personId)).is_deactivated === 0,
  async message({ db, workspaceId, reader }, { personId, words: typed }) {
    const { name } = await getPerson(db, workspaceId, personId);
    return forwardedMessage(reader, name, typed);
  },
};

export function forwardedMessage(reader: Reader, name: string, typed: string): Message {
  const heading = textsFor(digestTexts, reader).forward.by(escapeMrkdwn(shorten(name, LONGEST_NAME)));
  return { text: lineOf(heading), blocks: [section(`*${heading}*`), words([{ text: typed }])] };
}
