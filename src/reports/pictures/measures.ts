/** Measures beside each other: of each its line, dashed, and its values, the last one in figures and with how it stands. */
import type { Stands } from "../../goals/how-measures-stand.ts";
import { amountsOf, measureInWords } from "../../goals/measures-in-words.ts";
import { objectiveTexts } from "../../goals/texts-goals.ts";
import { dayInWords, shortMonth, textsFor } from "../../platform/texts/language.ts";
import { inOrderOfNeed, standingIn } from "../compile/measures.ts";
import type { ReportedMeasure } from "../compile/report.ts";
import {
  BLUE,
  box,
  card,
  fitting,
  type Head,
  INK,
  legend,
  line,
  lines,
  nameOf,
  PAD,
  SMALL,
  shape,
  signOf,
  TOP,
  text,
  WIDTH,
  widthOf,
} from "./drawing.ts";
import { chartOf, type Point } from "./measure-chart.ts";
import { type Picture, type Pictured, pictureOf, wholeSentences } from "./picture.ts";
import { pictureTexts } from "./texts.ts";

/** More are counted. */
const MOST_MEASURES = 40;
/** Of more there are three columns. */
const MOST_IN_TWO_COLUMNS = 12;
const GAP = 44;
const LEADING = 44;
/** How high the charts are, by the number of columns. */
const CHARTS = { few: 150, many: 110 } as const;
/** Room for the last value above its point. */
const ABOVE_CHART = 54;
/** Room for the target below the end of a line that falls. */
const BELOW_CHART = 48;

type Amounts = ReturnType<typeof amountsOf>;

interface PicturedMeasure {
  /** Empty where the digest is of one program alone. */
  place: string;
  measure: ReportedMeasure;
}

/** Null where there is none. */
export function measuresPicture(pictured: Pictured): Picture | null {
  const { reader } = pictured;
  const texts = textsFor(pictureTexts, reader);
  const all = picturedMeasures(pictured).toSorted((one, other) => inOrderOfNeed(one.measure, other.measure));
  if (all.length === 0) return null;
  const shown = all.slice(0, MOST_MEASURES);
  const behind = all.filter(({ measure }) => measure.isBehind).length;
  const without = all.filter(({ measure }) => measure.noFigureSince !== null).length;
  const rest = all.length === shown.length ? [] : [texts.restOfMeasures(reader, all.length - shown.length)];
  const subtitle = [
    texts.measured(reader, all.length),
    ...(behind === 0 ? [] : [texts.behind(reader, behind)]),
    ...(without === 0 ? [] : [texts.withoutFigure(reader, without)]),
  ].join(" · ");
  const sentences = shown.map(({ place, measure }) => {
    const facts = measureInWords(reader, measure, titleOf(measure));
    return texts.sentence(place === "" ? facts : `${place}, ${facts}`);
  });
  const label = wholeSentences(texts.named(texts.measures, subtitle.replaceAll(" · ", ", ")), [...sentences, ...rest]);
  const head = { title: texts.measures, subtitle, label };
  return pictureOf("measures", head, () => drawing(pictured, head, shown, rest));
}

/** Those that are open, each once: a portfolio's may be those of a program. */
function picturedMeasures({ programs, portfolios = [] }: Pictured): PicturedMeasure[] {
  const isAlone = programs.length === 1 && portfolios.length === 0;
  const ofPrograms = programs.flatMap((program) =>
    (program.report.measures ?? []).map((measure) => ({ place: isAlone ? "" : nameOf(program), measure })),
  );
  const ofPortfolios = portfolios.flatMap((portfolio) =>
    (portfolio.report.measures ?? [])
      .filter(({ itemId }) => portfolio.named.has(itemId))
      .map((measure) => ({ place: nameOf(portfolio), measure })),
  );
  const byId = new Map([...ofPortfolios, ...ofPrograms].map((each) => [each.measure.itemId, each]));
  return [...byId.values()].filter(({ measure }) => measure.ended === undefined);
}

function titleOf({ code, title }: ReportedMeasure): string {
  return nameOf({ key: code, title });
}

