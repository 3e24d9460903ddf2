/** The modal that answers *Why this colour?*. */

import type { KnownBlock, ModalView } from "@slack/types";
import { HEALTH_COLOURS, HEALTH_DIMENSIONS } from "../cadences/questions/health-scale.ts";
import { textIn } from "../cadences/questions/questions.ts";
import { movedText } from "../check-ins/milestones/texts.ts";
import { checkInTexts } from "../check-ins/texts.ts";
import { factLines, pathLine } from "../health/lines.ts";
import { isProposedRed, needsReason, pathIn, reasonIn, STATUS_CIRCLES } from "../health/rules.ts";
import { criteriaFor } from "../health/rules-criteria.ts";
import { type GivenHealth, givenAt, type Stand } from "../health/rules-given.ts";
import type { History } from "../health/rules-history.ts";
import { lastColourOf, type Status } from "../health/status/rules.ts";
import { healthTexts, lastColourIn, worseColourIn } from "../health/texts.ts";
import { whyColourMenu } from "../health/why-menu.ts";
import {
  actions,
  context,
  isPresent,
  plain,
  quote,
  section,
  shorten,
  type Words,
  words,
} from "../platform/slack/blocks.ts";
import {
  capitalised,
  dateAndTime,
  languageOf,
  list,
  longDate,
  monthAndYear,
  quarterName,
  type Reader,
  textsFor,
  weekName,
  yearName,
} from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { closedOn } from "../programs/closings/texts.ts";
import type { ColourExplained } from "./use-cases.ts";

const LONGEST_NAME = 150;
const LONGEST_TEXT = 2500;
const PERIODS_SHOWN = 6;
const DATES_SHOWN = 10;

export function whyView(asker: Reader, explained: ColourExplained): ModalView {
  const reader = { ...asker, today: explained.today };
  const { why } = textsFor(healthTexts, reader);
  return {
    type: "modal",
    title: plain(why.title),
    close: plain(why.close),
    blocks: [
      ...standingBlocks(reader, explained),
      ...(explained.isHeld ? [] : [...datesBlocks(reader, explained), criteriaBlock(reader, explained)]),
    ],
  };
}

/** The program, its colour and what that rests on, and how it stood before. `reader`: with the day of the program. */
export function standingBlocks(reader: Reader, explained: ColourExplained): KnownBlock[] {
  const { why } = textsFor(healthTexts, reader);
  const { status, isHeld, closed } = explained;
  const name = words([
    { text: shorten(explained.program.title, LONGEST_NAME), bold: true },
    { text: closed ? ` · ${closedWords(reader, closed)}` : "" },
  ]);
  if (isHeld) return [name, section(why.held)];
  const none = explained.isOver ? [] : [section(explained.isToldAll ? why.none : why.noneTold)];
  return [
    name,
    ...asOfBlocks(reader, explained),
    ...(status
      ? colourBlocks(reader, explained, status)
      : explained.isAsked || explained.isOver
        ? [...none, ...lastBlocks(reader, explained)]
        : [section(why.notAsked)]),
  ];
}

function closedWords(reader: Reader, { on, by }: { on: LocalDate; by: string | null }): string {
  return closedOn(reader, { on, by: by && shorten(by, LONGEST_NAME) });
}

/** Of an old digest: when that was, and how it is now where that is another colour. */
function asOfBlocks(reader: Reader, { asOf, closed, closedThen }: ColourExplained): KnownBlock[] {
  if (!asOf) return [];
  const { why, colour } = textsFor(healthTexts, reader);
  const { now } = asOf;
  const blocks: KnownBlock[] = [context(why.asOf(dateAndTime(reader, asOf.cutOffAt)))];
  if (closed) return blocks;
  if (now === "none") blocks.push(context(why.nowNone));
  else if (now) {
    const named = `${STATUS_CIRCLES[now.colour]} ${colour[now.colour]}`;
    const since =
      now.since === "corrected" || now.since === null
        ? now.since
        : { at: longDate(reader, localDateOf(now.since, reader.zone)) };
    blocks.push(context(why.now(named, since)));
  }
  if (closedThen) blocks.push(words([{ text: capitalised(closedWords(reader, closedThen)) }]));
  return blocks;
}

