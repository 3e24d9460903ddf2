/** Which pictures a digest has, and what they say: pure, from its document alone, the same bytes for the same digest. */
import { BLOCK_LIMITS } from "../../platform/slack/limits.ts";
import { capitalised, dayAndMonth } from "../../platform/texts/language.ts";
import type { DigestDocument, Line, LineOf } from "../document.ts";
import { type AsksByAge, asksByAge, type Participation, participation } from "./bars.ts";
import { nameOf } from "./card.ts";
import { coloursCounted, coloursOverTime, healthOverTime } from "./health-over-time.ts";
import { type Head, type HealthRow, heatMap } from "./heat-map.ts";
import { columnsUpTo } from "./periods.ts";
import { AGES, type Age, type PictureTexts, pictureTexts } from "./texts.ts";

export const PICTURES = ["heat-map", "health", "colours", "asks", "participation"] as const;
export type PictureName = (typeof PICTURES)[number];

export interface DigestPicture {
  name: PictureName;
  title: string;
  /** What it shows, for those who do not see it. */
  altText: string;
  /** The same, line by line, where no line of the digest says it. */
  facts: string[];
  svg(): string;
}

export interface DigestPictures {
  /** At most one stands on the first screen. */
  screen: DigestPicture | null;
  thread: DigestPicture[];
}

/** A colour or two are told in fewer words than a picture. */
const FEWEST_COLOURS = 3;
const MOST_BARS = 9;

/** The weekly digest is read by those who do the work: it has none. */
export function picturesOf(document: DigestDocument): DigestPictures {
  const { rhythm } = document;
  if (rhythm === "weekly") return { screen: null, thread: [] };
  const maker = { document, texts: pictureTexts(document.reader), rhythm };
  const rows = healthRows(document);
  return {
    screen: healthPicture(maker, rows),
    thread: [coloursPicture(maker, rows), asksPicture(maker), participationPicture(maker)].flatMap((one) => one ?? []),
  };
}

interface Maker {
  document: DigestDocument;
  texts: PictureTexts;
  rhythm: Exclude<DigestDocument["rhythm"], "weekly">;
}

function healthPicture(maker: Maker, rows: HealthRow[]): DigestPicture | null {
  const { document, texts } = maker;
  const [row, ...others] = rows;
  const columns = columnsOf(maker, rows);
  if (!row || rows.flatMap(({ colours }) => colours.filter((colour) => colour !== null)).length < FEWEST_COLOURS)
    return null;
  const over = texts.over(maker.rhythm, columns.length);
  const spoken = rows.map((one) =>
    texts.named(
      one.program,
      [
        ...one.colours.map((colour) => (colour === null ? texts.noColour : texts.colour[colour])),
        ...(one.trend ? [texts.trend[one.trend]] : []),
      ].join(", "),
    ),
  );
  const sentences = [texts.oldestFirst(columns.map((column) => column.spoken)), ...spoken];
  if (others.length === 0) {
    const head = headOf(maker, texts.health(row.program, over), sentences);
    return picture("health", head, () => healthOverTime(texts, { ...head, columns, row }));
  }
  const head = headOf(maker, texts.heatMap(over), sentences);
  return picture("heat-map", head, () => heatMap(texts, document.reader, { ...head, columns, rows }));
}

/** Of a few programs the heat map shows it all. */
function coloursPicture(maker: Maker, rows: HealthRow[]): DigestPicture | null {
  const { texts } = maker;
  const columns = columnsOf(maker, rows);
  if (rows.length < 4 || columns.length < 2) return null;
  const sentences = [
    texts.oldestFirst(columns.map((column) => column.spoken)),
    ...coloursCounted(rows, columns.length).map(({ colour, counts }) =>
      texts.named(capitalised(texts.colour[colour]), counts.join(", ")),
    ),
  ];
  const head = headOf(maker, texts.counts(texts.over(maker.rhythm, columns.length)), sentences);
  return picture("colours", head, () => coloursOverTime(texts, { ...head, columns, rows }), sentences);
}

