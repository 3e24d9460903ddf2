/** The view of one program of a digest, and the one that asks which. */
import type { KnownBlock, ModalView } from "@slack/types";
import type { DigestDocument } from "../../digests/document.ts";
import { leftOutLine } from "../../digests/editions/left-out.ts";
import { programMenu, readDigestButton, readMenu, type ToldProgram } from "../../digests/offers.ts";
import { outlineOf, titleOf } from "../../digests/render/outline.ts";
import type { Item as Told } from "../../digests/sections/line.ts";
import { digestTexts } from "../../digests/texts.ts";
import { actions, header, plain, section, shorten, type Words, words } from "../../platform/slack/blocks.ts";
import { ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { programTexts } from "../../programs/texts.ts";
import type { ListedItem } from "../../register/list/use-cases.ts";
import { isOverdue } from "../../register/rules.ts";
import { registerTexts } from "../../register/texts.ts";
import { dateLine, titleLine } from "../../register/words.ts";
import { phaseBlocks } from "../../sponsorship/phases/view.ts";
import { datesBlocks, standingBlocks } from "../view.ts";
import { ITEMS_SHOWN, RECORD_KINDS, type RecordKind } from "./rules.ts";
import { programViewTexts } from "./texts.ts";
import type { ProgramRead } from "./use-cases.ts";

const LINES_SHOWN = 8;
const LONGEST_LINE = 250;
const LONGEST_NAMES = 300;
const LONGEST_QUOTE = 150;

/** `today`: where they read. */
export function programView(asker: Reader, today: LocalDate, read: ProgramRead): ModalView {
  const reader = { ...asker, today };
  const texts = textsFor(programViewTexts, reader);
  const { standing, told } = read;
  const ofProgram = { ...reader, today: standing.today };
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [
      ...standingBlocks(ofProgram, standing),
      ...(standing.isHeld ? [] : datesBlocks(ofProgram, standing)),
      ...(read.phase ? phaseBlocks(reader, read.phase) : []),
      ...recordBlocks(reader, read.record),
      peopleBlock(reader, read),
      header(texts.told),
      ...told.flatMap(({ editionId, document }) => toldBlocks(reader, editionId, document)),
      ...answersMenu(reader, told),
    ],
  };
}

function recordBlocks(reader: Reader & { today: LocalDate }, record: ProgramRead["record"]): KnownBlock[] {
  const texts = textsFor(programViewTexts, reader);
  const kinds = RECORD_KINDS.filter((kind) => record[kind].length > 0);
  if (kinds.length === 0) return [section(texts.noRecord)];
  const shown = kinds.flatMap((kind) => record[kind].slice(0, ITEMS_SHOWN).map(({ item }) => item));
  // What blocks may be several things at once.
  const choices = [...new Map(shown.map((item) => [item.id, item])).values()].map((item) => ({
    kind: "item" as const,
    id: item.id,
    editionId: "",
    label: titleLine(item),
  }));
  return [
    ...kinds.map((kind) => kindBlock(reader, kind, record[kind])),
    actions("program.items", readMenu(texts.openItem, choices)),
  ];
}

function kindBlock(reader: Reader & { today: LocalDate }, kind: RecordKind, listed: readonly ListedItem[]): KnownBlock {
  const texts = textsFor(programViewTexts, reader);
  const more = listed.length - ITEMS_SHOWN;
  return words(
    [{ text: texts.record[kind], bold: true }],
    ...listed.slice(0, ITEMS_SHOWN).map((one): Words[] => [{ text: itemLine(reader, one) }]),
    ...(more > 0 ? [[{ text: texts.more(reader, more), italic: true }]] : []),
  );
}

function itemLine(reader: Reader & { today: LocalDate }, { item, owner, isOfClosed, isByRule }: ListedItem): string {
  const { view } = textsFor(registerTexts, reader);
  const facts = [
    shorten(titleLine(item), LONGEST_LINE),
    ...(owner === null ? [] : [isByRule ? view.unnamed(owner) : owner]),
    ...[dateLine(reader, item)].flatMap((date) => date ?? []),
    ...(isOverdue(item, reader.today) && !isOfClosed ? [view.overdue] : []),
  ];
  return `• ${facts.join(" · ")}`;
}

