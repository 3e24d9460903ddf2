/** `/drumbeat portfolio`: all programs whose reports somebody reads, the worst first, by pages; now or as sent by a day. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerAt } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { list, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { type Label, labelKey, labelsOf } from "../../programs/labels.ts";
import { mayMakePortfolios } from "../../programs/portfolios.ts";
import { programIds } from "../../programs/program-menu-and-buttons.ts";
import { listPlacesFor, listProgramsFor } from "../../programs/programs.ts";
import { rankButton } from "../../programs/rank-form.ts";
import { portfolioTexts } from "../../programs/texts-portfolio.ts";
import {
  actions,
  button,
  context,
  isPresent,
  lineOf,
  option,
  section,
  shorten,
  type Words,
  words,
} from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import { date, optionalMenu } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { COMPOSITION_LIMITS } from "../../slack/limits.ts";
import { pageValue, screenIds } from "../action-ids.ts";
import { mayReadReports, type ReportedTo, reportedTo } from "../compile/reports-for-reader.ts";
import { moveOf, programRow, worstFirst } from "./program-row.ts";
import { workTexts } from "./texts.ts";

/** What is looked at. `label`: the key of one; null: programs of all labels. `page` counts from 0. */
const chosenSchema = z.strictObject({ day: z.string().nullable(), label: z.string().nullable(), page: z.int().min(0) });
export type Chosen = z.infer<typeof chosenSchema>;
export const EVERYTHING_NOW: Chosen = { day: null, label: null, page: 0 };

export const portfolioForm = new Form({
  id: "report.portfolio",
  state: chosenSchema,
  fields: z.strictObject({ asOf: date(), label: optionalMenu() }),
  required: (actor) => textsFor(workTexts, actor).toCome,
});

export const PROGRAMS_ON_PAGE = 20;

export interface Portfolio {
  chosen: Chosen;
  /** All that are chosen, the worst first. */
  programs: ReportedTo[];
  /** Titles of those of which nothing had been sent by the day. */
  unsent: string[];
  /** Of all programs of the reader. */
  labels: Label[];
  /** The portfolios that they may open, and a button to make one. */
  above?: KnownBlock[];
}

/** Null: there is no program whose reports this person reads. A fixed number of statements. */
export async function portfolioFor(services: Services, person: Person, chosen: Chosen): Promise<Portfolio | null> {
  const { db } = services;
  const mine = (await listProgramsFor(db, person, services)).filter(
    ({ program, standings }) => program.state === "active" && mayReadReports(standings),
  );
  if (mine.length === 0) return null;
  const labels = new Map(mine.flatMap(({ program }) => labelsOf(program)).map((label) => [labelKey(label), label]));
  const label = chosen.label !== null && labels.has(chosen.label) ? chosen.label : null;
  const wanted = mine.filter(
    ({ program }) => label === null || labelsOf(program).some((own) => labelKey(own) === label),
  );
  const programs = await reportedTo(services, person, { programs: wanted, day: chosen.day });
  const shown = new Set(programs.map(({ id }) => id));
  const { compare } = new Intl.Collator(person.locale);
  const pages = Math.max(1, Math.ceil(programs.length / PROGRAMS_ON_PAGE));
  return {
    chosen: { ...chosen, label, page: Math.min(chosen.page, pages - 1) },
    programs: programs.sort(worstFirst(person.locale)),
    unsent: wanted.flatMap(({ program }) => (shown.has(program.id) ? [] : [program.title])),
    labels: [...labels.values()].sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value)),
  };
}

/** Null: this person reads of no program. */
export async function portfolioScreen(services: Services, person: Person, chosen: Chosen): Promise<ModalView | null> {
  const now = services.clock.now();
  const reader = { ...readerAt(person, now), id: person.id, today: localDateOf(now, person.zone) };
  const portfolio = await portfolioFor(services, person, chosen);
  if (!portfolio) return null;
  const isFirst = portfolio.chosen.page === 0;
  const above = isFirst ? [...(await portfolioButtons(services, person)), ...(await rankButton(services, person))] : [];
  return portfolioView(reader, { ...portfolio, above });
}

const PORTFOLIOS_SHOWN = 20;
const LONGEST_NAME = 60;

