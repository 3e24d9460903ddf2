/** A message of an edition: what the edition says, as it is divided, with what surrounds it now. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { healthTexts } from "../../health/texts.ts";
import type { Instant } from "../../platform/clock.ts";
import { assertNever } from "../../platform/errors.ts";
import { actions, button, context, lineOf, section } from "../../platform/slack/blocks.ts";
import { Menu } from "../../platform/slack/menus.ts";
import type { Message } from "../../platform/slack/message.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Ask } from "../../register/asks/ask.ts";
import { askFoot, askIds, askStateFoot } from "../../register/asks/buttons.ts";
import { isBeside, isTheirs } from "../../register/asks/state.ts";
import { askTexts } from "../../register/asks/texts.ts";
import { openProgram, type ToldProgram } from "../offers.ts";
import type { Head } from "../periods/texts.ts";
import { digestTexts } from "../texts.ts";
import { thanksIds } from "../thanks/ids.ts";
import { thanksTexts } from "../thanks/texts.ts";
import { isPlace, type Part, type Place } from "./divisions/division.ts";
import { editionTexts } from "./texts.ts";

export const SHOW_SOURCES = "digest.show_sources";
export const FORWARD = "digest.forward";
/** Of messages that were sent when seeing one took a button of its own. */
export const ACKNOWLEDGE = "digest.acknowledge";

/** `block_id` of the row under an ask in the thread. */
const ASK_BLOCK = "ask:";

/** What an edition shows that is not part of it, and changes after it was sent. */
export interface EditionNow {
  /** Those it names, by item. Without one, its buttons are not there. */
  asks?: ReadonlyMap<string, Ask>;
  /** Only who decides an ask gets its buttons. Left out: whoever reads it does. */
  readerId?: string;
  /** Its pictures that can be shown: name → Slack's file. */
  files?: ReadonlyMap<string, string>;
  /** Slack's own tables may be shown. */
  takesTables?: boolean;
  /** Its reader has seen it, and those who lead its programs are told so. */
  isSeen?: boolean;
  /** Those that it tells of and what it brings, each once, in their order. */
  programs?: readonly ToldProgram[];
  /** One of them at least has a channel, in which its team can be thanked. */
  hasChannels?: boolean;
  /** As of when it tells, where it is delivered on another day. */
  asItStood?: string | null;
  /** What of before goes in its thread. */
  earlier?: readonly Head[];
  /** The newest edition of the same digest, where that is another one. */
  replacedBy?: Replacement | null;
}

/** `sentAt` and `link` are null while it has not been sent. */
export interface Replacement {
  edition: number;
  sentAt: Instant | null;
  link: string | null;
}

/** `editionId` null: nothing can be pressed. */
export function messageOf(
  { text, pieces }: Part,
  { reader, editionId }: { reader: Reader; editionId: string | null },
  now: EditionNow,
): Message {
  return {
    text,
    blocks: pieces.flatMap((piece) => (isPlace(piece) ? madeNow(piece, reader, editionId, now) : [piece])),
  };
}

/** What is superseded says so before all else. */
export function withNotice(reader: Reader, by: Replacement, { blocks }: Message): Message {
  const texts = textsFor(editionTexts, reader);
  const sentence = texts.replaced(reader, by);
  const linked = by.link === null ? "" : ` <${by.link}|${texts.readNewer}>`;
  return { text: lineOf(sentence), blocks: [section(`*${sentence}*${linked}`), ...blocks] };
}

/** Below its title, which is its first block. */
export function withDay(day: string, { text, blocks: [title, ...blocks] }: Message): Message {
  return { text: `${text} (${day})`, blocks: [...(title ? [title] : []), context(day), ...blocks] };
}

/** Below its title: what had to wait until it came. */
export function withEarlier(reader: Reader, heads: readonly Head[], { text, blocks: [title, ...blocks] }: Message) {
  const line = context(digestTexts(reader).earlierInThread(reader, heads));
  return { text, blocks: [...(title ? [title] : []), line, ...blocks] };
}

/** A corrected edition leaves asks to the newer one; what was decided in the meantime is said in place of the button. */
function madeNow(piece: Place, reader: Reader, editionId: string | null, now: EditionNow): KnownBlock[] {
  switch (piece.place) {
    case "ask": {
      const ask = now.replacedBy ? undefined : now.asks?.get(piece.item);
      return ask ? [askFoot(reader, ask, decides(ask, now), isBeside(ask, now.readerId ?? ""))] : [];
    }
    case "decide": {
      if (now.replacedBy) return [];
      const ask = now.asks?.get(piece.item);
      return [(ask && askStateFoot(reader, ask, decides(ask, now))) ?? decideRow(reader, piece.item)];
    }
    case "picture": {
      const id = now.files?.get(piece.name);
      return id === undefined ? [] : [{ type: "image", alt_text: piece.altText, slack_file: { id } }];
    }
    case "table":
      return now.takesTables ? [piece.table] : piece.words;
    case "foot":
      return editionId === null ? [] : footOf(piece, reader, editionId, now);
    default:
      return assertNever(piece);
  }
}

function decides(ask: Ask, { readerId }: EditionNow): boolean {
  return readerId === undefined || isTheirs(ask, readerId);
}

/** Decides an ask that stands whole in the thread. */
export function decideRow(reader: Reader, itemId: string): KnownBlock {
  const label = textsFor(askTexts, reader).buttons.decide;
  return actions(`${ASK_BLOCK}${itemId}`, button(askIds.decide, label, { value: itemId }));
}

/** Of a row under an ask, be it on the first screen or in the thread: whose it is; null of any other block. */
export function askOfRow({ type, block_id: id }: KnownBlock): string | null {
  return type === "actions" && id?.startsWith(ASK_BLOCK) ? id.slice(ASK_BLOCK.length) : null;
}

export const FOOT = "digest.actions";

/** What is behind the three dots, of the edition that each option names. */
export const footMenu = new Menu("digest.menu", z.enum(["sources", "why", "read", "pdf", "csv"]));

/** What reads on, then every source, which is a press away, and an answer that is shortened above. */
function footOf(
  { hasColours, choices }: Extract<Place, { place: "foot" }>,
  reader: Reader,
  editionId: string,
  { isSeen = false, programs = [], hasChannels = false }: EditionNow,
): KnownBlock[] {
  const texts = textsFor(editionTexts, reader).foot;
  const { sources } = digestTexts(reader);
  const foot = actions(
    FOOT,
    ...openProgram(reader, editionId, programs),
    button(FORWARD, texts.forward, { value: editionId }),
    ...(hasChannels ? [button(thanksIds.open, textsFor(thanksTexts, reader).button, { value: editionId })] : []),
    footMenu.overflow(editionId, {
      sources: sources.button,
      ...(hasColours && { why: textsFor(healthTexts, reader).why.button }),
      ...(choices.length > 0 && { read: texts.readWhole }),
      pdf: texts.files.pdf,
      csv: texts.files.csv,
    }),
  );
  return isSeen ? [foot, context(texts.seen)] : [foot];
}
