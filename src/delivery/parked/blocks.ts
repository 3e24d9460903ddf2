import type { KnownBlock, ModalView } from "@slack/types";
import { dateAndTime, type Reader, textsFor } from "../../platform/texts/language.ts";
import { actions, button, context, escapeMrkdwn, plain, section, shorten } from "../../slack/blocks.ts";
import { deliveryTexts } from "../texts.ts";
import type { MessagesNow } from "../use-cases-pause.ts";
import type { HeldGroup, LapsedGroup } from "./repository.ts";
import { LAPSED_DAYS, type ParkedMessage } from "./use-cases.ts";

export const parkedIds = { retry: "delivery.retry", discard: "delivery.discard" } as const;

/** Three blocks each. */
export const PARKED_AT_MOST = 25;

export const pauseIds = { pause: "delivery.pause", resume: "delivery.resume" } as const;

/** `pausedBy`: Slack's user id, or null for the operator. */
export function heldView(
  reader: Reader,
  {
    held,
    lapsed,
    messages,
    pausedBy,
  }: {
    held: readonly HeldGroup[];
    lapsed: readonly LapsedGroup[];
    messages: MessagesNow;
    pausedBy: string | null;
  },
): ModalView {
  const texts = textsFor(deliveryTexts, reader);
  const { line, lapsedLine, lapsedIntro, reason: reasons, none, intro, title, close } = texts.held;
  return {
    type: "modal",
    title: plain(title),
    close: plain(close),
    blocks: [
      // While they are paused, that comes first; else the stop stands below what waits.
      ...(messages.paused ? pauseBlocks(reader, messages, pausedBy) : []),
      context(intro),
      ...(held.length === 0 ? [section(none)] : []),
      ...held.map(({ contact, reason, count, nextAt }) =>
        section(line(texts.contact[contact], reasons[reason], count, dateAndTime(reader, nextAt))),
      ),
      ...(lapsed.length > 0 ? [context(lapsedIntro(LAPSED_DAYS))] : []),
      ...lapsed.map(({ contact, reason, count }) =>
        section(lapsedLine(texts.contact[contact], reasons[reason], count)),
      ),
      ...(messages.paused ? [] : pauseBlocks(reader, messages, pausedBy)),
    ],
  };
}

function pauseBlocks(reader: Reader, { paused, waiting }: MessagesNow, by: string | null): KnownBlock[] {
  const texts = textsFor(deliveryTexts, reader).pause;
  const confirm = paused ? texts.confirmResume : texts.confirmPause;
  return [
    ...(paused ? [section(texts.paused(dateAndTime(reader, paused.since), by && `<@${by}>`, waiting))] : []),
    actions(
      "pause",
      button(paused ? pauseIds.resume : pauseIds.pause, paused ? texts.resume : texts.pause, {
        ...(paused ? { primary: true } : { danger: true }),
        confirm: {
          title: plain(confirm.title),
          text: plain(confirm.text(waiting)),
          confirm: plain(confirm.yes),
          deny: plain(confirm.no),
        },
      }),
    ),
  ];
}

export function parkedView(
  reader: Reader,
  { parked, more }: { parked: readonly ParkedMessage[]; more: number },
): ModalView {
  const texts = textsFor(deliveryTexts, reader);
  const { title, close, intro, none } = texts.parked;
  return {
    type: "modal",
    title: plain(title),
    close: plain(close),
    blocks: [
      parked.length === 0 ? section(none) : context(intro),
      ...parked.flatMap((message) => parkedBlocks(reader, message)),
      ...(more > 0 ? [context(texts.parked.more(more))] : []),
    ],
  };
}

function parkedBlocks(reader: Reader, { id, contact, to, error, dueAt }: ParkedMessage): KnownBlock[] {
  const texts = textsFor(deliveryTexts, reader);
  const { line, someone, retry, discard, confirm } = texts.parked;
  const whom = to === null ? someone : "userId" in to ? `<@${to.userId}>` : `<#${to.channelId}>`;
  return [
    section(line(texts.contact[contact], whom, dateAndTime(reader, dueAt))),
    context(reasonOf(reader, error)),
    actions(
      `parked:${id}`,
      button(parkedIds.retry, retry, { value: id, primary: true }),
      button(parkedIds.discard, discard, {
        value: id,
        danger: true,
        confirm: {
          title: plain(confirm.title),
          text: plain(confirm.text),
          confirm: plain(confirm.confirm),
          deny: plain(confirm.deny),
          style: "danger",
        },
      }),
    ),
  ];
}

function reasonOf(reader: Reader, error: string): string {
  const { reasons, otherReason } = textsFor(deliveryTexts, reader).parked;
  const known = Object.entries(reasons).find(([code]) => code === error);
  return known ? known[1] : otherReason(escapeMrkdwn(shorten(error, 200)));
}
