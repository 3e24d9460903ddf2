/** The map of power and interest, and the coalition. */
import type { KnownBlock } from "@slack/types";
import { context, header, section, shorten, type Words, words } from "../../platform/slack/blocks.ts";
import { capitalised, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { isAt, PLACES } from "./rules.ts";
import { calledAt, roleSaid, saidBy } from "./said.ts";
import { INTERESTS, POWERS, SAYINGS } from "./table.ts";
import { stakeholderTexts } from "./texts.ts";
import type { Line, PeoplePage } from "./use-cases-reading.ts";

/** Of one place, of one saying. */
const MOST_NAMED = 25;
const MOST_IN_CELL = 4;
/** From as many on a body has a number. */
const FEWEST_COUNTED = 5;
const LONGEST_NAME = 80;

interface Numbered {
  line: Line;
  number: number;
}

/** Place by place, so that those of a place follow each other. */
function numbered(lines: readonly Line[]): Numbered[] {
  return PLACES.flatMap((place) => lines.filter((line) => isAt(line, place))).map((line, index) => ({
    line,
    number: index + 1,
  }));
}

export function mapBlocks(reader: Reader, { lines, quarter }: PeoplePage): KnownBlock[] {
  const texts = textsFor(stakeholderTexts, reader).map;
  const all = numbered(lines);
  const places = PLACES.flatMap((place): KnownBlock[] => {
    const here = all.filter(({ line }) => isAt(line, place));
    if (here.length === 0) return [];
    const shown = here.slice(0, MOST_NAMED);
    const more = here.length - shown.length;
    return [
      words(
        [{ text: capitalised(roleSaid(reader, place)), bold: true }],
        [{ text: texts.advice[place.power][place.interest], italic: true }],
        ...shown.map((each) => placed(reader, each)),
        ...(more > 0 ? [[{ text: texts.more(more) }]] : []),
      ),
    ];
  });
  const hasMoved = lines.some(({ moved }) => moved !== null);
  const since = hasMoved ? ` ${texts.since(longDate(reader, quarter))}` : "";
  return [grid(reader, all), context(`${texts.head}${since}`), ...places];
}

function placed(reader: Reader, { line, number }: Numbered): Words[] {
  const texts = textsFor(stakeholderTexts, reader).map;
  const { moved } = line;
  const from = moved === null ? "" : moved === "new" ? texts.new : texts.moved(roleSaid(reader, moved));
  return [
    { text: `${number} · ` },
    { text: calledAt(line) },
    ...(from === "" ? [] : [{ text: ` · ${from}`, italic: true }]),
  ];
}

/** In letters of one width: no name in it. */
function grid(reader: Reader, all: readonly Numbered[]): KnownBlock {
  const texts = textsFor(stakeholderTexts, reader).map;
  const rows = [
    ["", ...INTERESTS.map((interest) => texts.columns[interest])],
    ...POWERS.map((power) => [
      texts.rows[power],
      ...INTERESTS.map((interest) => cell(all.filter(({ line }) => isAt(line, { power, interest })))),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const text = rows
    .map((row) =>
      row
        .map((each, column) => each.padEnd(widths[column] ?? 0))
        .join(" | ")
        .trimEnd(),
    )
    .join("\n");
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text }] }],
  };
}

function cell(here: readonly Numbered[]): string {
  if (here.length === 0) return "·";
  const shown = here.slice(0, MOST_IN_CELL).map(({ number }) => String(number));
  const more = here.length - shown.length;
  return [...shown, ...(more > 0 ? [`+${more}`] : [])].join(" ");
}

export function coalitionBlocks(reader: Reader, { lines }: PeoplePage): KnownBlock[] {
  const texts = textsFor(stakeholderTexts, reader);
  const needed = lines.filter(({ power }) => power !== "neither");
  const agreed = needed.filter(({ said }) => said === "agreed").length;
  const groups = SAYINGS.flatMap((said): KnownBlock[] => {
    const here = lines.filter((line) => line.said === said);
    if (here.length === 0) return [];
    const shown = here.slice(0, MOST_NAMED);
    const more = here.length - shown.length;
    return [
      header(texts.coalition.sayings[said]),
      words(
        ...shown.map((line): Words[] => [
          { text: calledAt(line), bold: true },
          {
            text: ` · ${[roleSaid(reader, line), ...(said === "not-asked" ? [] : [saidBy(reader, line)])].join(" · ")}`,
          },
          { text: ` · ${texts.coalition.by(shorten(line.owner, LONGEST_NAME))}` },
        ]),
        ...(more > 0 ? [[{ text: texts.map.more(more) }]] : []),
      ),
    ];
  });
  return [
    context(texts.coalition.head),
    ...(needed.length >= FEWEST_COUNTED ? [section(texts.coalition.ofThose(agreed, needed.length))] : []),
    ...groups,
  ];
}
