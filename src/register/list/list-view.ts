/** The register as a list: what it is narrowed down by, a line and a button for each item, pages. */
import type { KnownBlock, ModalView, PlainTextOption, StaticSelect } from "@slack/types";
import { z } from "zod";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  option,
  section,
  select,
  shorten,
  shortenEscaped,
  words,
} from "../../slack/blocks.ts";
import { modal } from "../../slack/modal.ts";
import { isLive, LONGEST_TITLE } from "../codes-and-transitions.ts";
import { itemIds } from "../ids.ts";
import { ITEM_TYPES } from "../item-types.ts";
import { closingLine, dateLine, titleLine, typeName } from "../items-in-words.ts";
import type { ReadItems, ReadListedItem } from "../readings.ts";
import { registerTexts } from "../texts.ts";
import type { ListFilter } from "./list.ts";

const LONGEST_FACTS = 900;

export const listState = z.strictObject({
  page: z.number().int().min(0),
  /** What was searched for; null: the list by its filters. */
  query: z.string().nullable(),
});
export type ListState = z.infer<typeof listState>;

export function listView(
  reader: Reader,
  { items, count, page, pages, withoutWord }: ReadItems,
  {
    query,
    filter,
    programs,
    today,
  }: {
    query: string | null;
    filter: ListFilter;
    programs: readonly { id: string; title: string }[];
    today: LocalDate;
  },
): ModalView {
  const texts = textsFor(registerTexts, reader);
  const turns = [
    ...(page > 0 ? [button(itemIds.earlier, texts.list.earlier)] : []),
    ...(page < pages - 1 ? [button(itemIds.later, texts.list.later)] : []),
  ];
  const blocks: (KnownBlock | null | false)[] = [
    ...(query === null
      ? filterFields(reader, filter, programs)
      : [words([{ text: texts.list.found(query), bold: true }])]),
    context(count === 0 ? texts.list.none : texts.list.count(count)),
    withoutWord > 0 &&
      section(texts.list.noWord(withoutWord), button(itemIds.noWord, texts.list.show, { value: "no-word" })),
    ...items.flatMap((item) => listedBlocks(reader, item, today)),
    pages > 1 ? context(texts.list.page(page + 1, pages)) : null,
    turns.length > 0 ? actions("register.turn", ...turns) : null,
  ];
  return modal({
    title: texts.list.title,
    close: texts.list.close,
    private_metadata: JSON.stringify({ page, query } satisfies ListState),
    blocks,
  });
}

/** One line: code, title, owner, date, since when; with what state it is in where that is not open. */
export function listedBlocks(
  reader: Reader,
  { item, owner, isLate, closing }: ReadListedItem,
  today: LocalDate,
): KnownBlock[] {
  const { button: buttons, state, view } = textsFor(registerTexts, reader);
  const isOpen = isLive(item);
  const unclosed = item.state === "open" ? null : state(item.type, item.state);
  const facts = [
    owner ?? view.noOwner,
    closing ? closingLine(reader, closing) : unclosed,
    dateLine({ ...reader, today }, item, { isLate }),
    isOpen ? view.since(shortDate(reader, localDateOf(item.raised_at, reader.zone))) : null,
  ].filter((fact) => fact !== null);
  const title = `*${escapeMrkdwn(shorten(titleLine(item), LONGEST_TITLE))}*`;
  const line = [title, escapeMrkdwn(shortenEscaped(facts.join(" · "), LONGEST_FACTS))].join(" · ");
  return [section(line, button(itemIds.open, buttons.open, { value: item.id }))];
}

const ALL = "all";

function filterFields(
  reader: Reader,
  filter: ListFilter,
  programs: readonly { id: string; title: string }[],
): KnownBlock[] {
  const texts = textsFor(registerTexts, reader);
  const { list } = texts;
  const choice = (name: keyof typeof CHOICES, options: PlainTextOption[], value: string): StaticSelect => {
    const chosen = options.find((option) => option.value === value) ?? options[0];
    return select(CHOICES[name], options, { initial: chosen?.value });
  };
  return [
    actions(
      FILTERS,
      choice("whose", [option(ALL, list.everybody), option("mine", list.mine)], filter.isMine ? "mine" : ALL),
      choice(
        "state",
        [
          option("open", list.open),
          option("overdue", list.overdue),
          option("no-word", list.withoutWord),
          option("closed", list.closed),
          option(ALL, list.all),
        ],
        filter.state,
      ),
      choice(
        "type",
        [option(ALL, list.allTypes), ...ITEM_TYPES.map((type) => option(type, typeName(reader, type)))],
        filter.type ?? ALL,
      ),
      choice(
        "program",
        [option(ALL, list.allPrograms), ...programs.map(({ id, title }) => option(id, title))],
        filter.programId ?? ALL,
      ),
    ),
  ];
}

const FILTERS = "register.filters";
const CHOICES = {
  whose: `${itemIds.filter}:whose`,
  state: `${itemIds.filter}:state`,
  type: `${itemIds.filter}:type`,
  program: `${itemIds.filter}:program`,
} as const;

const chosenFilters = z.object({
  [FILTERS]: z.record(z.string(), z.object({ selected_option: z.object({ value: z.string() }).nullish() })).optional(),
});

/** `values`: `state.values` of the list's view. */
export function filterIn(values: unknown): ListFilter {
  const chosen = chosenFilters.parse(values)[FILTERS] ?? {};
  const choiceOf = (name: keyof typeof CHOICES) => chosen[CHOICES[name]]?.selected_option?.value;
  const program = choiceOf("program");
  const state = choiceOf("state");
  return {
    isMine: choiceOf("whose") === "mine",
    programId: program === undefined || program === ALL ? null : program,
    type: ITEM_TYPES.find((type) => type === choiceOf("type")) ?? null,
    state: state === "overdue" || state === "no-word" || state === "closed" || state === "all" ? state : "open",
  };
}
