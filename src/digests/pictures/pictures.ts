/** Which pictures a digest has, and what they say: pure, from its document alone, the same bytes for the same digest. */
import { isProposedRed } from "../../health/rules.ts";
import { BLOCK_LIMITS } from "../../platform/slack/limits.ts";
import { capitalised, dayAndMonth, languageOf } from "../../platform/texts/language.ts";
import { daysBetween, localDateOf } from "../../platform/time.ts";
import { type Head, nameOf } from "../../reports/pictures/card.ts";
import { columnsUpTo } from "../../reports/pictures/columns.ts";
import type { DigestDocument, Line, LineOf } from "../document.ts";
import { type AsksByAge, asksByAge, type Participation, participation } from "./bars.ts";
import { type MovedDate, plannedAndPresent } from "./dates.ts";
import { coloursCounted, coloursOverTime, healthOverTime } from "./health-over-time.ts";
import { countedByColour, type HealthRow, heatMap, worstFirst } from "./heat-map.ts";
import { type Mover, moved, movesOf } from "./moved.ts";
import { AGES, type Age, MOVES, type PictureTexts, pictureTexts } from "./texts.ts";

export const PICTURES = [
  "moved",
  "standing",
  "health",
  "heat-map",
  "colours",
  "dates",
  "asks",
  "participation",
] as const;
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
  /** What moved: at most one stands on the first screen. */
  screen: DigestPicture | null;
  thread: DigestPicture[];
}

/** Under which label each program stands, by its title. */
type Groups = ReadonlyMap<string, string>;

/** A colour or two are told in fewer words than a picture. */
const FEWEST_COLOURS = 3;
/** Fewer have a line each. */
const FEWEST_MAPPED = 10;
const MOST_BARS = 9;
const MOST_DATES = 8;

/** The weekly digest is read by those who do the work: it has none. `groups`: for its map. */
export function picturesOf(document: DigestDocument, groups?: Groups): DigestPictures {
  const maker = makerFor(document, groups);
  if (maker === null) return { screen: null, thread: [] };
  const { rows } = maker;
  const [row] = rows;
  const isTold = rows.flatMap(({ colours }) => colours.filter((colour) => colour !== null)).length >= FEWEST_COLOURS;
  const hasWay = row && (new Set(row.colours).size > 1 || standingIn(maker).length > 0);
  const screen: PictureName[] = !isTold ? [] : rows.length > 1 ? ["moved", "standing"] : hasWay ? ["health"] : [];
  const thread: PictureName[] = [
    ...(rows.length < FEWEST_MAPPED ? [] : (["heat-map"] as const)),
    "colours",
    "dates",
    "asks",
    "participation",
  ];
  return {
    screen: screen.flatMap((name) => MADE[name](maker) ?? [])[0] ?? null,
    thread: thread.flatMap((name) => MADE[name](maker) ?? []),
  };
}

/** Also one that a digest has by how it was divided, and would not have now. */
export function pictureNamed(document: DigestDocument, name: string): DigestPicture | null {
  const known = PICTURES.find((one) => one === name);
  const maker = makerFor(document);
  return known && maker ? MADE[known](maker) : null;
}

interface Maker {
  document: DigestDocument;
  texts: PictureTexts;
  rhythm: Exclude<DigestDocument["rhythm"], "weekly">;
  rows: HealthRow[];
  groups: Groups | undefined;
}

const MADE: Record<PictureName, (maker: Maker) => DigestPicture | null> = {
  moved: movedPicture,
  standing: standingPicture,
  health: wayPicture,
  "heat-map": heatMapPicture,
  colours: coloursPicture,
  dates: datesPicture,
  asks: asksPicture,
  participation: participationPicture,
};

function makerFor(document: DigestDocument, groups?: Groups): Maker | null {
  const { rhythm, reader } = document;
  if (rhythm === "weekly") return null;
  return { document, texts: pictureTexts(reader), rhythm, rows: healthRows(document), groups };
}

function movedPicture(maker: Maker): DigestPicture | null {
  const {
    texts,
    rhythm,
    rows,
    document: { reader },
  } = maker;
  const [now, then] = columnsOf(maker).toReversed();
  const moves = movesOf(rows);
  const { named, others, same } = moves;
  const movers = [...named, ...others];
  if (!now || !then || movers.length === 0) return null;
  const how = MOVES.flatMap((move) => {
    const count = movers.filter((one) => one.move === move).length;
    return count === 0 ? [] : [texts.move(reader, count)[move]];
  });
  const said = ({ from, to }: Mover) => `${from === null ? texts.noColour : texts.colour[from]} → ${texts.colour[to]}`;
  const sentences = [
    texts.named(capitalised(`${then.head} → ${now.head}`), how.join(", ")),
    ...named.map((mover) => texts.named(mover.program, said(mover))),
    ...(others.length === 0
      ? []
      : [
          texts.named(
            texts.othersMoved(reader, others.length),
            counted(
              maker,
              others.map(({ to }) => to),
            ).join(", "),
          ),
        ]),
    ...(same.length === 0 ? [] : [texts.named(texts.sameInBoth[rhythm], counted(maker, same).join(", "))]),
  ];
  const title = texts.moved(reader, movers.length, movers.length + same.length);
  const head = { title, subtitle: how.join(" · "), label: wholeSentences(`${title}.`, sentences) };
  return picture("moved", head, () =>
    moved(texts, reader, { ...head, moves, then, now, sameInBoth: texts.sameInBoth[rhythm] }),
  );
}

function counted({ texts, document }: Maker, colours: Parameters<typeof countedByColour>[0]): string[] {
  return countedByColour(colours).map(({ colour, count }) => texts.counted(document.reader, colour, count));
}

