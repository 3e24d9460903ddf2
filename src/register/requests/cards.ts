/** A request on any screen: as a message of its own, as a line among others, below something that tells of it. */
import type { ActionsBlock, KnownBlock, SectionBlock } from "@slack/types";
import { capitalised, type Reader, textsFor } from "../../platform/texts/language.ts";
import {
  actions,
  context,
  isPresent,
  lineOf,
  plainSection,
  quote,
  section,
  shorten,
  type Words,
  words,
} from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { allButtons, doingOf, firstButtons, requestMenu, type Viewer } from "./buttons.ts";
import type { Request } from "./request.ts";
import { cameLine, datesLine, stateLine } from "./state.ts";
import { requestTexts } from "./texts.ts";

/** Longer texts of people are shown whole where the request is opened. */
const LONGEST_SHOWN = 600;
const LONGEST_STATE = 240;

/** A message of its own: to whoever decides, is asked something or votes; afterwards, where it is now. */
export function requestCard(reader: Reader, request: Request, viewer: Viewer, { hasCommittee = false } = {}): Message {
  const doing = doingOf(request, viewer);
  const state = stateLine(reader, request, viewer);
  const title = `${request.program.title} · ${request.title}`;
  const { postpone, committee, why } = textsFor(requestTexts, reader).buttons;
  const menu =
    doing === "decide" && requestMenu.overflow(request.id, { postpone, ...(hasCommittee && { committee }), why });
  const buttons = [...allButtons(reader, request, viewer), ...(menu ? [menu] : [])];
  const isRead = doing === null || doing === "reply";
  return {
    text: lineOf(state === null ? title : doing === null ? state : `${title} · ${state}`),
    blocks: [
      ...requestHead(reader, request, viewer.readerId),
      ...(isRead ? [] : requestBody(reader, request, viewer.readerId, { isBrief: true })),
      state === null ? null : section(lineOf(state)),
      buttons.length === 0 ? null : actions(`ask:${request.id}`, ...buttons),
    ].filter(isPresent),
  };
}

/** So many with all their buttons in one weekly message. */
const MOST_WITH_BUTTONS = 3;

/** Among other messages; `place`: how many with buttons there are, with it. */
export function requestLine(reader: Reader, request: Request, viewer: Viewer, place = 1): KnownBlock[] {
  const state = stateLine(reader, request, viewer);
  const title = `${request.program.title} · ${request.title}`;
  const dates = datesLine(reader, request);
  const rest = state === null ? [dates && capitalised(dates), cameLine(reader, request)] : [state];
  const line = [title, ...rest.filter(isWritten)].join("\n");
  if (state !== null || place > MOST_WITH_BUTTONS)
    return [plainSection(line, firstButtons(reader, request, viewer).at(-1))];
  return [plainSection(line), actions(`ask:${request.id}`, ...allButtons(reader, request, viewer))];
}

/** Under what tells of it: its buttons while its reader decides it, else where it is. */
export function requestFoot(reader: Reader, request: Request, readerId: string): ActionsBlock | SectionBlock {
  const viewer = { readerId, as: "decider" } as const;
  const state = stateLine(reader, request, viewer);
  return state === null
    ? actions(`ask:${request.id}`, ...allButtons(reader, request, viewer))
    : plainSection(shorten(state, LONGEST_STATE), firstButtons(reader, request, viewer).at(-1));
}

/** Program and question, then by when, of whom. */
export function requestHead(reader: Reader, request: Request, readerId: string): KnownBlock[] {
  const texts = textsFor(requestTexts, reader).head;
  const isNew = request.came !== null && request.decider.id === readerId && request.waitsFor !== null;
  const dates = request.waitsFor === null ? null : datesLine(reader, request);
  const facts = [dates, texts.from(request.asker.name), request.code];
  return [
    words([
      { text: `${request.program.title} · ${request.title}`, bold: true },
      ...(isNew ? [{ text: ` ${texts.withYou}` }] : []),
    ]),
    context(lineOf(capitalised(facts.filter(isWritten).join(" · ")))),
  ];
}

/**
 * Everything to decide by, each thing once: how it has come here, options, recommendation, cost of waiting, the last question.
 * `isBrief`: what was written before the options stands where it is opened. `hasOptions`: they stand in the fields below.
 */
export function requestBody(
  reader: Reader,
  request: Request,
  readerId: string,
  { isBrief = false, hasOptions = true } = {},
): KnownBlock[] {
  const texts = textsFor(requestTexts, reader).body;
  const { recommended, options, why, costOfWaiting, evidence, question, description } = request;
  const said = (text: string) => shorten(text, LONGEST_SHOWN);
  const labelled = (label: string, text: string | null): Words[][] =>
    text === null || text === "" ? [] : [[{ text: label }, { text: said(text) }]];
  const choice = recommended === null ? null : (options[recommended]?.label ?? null);
  const recommendation = hasOptions ? [choice, why].filter(isWritten).join(" – ") : why;
  const isTheirs = request.decider.id === readerId;
  const isWaiting = request.waitsFor === "question" && isTheirs;
  const came = isTheirs ? cameLine(reader, request) : null;
  const lines = [
    ...labelled("", came),
    ...(hasOptions ? options : []).map(({ label, effect }, index) => [
      { text: `${index + 1}. ${label}${effect ? ` – ${said(effect)}` : ""}` },
    ]),
    ...labelled(texts.recommended, recommendation),
    ...labelled(texts.cost, costOfWaiting),
    ...(isBrief ? [] : labelled(texts.evidence, evidence)),
    ...(question && !(isBrief && isWaiting)
      ? [
          ...labelled(question.by.id === readerId ? texts.youAsked : texts.asked(question.by.name), question.question),
          ...(question.answer === null ? [[{ text: texts.noReply }]] : labelled(texts.reply, question.answer)),
        ]
      : []),
  ];
  const isQuoted = !["", request.title].includes(description) && !(isBrief && options.length > 1);
  return [
    ...(isQuoted ? [quote({ text: shorten(description, 1500) })] : []),
    ...(lines.length > 0 ? [words(...lines)] : []),
  ];
}

function isWritten(text: string | null | undefined | false): text is string {
  return typeof text === "string" && text !== "";
}
