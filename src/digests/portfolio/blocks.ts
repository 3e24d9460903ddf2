import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { STATUS_CIRCLES } from "../../health/rules.ts";
import { date } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { header, shorten, type Words, words } from "../../platform/slack/blocks.ts";
import { list, number, type Reader, textsFor } from "../../platform/texts/language.ts";
import { type Counts, type Portfolio, STATES, type Standing, type State } from "./rules.ts";
import { portfolioTexts } from "./texts.ts";
import type { PortfolioThen } from "./use-cases.ts";

export const portfolioForm = new Form({
  id: "digest.portfolio",
  state: z.string(),
  fields: z.strictObject({ asOf: date() }),
  required: (actor) => textsFor(portfolioTexts, actor).toCome,
});

/** Of so many each move is named below. */
const FEW_PROGRAMS = 3;
const MOST_MOVERS = 10;
const MOST_OWN = 10;
const MOST_LABELS = 5;
const MOST_VALUES = 12;
const MOST_NAMED = 20;
const LONGEST_TITLE = 120;
const LONGEST_LABEL = 60;

type Line = Words[];

/** Well below what a view holds, however many programs there are. */
export function portfolioView(reader: Reader, then: PortfolioThen): ModalView {
  const texts = textsFor(portfolioTexts, reader);
  return portfolioForm.view({
    state: "",
    title: texts.title,
    submit: texts.show,
    close: texts.close,
    fields: { asOf: { label: texts.asOf, hint: texts.asOfHint, initial: then.on } },
    below: [words(...basisLines(reader, then)), ...sectionsOf(reader, then.portfolio)],
  });
}

function basisLines(reader: Reader, { portfolio, on, isNow, comparedWith, heldBack, approved }: PortfolioThen): Line[] {
  const texts = textsFor(portfolioTexts, reader);
  const { programs } = portfolio;
  const basis = programs === 0 ? [] : [texts.basis(reader, { programs, on: isNow ? null : on, comparedWith })];
  return [
    ...basis,
    ...(heldBack.length > 0 ? [texts.heldBack(titlesIn(reader, heldBack))] : []),
    ...(approved.length > 0 ? [texts.approved(titlesIn(reader, approved))] : []),
  ].map((text) => [{ text, italic: true }]);
}

function titlesIn(reader: Reader, titles: readonly string[]): string {
  const named = titles.slice(0, MOST_NAMED).map((title) => shorten(title, LONGEST_LABEL));
  const more = titles.length - named.length;
  return list(reader, more > 0 ? [...named, textsFor(portfolioTexts, reader).more(reader, more)] : named);
}

function sectionsOf(reader: Reader, portfolio: Portfolio): KnownBlock[] {
  const texts = textsFor(portfolioTexts, reader);
  const { movers, worst, repeated, silence, labels, programs } = portfolio;
  if (programs === 0) return [];
  return [
    ...withHeading(texts.statuses, statusLines(reader, portfolio)),
    ...withHeading(
      texts.movers,
      cut(
        reader,
        movers.map((one) => moverLine(reader, one)),
        MOST_MOVERS,
      ),
    ),
    ...withHeading(
      texts.worst,
      worst.map(({ standing, reason }) => named(standing, texts.reason(reader, reason))),
    ),
    ...withHeading(
      texts.repeatedHead,
      repeated.map((one) => [{ text: texts.repeated(reader, one) }]),
    ),
    ...withHeading(texts.overdue, overdueLines(reader, portfolio)),
    ...withHeading(
      texts.silenceHead,
      silence.programs > 0 ? [[{ text: `${texts.silence(reader, silence.programs, silence.since)}.` }]] : [],
    ),
    ...labels.slice(0, MOST_LABELS).flatMap(({ name, values }) =>
      withHeading(
        texts.by(shorten(name, LONGEST_LABEL)),
        cut(
          reader,
          values.map(({ value, programs: count, counts }) => [
            { text: shorten(value, LONGEST_LABEL), bold: true },
            { text: ` · ${texts.programs(reader, count)} · ${countsSaid(reader, counts)}` },
          ]),
          MOST_VALUES,
        ),
      ),
    ),
  ];
}

function withHeading(heading: string, lines: readonly Line[]): KnownBlock[] {
  return lines.length === 0 ? [] : [header(heading), words(...lines)];
}

function cut(reader: Reader, lines: readonly Line[], most: number): Line[] {
  const more = lines.length - most;
  return more > 0
    ? [...lines.slice(0, most), [{ text: textsFor(portfolioTexts, reader).more(reader, more), italic: true }]]
    : [...lines];
}

/** Each status from → to, then each move with how many made it. */
function statusLines(reader: Reader, { programs: all, before, now, matrix }: Portfolio): Line[] {
  const texts = textsFor(portfolioTexts, reader);
  const there = STATES.filter((state) => before[state] || now[state]);
  const moves = matrix.filter(({ from, to }) => from !== to);
  return [
    ...there.map(
      (state): Line => [
        { text: `${circleOf(state)} ${texts.state[state]} ` },
        { text: `${number(reader, before[state] ?? 0)} → ${number(reader, now[state] ?? 0)}`, bold: true },
      ],
    ),
    ...(all > FEW_PROGRAMS ? moves : []).map(
      ({ from, to, programs }): Line => [
        { text: number(reader, programs), bold: true },
        { text: ` · ${texts.state[from]} → ${texts.state[to]}` },
      ],
    ),
    ...(moves.length === 0 ? [[{ text: texts.unmoved, italic: true }]] : []),
  ];
}

function moverLine(reader: Reader, standing: Standing): Line {
  const { state } = textsFor(portfolioTexts, reader);
  return named(standing, `${state[standing.from]} → ${state[standing.to]}`);
}

function named({ to, title }: Standing, said: string): Line {
  return [{ text: `${circleOf(to)} ` }, { text: shorten(title, LONGEST_TITLE), bold: true }, { text: ` · ${said}` }];
}

function overdueLines(reader: Reader, { overdue: { own, others } }: Portfolio): Line[] {
  const texts = textsFor(portfolioTexts, reader);
  const ownLines = own.map(
    ({ code, title, program, neededBy }): Line => [
      { text: `${code} ` },
      { text: shorten(title, LONGEST_TITLE), bold: true },
      { text: ` · ${shorten(program, LONGEST_LABEL)} · ${texts.ownAsk(reader, neededBy)}` },
    ],
  );
  const isOnlyCounted = others.every(({ body }) => body === "other");
  const counts = others.map(({ body, decisions }) =>
    isOnlyCounted ? number(reader, decisions) : texts.counted(reader, texts.body[body], decisions),
  );
  return [
    ...(own.length > 0 ? [[{ text: texts.own }], ...cut(reader, ownLines, MOST_OWN)] : []),
    ...(counts.length > 0 ? [[{ text: texts.others(counts.join(" · ")) }]] : []),
  ];
}

function countsSaid(reader: Reader, counts: Counts): string {
  const { state: words } = textsFor(portfolioTexts, reader);
  return STATES.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count > 0 ? [`${circleOf(state)} ${words[state]} ${number(reader, count)}`] : [];
  }).join(" · ");
}

function circleOf(state: State): string {
  return state === "none" || state === "closed" ? "·" : STATUS_CIRCLES[state];
}