/** Where nothing moved: how long each stands that is off track, or at risk so long that it is proposed as off track. */
function standingPicture(maker: Maker): DigestPicture | null {
  const { texts, rhythm, document } = maker;
  const standing = new Map(standingIn(maker).map(({ program, periods }) => [program, periods]));
  const rows = worstFirst(maker.rows.filter(({ program }) => standing.has(program)));
  const columns = columnsOf(maker);
  if (rows.length === 0) return null;
  const notes = rows.map(({ program }) => texts.spell(rhythm, standing.get(program) ?? 1));
  const sentences = rows.map((row, place) =>
    texts.named(row.program, `${texts.colour[row.colours.at(-1) ?? "grey"]}, ${notes[place]}`),
  );
  const subtitle = counted(
    maker,
    rows.map(({ colours }) => colours.at(-1) ?? null),
  ).join(" · ");
  const head = { ...headOf(maker, texts.standing, sentences), subtitle };
  return picture("standing", head, () => heatMap(texts, document.reader, { ...head, columns, rows, notes }));
}

/** By the lines that say for how long. */
function standingIn({ document }: Maker): { program: string; periods: number }[] {
  const named = namesIn(document);
  return linesOfDocument(document).flatMap((line) =>
    line.kind === "health" && ((line.colour === "red" && line.periods > 1) || isProposedRed(line.colour, line.periods))
      ? [{ program: named(line.program), periods: line.periods }]
      : [],
  );
}

function wayPicture(maker: Maker): DigestPicture | null {
  const { texts, rows } = maker;
  const [row] = rows;
  const columns = columnsOf(maker);
  if (!row || columns.length < 2) return null;
  const title = texts.health(row.program, texts.over(maker.rhythm, columns.length));
  const head = headOf(maker, title, [texts.oldestFirst(columns.map(({ spoken }) => spoken)), rowSaid(texts, row)]);
  return picture("health", head, () => healthOverTime(texts, { ...head, columns, row }));
}

function heatMapPicture(maker: Maker): DigestPicture | null {
  const { document, texts } = maker;
  const named = namesIn(document);
  const groups = maker.groups && new Map([...maker.groups].map(([title, group]) => [named(title), group]));
  const rows = worstFirst(maker.rows);
  const columns = columnsOf(maker);
  if (rows.length < 2 || columns.length < 2) return null;
  const sentences = [texts.oldestFirst(columns.map(({ spoken }) => spoken)), ...rows.map((row) => rowSaid(texts, row))];
  const head = headOf(maker, texts.heatMap(texts.over(maker.rhythm, columns.length)), sentences);
  const subtitle = `${head.subtitle} · ${texts.worstFirst}`;
  return picture("heat-map", head, () => heatMap(texts, document.reader, { ...head, subtitle, columns, rows, groups }));
}

function rowSaid(texts: PictureTexts, { program, colours }: HealthRow): string {
  return texts.named(
    program,
    colours.map((colour) => (colour === null ? texts.noColour : texts.colour[colour])).join(", "),
  );
}

/** Of a few programs what moved shows it all. */
function coloursPicture(maker: Maker): DigestPicture | null {
  const { texts, rows } = maker;
  const columns = columnsOf(maker);
  if (rows.length < 4 || columns.length < 2) return null;
  const sentences = [
    texts.oldestFirst(columns.map((column) => column.spoken)),
    ...coloursCounted(rows, columns.length).map(({ colour, counts }) =>
      texts.named(texts.colour[colour], counts.join(", ")),
    ),
  ];
  const head = headOf(maker, texts.counts(texts.over(maker.rhythm, columns.length)), sentences);
  return picture("colours", head, () => coloursOverTime(texts, { ...head, columns, rows }), sentences);
}

/** One date that moved is told in fewer words; a correction is no move. */
function datesPicture(maker: Maker): DigestPicture | null {
  const { document, texts } = maker;
  const { reader } = document;
  const named = namesIn(document);
  const lateBy = ({ first, now }: MovedDate) => daysBetween(first, now);
  const rows = linesOfDocument(document)
    .flatMap((line): MovedDate[] =>
      line.kind === "moved-date" && !line.isCorrected
        ? [
            {
              program: named(line.program),
              label: line.label[languageOf(reader.locale)],
              first: line.original,
              now: line.to,
            },
          ]
        : [],
    )
    .toSorted((one, other) => lateBy(other) - lateBy(one));
  const [most] = rows;
  if (!most || rows.length < 2) return null;
  const shown = rows.slice(0, MOST_DATES);
  const sentences = shown.map((row) =>
    texts.named(`${row.program}, ${row.label}`, `${dayAndMonth(reader, row.first)} → ${dayAndMonth(reader, row.now)}`),
  );
  const title = texts.dates(reader, rows.length);
  const subtitle = [
    ...(lateBy(most) > 0 ? [texts.laterBy(reader, lateBy(most))] : []),
    ...(rows.length > shown.length ? [texts.mostMoved(shown.length)] : []),
  ].join(" · ");
  const head = { title, subtitle, label: wholeSentences(`${title}.`, sentences) };
  const today = localDateOf(document.cutOffAt, reader.zone);
  return picture("dates", head, () => plannedAndPresent(texts, reader, { ...head, rows: shown, today }));
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
  const asked = line?.programs?.filter((one) => one.asked > 0 && !one.isFew) ?? [];
  if (!line || line.isFew || asked.length < 2) return null;
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
  return given.map(({ program, colours }) => ({
    program: shown(program),
    colours: periods.slice(known).map((index) => colours[index] ?? null),
  }));
}

function columnsOf({ document, rhythm, rows }: Maker) {
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