function colourBlocks(reader: Reader, explained: ColourExplained, status: Status): KnownBlock[] {
  const { why, colour, periods, proposedRed } = textsFor(healthTexts, reader);
  const { given } = status;
  const { health } = given;
  const { inARow, isDated } = explained;
  const facts = [
    `${STATUS_CIRCLES[status.colour]} ${colour[status.colour]}`,
    ...(isDated ? [why.since(longDate(reader, localDateOf(status.since, reader.zone)))] : []),
    ...(inARow ? [periods(inARow.periods, inARow.every)] : []),
  ];
  const path = pathIn(health);
  const blocks: (KnownBlock | null)[] = [
    words([{ text: facts.join(" · ") }]),
    inARow && isProposedRed(status.colour, inARow.periods) ? section(proposedRed) : null,
    words([{ text: why.said(shorten(given.author, LONGEST_NAME), dayGiven(reader, given)) }]),
    explained.restsOn.length > 0
      ? words([
          {
            text: why.restsOn(
              list(
                reader,
                explained.restsOn.map((title) => shorten(title, LONGEST_NAME)),
              ),
            ),
          },
        ])
      : null,
    reasonBlock(health),
    path
      ? words(pathLine(reader, { ...path, owner: path.owner === undefined ? null : explained.nameOf(path.owner) }))
      : needsReason(status.colour) && !explained.isColourAlone && !given.isCut
        ? section(why.pathNone)
        : null,
    given.isCut ? context(why.isCut) : null,
    words([{ text: why.dimensions, bold: true }], ...dimensionLines(reader, explained)),
    ...(explained.isOver ? [] : checkBlocks(reader, explained)),
    explained.history && historyBlock(reader, explained.history),
  ];
  return blocks.filter(isPresent);
}

/** A colour stands since a day; the minute at which somebody answered is nobody's to read. */
function dayGiven(reader: Reader, given: GivenHealth): string {
  return longDate(reader, localDateOf(givenAt(given), reader.zone));
}

function checkBlocks(reader: Reader, explained: ColourExplained): (KnownBlock | null)[] {
  const { why } = textsFor(healthTexts, reader);
  const facts = factLines(reader, explained.findings);
  if (!facts && !explained.isChecked && explained.wasPut) return [];
  return [
    words([{ text: why.checks, bold: true }]),
    facts ?? section(explained.isChecked ? why.noChecks : why.nothingPut),
    explained.kept === null ? null : words([{ text: shorten(why.kept(explained.kept), LONGEST_TEXT) }]),
    explained.isUnanswered ? context(why.unanswered) : null,
  ];
}

/** What was said last, and by whom, where that stands no more. */
function lastBlocks(reader: Reader, { last, worse }: ColourExplained): KnownBlock[] {
  if (!last) return [];
  return [
    ...saidBlocks(reader, lastColourIn(reader, lastColourOf(last, reader.zone)), last),
    ...(worse ? saidBlocks(reader, worseColourIn(reader, worse), worse) : []),
  ];
}

function reasonBlock(health: { reason?: string | undefined }): KnownBlock | null {
  const reason = reasonIn(health);
  return reason === null ? null : quote({ text: shorten(reason, LONGEST_TEXT) });
}

function saidBlocks(reader: Reader, said: string, { givenBy }: Stand<GivenHealth>): KnownBlock[] {
  const { why } = textsFor(healthTexts, reader);
  return [
    words([{ text: capitalised(said) }]),
    ...givenBy.flatMap((word) => [
      words([{ text: why.said(shorten(word.author, LONGEST_NAME), dayGiven(reader, word)) }]),
      ...[reasonBlock(word.health)].filter(isPresent),
    ]),
  ];
}

