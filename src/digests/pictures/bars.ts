import type { Reader } from "../../platform/texts/language.ts";
import {
  BLUE,
  box,
  card,
  FILL,
  type Head,
  INK,
  legend,
  line,
  PAD,
  rowName,
  TEXT,
  TOP,
  text,
  WIDTH,
  widthOf,
} from "../../reports/pictures/card.ts";
import type { Tally } from "../document.ts";
import { AGES, type Age, type PictureTexts } from "./texts.ts";

const ROW = 104;
const BAR = 56;
/** Up to so many, each ask is a block of its own and can be counted. */
const COUNTABLE = 10;

export type AsksByAge = Record<Age, { inTime: number; overdue: number }>;

/** How long asks have waited; those past their date are hatched. */
export function asksByAge(
  texts: PictureTexts,
  reader: Pick<Reader, "locale">,
  { ages, ...head }: Head & { ages: AsksByAge },
): string {
  const left = PAD + Math.max(...AGES.map((age) => widthOf(texts.age[age], TEXT))) + 30;
  const said = AGES.map((age) => texts.asksOfAge(reader, ages[age].inTime + ages[age].overdue, ages[age].overdue));
  const room = WIDTH - PAD - left - Math.max(...said.map((words) => widthOf(words, TEXT, true))) - 30;
  const most = Math.max(...AGES.map((age) => ages[age].inTime + ages[age].overdue), 1);
  const unit = room / Math.max(most, 4);
  const gap = most <= COUNTABLE ? 6 : 0;
  const bottom = TOP + AGES.length * ROW;
  const signs = legend(bottom + 40, [
    { sign: (x, y) => box(x - 18, y - 18, 36, 36, "url(#hatch)", { radius: 6 }), label: texts.overdue },
    { sign: (x, y) => box(x - 18, y - 18, 36, 36, BLUE, { radius: 6 }), label: texts.inTime },
  ]);
  return card(head, signs.bottom, [
    `<defs><pattern id="hatch" width="18" height="18" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="18" height="18" fill="${FILL.red}"/><rect width="6" height="18" fill="#E9A6AD"/></pattern></defs>`,
    line(left, TOP - 4, left, bottom - 20),
    ...AGES.flatMap((age, place) => {
      const { inTime, overdue } = ages[age];
      const y = TOP + place * ROW;
      const fills = [
        ...Array.from({ length: overdue }, () => "url(#hatch)"),
        ...Array.from({ length: inTime }, () => BLUE),
      ];
      const bars =
        gap > 0
          ? fills.map((fill, index) =>
              box(Math.round(left + 8 + index * unit), y, unit - gap, BAR, fill, { radius: 6 }),
            )
          : [
              ...(overdue > 0 ? [box(left + 8, y, overdue * unit, BAR, "url(#hatch)", { radius: 0 })] : []),
              ...(inTime > 0
                ? [box(Math.round(left + 8 + overdue * unit), y, inTime * unit, BAR, BLUE, { radius: 0 })]
                : []),
            ];
      return [
        text(left - 24, y + 41, texts.age[age], { anchor: "end" }),
        ...bars,
        text(Math.round(left + 8 + fills.length * unit) + 18, y + 41, said[place] ?? "", {
          bold: fills.length > 0,
          fill: fills.length > 0 ? INK.strong : INK.soft,
        }),
      ];
    }),
    ...signs.drawing,
  ]);
}

export interface Participation {
  program: string;
  now: Tally;
  before: Tally | null;
}

/** The share of answers: a bar a program, a mark where it stood before. The first row is all of them. */
export function participation(
  texts: PictureTexts,
  reader: Pick<Reader, "locale">,
  { rows, before, ...head }: Head & { rows: readonly Participation[]; before: string },
): string {
  const names = 400;
  const left = PAD + names + 24;
  const said = rows.map(({ now }) => texts.answered(reader, now));
  const width = Math.floor(WIDTH - PAD - left - Math.max(...said.map((words) => widthOf(words, TEXT, true))) - 24);
  const pitch = 92;
  const bottom = TOP + rows.length * pitch + 12;
  const xOf = ({ answered, asked }: Tally) => Math.round(left + (answered / asked) * width);
  const signs = legend(bottom + 44, [
    { sign: (x, y) => box(x - 18, y - 18, 36, 36, BLUE, { radius: 6 }), label: texts.now },
    ...(rows.some((row) => row.before) ? [{ sign: (x: number, y: number) => mark(x, y - 18, 36), label: before }] : []),
  ]);
  return card(head, signs.bottom, [
    ...rows.flatMap(({ program, now, before: then }, place) => {
      const y = TOP + place * pitch + (place > 0 ? 12 : 0);
      const bold = place === 0;
      return [
        ...rowName(program, y + 28, names, bold),
        box(left, y, width, BAR, INK.track, { radius: 8 }),
        ...(now.answered > 0 ? [box(left, y, xOf(now) - left, BAR, BLUE, { radius: 8 })] : []),
        ...(then && then.asked > 0 ? mark(xOf(then), y, BAR) : []),
        text(left + width + 24, y + 41, said[place] ?? "", { bold }),
      ];
    }),
    line(PAD, TOP + pitch - 10, WIDTH - PAD, TOP + pitch - 10),
    ...signs.drawing,
  ]);
}

/** Seen on a filled bar and beside it. */
function mark(x: number, y: number, height: number): string[] {
  return [line(x, y - 8, x, y + height + 8, INK.card, 14), line(x, y - 8, x, y + height + 8, INK.strong, 6)];
}
