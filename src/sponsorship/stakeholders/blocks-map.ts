/** The map, place by place of power and interest, and the coalition. */
import type { KnownBlock } from "@slack/types";
import { context, header, section, shorten, type Words, words } from "../../platform/slack/blocks.ts";
import { capitalised, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { isAt, PLACES } from "./rules.ts";
import { calledAt, roleSaid, saidBy } from "./said.ts";
import { SAYINGS } from "./table.ts";
import { stakeholderTexts } from "./texts.ts";
import type { Line, PeoplePage } from "./use-cases-reading.ts";

/** Of one place, of one saying. */
const MOST_NAMED = 25;
/** From as many on a body has a number. */
const FEWEST_COUNTED = 5;
const LONGEST_NAME = 80;

export function mapBlocks(reader: Reader, { lines, quarter }: PeoplePage): KnownBlock[] {
  const texts = textsFor(stakeholderTexts, reader).map;
  const places = PLACES.flatMap((place): KnownBlock[] => {
    const here = lines.filter((line) => isAt(line, place));
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
  return [...(hasMoved ? [context(texts.since(longDate(reader, quarter)))] : []), ...places];
}

function placed(reader: Reader, line: Line): Words[] {
  const texts = textsFor(stakeholderTexts, reader).map;
  const { moved } = line;
  const from = moved === null ? "" : moved === "new" ? texts.new : texts.moved(roleSaid(reader, moved));
  return [{ text: calledAt(line) }, ...(from === "" ? [] : [{ text: ` · ${from}`, italic: true }])];
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
