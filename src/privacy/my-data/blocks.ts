import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { Form } from "../../kernel/forms/form.ts";
import { onTheFirst } from "../../people/texts-retention.ts";
import type { Person } from "../../people/use-cases.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  lineOf,
  plain,
  plainSection,
  quote,
  section,
  shorten,
} from "../../platform/slack/blocks.ts";
import {
  capitalised,
  dateAndTime,
  languageOf,
  type Reader,
  textsFor,
  whomToAsk,
} from "../../platform/texts/language.ts";
import type { DataKind } from "../data-map.ts";
import { noticeButtonAmongMyData } from "../notice/blocks.ts";
import type { ShownRow } from "./row-words.ts";
import { type Kept, ON_PAGE, PAGES, type PageOf } from "./rules.ts";
import { myDataTexts } from "./texts.ts";
import type { MyData, Page } from "./use-cases.ts";

export const myDataIds = {
  see: "my_data.see",
  earlier: "my_data.earlier",
  later: "my_data.later",
  whole: "my_data.whole",
  download: "my_data.download",
  downloadForm: "my_data.download_form",
} as const;

export const seeState = z.strictObject({ of: z.enum(PAGES), page: z.int().min(0) });
export type SeeState = z.infer<typeof seeState>;

const LONGEST_TEXT = 600;
const MOST_TEXTS = 12;
const LONGEST_LIST = 500;
const MOST_WHOLE = 90;

export function myDataView(reader: Reader, person: Pick<Person, "name">, data: MyData): ModalView {
  const texts = textsFor(myDataTexts, reader);
  const { names, address } = data.lookedAfter;
  const who = address === "" ? texts.ask(whomToAsk(reader, names)) : texts.lookedAfterBy(address);
  const kinds = data.kinds.flatMap(({ kind, count, kept }): KnownBlock[] => {
    if (count === 0) return [];
    const said = `*${texts.kinds[kind]}* · ${texts.count(reader, count)}\n${escapeMrkdwn(capitalised(texts.what[kind]))}`;
    const [until, who] = [texts.kept(keptInWords(reader, kept)), texts.read(readersInWords(reader, kind, data))];
    return [
      section(said, button(`${myDataIds.see}:${kind}`, texts.see, { value: kind })),
      context(lineOf(`${until}. ${who}.`)),
    ];
  });
  const without = data.kinds.flatMap(({ kind, count }) => (count === 0 ? [texts.kinds[kind]] : []));
  const others = `*${texts.others}*\n${escapeMrkdwn(capitalised(texts.othersWhat))}`;
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [
      section(`*${texts.notFor}*\n${lineOf(shorten(who, LONGEST_LIST))}`),
      actions("my_data.acts", button(myDataIds.download, texts.download), noticeButtonAmongMyData(reader)),
      { type: "divider" },
      ...kinds,
      section(others, button(`${myDataIds.see}:others`, texts.see, { value: "others" })),
      ...(without.length > 0 ? [context(texts.nothingOf(reader, without))] : []),
      context(lineOf(onTheFirst[languageOf(reader.locale)])),
      context(lineOf(texts.onlyYou(person.name))),
    ],
  };
}

function keptInWords(reader: Reader, kept: Kept): string {
  const texts = textsFor(myDataTexts, reader);
  switch (kept.kept) {
    case "asked":
      return texts.keptAsked(kept.daily, kept.other);
    case "answers":
      return texts.keptAnswers(kept.daily, kept.other);
    case "program":
      return texts.keptProgram(kept.months, kept.names);
    case "roles":
      return texts.keptRoles(kept.months);
    case "absences":
      return texts.keptAbsences(kept.months);
    case "preferences":
      return texts.keptPreferences(kept.months);
    case "contacts":
      return texts.keptContacts(kept.months);
    case "candidacies":
      return texts.keptCandidacies(kept.months);
    case "months":
      return texts.keptMonths(kept.months);
    case "days":
      return texts.keptDays(kept.days);
    case "here":
      return texts.keptHere;
  }
}

/** Of answers by the disclosure of what was asked: “those who lead AJO and its team”. */
export function readersInWords(reader: Reader, kind: DataKind, { answersRead }: Pick<MyData, "answersRead">): string {
  const texts = textsFor(myDataTexts, reader);
  if (kind !== "answers") return texts.readBy[kind];
  if (answersRead.length === 0) return texts.answersReadByNobody;
  return shorten(
    answersRead.map(({ of, programs }) => texts.answersReadBy[of](reader, programs)).join("; "),
    LONGEST_LIST,
  );
}