/** To open each portfolio of theirs by its name, and to make one; none where they may do neither. */
export async function portfolioButtons(services: Services, person: Person): Promise<KnownBlock[]> {
  const places = await listPlacesFor(services.db, person, services);
  const portfolios = places.filter(({ program }) => program.kind === "portfolio" && program.state === "active");
  const mayMake = await mayMakePortfolios(services, person);
  const buttons = [
    ...portfolios
      .slice(0, PORTFOLIOS_SHOWN)
      .map(({ program: { id, title } }) => commandButton(shorten(title, LONGEST_NAME), `portfolio ${id}`)),
    ...(mayMake ? [button(programIds.newPortfolio, textsFor(portfolioTexts, person).new)] : []),
  ];
  return buttons.length === 0 ? [] : [actions("portfolio.portfolios", ...buttons)];
}

/** Pure. */
export function portfolioView(reader: Reader & { id?: string; today: LocalDate }, portfolio: Portfolio): ModalView {
  const all = textsFor(workTexts, reader);
  const texts = all.portfolio;
  const { chosen, programs, labels, unsent } = portfolio;
  const start = chosen.page * PROGRAMS_ON_PAGE;
  const basis =
    chosen.day === null
      ? texts.now(reader, programs.length)
      : texts.asSent(reader, programs.length, shortDate(reader, chosen.day));
  const rows = programs
    .slice(start, start + PROGRAMS_ON_PAGE)
    .flatMap((program) => programRow(reader, program, program, { shows: "moves", day: chosen.day }));
  const options = labels.map((label) => option(labelKey(label), texts.pair(label)));
  const turns = {
    page: chosen.page,
    pages: Math.ceil(programs.length / PROGRAMS_ON_PAGE),
    earlier: screenIds.portfolioEarlier,
    later: screenIds.portfolioLater,
  };
  const blocks: (KnownBlock | null)[] = [
    context(lineOf(basis)),
    ...(portfolio.above ?? []),
    chosen.page === 0 ? movesBlock(reader, programs) : null,
    ...rows,
    rows.length === 0
      ? section(chosen.label === null ? all.nothingSent(shortDate(reader, chosen.day ?? reader.today)) : texts.noneSo)
      : null,
    unsent.length > 0 && chosen.page === 0 ? context(lineOf(texts.notSent(named(reader, unsent)))) : null,
    ...turnBlocks(reader, "report.portfolio_pages", turns, pageValue.encode),
  ];
  return portfolioForm.view({
    state: chosen,
    title: texts.title,
    submit: all.show,
    close: all.close,
    above: blocks.filter(isPresent),
    fields: {
      label:
        options.length === 0
          ? null
          : { label: texts.byLabel, options, initial: chosen.label, turn: chosen.label ?? "all" },
      asOf: { label: all.asOf, hint: all.asOfHint, initial: chosen.day ?? reader.today, turn: chosen.day ?? "now" },
    },
  });
}

const MOST_NAMED = 12;

/** “Worse: Loyalty, Atlas”: each by its name, whatever page it is on; its row shows from what to what. */
function movesBlock(reader: Reader, programs: readonly ReportedTo[]): KnownBlock | null {
  const texts = textsFor(workTexts, reader).portfolio;
  const lines = (["worse", "better"] as const).flatMap((direction): Words[][] => {
    const titles = programs.filter((program) => moveOf(program) === direction).map(({ title }) => title);
    return titles.length === 0 ? [] : [[{ text: texts[direction](named(reader, titles)) }]];
  });
  return lines.length === 0 ? null : words([{ text: texts.moved, bold: true }], ...lines);
}

function named(reader: Reader, names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => shorten(name, COMPOSITION_LIMITS.optionText));
  const more = names.length - shown.length;
  return list(reader, more > 0 ? [...shown, textsFor(workTexts, reader).more(reader, more)] : shown);
}

/** None where there is one page. `page` counts from 0; `valueAt`: what a button to a page carries. */
export function turnBlocks(
  reader: Reader,
  blockId: string,
  { page, pages, earlier, later }: { page: number; pages: number; earlier: string; later: string },
  valueAt: (page: number) => string,
): KnownBlock[] {
  if (pages < 2) return [];
  const texts = textsFor(workTexts, reader).pages;
  return [
    context(texts.page(page + 1, pages)),
    actions(
      blockId,
      ...(page > 0 ? [button(earlier, texts.earlier, { value: valueAt(page - 1) })] : []),
      ...(page < pages - 1 ? [button(later, texts.later, { value: valueAt(page + 1) })] : []),
    ),
  ];
}
