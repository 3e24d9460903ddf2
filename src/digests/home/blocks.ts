import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { HealthColour } from "../../cadences/questions/health-scale.ts";
import { checkInTexts } from "../../check-ins/texts.ts";
import { STATUS_CIRCLES } from "../../health/rules.ts";
import type { GivenColour } from "../../health/rules-given.ts";
import type { LastColour, Spell } from "../../health/status/rules.ts";
import { withLastColour } from "../../health/texts.ts";
import { whyColourButton, whyColourMenu } from "../../health/why-menu.ts";
import type { Instant } from "../../platform/clock.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  lineOf,
  menu,
  option,
  plain,
  plainSection,
  section,
  shorten,
  shortenEscaped,
  type Words,
  words,
} from "../../platform/slack/blocks.ts";
import { type Folded, folded, type Group } from "../../platform/slack/home.ts";
import { VIEW_LIMITS } from "../../platform/slack/limits.ts";
import { capitalised, dateAndTime, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { approvalButtons, readButton } from "../approval/blocks.ts";
import { approvalTexts } from "../approval/texts.ts";
import type { DraftPartRead } from "../approval/use-cases.ts";
import { correctButton } from "../corrections/blocks.ts";
import type { DigestDocument } from "../document.ts";
import { SHOW_SOURCES } from "../editions/blocks.ts";
import { leftOutLine } from "../editions/left-out.ts";
import { HELD_RHYTHMS, type HeldRhythm } from "../holds/rules.ts";
import { offerIds, readDigestButton } from "../offers.ts";
import type { Phase } from "../phases/rules.ts";
import { phaseWord } from "../phases/texts.ts";
import { remainingDigest, wholeDigest } from "../render/blocks.ts";
import type { Rhythm } from "../table.ts";
import { digestTexts } from "../texts.ts";
import { homeTexts } from "./texts.ts";
import type { OwnDigest } from "./use-cases.ts";
import type { PartToApprove } from "./use-cases-waiting.ts";

export const homeIds = {
  preview: "digest.preview",
  hold: "digest.hold",
  release: "digest.release",
} as const;

const LONGEST_TITLE = 300;
const PROGRAMS_IN_BLOCK = 10;

const DRAFTS_SHOWN = 5;

export function approvalGroups(reader: Reader, parts: readonly PartToApprove[], now: Instant): (Group | Folded)[] {
  const texts = textsFor(homeTexts, reader);
  const groups = parts.map(({ draftId, programId, program, reader: to, sendAt, ...digest }): Group => {
    const say = sendAt > now ? texts.goesTo : texts.waitsSince;
    const at = dateAndTime(reader, sendAt);
    const said = `${shorten(program, LONGEST_TITLE)} · ${say(shorten(to, LONGEST_TITLE), at)}`;
    const line = `*${capitalised(texts.digest(reader, digest))}* · ${lineOf(said)}`;
    return [section(line, readButton(reader, { draftId, programId }))];
  });
  return folded(groups, { key: "approvals", shown: DRAFTS_SHOWN, more: texts.moreDrafts });
}

/** A line each, and the way to read it: one button, or a menu for several. */
export function editionsGroup(
  reader: Reader,
  editions: readonly { id: string; rhythm: Rhythm; period: string; cutOffAt: Instant }[],
): Group {
  const texts = textsFor(homeTexts, reader);
  const name = (edition: (typeof editions)[number]) => capitalised(texts.digest(reader, edition));
  const lines = editions.map((edition) => `${name(edition)} · ${texts.asOf(dateAndTime(reader, edition.cutOffAt))}`);
  const [only, ...others] = editions;
  if (!only) return [];
  const options = editions.map((edition) => option(edition.id, texts.readOne(texts.digest(reader, edition))));
  const read = others.length === 0 ? readDigestButton(texts.read, only.id) : menu(offerIds.read, options, texts.read);
  return [plainSection(lines.join("\n"), read)];
}

export function firstDigestGroup(reader: Reader): Group {
  return [section(textsFor(homeTexts, reader).noDigest)];
}

export interface ProgramStatus {
  id: string;
  title: string;
  isHeld: boolean;
  /** Grey: no recent update. Null: none is asked for, or it is held back. */
  colour: HealthColour | "grey" | null;
  /** Where it is grey, and was not on track when it had one, or not long before that (`worse`). */
  last: (LastColour & { worse: Spell<GivenColour> | null }) | null;
  leads: string[];
  /** It is on track, and facts speak against it. */
  isMarked: boolean;
  phase: Phase | null;
}

/** One line a program: shape and word for its health, who leads it. */
export function statusGroups(reader: Reader, programs: readonly ProgramStatus[]): Group[] {
  const lines = programs.map((program) => statusLine(reader, program));
  const groups: Group[] = [];
  for (let start = 0; start < lines.length; start += PROGRAMS_IN_BLOCK)
    groups.push([
      words(...lines.slice(start, start + PROGRAMS_IN_BLOCK)),
      ...whyMenu(reader, programs.slice(start, start + PROGRAMS_IN_BLOCK)),
    ]);
  return groups;
}

/** Where a colour stands, what it rests on is a press away. */
function whyMenu(reader: Reader, programs: readonly ProgramStatus[]): KnownBlock[] {
  const [first, ...others] = programs.filter(({ colour }) => colour !== null);
  if (!first) return [];
  const asked = others.length === 0 ? whyColourButton(reader, first.id) : whyColourMenu(reader, [first, ...others]);
  return [actions(`standing:${first.id}`, asked)];
}

function statusLine(reader: Reader, status: ProgramStatus): Words[] {
  const { title, colour } = status;
  return [
    { text: colour === null ? "" : `${STATUS_CIRCLES[colour]} ` },
    { text: shorten(title, LONGEST_TITLE), bold: true },
    { text: ` · ${[statusWords(reader, status), ...statusFacts(reader, status)].join(" · ")}` },
  ];
}

export function statusWords(reader: Reader, { isHeld, colour, last }: ProgramStatus): string {
  const texts = textsFor(homeTexts, reader);
  if (isHeld) return texts.hold.standing;
  if (colour === null) return texts.noStatus;
  return colour === "grey"
    ? withLastColour(reader, digestTexts(reader).colour.grey, last)
    : textsFor(checkInTexts, reader).health[colour];
}

/** What stands behind it. */
export function statusFacts(reader: Reader, { leads, isMarked, phase }: ProgramStatus): string[] {
  const texts = textsFor(homeTexts, reader);
  return [
    ...(isMarked ? [digestTexts(reader).marked] : []),
    leads.length > 0 ? texts.leads(list(reader, leads)) : texts.noLead,
    ...phaseFacts(reader, phase),
  ];
}

/** The same to whoever leads it. */
export function ledFacts(reader: Reader, { isMarked, phase }: ProgramStatus): string[] {
  return [...(isMarked ? [digestTexts(reader).marked] : []), ...phaseFacts(reader, phase)];
}

function phaseFacts(reader: Reader, phase: Phase | null): string[] {
  return phase === null ? [] : [textsFor(homeTexts, reader).phase(phaseWord(reader, phase))];
}

export interface DigestToCome {
  rhythm: HeldRhythm;
  at: Instant;
  period: { label: string };
  held: { by: string } | null;
  /** The period of the last one that was sent. */
  sent: string | null;
  /** The last one that was seen. */
  read: { period: string; by: string[] } | null;
}

/** `rhythm` null: of the lead's own digest. */
export const partSchema = z.strictObject({ programId: z.string(), rhythm: z.enum(HELD_RHYTHMS).nullable() });

/** The same in the menu of a program, where there is room for less. */
export const partAbout = z.codec(z.string(), partSchema, {
  decode: (about) => {
    const [programId = "", rhythm] = about.split(" ");
    return { programId, rhythm: HELD_RHYTHMS.find((one) => one === rhythm) ?? null };
  },
  encode: ({ programId, rhythm }) => (rhythm === null ? programId : `${programId} ${rhythm}`),
});

export function digestName(reader: Reader, { rhythm, period }: Pick<DigestToCome, "rhythm" | "period">): string {
  const { next, digest } = textsFor(homeTexts, reader);
  return next.name[rhythm](digest(reader, { rhythm, period: period.label }));
}

/** Of one that goes without the program: so that it stands on Home wherever it is in their order. */
export function heldLine(reader: Reader, digest: DigestToCome): string[] {
  const { hold, next } = textsFor(homeTexts, reader);
  if (!digest.held) return [];
  const by = hold.held(shorten(digest.held.by, LONGEST_TITLE));
  return [[digestName(reader, digest), next.sent(dateAndTime(reader, digest.at)), by].join(" · ")];
}

/** Who has seen the last one. */
export function seenLine(reader: Reader, { rhythm, read }: DigestToCome): string[] {
  const { next, digest } = textsFor(homeTexts, reader);
  if (!read) return [];
  return [next.read(digest(reader, { rhythm, period: read.period }), shorten(list(reader, read.by), LONGEST_TITLE))];
}

/** What comes in a program: its check-ins; each digest that those above it get next, with what its lead can do about it. */
export function comingView(
  reader: Reader,
  {
    programId,
    program,
    digests,
    openings,
  }: {
    programId: string;
    program: string;
    digests: readonly DigestToCome[];
    openings: readonly { at: Instant; what: string }[];
  },
): ModalView {
  const { title, noDigest, checkIns, noCheckIn } = textsFor(homeTexts, reader).toCome;
  const dates = openings.map(({ at, what }) => `${dateAndTime(reader, at)} (${what})`).join(" · ");
  const about = [
    words([{ text: shorten(program, LONGEST_TITLE), bold: true }]),
    words([{ text: dates === "" ? noCheckIn : shorten(checkIns(dates), LONGEST_DATES) }]),
  ];
  const blocks = digests.flatMap((digest) => digestToCome(reader, programId, digest));
  return modal(reader, title, about, blocks.length > 0 ? blocks : [section(noDigest)], []);
}

const LONGEST_DATES = 2000;

function digestToCome(reader: Reader, programId: string, digestTo: DigestToCome): KnownBlock[] {
  const { rhythm, at, held, sent: sentPeriod } = digestTo;
  const { hold, next } = textsFor(homeTexts, reader);
  const name = digestName(reader, digestTo);
  const sent = next.sent(dateAndTime(reader, at));
  const value = JSON.stringify({ programId, rhythm } satisfies z.infer<typeof partSchema>);
  const { title, text, yes, no } = hold.confirm;
  const confirm = { title: plain(title), text: plain(text(name, sent)), confirm: plain(yes), deny: plain(no) };
  return [
    words([
      { text: name, bold: true },
      { text: ` · ${sent}` },
      ...seenLine(reader, digestTo).map((seen) => ({ text: ` · ${seen}` })),
      ...(held ? [{ text: ` · ${hold.held(shorten(held.by, LONGEST_TITLE))}` }] : []),
    ]),
    actions(
      `card:${programId}:${rhythm}`,
      previewButton(reader, { programId, rhythm }),
      held ? button(homeIds.release, hold.release, { value }) : button(homeIds.hold, hold.button, { value, confirm }),
      ...(sentPeriod === null ? [] : [correctButton(reader, { programId, rhythm, period: sentPeriod })]),
    ),
  ];
}

function previewButton(reader: Reader, part: z.infer<typeof partSchema>) {
  return button(homeIds.preview, textsFor(homeTexts, reader).preview.button, { value: JSON.stringify(part) });
}

/** A digest whole, as it was sent, or as far as it is still its reader's to read; its sources are a press away. */
export function digestView(
  reader: Reader,
  { id, document, leftOut }: Pick<OwnDigest, "id" | "document" | "leftOut">,
): ModalView {
  const texts = textsFor(homeTexts, reader).view;
  const sources = actions("digest.actions", button(SHOW_SOURCES, digestTexts(reader).sources.button, { value: id }));
  const whole = leftOut.length === 0 ? wholeDigest(document) : remainingDigest(document);
  return modal(reader, texts.title, leftOutLine(reader, leftOut), whole, [sources]);
}

/** A program's part of a digest that waits for approval, with what this person can do about it. */
export function draftView(
  reader: Reader,
  part: { draftId: string; programId: string },
  { document, verdict, others, isApproved }: DraftPartRead,
): ModalView {
  const { readTitle, now } = textsFor(approvalTexts, reader);
  const own = { ...document, reader: { ...document.reader, ...reader } };
  const [approve, ...acts] = approvalButtons(reader, part);
  const worded = others.length > 0 ? now.worded(list(reader, others)) : now.wordedAlone;
  return modal(reader, readTitle, verdict === "author" ? [section(lineOf(worded))] : [], wholeDigest(own), [
    actions("draft.acts", ...(verdict === "yes" && !isApproved ? [approve] : []), ...acts),
  ]);
}

/** `document` null: there would be none. `of`: whose digest it is; null for the viewer's own. */
export function previewView(
  reader: Reader,
  { document, of, at }: { document: DigestDocument | null; of: string | null; at: Instant },
): ModalView {
  const texts = textsFor(homeTexts, reader).preview;
  const when = dateAndTime(reader, at);
  const name = of === null ? null : escapeMrkdwn(shortenEscaped(of, LONGEST_TITLE));
  const intro = context(name === null ? texts.own(when) : texts.intro(name, when));
  if (!document) return modal(reader, texts.title, [intro, section(texts.none)], [], []);
  return modal(reader, texts.title, [intro], wholeDigest(document), []);
}

function modal(reader: Reader, title: string, before: KnownBlock[], all: KnownBlock[], after: KnownBlock[]): ModalView {
  const room = VIEW_LIMITS.blocks - before.length - after.length - 1;
  const rest = all.length > room ? [section(digestTexts(reader).command.rest)] : [];
  return {
    type: "modal",
    title: plain(title),
    close: plain(textsFor(homeTexts, reader).view.close),
    blocks: [...before, ...all.slice(0, room), ...rest, ...after],
  };
}
