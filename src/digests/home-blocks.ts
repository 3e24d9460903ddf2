import type { KnownBlock, ModalView } from "@slack/types";
import { checkInTexts } from "../check-ins/texts.ts";
import { HEALTH_SHAPES, type HealthColour, type Trend } from "../health/rules.ts";
import type { Instant } from "../platform/clock.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  plain,
  plainSection,
  quote,
  section,
  shorten,
  shortenEscaped,
  type Words,
  words,
} from "../platform/slack/blocks.ts";
import type { Group } from "../platform/slack/home.ts";
import { VIEW_LIMITS } from "../platform/slack/limits.ts";
import { dateAndTime, list, type Reader, textsFor } from "../platform/texts/language.ts";
import { digestMessages, SHOW_SOURCES } from "./blocks.ts";
import type { DigestDocument } from "./document.ts";
import { type Item, outlineOf } from "./outline.ts";
import type { Rhythm } from "./table.ts";
import { digestTexts } from "./texts.ts";
import { homeTexts } from "./texts-home.ts";

export const homeIds = {
  read: "digest.read",
  preview: "digest.preview",
  hold: "digest.hold",
  release: "digest.release",
} as const;

const LONGEST_TITLE = 300;
const LONGEST_ASK = 1500;
const PROGRAMS_IN_BLOCK = 10;

/** What the last digest asks of its reader, each ask as it is worded there. */
export function waitingGroups(reader: Reader, last: DigestDocument): Group[] {
  const texts = textsFor(homeTexts, reader);
  const index = last.sections.findIndex(({ section: name }) => name === "asks");
  const items = outlineOf({ ...last, reader: { ...last.reader, ...reader } }).sections[index]?.items ?? [];
  const from = context(texts.waitingFrom(texts.digest(reader, { rhythm: last.rhythm, period: last.period.label })));
  if (items.length === 0) return [[section(texts.nothingWaits), from]];
  return [...items.map(askGroup), [from]];
}

function askGroup({ label, quotes }: Item): Group {
  return [
    words(label),
    ...quotes.map(({ text, by }) =>
      quote({ text: shorten(text, LONGEST_ASK) }, { text: `\n— ${shorten(by, LONGEST_TITLE)}`, italic: true }),
    ),
  ];
}

export function editionGroup(
  reader: Reader,
  edition: { id: string; rhythm: Rhythm; period: string; sentAt: Instant },
): Group {
  const texts = textsFor(homeTexts, reader);
  const line = `${capital(texts.digest(reader, edition))} · ${texts.sent(dateAndTime(reader, edition.sentAt))}`;
  return [plainSection(line, button(homeIds.read, texts.read, { value: edition.id }))];
}

export function firstDigestGroup(reader: Reader): Group {
  return [section(textsFor(homeTexts, reader).noDigest)];
}

export interface ProgramStanding {
  title: string;
  isHeld: boolean;
  health: { colour: HealthColour | "grey"; trend: Trend | null } | null;
  leads: string[];
}

/** One line a program: shape and word for its health, which way it moves, who leads it. */
export function standingGroups(reader: Reader, programs: readonly ProgramStanding[]): Group[] {
  const lines = programs.map((program) => standingLine(reader, program));
  const groups: Group[] = [];
  for (let start = 0; start < lines.length; start += PROGRAMS_IN_BLOCK)
    groups.push([words(...lines.slice(start, start + PROGRAMS_IN_BLOCK))]);
  return groups;
}

function standingLine(reader: Reader, { title, isHeld, health, leads }: ProgramStanding): Words[] {
  const texts = textsFor(homeTexts, reader);
  const digest = digestTexts(reader);
  const colour = isHeld
    ? texts.hold.standing
    : health === null
      ? texts.noStatus
      : health.colour === "grey"
        ? digest.colour.grey
        : textsFor(checkInTexts, reader).health[health.colour];
  const facts = [
    colour,
    ...(health?.trend ? [digest.trend[health.trend]] : []),
    leads.length > 0 ? texts.leads(list(reader, leads)) : texts.noLead,
  ];
  return [
    { text: health === null ? "" : `${HEALTH_SHAPES[health.colour]} ` },
    { text: shorten(title, LONGEST_TITLE), bold: true },
    { text: ` · ${facts.join(" · ")}` },
  ];
}

/**
 * At the foot of a lead's card. `next`: label of the period that the sponsors' next digest tells of, null where there is no
 * sponsor; `held`: that it goes without the program.
 */
export function cardFoot(
  reader: Reader,
  { programId, next, held }: { programId: string; next: string | null; held: { by: string } | null },
): KnownBlock[] {
  const { preview, hold, digest } = textsFor(homeTexts, reader);
  const buttons = [button(homeIds.preview, preview.button, { value: programId })];
  if (next === null) return [actions(`card:${programId}`, ...buttons)];
  const period = digest(reader, { rhythm: "monthly", period: next });
  if (held) buttons.push(button(homeIds.release, hold.release, { value: programId }));
  else {
    const { title, text, yes, no } = hold.confirm;
    const confirm = { title: plain(title), text: plain(text(period)), confirm: plain(yes), deny: plain(no) };
    buttons.push(button(homeIds.hold, hold.button, { value: programId, confirm }));
  }
  return [
    ...(held ? [words([{ text: hold.held(period, shorten(held.by, LONGEST_TITLE)), bold: true }])] : []),
    actions(`card:${programId}`, ...buttons),
  ];
}

/** A digest whole, as it was sent; its sources are a press away. */
export function digestView(reader: Reader, { id, document }: { id: string; document: DigestDocument }): ModalView {
  const texts = textsFor(homeTexts, reader).view;
  const sources = actions("digest.actions", button(SHOW_SOURCES, digestTexts(reader).sources.button, { value: id }));
  return modal(reader, texts.title, [], document, [sources]);
}

/** `document` null: there would be none. `sponsor`: whose digest it is; null for the viewer's own. */
export function previewView(
  reader: Reader,
  { document, sponsor, at }: { document: DigestDocument | null; sponsor: string | null; at: Instant },
): ModalView {
  const texts = textsFor(homeTexts, reader).preview;
  const when = dateAndTime(reader, at);
  const name = sponsor === null ? null : escapeMrkdwn(shortenEscaped(sponsor, LONGEST_TITLE));
  const intro = context(name === null ? texts.own(when) : texts.intro(name, when));
  return modal(reader, texts.title, document ? [intro] : [intro, section(texts.none)], document, []);
}

function modal(
  reader: Reader,
  title: string,
  before: KnownBlock[],
  document: DigestDocument | null,
  after: KnownBlock[],
): ModalView {
  const parts = document ? digestMessages(document, null) : [];
  // Each part but the first starts with a heading of its own, which only a thread needs.
  const all = parts.flatMap(({ blocks }, index) => (index === 0 ? blocks : blocks.slice(1)));
  const room = VIEW_LIMITS.blocks - before.length - after.length - 1;
  const rest = all.length > room ? [section(digestTexts(reader).command.rest)] : [];
  return {
    type: "modal",
    title: plain(title),
    close: plain(textsFor(homeTexts, reader).view.close),
    blocks: [...before, ...all.slice(0, room), ...rest, ...after],
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
