/** The page as its reader sees it, the forms in which it is written, and what is pressed there. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerAt } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, longDate, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  lineOf,
  plainContext,
  plainSection,
  quote,
  section,
  shorten,
} from "../slack/blocks.ts";
import { optionalChannel, optionalPerson, optionalText, person, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { modal } from "../slack/modal.ts";
import { bulleted, linesIn, listed, statusOf, titleIn } from "./page-as-message.ts";
import type { PageAt, PageKind, PageSection } from "./page-kinds.ts";
import { type Differences, type PageRead, readPage, type SectionShown } from "./reading.ts";
import { sectionIdsSchema, type Written } from "./sections-and-versions.ts";
import { pageTexts } from "./texts.ts";

export const pageIds = {
  edit: "page.edit",
  ask: "page.ask",
  approve: "page.approve",
  sendBack: "page.send_back",
  share: "page.share",
  history: "page.history",
  pdf: "page.pdf",
  measure: "page.measure",
} as const;

const LONGEST_TEXT = 3000;
const LONGEST_MEASURES = 900;
const LONGEST_REASON = 600;
const LONGEST_SIDE = 900;

export const aboutPage = z.strictObject({ page: z.string(), programId: z.string() });
export type About = z.infer<typeof aboutPage>;
export const aboutSection = aboutPage.extend({ section: z.string() });
/** An old line of measures by its place, from 0; without it a new measure. */
export const aboutLine = aboutSection.extend({ place: z.int().min(0).optional() });
/** What somebody reads, which they approve. */
export const aboutRead = aboutPage.extend({ read: sectionIdsSchema });

export const sectionForm = new Form({
  id: "page.section",
  state: aboutSection.extend({ revision: z.int() }),
  fields: z.object({
    text: optionalText({ isLong: true, max: LONGEST_TEXT }),
    measures: optionalText({ isLong: true, max: LONGEST_MEASURES }),
  }),
});

export const askForm = new Form({
  id: "page.ask_form",
  state: aboutPage,
  fields: z.object({ person: person() }),
  required: (actor) => textsFor(pageTexts, actor).asking.missing,
});

export const sendBackForm = new Form({
  id: "page.send_back_form",
  state: aboutRead,
  fields: z.object({ reason: text({ isLong: true, max: LONGEST_REASON }) }),
  required: (actor) => textsFor(pageTexts, actor).sendingBack.missing,
});

export const shareForm = new Form({
  id: "page.share_form",
  state: aboutPage,
  fields: z.object({ person: optionalPerson(), channel: optionalChannel() }),
});

/** Throws PAGE_NOT_YOURS. */
export async function viewOfPage(services: Services, actor: Person, page: PageAt): Promise<ModalView> {
  return pageView(readerAt(actor, services.clock.now()), await readPage(services, actor, page));
}

export function pageView(reader: Reader, read: PageRead): ModalView {
  const texts = textsFor(pageTexts, reader);
  const { kind, program, changes, asked } = read;
  return modal({
    title: textsFor(kind.words, reader).title,
    close: texts.close,
    blocks: [
      header(program.title),
      context(lineOf([statusOf(reader, read), ...(asked ? [askedLine(reader, asked)] : [])].join(" "))),
      ...(changes.length > 0 ? [listed(texts.changes, bulleted(changes))] : []),
      ...kind.sections.flatMap((each) => sectionBlocks(reader, read, each)),
      ...actsOf(reader, read),
    ],
  });
}

function askedLine(reader: Reader, { name, at, refusedFor }: NonNullable<PageRead["asked"]>): string {
  const { status } = textsFor(pageTexts, reader);
  const day = longDate(reader, localDateOf(at, reader.zone));
  return refusedFor === null ? status.asked(name, day) : status.sentBack(name, day, refusedFor);
}

function sectionBlocks(reader: Reader, read: PageRead, declared: PageSection): KnownBlock[] {
  const { key, words } = declared;
  const texts = textsFor(pageTexts, reader);
  const value = JSON.stringify({ page: read.kind.name, programId: read.program.id, section: key });
  const edit = read.may.write ? button(pageIds.edit, texts.edit, { value }) : undefined;
  const recorded = read.recorded.get(key) ?? [];
  return [
    section(`*${escapeMrkdwn(titleIn(reader, words))}*`, edit),
    ...writtenBlocks(reader, read, key),
    ...(recorded.length > 0 ? [listed(null, recorded)] : []),
    ...(declared.hasMeasures && read.may.write ? measureActs(reader, read, key) : []),
  ];
}

