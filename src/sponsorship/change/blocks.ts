import type { KnownBlock, ModalView } from "@slack/types";
import { actions, button, context, plain, section, shorten, type Words, words } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { changeIds } from "../ids.ts";
import { ownBlocks } from "../own/blocks.ts";
import type { Own } from "../own/use-cases.ts";
import { LINKS, type Trend, toldOf, weakestIn } from "./rules.ts";
import { changeTexts } from "./texts.ts";
import type { ChangeShown } from "./use-cases.ts";

const LONGEST_TITLE = 150;

/** `own`: what is for this reader alone. */
export function changeView(reader: Reader, shown: ChangeShown, own: Own | null): ModalView {
  const texts = textsFor(changeTexts, reader);
  const hasPicture = shown.trend !== null && weakestIn(shown.trend).unknown.length < LINKS.length;
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [
      ...numbersBlocks(reader, shown),
      ...(hasPicture ? [actions("change.acts", button(changeIds.send, texts.send, { value: shown.programId }))] : []),
      ...(own ? ownBlocks(reader, own) : []),
    ],
  };
}

/** In the view, and beside the picture. */
export function numbersBlocks(reader: Reader, shown: ChangeShown): KnownBlock[] {
  const texts = textsFor(changeTexts, reader);
  return [
    words([{ text: texts.intro(shorten(shown.program, LONGEST_TITLE)), bold: true }]),
    ...(shown.trend ? trendBlocks(reader, shown, shown.trend) : [section(texts.tooFew)]),
    context(texts.basis),
  ];
}

function trendBlocks(reader: Reader, { quarters }: ChangeShown, trend: Trend): KnownBlock[] {
  const texts = textsFor(changeTexts, reader);
  const lines = LINKS.flatMap((link): Words[][] => [
    [{ text: texts.link[link], bold: true }],
    [{ text: trendLine(reader, quarters, trend[link]) }],
  ]);
  return [
    words(...lines),
    context(texts.soFar),
    words([{ text: texts.weakHead, bold: true }], ...weakLines(reader, trend)),
  ];
}

function trendLine(reader: Reader, quarters: ChangeShown["quarters"], cells: Trend[(typeof LINKS)[number]]): string {
  const { cell } = textsFor(changeTexts, reader);
  return quarters
    .flatMap(({ label }, place) => {
      const its = cells[place];
      return its ? cell(reader, label, toldOf(its)) : [];
    })
    .join(" · ");
}

function weakLines(reader: Reader, trend: Trend): Words[][] {
  const texts = textsFor(changeTexts, reader);
  const { weak, unknown } = weakestIn(trend);
  if (unknown.length === LINKS.length) return [[{ text: texts.allUnknown }]];
  const more =
    unknown.length > 0
      ? [
          [
            {
              text: texts.unknown(
                reader,
                unknown.map((link) => texts.short[link]),
              ),
            },
          ],
        ]
      : [];
  return [[{ text: weak ? texts.weak[weak] : texts.noWeak }], ...more];
}