/** What was given; what a colour means of each stands below, for nobody has said that it is so. */
function dimensionLines(reader: Reader, { byDimension, status }: ColourExplained): Words[][] {
  const { why, colour: named } = textsFor(healthTexts, reader);
  const names = textsFor(checkInTexts, reader).dimensions;
  const lines = HEALTH_DIMENSIONS.flatMap((dimension): Words[][] => {
    const colour = byDimension?.health.dimensions?.[dimension];
    return colour ? [[{ text: `${STATUS_CIRCLES[colour]} ${names[dimension]} · ${named[colour]}` }]] : [];
  });
  if (!byDimension || lines.length === 0) return [[{ text: why.noDimensions }]];
  const said = why.said(shorten(byDimension.author, LONGEST_NAME), dayGiven(reader, byDimension));
  return byDimension.checkInId === status?.given.checkInId ? lines : [[{ text: said }], ...lines];
}

function historyBlock(reader: Reader, { before, every }: History): KnownBlock | null {
  const { why, colour } = textsFor(healthTexts, reader);
  const lines = before.slice(0, PERIODS_SHOWN).map((one): Words[] => [
    {
      text: `${periodName(reader, every, one.period)} · ${STATUS_CIRCLES[one.colour]} ${one.colour === "grey" ? why.noneThen : colour[one.colour]}`,
    },
  ]);
  return lines.length > 0 ? words([{ text: why.history, bold: true }], ...lines) : null;
}

/** A label such as `2026-09` as people say it. */
function periodName(reader: Reader, every: History["every"], label: string): string {
  if (every === "month") return capitalised(monthAndYear(reader, `${label}-01`));
  if (every === "quarter") return capitalised(quarterName(reader, label));
  if (every === "year") return capitalised(yearName(reader, label));
  return capitalised(every === "week" ? weekName(reader, label) : longDate(reader, label));
}

/** Dates with their moves; none where there are none. */
export function datesBlocks(reader: Reader, { milestones, today }: ColourExplained): KnownBlock[] {
  const { why } = textsFor(healthTexts, reader);
  const language = languageOf(reader.locale);
  const dates = milestones.slice(0, DATES_SHOWN).flatMap((one): Words[][] => {
    const { original, current, moves, passed, differing, isReached, isPassedReached } = one;
    const name = shorten(textIn(one.label, language), LONGEST_NAME);
    const day = (date: LocalDate) => longDate(reader, date);
    if (differing.length > 0)
      return [
        [
          {
            text: why.datesDiffer(
              name,
              differing.map(({ author, date }) => ({ author, on: day(date) })),
            ),
          },
        ],
      ];
    if (original === null || current === null) return [];
    const isPast = current < today;
    const said =
      moves > 0
        ? why.date(name, movedText[language]({ original, to: current, moves }, day))
        : passed === null
          ? why.dateKept(name, day(current))
          : isPast
            ? why.datesPassed(name, day(passed), day(current))
            : why.dateNow(name, day(current), day(passed), isPassedReached === true);
    return [[{ text: isPast ? why.past(said, isReached) : said }]];
  });
  return dates.length > 0 ? [words([{ text: why.dates, bold: true }], ...dates)] : [];
}

/** What the colours mean here. */
function criteriaBlock(reader: Reader, { settings }: ColourExplained): KnownBlock {
  const { why } = textsFor(healthTexts, reader);
  const language = languageOf(reader.locale);
  const names = textsFor(checkInTexts, reader).dimensions;
  const criteria = criteriaFor(language, settings.tolerances);
  const table = HEALTH_DIMENSIONS.map((dimension): Words[] => {
    const meanings = HEALTH_COLOURS.map((colour) => `${STATUS_CIRCLES[colour]} ${criteria[dimension][colour]}`);
    return [{ text: `${names[dimension]} · `, bold: true }, { text: meanings.join(" · ") }];
  });
  return words([{ text: why.criteria, bold: true }], ...table);
}
/** Which program of a digest? */
export function chooseView(
  reader: Reader,
  programs: readonly { id: string; title: string; editionId: string }[],
): ModalView {
  const { why } = textsFor(healthTexts, reader);
  return {
    type: "modal",
    title: plain(why.title),
    close: plain(why.close),
    blocks: [section(why.which), actions("health.which", whyColourMenu(reader, programs))],
  };
}