function asksPicture(maker: Maker): DigestPicture | null {
  const { document, texts } = maker;
  const asks =
    document.openAsks ??
    linesOfDocument(document).flatMap((line) => (line.kind === "ask" || line.kind === "standing-ask" ? [line] : []));
  if (asks.length < 2) return null;
  const ages = { week: none(), fortnight: none(), month: none(), older: none() } satisfies AsksByAge;
  for (const { daysAgo, isOverdue } of asks) ages[ageOf(daysAgo)][isOverdue ? "overdue" : "inTime"] += 1;
  const overdue = asks.filter(({ isOverdue }) => isOverdue).length;
  const total = texts.openAsks(document.reader, asks.length, overdue);
  const sentences = [
    texts.named(texts.asks, total),
    ...AGES.map((age) =>
      texts.named(
        capitalised(texts.age[age]),
        texts.asksOfAge(document.reader, ages[age].inTime + ages[age].overdue, ages[age].overdue),
      ),
    ),
  ];
  const head = { ...headOf(maker, texts.asks, sentences.slice(1)), subtitle: total };
  return picture("asks", head, () => asksByAge(texts, document.reader, { ...head, ages }), sentences.slice(1));
}

function participationPicture(maker: Maker): DigestPicture | null {
  const { document, texts, rhythm } = maker;
  const line = linesOfDocument(document).find((one): one is LineOf<"participation"> => one.kind === "participation");
  const asked = line?.programs?.filter((one) => one.asked > 0) ?? [];
  if (!line || asked.length < 2) return null;
  const named = namesIn(document);
  const rows: Participation[] = [
    { program: texts.all, now: line, before: line.before },
    ...asked
      .map((one) => ({ program: named(one.program), now: one, before: one.before }))
      .sort((one, other) => one.now.answered / one.now.asked - other.now.answered / other.now.asked),
  ];
  const shown = rows.slice(0, 1 + MOST_BARS);
  const listed = rows.length > shown.length ? texts.fewestFirst(MOST_BARS) : null;
  const sentences = shown.map(({ program, now, before }, place) => {
    const share = texts.answered(document.reader, now);
    return texts.named(
      place === 0 && listed ? texts.below(program, listed) : program,
      before && before.asked > 0 ? texts.answeredBefore(document.reader, share, before) : share,
    );
  });
  const head = headOf(maker, texts.participation, sentences);
  const subtitle = listed ? `${head.subtitle} · ${listed}` : head.subtitle;
  return picture(
    "participation",
    head,
    () => participation(texts, document.reader, { ...head, subtitle, rows: shown, before: texts.before[rhythm] }),
    sentences,
  );
}

function picture(name: PictureName, { title, label }: Head, svg: () => string, facts: string[] = []): DigestPicture {
  return { name, title, altText: label, facts, svg };
}

function headOf({ document, texts }: Maker, title: string, sentences: readonly string[]): Head {
  const { reader, period, programs } = document;
  const span = `${dayAndMonth(reader, period.from)} – ${dayAndMonth(reader, period.until)} ${period.until.slice(0, 4)}`;
  const subtitle = programs.length > 1 ? `${span} · ${texts.programs(reader, programs.length)}` : span;
  return { title, subtitle, label: wholeSentences(`${title}.`, sentences) };
}

/** As many as an alternative text may hold; the rest are lines of the digest. */
function wholeSentences(first: string, sentences: readonly string[]): string {
  let said = first;
  for (const sentence of sentences) {
    if (said.length + 1 + sentence.length > BLOCK_LIMITS.imageAltText) break;
    said = `${said} ${sentence}`;
  }
  return said;
}

/** Without the periods of which nobody knows a colour, at the beginning. */
function healthRows(document: DigestDocument): HealthRow[] {
  const given = document.colours ?? [];
  const longest = Math.max(0, ...given.map(({ colours }) => colours.length));
  const periods = Array.from({ length: longest }, (_, index) => index);
  const known = periods.find((index) => given.some(({ colours }) => (colours[index] ?? null) !== null)) ?? longest;
  if (known === longest) return [];
  const shown = namesIn(document);
  return given.map(({ program, colours, trend }) => ({
    program: shown(program),
    colours: periods.slice(known).map((index) => colours[index] ?? null),
    trend,
  }));
}

function columnsOf({ document, rhythm }: Maker, rows: readonly HealthRow[]) {
  return columnsUpTo(document.reader, rhythm, document.period.label, rows[0]?.colours.length ?? 0);
}

/** From title to the name that can be drawn. */
function namesIn({ programs }: DigestDocument): (title: string) => string {
  const names = new Map(programs.map((program) => [program.title, nameOf(program)]));
  return (title) => names.get(title) ?? nameOf({ title, key: title });
}

function linesOfDocument({ sections }: DigestDocument): Line[] {
  return sections.flatMap(({ lines }) => lines);
}

function ageOf(days: number): Age {
  if (days < 7) return "week";
  if (days <= 14) return "fortnight";
  return days <= 28 ? "month" : "older";
}

function none() {
  return { inTime: 0, overdue: 0 };
}
