/** What is said of things that went on to somebody else because a role had ended. */
import type { Button, KnownBlock, SectionBlock } from "@slack/types";
import { z } from "zod";
import { actions, button, context, lineOf, plainSection, section } from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { handingOnIds, itemIds } from "../ids.ts";
import { codeOf } from "../rules.ts";
import { registerTexts } from "../texts.ts";
import type { Item } from "../use-cases.ts";
import { titleLine } from "../words.ts";
import type { EndedBecause } from "./facts.ts";
import { handingOnTexts } from "./texts.ts";

export interface HandingOnShown {
  /** To whoever has it now, to whoever had it, or to an admin because nobody has it. */
  as: "heir" | "former" | "keeper";
  program: string;
  from: string;
  because: EndedBecause;
  /** `owner`: who has it now. */
  items: readonly { item: Item; owner: string | null }[];
  more: number;
  /** Of items that may still be declined, until this day. */
  decline: { ids: readonly string[]; until: LocalDate } | null;
}

const MOST_SHOWN = 10;

/** The codes, at most so many. */
function codes(reader: Reader, { items, more }: HandingOnShown): string {
  const texts = textsFor(handingOnTexts, reader);
  const rest = more + Math.max(0, items.length - MOST_SHOWN);
  const named = items.slice(0, MOST_SHOWN).map(({ item }) => codeOf(item));
  return list(reader, rest > 0 ? [...named, texts.more(rest)] : named);
}

function intro(reader: Reader, shown: HandingOnShown): string {
  const texts = textsFor(handingOnTexts, reader);
  const { program, from, because } = shown;
  if (shown.as === "former") return texts.former(program);
  if (shown.as === "keeper") return texts.keeper(codes(reader, shown), program);
  const first = texts.from[because](from, program);
  // What has gone on since is no longer theirs.
  return shown.items.length === 0 ? first : `${first} ${texts.heir(codes(reader, shown))}`;
}

export function handingOnMessage(reader: Reader, shown: HandingOnShown): Message {
  const texts = textsFor(handingOnTexts, reader);
  const line = lineOf(intro(reader, shown));
  const { decline, items, as } = shown;
  const rows = items.slice(0, MOST_SHOWN).map(({ item, owner }): KnownBlock => {
    // Whoever has no role any more is told where it went, and no more of it.
    if (as === "former") return plainSection(texts.now(codeOf(item), owner ?? texts.nobody));
    return plainSection(
      titleLine(item),
      button(itemIds.open, textsFor(registerTexts, reader).button.open, { value: item.id }),
    );
  });
  const rest = shown.more + Math.max(0, items.length - MOST_SHOWN);
  return {
    text: line,
    blocks: [
      section(line),
      ...(as === "keeper" ? [] : rows),
      ...(rest > 0 && as !== "keeper" ? [context(texts.more(rest))] : []),
      ...(decline ? declineRows(reader, decline.ids, decline.until) : []),
    ],
  };
}

export function declineRows(reader: Reader, ids: readonly string[], until: LocalDate): KnownBlock[] {
  const texts = textsFor(handingOnTexts, reader);
  const decline = button(handingOnIds.decline, texts.decline, { value: declinedValue.encode([...ids]) });
  return [context(texts.declineUntil(longDate(reader, until))), actions("handing-on", decline)];
}

/** A button carries 2,000 characters: what is beyond is declined item by item, or handed over. */
const MOST_DECLINED = 40;

export const declinedValue = z.codec(z.string(), z.array(z.string()), {
  decode: (value) => value.split(" "),
  encode: (ids) => ids.slice(0, MOST_DECLINED).join(" "),
});

export function handingOnLine(reader: Reader, shown: HandingOnShown): SectionBlock {
  const mine = button(itemIds.mine, textsFor(registerTexts, reader).button.mine);
  return section(lineOf(intro(reader, shown)), shown.as === "heir" ? mine : undefined);
}

/** What has an item back where it was before somebody handed it over. */
export function undoHandOverButton(reader: Reader, itemId: string): Button {
  return button(handingOnIds.undo, textsFor(handingOnTexts, reader).undo, { value: itemId });
}
