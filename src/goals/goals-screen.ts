/** `/drumbeat goals`: objectives with their measures and the programs that serve them, and the measures beside them. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerAt } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { labelsInWords } from "../programs/labels.ts";
import { itemIds } from "../register/ids.ts";
import { newItemForm } from "../register/views.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  linesWithin,
  option,
  section,
  select,
  shorten,
} from "../slack/blocks.ts";
import { type Listening, onPressOf } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { pageOf } from "../slack/screen-pages.ts";
import { showOver } from "../slack/stacked-views.ts";
import { awaitedApart } from "./awaited.ts";
import { enterIds } from "./enter-form.ts";
import { goalYear, isWorrying, measureFactsInWords, objectiveFactsInWords } from "./goals-in-words.ts";
import { goalsReading, type MeasureFacts, type ObjectiveFacts, type ReadGoals } from "./goals-reading.ts";
import { standsOf } from "./how-measures-stand.ts";
import { objectiveTexts } from "./texts-goals.ts";

export const goalsIds = { show: "goals.show", add: "goals.add", csv: "goals-csv" } as const;

/** Three blocks each, within the hundred of a view. */
const ON_PAGE = 20;
const LONGEST_TITLE = 150;
const LONGEST_WHY = 300;
const PROGRAMS_NAMED = 8;

/** What of it is shown. */
const placeSchema = z.strictObject({
  year: goalsReading.choice.shape.year,
  label: goalsReading.choice.shape.label,
  page: z.int().min(0),
});
type Place = z.infer<typeof placeSchema>;

type DatedReader = Reader & { today: LocalDate };

interface Shown {
  goals: ReadGoals;
  place: Place;
  /** So many numbers of the viewer are due. */
  due: number;
}

/** `wanted`: a year, as it was typed. */
export async function goalsViewFor(services: Services, actor: Person, wanted: string | null): Promise<ModalView> {
  const [year] = /\d{4}/.exec(wanted ?? "") ?? [];
  return viewAt(services, actor, { year: year === undefined ? "present" : Number(year), label: null, page: 0 });
}

async function viewAt(services: Services, actor: Person, place: Place): Promise<ModalView> {
  const now = services.clock.now();
  const reader = { ...readerAt(actor, now), today: localDateOf(now, actor.zone) };
  const { year, label } = place;
  const goals = await goalsReading.read({ ...services, actor }, { year, label });
  const due = (await awaitedApart(services, actor)).length;
  return goalsView(reader, { goals, place, due });
}

/** Pure. */
export function goalsView(reader: DatedReader, shown: Shown): ModalView {
  const texts = textsFor(objectiveTexts, reader).screen;
  const { goals, place, due } = shown;
  const entries = [
    ...goals.objectives.map((objective) => objectiveBlocks(reader, objective, goals)),
    ...goals.apart.map((measure, index) => [
      ...(index === 0 ? [header(texts.apart)] : []),
      measureBlock(reader, measure),
    ]),
  ];
  const turn = (page: number, label: string) =>
    button(`${goalsIds.show}:page-${page}`, label, { value: JSON.stringify({ ...place, page } satisfies Place) });
  const { shown: onPage, below } = pageOf(reader, entries, { size: ON_PAGE, page: place.page, turn });
  return modal({
    title: texts.title,
    close: texts.close,
    blocks: [
      actions("goals.filters", ...filters(reader, shown)),
      ...(goals.objectives.length === 0 ? emptyBlocks(reader, shown) : []),
      ...(due > 0 ? [section(texts.due(due), button(enterIds.open, texts.enter, { value: "due" }))] : []),
      ...onPage.flat(),
      ...below,
      actions("goals.acts", ...acts(reader, shown)),
    ],
  });
}

function filters(reader: Reader, { goals, place }: Shown) {
  const texts = textsFor(objectiveTexts, reader).screen;
  const at = (changed: Partial<Place>) => JSON.stringify({ ...place, page: 0, ...changed } satisfies Place);
  const chosen = place.year === "present" ? goals.presentYear : place.year;
  const others = goals.years.includes(Number(chosen)) || chosen === "all" ? [] : [Number(chosen)];
  const years = [
    ...[...goals.years, ...others].map((year) => option(at({ year }), goalYear(reader, year, goals.areCalendarYears))),
    option(at({ year: "all" }), texts.allYears),
  ];
  const labels = [
    option(at({ label: null }), texts.allLabels),
    ...goals.labels.map((label) => option(at({ label: label.key }), labelsInWords(reader, [label]).join(""))),
  ];
  return [
    select(`${goalsIds.show}:year`, years, { placeholder: texts.year, initial: at({ year: chosen }) }),
    ...(goals.labels.length === 0
      ? []
      : [select(`${goalsIds.show}:label`, labels, { placeholder: texts.label, initial: at({}) })]),
  ];
}