function drawing(pictured: Pictured, head: Head, shown: readonly PicturedMeasure[], rest: readonly string[]): string {
  const count = shown.length > MOST_IN_TWO_COLUMNS ? 3 : Math.min(2, shown.length);
  const width = (WIDTH - 2 * PAD - (count - 1) * GAP) / count;
  const parts: string[] = [];
  const height = count > 2 ? CHARTS.many : CHARTS.few;
  let top = TOP + 20;

  for (let first = 0; first < shown.length; first += count) {
    const row = shown.slice(first, first + count);
    const worded = row.map((each) => ({ ...each, titles: lines(titleOf(each.measure), SMALL, width, true) }));
    const heads = Math.max(...worded.map(({ titles, place }) => titles.length + Number(place !== "")));
    const chartTop = top + heads * LEADING + ABOVE_CHART;
    if (first > 0) parts.push(line(PAD, top - 24, WIDTH - PAD, top - 24, INK.track));
    for (const [column, each] of worded.entries())
      parts.push(...cell(pictured, each, { x: PAD + column * (width + GAP), width, top, chartTop, height }));
    top = chartTop + height + BELOW_CHART + 2 * LEADING + 80;
  }

  const signs = legend(top + 20, legendOf(pictured, shown));
  const below = rest.map((words) => text(PAD, signs.bottom + 50, words, { size: SMALL, bold: true }));
  return card(head, rest.length === 0 ? signs.bottom : signs.bottom + 62, [...parts, ...signs.drawing, ...below]);
}

interface Place {
  x: number;
  width: number;
  top: number;
  chartTop: number;
  /** Of the chart. */
  height: number;
}

/** Whose it is, what it is called, its chart, and in two lines how it stands. */
function cell(
  { reader }: Pictured,
  { place, measure, titles }: PicturedMeasure & { titles: readonly string[] },
  { x, width, top, chartTop, height }: Place,
): string[] {
  const { stands } = textsFor(objectiveTexts, reader);
  const names = place === "" ? [] : [fitting(place, SMALL, width)];
  const head = [
    ...names.map((words) => ({ words, bold: false, fill: INK.soft })),
    ...titles.map((words) => ({ words, bold: true, fill: INK.strong })),
  ];
  const standing = standingIn(measure);
  const amounts = amountsOf(reader, measure);
  const foot = chartTop + height + BELOW_CHART + LEADING + 8;
  return [
    ...head.map(({ words, ...ink }, place) => text(x, top + 30 + place * LEADING, words, { size: SMALL, ...ink })),
    ...chart(measure, amounts, { x, width, top: chartTop, height }),
    STANDING_SIGNS[standing](x + 18, foot - 13),
    text(x + 48, foot, fitting(stands[standing], SMALL, width - 48), { size: SMALL, bold: measure.isBehind }),
    text(x, foot + LEADING, fitting(planOf(reader, measure, { amounts, width }), SMALL, width), {
      size: SMALL,
      fill: INK.soft,
    }),
  ];
}

/** What was planned for its last value, or since when there is none. */
function planOf(
  reader: Pictured["reader"],
  measure: ReportedMeasure,
  { amounts, width }: { amounts: Amounts; width: number },
): string {
  const texts = textsFor(pictureTexts, reader);
  const { direction, noFigureSince } = measure;
  if (noFigureSince !== null) {
    const since = texts.since(dayInWords(reader, noFigureSince));
    const month = `${shortMonth(reader, Number(noFigureSince.slice(5, 7)))} ${noFigureSince.slice(0, 4)}`;
    return widthOf(since, SMALL) <= width ? since : texts.sinceMonth(month);
  }

  const { target, plannedFor } = amounts;
  if (direction === "above" || direction === "below") return texts[direction](target);
  return measure.latest === null ? "" : plannedFor;
}