function peopleBlock(reader: Reader, { names }: ProgramRead): KnownBlock {
  const texts = textsFor(programViewTexts, reader);
  const { role: roles } = textsFor(programTexts, reader);
  const lines = (["lead", "deputy", "sponsor"] as const).flatMap((role): Words[][] => {
    const its = names(role);
    if (its.length === 0 && role !== "lead") return [];
    return [
      [{ text: `${roles[role]} · ${its.length > 0 ? shorten(list(reader, its), LONGEST_NAMES) : texts.noLead}` }],
    ];
  });
  return words([{ text: texts.people, bold: true }], ...lines);
}

/** What one digest said of the program, in the words of that digest; its name stands above. */
function toldBlocks(reader: Reader, editionId: string, stored: DigestDocument): KnownBlock[] {
  const texts = textsFor(programViewTexts, reader);
  const document = { ...stored, reader: { ...stored.reader, locale: reader.locale } };
  const lines = outlineOf(document).sections.flatMap(({ heading, items }) =>
    items.map((item) => toldLine(reader, item, { heading, program: stored.programs[0]?.title ?? "" })),
  );
  const more = lines.length - LINES_SHOWN;
  return [
    words(
      [{ text: titleOf(document), bold: true }],
      ...lines.slice(0, LINES_SHOWN),
      ...(lines.length === 0 ? [[{ text: texts.noLine, italic: true }]] : []),
      ...(more > 0 ? [[{ text: texts.moreLines(reader, more), italic: true }]] : []),
    ),
    actions(`program.told:${editionId}`, readDigestButton(texts.readDigest, editionId)),
  ];
}

function toldLine(reader: Reader, { label, quotes }: Told, of: { heading: string; program: string }): Words[] {
  const whole = label.map(({ text }) => text).join("");
  const said = whole.replace(/^\d+\. /, "").replace(`${of.program} · `, "");
  const [quote] = quotes;
  const { quoted } = textsFor(programViewTexts, reader);
  return [
    { text: `• ${said === of.program ? of.heading : shorten(said, LONGEST_LINE)}` },
    ...(quote
      ? [
          {
            text: `\n${[quoted(shorten(quote.text, LONGEST_QUOTE)), quote.by].filter(Boolean).join(" — ")}`,
            italic: true,
          },
        ]
      : []),
  ];
}

/** The answers on which these digests rest, as far as they tell of this program. */
function answersMenu(reader: Reader, told: ProgramRead["told"]): KnownBlock[] {
  const texts = digestTexts(reader);
  const answers = told.flatMap(({ editionId, document }) =>
    document.citations.flatMap(({ source, author, period }) =>
      source.kind === "check-in" && author !== null
        ? [
            {
              kind: "check-in" as const,
              id: source.id,
              editionId,
              label: `${shorten(author, 40)} · ${texts.round(reader, period)}`,
            },
          ]
        : [],
    ),
  );
  const choices = [...new Map(answers.toReversed().map((answer) => [answer.id, answer])).values()].toReversed();
  if (choices.length === 0) return [];
  const menu = readMenu(textsFor(programViewTexts, reader).readAnswer, choices.slice(0, ELEMENT_LIMITS.selectOptions));
  return [actions("program.answers", menu)];
}

const MOST_MENUS = 5;

/** A menu for each hundred of them, in order of title. */
export function chooseProgramView(
  reader: Reader,
  { programs, leftOut }: { programs: readonly ToldProgram[]; leftOut: readonly string[] },
): ModalView {
  const texts = textsFor(programViewTexts, reader);
  const each = ELEMENT_LIMITS.selectOptions;
  const { compare } = new Intl.Collator(reader.locale);
  const shown = programs.slice(0, MOST_MENUS * each).toSorted((one, other) => compare(one.title, other.title));
  const menus = Array.from({ length: Math.ceil(shown.length / each) }, (_, index) => {
    const some = shown.slice(index * each, (index + 1) * each);
    const [first, last] = [some[0]?.title ?? "", some.at(-1)?.title ?? ""];
    return actions(`program.some:${index}`, programMenu(texts.from(shorten(first, 60), shorten(last, 60)), some));
  });
  const isCut = programs.length > shown.length;
  return {
    type: "modal",
    title: plain(texts.chooseTitle),
    close: plain(texts.close),
    blocks: [
      ...leftOutLine(reader, leftOut),
      section(texts.which),
      ...menus,
      ...(isCut ? [section(texts.onlyFirst(reader, shown.length, programs.length))] : []),
    ],
  };
}
