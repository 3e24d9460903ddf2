/** What is open in a program, for whoever closes it. */
import type { KnownBlock } from "@slack/types";
import { textIn } from "../../cadences/questions/questions.ts";
import { context, section, shorten, words } from "../../platform/slack/blocks.ts";
import { languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { TYPES, type TypedDetails } from "../details.ts";
import type { Item } from "../repository.ts";
import { titleLine } from "../words.ts";
import { GROUPS, groupOf } from "./rules.ts";
import { closingTexts } from "./texts.ts";

/** Items named; of each no more than fits. */
const MOST_LISTED = 12;
const LONGEST_LINE = 180;

export interface OpenShown {
  /** Those that the reader may read. */
  items: readonly {
    item: Pick<Item, "short_key" | "type" | "number" | "title" | "state"> & TypedDetails;
    owner: string | null;
  }[];
  /** So many more that they may not. */
  unread: number;
  /** How many may go on in another program; null: the reader may have none go on. */
  goOn: number | null;
}

export function openBlocks(reader: Reader, { items, unread, goOn }: OpenShown): KnownBlock[] {
  const texts = textsFor(closingTexts, reader);
  let room = MOST_LISTED;
  const sections = GROUPS.flatMap((group) => {
    const of = items.filter(({ item }) => groupOf(item) === group);
    const shown = of.slice(0, room);
    room -= shown.length;
    if (shown.length === 0) return [];
    const lines = shown.map(({ item, owner }) =>
      [titleLine({ ...item, title: shorten(item.title, LONGEST_LINE) }), owner ?? texts.noOwner].join(" · "),
    );
    const name = group === "blocker" ? texts.blockers : textIn(TYPES[group].plural, languageOf(reader.locale));
    const heading = [{ text: `${name} (${of.length})`, bold: true }];
    return [words(heading, ...lines.map((line) => [{ text: `• ${line}` }]))];
  });
  const below = [
    ...(items.length > MOST_LISTED ? [texts.more(items.length - MOST_LISTED)] : []),
    ...(unread > 0 ? [texts.unread(unread)] : []),
    ...(goOn === null ? [] : [texts.goOn(goOn)]),
  ];
  return [
    section(`*${texts.heading(items.length + unread)}*`),
    ...sections,
    ...(below.length > 0 ? [context(below.join(" "))] : []),
  ];
}