/** The line of the plan, dashed, with the target at its end; over it the values, the last one in figures. */
function chart(
  measure: ReportedMeasure,
  { last, target, targetWithUnit }: Amounts,
  { x, width, top, height }: Omit<Place, "chartTop">,
): string[] {
  const { plan, values } = chartOf(measure, { x: x + 8, y: top, width: width - 24, height });
  const end = plan.at(-1);
  const newest = values.at(-1);
  const aim = newest === undefined ? targetWithUnit : target;
  const room = Math.round(widthOf(aim, SMALL)) + 20;
  return [
    line(x, top + height + 52, x + width, top + height + 52, INK.track),
    path(plan, INK.soft, 5, ' stroke-dasharray="4 13"'),
    path(values, BLUE, 7),
    ...values.slice(0, -1).map((point) => `<circle cx="${point.x}" cy="${point.y}" r="7" fill="${BLUE}"/>`),
    ...(end === undefined
      ? []
      : [text(x + width, aimBaseline(plan), aim, { size: SMALL, fill: INK.soft, anchor: "end" })]),
    ...(newest === undefined ? [] : lastValue(measure, values, last, { from: x, until: x + width - room })),
  ];
}

/** Above a line that rises or stays, below the last part of one that falls. */
function aimBaseline(plan: readonly Point[]): number {
  const end = plan.at(-1);
  const before = plan.at(-2);
  if (end === undefined) return 0;
  return before !== undefined && before.y < end.y ? end.y + 44 : end.y - 16;
}

/** In figures above its point, where values fall to the right of them; a triangle where it is behind. */
function lastValue(
  { isBehind }: ReportedMeasure,
  values: readonly Point[],
  words: string,
  { from, until }: { from: number; until: number },
): string[] {
  const { x, y } = values.at(-1) ?? { x: from, y: 0 };
  const falls = (values.at(-2)?.y ?? y) < y;
  const width = Math.round(widthOf(words, SMALL, true));
  const right = Math.max(from + width, Math.min(x + (falls ? width : width / 2), until));
  const baseline = y - 30;
  return [
    box(right - width - 6, baseline - 34, width + 12, 44, INK.card, { radius: 4 }),
    text(Math.round(right), baseline, words, { size: SMALL, bold: true, anchor: "end" }),
    isBehind ? shape("amber", x, y, 19) : `<circle cx="${x}" cy="${y}" r="13" fill="${BLUE}"/>`,
  ];
}

function path(points: readonly Point[], stroke: string, width: number, more = ""): string {
  const [first, ...others] = points;
  if (first === undefined || others.length === 0) return "";
  const way = `M${first.x} ${first.y}${others.map(({ x, y }) => `L${x} ${y}`).join("")}`;
  return `<path d="${way}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${more}/>`;
}

type Sign = (x: number, y: number) => string;

const disc: Sign = (x, y) => `<circle cx="${x}" cy="${y}" r="13" fill="${BLUE}"/>`;
const ring: Sign = (x, y) =>
  `<circle cx="${x}" cy="${y}" r="12" fill="${INK.card}" stroke="${INK.soft}" stroke-width="5"/>`;

/** Told apart without their colour. */
const STANDING_SIGNS: Record<Stands, Sign> = {
  "not-reached": signOf("red"),
  "behind-twice": signOf("amber"),
  behind: signOf("amber"),
  "no-figure": ring,
  "no-value": ring,
  "no-line": ring,
  "on-line": disc,
  reached: disc,
  dropped: ring,
};

function legendOf({ reader }: Pictured, shown: readonly PicturedMeasure[]) {
  const texts = textsFor(pictureTexts, reader);
  const dashes: Sign = (x, y) =>
    path(
      [
        { x: x - 18, y },
        { x: x + 18, y },
      ],
      INK.soft,
      5,
      ' stroke-dasharray="4 13"',
    );
  const hasValues = shown.some(({ measure }) => measure.values.length > 0);
  return [
    { sign: dashes, label: texts.plan },
    ...(hasValues ? [{ sign: disc, label: texts.values }] : []),
    ...(shown.some(({ measure }) => measure.isBehind) ? [{ sign: signOf("amber"), label: texts.isBehind }] : []),
  ];
}