export function seeView(
  reader: Reader,
  person: Pick<Person, "name" | "handle">,
  { state, page }: { state: SeeState; page: Page },
): ModalView {
  const texts = textsFor(myDataTexts, reader);
  const from = state.page * ON_PAGE;
  const turns = [
    ...(state.page > 0 ? [button(myDataIds.later, texts.later)] : []),
    ...(from + page.rows.length < page.count ? [button(myDataIds.earlier, texts.earlier)] : []),
  ];
  return {
    type: "modal",
    private_metadata: JSON.stringify(state),
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [
      header(headingOf(reader, state.of)),
      ...introOf(reader, person, state.of, page),
      ...(page.rows.length === 0
        ? []
        : [context(texts.seeIntro(reader, from + 1, from + page.rows.length, page.count))]),
      ...page.rows.flatMap((row) => rowBlocks(reader, row, state.of)),
      ...(turns.length > 0 ? [actions("my_data.turn", ...turns)] : []),
    ],
  };
}

function headingOf(reader: Reader, of: PageOf): string {
  const texts = textsFor(myDataTexts, reader);
  return of === "others" ? texts.others : texts.kinds[of];
}

function introOf(
  reader: Reader,
  { name, handle }: Pick<Person, "name" | "handle">,
  of: PageOf,
  page: Page,
): KnownBlock[] {
  const texts = textsFor(myDataTexts, reader);
  if (of !== "others") return page.count === 0 ? [section(texts.seeNone)] : [];
  const how = page.count + page.unread === 0 ? texts.othersNone(name, handle) : texts.othersHow(name, handle);
  const more = page.unread === 0 ? [] : [section(lineOf(texts.othersMore(page.unread, texts.whoLooksAfter)))];
  return [section(lineOf(how)), ...more];
}

function rowBlocks(reader: Reader, { ref, at, head, texts: said }: ShownRow, of: PageOf): KnownBlock[] {
  const texts = textsFor(myDataTexts, reader);
  const line = at === null ? head : `${head} · ${dateAndTime(reader, at)}`;
  const shown = said.slice(0, MOST_TEXTS);
  const isShortened = said.length > shown.length || shown.some(({ text }) => text.length > LONGEST_TEXT);
  const runs = shown.flatMap(({ label, text }, index) => [
    { text: index === 0 ? "" : "\n" },
    ...(label === null ? [] : [{ text: `${label}\n`, italic: true }]),
    { text: shorten(text, LONGEST_TEXT) },
  ]);
  const without = of === "digests" && ref?.startsWith("digest_source/") && said.length === 0;
  return [
    plainSection(line),
    ...(runs.length > 0 ? [quote(...runs)] : []),
    ...(isShortened && ref !== null ? [wholeButton(texts.whole, { of, ref })] : []),
    ...(without ? [context(texts.toldWithout)] : []),
  ];
}

/** Of the button that shows one row whole. */
export const wholeValue = z.strictObject({ of: z.enum(PAGES), ref: z.string() });

function wholeButton(label: string, value: z.infer<typeof wholeValue>): KnownBlock {
  return actions(`my_data.whole:${value.ref}`, button(myDataIds.whole, label, { value: JSON.stringify(value) }));
}

/** One row with all of its words. */
export function wholeView(reader: Reader, { head, texts: said }: ShownRow): ModalView {
  const texts = textsFor(myDataTexts, reader);
  const runs = said.map(({ label, text }) =>
    quote(...(label === null ? [] : [{ text: `${label}\n`, italic: true }]), { text }),
  );
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [plainSection(head), ...runs.slice(0, MOST_WHOLE)],
  };
}

export const downloadForm = new Form({ id: myDataIds.downloadForm, state: z.string(), fields: z.object({}) });

export function downloadView(reader: Reader): ModalView {
  const texts = textsFor(myDataTexts, reader);
  return downloadForm.view({
    state: "",
    title: texts.downloadTitle,
    submit: texts.downloadSubmit,
    close: texts.close,
    above: [section(`*${texts.notFor}*\n${texts.downloadIntro}`), section(texts.downloadWithout)],
    fields: {},
  });
}
