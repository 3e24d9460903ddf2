/** The list of what is escalated to somebody and by them. */
import type { KnownBlock, ModalView } from "@slack/types";
import { button, lineOf, plain, plainSection, section } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { itemIds } from "../ids.ts";
import { registerTexts } from "../texts.ts";
import { commandTexts } from "../texts-commands.ts";
import { titleLine } from "../words.ts";
import type { EscalatedItem } from "./use-cases-with-me.ts";

const MOST_LISTED = 40;

export function escalatedView(
  reader: Reader,
  { toMe, byMe }: { toMe: readonly EscalatedItem[]; byMe: readonly EscalatedItem[] },
): ModalView {
  const texts = textsFor(commandTexts, reader).escalated;
  const { button: buttons, view } = textsFor(registerTexts, reader);
  const listed = (title: string, escalated: readonly EscalatedItem[], isMine: boolean): KnownBlock[] =>
    escalated.length === 0
      ? []
      : [
          section(`*${title}*`),
          ...escalated.slice(0, MOST_LISTED).map(({ item, holder }) => {
            const line = isMine ? titleLine(item) : `${titleLine(item)} · ${texts.to(holder)}`;
            return plainSection(line, button(itemIds.open, buttons.open, { value: item.id }));
          }),
        ];
  const blocks = [...listed(texts.toMe, toMe, true), ...listed(texts.byMe, byMe, false)];
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(view.back),
    blocks: blocks.length === 0 ? [section(lineOf(texts.none))] : blocks,
  };
}