/** A benefit is a measure: an old line becomes one, and a new one is added. */
function measureActs(reader: Reader, { kind, program, written }: PageRead, key: string): KnownBlock[] {
  const texts = textsFor(pageTexts, reader);
  const about = { page: kind.name, programId: program.id, section: key };
  const old = written.get(key)?.measures ?? [];
  return [
    ...old.map((measure, place) =>
      plainSection(
        linesIn(reader, { text: "", measures: [measure] }).join(),
        button(pageIds.measure, texts.makeMeasure, { value: JSON.stringify({ ...about, place }) }),
      ),
    ),
    actions("page.measures", button(pageIds.measure, texts.addMeasure, { value: JSON.stringify(about) })),
  ];
}

function writtenBlocks(reader: Reader, { written, drafts, recorded, may }: PageRead, key: string): KnownBlock[] {
  const texts = textsFor(pageTexts, reader);
  const row = written.get(key);
  if (row) {
    // Whoever writes it has its old measures below, each with its button.
    const lines = linesIn(reader, may.write ? { ...row, measures: [] } : row);
    return [...(lines.length > 0 ? [listed(null, lines)] : []), byLine(reader, row)];
  }
  const draft = drafts.get(key);
  if (draft) return [context(texts.draft(draft.source)), quote({ text: linesIn(reader, draft).join("\n") })];
  return recorded.has(key) ? [] : [context(texts.nothingWritten)];
}

function byLine(reader: Reader, { by, at }: Pick<SectionShown, "by" | "at">): KnownBlock {
  return plainContext(`${by}, ${shortDate(reader, localDateOf(at, reader.zone))}`);
}

function actsOf(reader: Reader, { kind, program, version, pending, written, may, sectionIds }: PageRead) {
  const texts = textsFor(pageTexts, reader);
  const about = { page: kind.name, programId: program.id };
  const value = JSON.stringify(about);
  const read = JSON.stringify({ ...about, read: sectionIds });
  const isReady = may.write && written.size > 0 && pending.length > 0;
  const acts = [
    ...(may.approve
      ? [
          button(pageIds.approve, texts.approve((version?.number ?? 0) + 1), { value: read, primary: true }),
          button(pageIds.sendBack, texts.sendingBack.button, { value: read }),
        ]
      : []),
    ...(isReady ? [button(pageIds.ask, texts.ask, { value })] : []),
    ...(may.share ? [button(pageIds.share, texts.share, { value })] : []),
    ...(version || pending.length > 0 ? [button(pageIds.history, texts.history, { value })] : []),
    ...(written.size > 0 ? [button(pageIds.pdf, texts.pdf, { value })] : []),
  ];
  return acts.length === 0 ? [] : [actions("page.acts", ...acts)];
}

export function differencesView(reader: Reader, { program, version, sections, kind }: Differences): ModalView {
  const texts = textsFor(pageTexts, reader).differences;
  const side = (written: Written) => shorten(linesIn(reader, written).join("\n") || texts.nothing, LONGEST_SIDE);
  return modal({
    title: texts.title,
    close: textsFor(pageTexts, reader).close,
    blocks: [
      header(program.title),
      context(version ? lineOf(statusOf(reader, { kind, version, pending: [] })) : texts.pending),
      ...(sections.length === 0 ? [section(texts.none)] : []),
      ...sections.flatMap(({ key, before, after, ...row }): KnownBlock[] => [
        ...kind.sections.flatMap((each) =>
          each.key === key ? [section(`*${escapeMrkdwn(titleIn(reader, each.words))}*`)] : [],
        ),
        byLine(reader, row),
        ...(before ? [context(texts.before), quote({ text: side(before) })] : []),
        context(texts.after),
        quote({ text: side(after) }),
      ]),
    ],
  });
}

export function sectionView(
  reader: Reader,
  { kind, about, revision }: { kind: PageKind; about: z.infer<typeof aboutSection>; revision: number },
  typed: { text: string; measures: string },
): ModalView {
  const texts = textsFor(pageTexts, reader);
  const [declared = kind.sections[0]] = kind.sections.filter(({ key }) => key === about.section);
  const { title, hint } = declared.words[languageOf(reader.locale)];
  const measures = { label: texts.form.measures, hint: texts.form.measuresHint, initial: typed.measures };
  return sectionForm.view({
    state: { ...about, revision },
    title: textsFor(kind.words, reader).title,
    submit: texts.form.save,
    close: texts.cancel,
    fields: {
      text: { label: title, hint, initial: typed.text },
      // Only what is there is changed as text.
      measures: declared.hasMeasures && typed.measures !== "" ? measures : null,
    },
  });
}

export function shareView(reader: Pick<Reader, "locale">, about: About, version: number): ModalView {
  const { sharing: texts, cancel } = textsFor(pageTexts, reader);
  return shareForm.view({
    state: about,
    title: texts.title,
    submit: texts.submit,
    close: cancel,
    above: [plainSection(texts.lead(version))],
    fields: { person: { label: texts.person }, channel: { label: texts.channel, hint: texts.channelHint } },
  });
}