function acts(reader: Reader, { goals, place: { year, label } }: Shown) {
  const texts = textsFor(objectiveTexts, reader).screen;
  const isEmpty = goals.objectives.length + goals.apart.length === 0;
  const add = [
    button(`${goalsIds.add}:objective`, texts.addObjective, { value: JSON.stringify("objective") }),
    button(`${goalsIds.add}:measure`, texts.addMeasure, { value: JSON.stringify("measure"), primary: isEmpty }),
  ];
  const csv = button(goalsIds.csv, texts.csv, { value: JSON.stringify({ year, label }) });
  return [...(goals.mayAdd ? add : []), ...(isEmpty ? [] : [csv])];
}

/** What there is to do where there is none. */
function emptyBlocks(reader: Reader, { goals, place }: Shown): KnownBlock[] {
  const texts = textsFor(objectiveTexts, reader).screen;
  const year = place.year === "present" ? goals.presentYear : place.year;
  const head = year === "all" ? texts.noneAtAll : texts.none(goalYear(reader, year, goals.areCalendarYears));
  return [section(`${head}\n${goals.mayAdd ? texts.first : texts.others}`)];
}

function objectiveBlocks(reader: DatedReader, objective: ObjectiveFacts, goals: ReadGoals): KnownBlock[] {
  const texts = textsFor(objectiveTexts, reader).screen;
  const { title, code, place, year, owner, why, hidden, measures, mayOpen } = objective;
  const facts = [code, place, goalYear(reader, year, goals.areCalendarYears), owner].flatMap((fact) => fact ?? []);
  const stands = objectiveFactsInWords(reader, objective);
  const head = [
    `*${escapeMrkdwn(shorten(title, LONGEST_TITLE))}*`,
    escapeMrkdwn(facts.join(" · ")),
    ...(stands === "" ? [] : [marked(escapeMrkdwn(stands), isWorryingNow(objective))]),
    ...(why === "" ? [] : [escapeMrkdwn(shorten(why, LONGEST_WHY))]),
  ];
  const lines = [
    ...measures.map((measure) => `• ${measureLine(reader, measure)}`),
    ...(hidden.measures > 0 ? [`• ${texts.otherMeasures(hidden.measures)}`] : []),
  ];
  const programs = programsInWords(reader, objective);
  return [
    section(head.join("\n"), mayOpen ? button(itemIds.open, texts.open, { value: objective.id }) : undefined),
    ...(lines.length === 0 ? [] : [section(linesWithin(lines, (count) => `… +${count}`))]),
    ...(programs === "" ? [] : [context(escapeMrkdwn(texts.served(programs)))]),
  ];
}

/** One that has ended by its own end alone. */
function isWorryingNow({ state, worst }: ObjectiveFacts): boolean {
  return isWorrying(state === "open" ? (worst?.stands ?? "on-line") : standsOf(state, null));
}

/** Those that are named; others are counted. */
function programsInWords(reader: Reader, { programs, hidden }: ObjectiveFacts): string {
  const texts = textsFor(objectiveTexts, reader).screen;
  const named = programs.slice(0, PROGRAMS_NAMED).map(({ title }) => shorten(title, LONGEST_TITLE));
  const more = programs.length - named.length;
  return list(reader, [
    ...named,
    ...(more > 0 ? [`+${more}`] : []),
    ...(hidden.programs > 0 ? [texts.otherPrograms(hidden.programs)] : []),
  ]);
}

function measureLine(reader: DatedReader, measure: MeasureFacts): string {
  const title = marked(`*${escapeMrkdwn(shorten(measure.title, LONGEST_TITLE))}*`, isWorrying(measure.stands));
  return `${title} ${escapeMrkdwn(measureFactsInWords(reader, measure))}`;
}

/** A sign before the words of what is to be noticed. */
function marked(mrkdwn: string, isMarked: boolean): string {
  return isMarked ? `⚠ ${mrkdwn}` : mrkdwn;
}

function measureBlock(reader: DatedReader, measure: MeasureFacts): KnownBlock {
  const { open } = textsFor(objectiveTexts, reader).screen;
  const facts = [measure.code, measure.place, measure.owner].flatMap((fact) => fact ?? []);
  return section(
    `${measureLine(reader, measure)}\n${escapeMrkdwn(facts.join(" · "))}`,
    measure.mayOpen ? button(itemIds.open, open, { value: measure.id }) : undefined,
  );
}

export function listenToGoals(listening: Listening<Person>, services: Services): void {
  onPressOf(listening, new RegExp(`^${goalsIds.show}:`), placeSchema, async ({ actor, value, view, client }) => {
    if (!view) return;
    const next = await viewAt(services, actor, value);
    await client.views.update({ view_id: view.id, hash: view.hash, view: next });
  });
  onPressOf(listening, new RegExp(`^${goalsIds.add}:`), z.enum(["objective", "measure"]), async (press) => {
    const begun = { type: press.value, isTypeFixed: true };
    await showOver(press, await newItemForm({ ...services, actor: press.actor }, begun));
  });
}
