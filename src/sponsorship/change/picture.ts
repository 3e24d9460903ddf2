/** The trend of a change as a picture: a row for each link, a bar for each quarter. Pure: the same bytes for the same numbers. */

import { list, quarterName, type Reader, textsFor } from "../../platform/texts/language.ts";
import { BLUE, box, card, INK, line, PAD, SMALL, TOP, text, WIDTH } from "../../reports/pictures/card.ts";
import { LINKS, type Quarter, type Trend, toldOf } from "./rules.ts";
import { changeTexts, toldInWords } from "./texts.ts";

const ROW = 300;
const TALLEST = 150;
/** Under its head. */
const ABOVE = 110;
const BAR = 130;
/** Where a link is weak. */
const HELD = 0.8;

interface Shown {
  program: string;
  quarters: readonly Quarter[];
  trend: Trend;
}

export function changePicture(reader: Reader, shown: Shown): { title: string; altText: string; svg(): string } {
  const texts = textsFor(changeTexts, reader);
  const title = texts.intro(shown.program);
  const altText = altTextOf(reader, shown);
  return { title, altText, svg: () => drawn(reader, shown, { title, label: altText }) };
}

/** The same numbers in words. */
function altTextOf(reader: Reader, { quarters, trend }: Shown): string {
  const texts = textsFor(changeTexts, reader);
  const said = LINKS.map((link) => {
    const cells = trend[link].map((cell, place) => texts.cell(reader, quarters[place]?.label ?? "", toldOf(cell)));
    return `${texts.link[link]} – ${list(reader, cells)}`;
  });
  return `${said.join(". ")}.`;
}

function drawn(reader: Reader, { quarters, trend }: Shown, head: { title: string; label: string }): string {
  const texts = textsFor(changeTexts, reader);
  const pitch = (WIDTH - 2 * PAD) / Math.max(quarters.length, 1);
  const middleOf = (place: number) => Math.round(PAD + (place + 0.5) * pitch);
  const bottom = TOP + LINKS.length * (ROW + ABOVE) - 40;
  return card({ ...head, subtitle: texts.line }, bottom, [
    ...LINKS.flatMap((link, row) => {
      const base = TOP + row * (ROW + ABOVE) + ABOVE + TALLEST + 20;
      const held = Math.round(base - HELD * TALLEST);
      return [
        text(PAD, TOP + row * (ROW + ABOVE) + 20, texts.pictured[link], { size: SMALL, bold: true }),
        line(PAD, base, WIDTH - PAD, base, INK.line, 3),
        line(PAD, held, WIDTH - PAD, held, INK.soft, 2),
        ...trend[link].flatMap((cell, place) => {
          const told = toldOf(cell);
          // A bar is a rate.
          const height = told.is === "rate" ? Math.max(Math.round(told.share * TALLEST), 6) : 0;
          const x = middleOf(place);
          const isNumber = told.is === "rate" || told.is === "counts";
          return [
            ...(height > 0 ? [box(x - BAR / 2, base - height, BAR, height, BLUE, { radius: 4 })] : []),
            text(x, base - height - 14, toldInWords(reader, told, { isBrief: true }), {
              size: SMALL,
              bold: isNumber,
              fill: isNumber ? INK.strong : INK.soft,
              anchor: "middle",
            }),
            text(x, base + 52, quarterName(reader, quarters[place]?.label ?? ""), {
              size: SMALL,
              fill: INK.soft,
              anchor: "middle",
            }),
          ];
        }),
      ];
    }),
  ]);
}
